"""What is due for review is told, the oldest first."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.workbench.stale import Review, as_rows, overdue, reviews

TODAY = date(2026, 11, 22)
MONTHS = [
    (date(2026, 11, 22), 0),
    (date(2026, 10, 23), 0),
    (date(2026, 10, 22), 1),
    (date(2025, 11, 23), 11),
    (date(2025, 11, 22), 12),
    (date(2020, 1, 31), 81),
]


@pytest.mark.parametrize("reviewed, months", MONTHS)
def test_months_are_whole(reviewed, months):
    assert Review(Path("a.yml"), "a", reviewed).months(TODAY) == months


def test_only_those_of_so_many_months_are_overdue():
    found = [Review(Path("a.yml"), "a", date(2025, 1, 1)), Review(Path("b.yml"), "b", date(2026, 6, 1))]
    assert [review.name for review in overdue(found, TODAY)] == ["a"]
    assert [review.name for review in overdue(found, TODAY, 3)] == ["a", "b"]


def test_every_active_answer_drug_and_class_has_a_review_the_oldest_first(knowledge):
    name, answer = next(iter(knowledge.answers.items()))
    old = answer.copy(update={"reviewed": date(2001, 1, 1)})
    found = reviews(replace(knowledge, answers={**knowledge.answers, name: old}))
    assert found[0].name == name
    assert {*knowledge.answers, *knowledge.drugs, *knowledge.classes} <= {review.name for review in found}


def test_rows_for_programs_name_the_file():
    review = Review(Path("/root/a.yml"), "a", date(2025, 1, 1))
    row = {"file": "a.yml", "name": "a", "reviewed": "2025-01-01", "months": 22}
    assert as_rows([review], TODAY, Path("/root")) == [row]
