"""Questions asked in vain are put together by their meaning."""

from __future__ import annotations

import numpy as np
from rich.console import Console

from bot.unanswered_log import Unanswered
from bot.workbench.unanswered import as_rows, groups_of, show

VECTORS = {"green tea": (1.0, 0.0), "is tea ok": (0.96, 0.28), "wig price": (0.0, 1.0)}


def encode(texts) -> np.ndarray:
    return np.array([VECTORS[text] for text in texts])


def nearest(text: str) -> tuple[str, float]:
    return "living.food", 0.61234


def asked(*texts: str, kind: str = "decline") -> list[Unanswered]:
    return [Unanswered("2026-11-22", kind, text) for text in texts]


def test_like_questions_are_one_group_and_the_largest_comes_first():
    groups = groups_of(asked("wig price", "green tea", "is tea ok", "green tea"), encode, nearest)
    assert [(group.count, set(group.questions)) for group in groups] == [
        (3, {"green tea", "is tea ok"}),
        (1, {"wig price"}),
    ]


def test_a_group_tells_its_kinds_and_the_nearest_answer():
    (group,) = groups_of([*asked("green tea"), *asked("is tea ok", kind="clarify")], encode, nearest)
    assert (group.kinds, group.nearest, group.score) == ({"decline": 1, "clarify": 1}, "living.food", 0.612)


def test_no_question_makes_no_group():
    assert groups_of([], encode, nearest) == []


def test_what_is_printed_can_stand_in_a_file_of_phrasings(capsys):
    show(groups_of(asked("green tea", "is tea ok"), encode, nearest), Console(width=200, highlight=False))
    printed = capsys.readouterr().out
    assert "2 times (2 decline); nearest: living.food (0.61)" in printed and "\n      - green tea\n" in printed


def test_rows_for_programs_hold_every_question():
    rows = as_rows(groups_of(asked("green tea", "is tea ok"), encode, nearest))
    assert set(rows[0]["questions"]) == {"green tea", "is tea ok"}
