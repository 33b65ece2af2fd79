"""A question that leans on a treatment path asks for the next line, or for the same with another name in it."""

import pytest

from bot.dialogue.context import Context
from bot.dialogue.in_case import RECENT, path_in_case
from bot.dialogue.part import Part
from bot.look_up.query import Query

FIRST, SECOND, THIRD = "plan.her2-first-line", "plan.her2-second-line", "plan.her2-third-line"
LEANS = {"leaning": ("leaning",)}


def after(answer: str, turns: int = 0) -> Context:
    return Context(turn=3 + turns, answer=answer, answered_at=3)


def part(text: str, *, if_leaning: tuple = (), **found) -> Part:
    return Part(text, "faq", query=Query(if_leaning=if_leaning, found=found))


ASKED = {
    "the second line": (
        after(FIRST),
        part("I meant second line", if_leaning=("correction",), lines=("second",)),
        SECOND,
    ),
    "what comes after the first": (after(FIRST), part("what comes after that", if_leaning=("next",), **LEANS), SECOND),
    "what comes after the second": (after(SECOND), part("and after that", if_leaning=("next",), **LEANS), THIRD),
    "a line, and nothing else": (after(FIRST), part("second line?", lines=("second",)), SECOND),
    "the line it names itself": (after(SECOND), part("and first line?", lines=("first",), **LEANS), FIRST),
}


@pytest.mark.parametrize("context, one, answer", ASKED.values(), ids=ASKED)
def test_path_is_found_in_the_case_told_before(context, one, answer, knowledge):
    assert knowledge.paths[path_in_case(one, context, knowledge)].answer == answer


NOT_ASKED = {
    "nothing was told": (Context(), part("what comes after that", if_leaning=("next",), **LEANS)),
    "it was told long ago": (after(FIRST, RECENT + 1), part("what comes after that", if_leaning=("next",), **LEANS)),
    "no path was told": (after("diagnosis.biopsy"), part("what comes after that", if_leaning=("next",), **LEANS)),
    "a drug is named": (after(FIRST), part("and after Enhertu", if_leaning=("next",), drugs=("trastuzumab",), **LEANS)),
    "it leans on nothing": (after(FIRST), part("what is second line treatment", lines=("second",))),
    "it points at no path": (after(FIRST), part("and is that safe", if_leaning=("about",), **LEANS)),
}


@pytest.mark.parametrize("context, one", NOT_ASKED.values(), ids=NOT_ASKED)
def test_no_path_where(context, one, knowledge):
    assert path_in_case(one, context, knowledge) is None
