"""A question that leans on a treatment path asks for the next line, or for the same with another name in it."""

from dataclasses import replace

import pytest

from bot.dialogue.context import FADES_AFTER, Context
from bot.dialogue.in_case import RECENT, in_known_case, path_in_case, with_case
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


HER2, HORMONE = ("HER2-positive",), ("hormone receptor-positive", "HER2-negative")
NEXT_ONE = Part("next if it grows", "personal_decision", query=Query(("next",)))


def spoken_of(**found) -> Context:
    return Context(turn=3, case=Query(found=found), case_at=3)


CASES = {
    "the line after the one spoken of": (
        spoken_of(subtypes=HER2, lines=("first",)),
        NEXT_ONE,
        "her2-positive-second-line",
    ),
    "a question understood of another kind": (
        spoken_of(subtypes=HORMONE),
        Part("what if it stops working", "faq", (SECOND,), query=Query(("next",))),
        "hr-positive-after-cdk46-no-esr1",
    ),
    "a kind that the message names against what it was understood as": (
        Context(),
        Part(
            "er+ her2- treatment", "faq", ("plan.her2-and-hormone-positive",), query=Query(found={"subtypes": HORMONE})
        ),
        "hr-positive-first-line",
    ),
    "a line that the message names against what it was understood as": (
        Context(),
        Part(
            "my HER2-positive cancer grew on the first treatment and what is recommended second",
            "faq",
            (FIRST,),
            query=Query(found={"subtypes": HER2, "lines": ("second",)}),
        ),
        "her2-positive-second-line",
    ),
}


@pytest.mark.parametrize("context, one, path", CASES.values(), ids=CASES)
def test_path_is_found_for_the_case_spoken_of(context, one, path, knowledge):
    assert path_in_case(one, context, knowledge) == path


NO_CASE = {
    "the case is of long ago": (
        Context(turn=4 + FADES_AFTER, case=Query(found={"subtypes": HER2}), case_at=3),
        NEXT_ONE,
    ),
    "a drug was named": (
        spoken_of(subtypes=HER2),
        Part("next after Enhertu", "personal_decision", query=Query(("next",), found={"drugs": ("trastuzumab",)})),
    ),
    "it is no question of the guide": (spoken_of(subtypes=HER2), replace(NEXT_ONE, intent="out_of_scope")),
    "it is understood of the same kind": (
        spoken_of(subtypes=HER2),
        Part("what if it stops working", "faq", (SECOND,), query=Query(("about",))),
    ),
}


@pytest.mark.parametrize("context, one", NO_CASE.values(), ids=NO_CASE)
def test_no_path_for_a_case_where(context, one, knowledge):
    assert path_in_case(one, context, knowledge) is None


def test_case_is_kept_and_completed_from_turn_to_turn(knowledge):
    first = with_case(
        Context(turn=1), Part("i am her2 positive", "faq", query=Query(found={"subtypes": HER2})), knowledge
    )
    told = with_case(replace(first, turn=2, answer=FIRST, answered_at=2), Part("what first", "faq"), knowledge)
    assert told.known_case.names("subtypes") == HER2 and told.known_case.names("lines") == ("first",)


def test_another_kind_of_cancer_is_another_case(knowledge):
    before = spoken_of(subtypes=HER2, lines=("second",))
    after_it = with_case(before, Part("and if it is hr+", "faq", query=Query(found={"subtypes": HORMONE})), knowledge)
    assert dict(after_it.case.found) == {"subtypes": HORMONE}


def test_what_comes_next_is_asked_of_the_case_spoken_of(knowledge):
    asked = in_known_case(Query(("next",), found={"lines": ("second",)}), spoken_of(subtypes=HER2), knowledge)
    assert asked.names("subtypes") == HER2
