"""The bars of answer quality hold for the trained bot, and what is tested was not learnt."""

import numpy as np
import pytest

from bot.evaluation.bars import missed_bars
from bot.evaluation.evaluate import measure
from bot.evaluation.trained import BASE_ENCODER
from bot.nlu.encoder import Encoder
from bot.nlu.examples import read_phrasings, read_questions
from bot.places import CALIBRATION, QUESTIONS

pytestmark = pytest.mark.model

TOO_NEAR = 0.97  # cosine from which a question counts as known from training


def test_golden_bars_hold(model):
    numbers = measure(model).numbers
    assert missed_bars(numbers) == [], numbers


@pytest.fixture(scope="module")
def base():
    """The untuned encoder: the tuned one takes any two ways of asking for one answer for nearly equal."""
    encoder = Encoder(BASE_ENCODER, threads=2)
    return encoder, encoder.encode([phrasing.text for phrasing in read_phrasings()])


@pytest.mark.parametrize("folder", [QUESTIONS, CALIBRATION], ids=["golden", "calibration"])
def test_no_question_is_nearly_a_phrasing(base, folder):
    encoder, known = base
    questions = read_questions(folder)
    parts = np.array_split(encoder.encode([question.text for question in questions]), 20)
    nearest = np.concatenate([(part @ known.T).max(axis=1) for part in parts])
    near = [question.text for question, cosine in zip(questions, nearest) if cosine > TOO_NEAR]
    assert not near, f"Remove the phrasings that say the same as: {near}"
