"""The score of a model on the golden questions, in a few seconds."""

from __future__ import annotations

from collections import Counter
from typing import Iterable, Mapping, Sequence

from bot.evaluation.verdicts import RIGHT, WRONG
from bot.nlu.examples import OUT_OF_SCOPE, Question, answer_id


def score(questions: Sequence[Question], verdicts: Iterable[str]) -> dict[str, float]:
    """The numbers of a model, under the names that the bars know.

    >>> asked = [Question("a", ("faq/a.a",)), Question("b", ("faq/a.b",)), Question("c", ("out_of_scope",))]
    >>> score(asked, ["right", "clarified", "declined"])["answered"]
    0.5
    """
    guide, out = Counter(), Counter()
    for question, verdict in zip(questions, verdicts):
        (guide if answer_id(question.accepted[0]) else out)[verdict] += 1
    answered = guide[RIGHT] + guide[WRONG]
    numbers = {
        "questions": guide.total(),
        "right of all": _share(guide[RIGHT], guide),
        "wrong of all": _share(guide[WRONG], guide),
        "answered": answered / max(guide.total(), 1),
        "right of answered": guide[RIGHT] / max(answered, 1),
        "out of scope": out.total(),
        "out of scope not answered": 1 - _share(out[WRONG], out),
    }
    return {name: round(number, 4) for name, number in numbers.items()}


def of_the_guide(questions: Sequence[Question]) -> list[Question]:
    """The questions that the guide answers, and those out of its scope; not those of mere conversation."""
    return [one for one in questions if answer_id(one.accepted[0]) or one.accepted[0] == OUT_OF_SCOPE]


def _share(count: int, of: Mapping[str, int]) -> float:
    return count / max(sum(of.values()), 1)
