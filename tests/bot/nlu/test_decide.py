"""Answer, ask back or decline."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.decide import (
    CHOICE_FEATURES,
    CHOICES,
    SCOPE_FEATURES,
    Calibration,
    Fit,
    Signs,
    decide,
    features_of,
    probability,
    read_calibration,
)

# Covered from a best score of 0.5, and sure from a lead of 0.2 over the next answer.
CALIBRATION = Calibration(
    Fit({"best": 10.0}, -5.0), Fit({"lead_over_next": 10.0}, -2.0), covered_from=0.5, sure_from=0.5
)

IN_USE = read_calibration()
A, B, C, D = (f"faq/topic.{name}" for name in "abcd")

DECIDED = {
    "a sure answer": ([(A, 0.9), (B, 0.6)], "faq", ("topic.a",)),
    "an answer surer than small talk": ([("greet", 0.91), (A, 0.9), (B, 0.6)], "faq", ("topic.a",)),
    "an answer surer than out of scope": ([("out_of_scope", 0.91), (A, 0.9), (B, 0.6)], "faq", ("topic.a",)),
    "two that are close": ([(A, 0.9), (B, 0.85), (C, 0.1)], "nlu_fallback", ("topic.a", "topic.b", "topic.c")),
    "more than can be offered": (
        [(A, 0.9), (B, 0.89), (C, 0.88), (D, 0.87)],
        "nlu_fallback",
        ("topic.a", "topic.b", "topic.c"),
    ),
    "none that is near": ([(A, 0.1), (B, 0.1)], "out_of_scope", ()),
    "out of scope": ([("out_of_scope", 0.9), (A, 0.1)], "out_of_scope", ()),
    "small talk": ([("greet", 0.9), (A, 0.4), (B, 0.39)], "greet", ()),
    "nothing but small talk": ([("greet", 0.9)], "greet", ()),
    "nothing but out of scope": ([("out_of_scope", 0.9)], "out_of_scope", ()),
    "an emergency before a sure answer": ([("emergency", 0.95), (A, 0.9), (B, 0.1)], "emergency", ()),
    "an emergency that is not the nearest": ([(A, 0.9), ("emergency", 0.8), (B, 0.1)], "faq", ("topic.a",)),
}


@pytest.mark.parametrize("ranking, intent, answers", DECIDED.values(), ids=DECIDED)
def test_decision(ranking, intent, answers):
    decision = decide(ranking, Signs(), CALIBRATION, urgent=("emergency",))
    assert (decision.intent, decision.answers) == (intent, answers)


FEATURES = {
    "answers and others": ([("greet", 0.9), (A, 0.8), (B, 0.5), ("thanks", 0.4)], (0.8, 0.3, -0.1)),
    "one answer": ([(A, 0.8), ("greet", 0.4)], (0.8, 0.8, 0.4)),
    "only answers": ([(A, 0.8), (B, 0.7)], (0.8, 0.1, 0.8)),
    "no answer": ([("greet", 0.9)], (0.0, 0.0, -0.9)),
}


@pytest.mark.parametrize("ranking, expected", FEATURES.values(), ids=FEATURES)
def test_features_of_a_ranking(ranking, expected):
    features = features_of(ranking, Signs(unknown_share=0.25, other_drug=True))
    assert [features[name] for name in ("best", "lead_over_next", "lead_over_others")] == pytest.approx(expected)
    assert (features["unknown_share"], features["other_drug"]) == (0.25, 1.0)


CROWDS = [((A, A, B, "greet"), A, 0.5, 1.0), ((B,) * 10, B, 0.0, 0.0), ((), "", 0.0, 0.0)]


@pytest.mark.parametrize("crowd, centre, agreement, agrees", CROWDS)
def test_agreement_is_that_of_the_nearest_phrasings_with_the_best_answer(crowd, centre, agreement, agrees):
    features = features_of([(A, 0.8), (B, 0.7)], Signs(crowd=crowd, centre=centre))
    assert (features["agreement"], features["centre_agrees"]) == (agreement, agrees)


def test_chance_adds_what_each_feature_weighs():
    assert Fit({"best": 2.0, "unknown_share": -4.0}, 1.0).chance({"best": 0.5, "unknown_share": 0.5}) == pytest.approx(
        0.5
    )


def test_probability_is_that_of_being_covered_and_being_the_one():
    features = {"best": 0.5, "lead_over_next": 0.2}
    assert probability(features, CALIBRATION) == pytest.approx(0.25)


def test_calibration_is_read_from_its_file(tmp_path):
    fit = {"weights": {"best": 1}, "bias": 2}
    row = {"fitted_on": "", "scope": fit, "choice": fit, "covered_from": 0.5, "sure_from": 0.25}
    (tmp_path / "a.json").write_text(json.dumps(row))
    assert read_calibration(tmp_path / "a.json") == Calibration(Fit({"best": 1}, 2), Fit({"best": 1}, 2), 0.5, 0.25)


def test_calibration_in_use_goes_with_the_features():
    assert (set(IN_USE.scope.weights), set(IN_USE.choice.weights)) == (set(SCOPE_FEATURES), set(CHOICE_FEATURES))
    assert 0 < IN_USE.covered_from < 1 and 0 < IN_USE.sure_from < 1


cosines = st.floats(-1, 1)
labels = st.sampled_from([A, B, C, D, "greet", "out_of_scope"])
signs = st.builds(
    Signs,
    unknown_share=st.floats(0, 1),
    other_drug=st.booleans(),
    crowd=st.lists(labels, max_size=10).map(tuple),
    centre=labels,
)


@given(st.dictionaries(labels, cosines, min_size=1), signs)
def test_every_ranking_is_decided(scores, signs):
    ranking = sorted(scores.items(), key=lambda row: -row[1])
    decision = decide(ranking, signs, IN_USE)
    assert -1 <= decision.confidence <= 1
    expected = {"faq": range(1, 2), "nlu_fallback": range(1, CHOICES + 1)}.get(decision.intent, range(1))
    assert len(decision.answers) in expected
    assert {f"faq/{name}" for name in decision.answers} <= set(scores)
