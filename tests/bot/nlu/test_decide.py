"""Answer, ask back or decline."""
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.decide import CHOICES, Calibration, Signs, decide, features_of, probability, read_calibration

NEUTRAL = {"best": 0.0, "lead_over_next": 0.0, "lead_over_others": 0.0, "unknown_share": 0.0, "other_drug": 0.0}
# The probability is one half at a best score of 0.5, nearly one at 0.9 and nearly nothing at 0.1.
CALIBRATION = Calibration({**NEUTRAL, "best": 10.0}, -5.0, answer_from=0.7, clarify_from=0.3)

IN_USE = read_calibration()
A, B, C, D = (f"faq/topic.{name}" for name in "abcd")

DECIDED = {
    "a sure answer": ([(A, 0.9), (B, 0.8)], "faq", ("topic.a",)),
    "an answer surer than small talk": ([("greet", 0.91), (A, 0.9)], "faq", ("topic.a",)),
    "an answer surer than out of scope": ([("out_of_scope", 0.91), (A, 0.9)], "faq", ("topic.a",)),
    "two that are close": ([(A, 0.5), (B, 0.45), (C, 0.1)], "nlu_fallback", ("topic.a", "topic.b", "topic.c")),
    "more than can be offered": (
        [(A, 0.5), (B, 0.49), (C, 0.48), (D, 0.47)], "nlu_fallback", ("topic.a", "topic.b", "topic.c"),
    ),
    "close answers behind out of scope": (
        [("out_of_scope", 0.6), (A, 0.5), (B, 0.45)], "nlu_fallback", ("topic.a", "topic.b"),
    ),
    "small talk among the close": ([(A, 0.5), ("greet", 0.49), (B, 0.45)], "nlu_fallback", ("topic.a", "topic.b")),
    "one that may be meant": ([(A, 0.5)], "nlu_fallback", ("topic.a",)),
    "none that is near": ([(A, 0.1), (B, 0.1)], "out_of_scope", ()),
    "out of scope": ([("out_of_scope", 0.9), (A, 0.1)], "out_of_scope", ()),
    "small talk": ([("greet", 0.9), (A, 0.5), (B, 0.49)], "greet", ()),
    "nothing but small talk": ([("greet", 0.9)], "greet", ()),
    "nothing but out of scope": ([("out_of_scope", 0.9)], "out_of_scope", ()),
}


@pytest.mark.parametrize("ranking, intent, answers", DECIDED.values(), ids=DECIDED)
def test_decision(ranking, intent, answers):
    decision = decide(ranking, Signs(), CALIBRATION)
    assert (decision.intent, decision.answers) == (intent, answers)


CONFIDENCES = [([(A, 0.5), (B, 0.5)], 0.5), ([(A, 0.0)], 0.9933), ([("greet", 0.8), (A, 0.1)], 0.8)]


@pytest.mark.parametrize("ranking, confidence", CONFIDENCES, ids=["of the answer", "of declining", "of small talk"])
def test_confidence(ranking, confidence):
    assert decide(ranking, Signs(), CALIBRATION).confidence == pytest.approx(confidence, abs=1e-4)


FEATURES = {
    "answers and others": ([("greet", 0.9), (A, 0.8), (B, 0.5), ("thanks", 0.4)], (0.8, 0.3, -0.1)),
    "one answer": ([(A, 0.8), ("greet", 0.4)], (0.8, 0.8, 0.4)),
    "only answers": ([(A, 0.8), (B, 0.7)], (0.8, 0.1, 0.8)),
    "no answer": ([("greet", 0.9)], (0.0, 0.0, -0.9)),
}


@pytest.mark.parametrize("ranking, expected", FEATURES.values(), ids=FEATURES)
def test_features_of_a_ranking(ranking, expected):
    features = features_of(ranking, Signs(unknown_share=0.25, other_drug=True))
    assert list(features) == list(NEUTRAL)
    assert list(features.values()) == pytest.approx([*expected, 0.25, 1.0])


def test_probability_adds_what_each_feature_weighs():
    calibration = Calibration({"best": 2.0, "unknown_share": -4.0}, 1.0, 0.5, 0.5)
    assert probability({"best": 0.5, "unknown_share": 0.5}, calibration) == pytest.approx(0.5)


def test_calibration_is_read_from_its_file(tmp_path):
    row = {"weights": {"best": 1}, "bias": 2, "answer_from": 0.5, "clarify_from": 0.25}
    (tmp_path / "a.json").write_text(json.dumps(row))
    assert read_calibration(tmp_path / "a.json") == Calibration({"best": 1}, 2, 0.5, 0.25)


def test_calibration_in_use_goes_with_the_features():
    assert set(IN_USE.weights) == set(NEUTRAL)
    assert 0 < IN_USE.clarify_from <= IN_USE.answer_from < 1


cosines = st.floats(-1, 1)
signs = st.builds(Signs, unknown_share=st.floats(0, 1), other_drug=st.booleans())
labels = st.sampled_from([A, B, C, D, "greet", "out_of_scope"])


@given(st.dictionaries(labels, cosines, min_size=1), signs)
def test_every_ranking_is_decided(scores, signs):
    ranking = sorted(scores.items(), key=lambda row: -row[1])
    decision = decide(ranking, signs, IN_USE)
    assert -1 <= decision.confidence <= 1
    expected = {"faq": range(1, 2), "nlu_fallback": range(2, CHOICES + 1)}.get(decision.intent, range(1))
    assert len(decision.answers) in expected
    assert {f"faq/{name}" for name in decision.answers} <= set(scores)
