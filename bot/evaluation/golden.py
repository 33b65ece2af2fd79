"""The score of a model on the golden questions, in a few seconds."""

from __future__ import annotations

from collections import Counter
from typing import Mapping, Sequence

from bot.evaluation.verdicts import RIGHT, WRONG
from bot.nlu.examples import OUT_OF_SCOPE, Question, answer_id
from bot.workbench.snapshot import Told


def of_the_guide(questions: Sequence[Question]) -> list[Question]:
    """The questions that the guide answers, and those out of its scope; not those of mere conversation."""
    return [one for one in questions if answer_id(one.accepted[0]) or one.accepted[0] == OUT_OF_SCOPE]


def score(told: Sequence[Told]) -> dict[str, float]:
    """The numbers of a model, under the names that the bars know, from its replies to the golden questions."""
    guide = Counter(one.verdict for one in told if one.meant != OUT_OF_SCOPE)
    out = Counter(one.verdict for one in told if one.meant == OUT_OF_SCOPE)
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


def _share(count: int, of: Mapping[str, int]) -> float:
    return count / max(sum(of.values()), 1)
