"""The numbers of the report say what they are named."""

import pytest

from bot.evaluation.bars import AT_LEAST, AT_MOST, missed_bars
from bot.evaluation.evaluate import Outcome, calibration_error, of_the_guide


def outcome(chance: float, first: bool, meant: str = "diagnosis.bone-scan") -> Outcome:
    return Outcome("?", meant, "plain", "right" if first else "wrong", meant, chance, first, first)


ERRORS = {
    "sure and right": ([outcome(1.0, True)] * 4, 0.0),
    "sure and wrong": ([outcome(1.0, False)] * 4, 1.0),
    "as right as said": ([outcome(0.75, True)] * 3 + [outcome(0.75, False)], 0.0),
    "half as right as said": ([outcome(0.8, True)] * 2 + [outcome(0.8, False)] * 3, 0.4),
}


@pytest.mark.parametrize("outcomes, error", ERRORS.values(), ids=ERRORS)
def test_calibration_error(outcomes, error):
    assert calibration_error(outcomes) == pytest.approx(error)


def test_questions_of_the_guide_are_those_that_mean_an_answer():
    ours = outcome(0.5, True)
    assert of_the_guide([ours, outcome(0.5, True, "out_of_scope"), outcome(0.5, True, "greet")]) == [ours]


GOOD = {
    "right of answered": 0.95,
    "wrong of all": 0.02,
    "answered": 0.95,
    "unseen topic not answered": 0.95,
    "look-ups right": 0.95,
    "dialogues right": 0.9,
    "urgent messages found": 0.995,
    "false alarms among them": 0.03,
}
MISSED = [
    ({}, []),
    ({"right of answered": 0.92}, ["right of answered"]),
    ({"wrong of all": 0.032}, ["wrong of all"]),
    ({"look-ups right": 0.89, "dialogues right": 0.79}, ["look-ups right", "dialogues right"]),
    (
        {"urgent messages found": 0.96, "false alarms among them": 0.09},
        ["urgent messages found", "false alarms among them"],
    ),
    ({"answered": 0.90, "unseen topic not answered": 0.89}, ["answered", "unseen topic not answered"]),
]


@pytest.mark.parametrize("changed, missed", MISSED)
def test_bars(changed, missed):
    numbers = {**GOOD, **changed}
    assert missed_bars(numbers) == missed
    assert AT_LEAST.keys() | AT_MOST.keys() == GOOD.keys()
