"""A choice names one of the offered answers, or none."""

import pytest

from bot.answering.choose import chosen

OFFERED = ["diagnosis.bone-scan", "diagnosis.ct-scan"]

CHOSEN = [
    ("1", OFFERED[0]),
    ("the second one", OFFERED[1]),
    ("2.", OFFERED[1]),
    ("3", None),
    ("9", None),
    ("0", None),
    ("none of these", None),
    ("None of these", None),
    ("what is a bone scan", None),
    ("", None),
]


@pytest.mark.parametrize("text, answer_id", CHOSEN)
def test_choice_from_two(text, answer_id, knowledge):
    assert chosen(text, OFFERED, knowledge) == answer_id


def test_nothing_can_be_chosen_from_an_empty_list(knowledge):
    assert chosen("1", [], knowledge) is None
