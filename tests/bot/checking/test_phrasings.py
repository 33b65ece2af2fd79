"""Each check of phrasings and questions finds what it is for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.checking.phrasings import (
    FEWEST_FOLLOW_UPS,
    FEWEST_OUT_OF_SCOPE,
    FEWEST_OUT_OF_SCOPE_QUESTIONS,
    FEWEST_PHRASINGS,
    FEWEST_QUESTIONS,
    FEWEST_TOPICS,
    STYLES,
    check_follow_ups,
    check_phrasings,
    plain_form,
)
from bot.knowledge.models import Knowledge
from bot.nlu.examples import Phrasing, Question
from bot.nlu.follow_ups import FollowUp
from bot.places import CALIBRATION, FOLLOW_UP_DATA, NLU_DATA, QUESTIONS

ANSWER, INTENT = "diagnosis.bone-scan", "faq/diagnosis.bone-scan"
BONE_SCAN = NLU_DATA / "diagnosis" / "bone-scan.yml"
GOLDEN_BONE_SCAN = QUESTIONS / "diagnosis" / "bone-scan.yml"
FIT_BONE_SCAN = CALIBRATION / "diagnosis" / "bone-scan.yml"
PHRASINGS = [
    Phrasing(f"phrasing {n}", INTENT, STYLES[n % len(STYLES)], path=BONE_SCAN) for n in range(FEWEST_PHRASINGS)
]
OUT_OF_SCOPE = [
    Phrasing(f"other {n}", "out_of_scope", topic=f"topic {n % FEWEST_TOPICS}") for n in range(FEWEST_OUT_OF_SCOPE)
]
GOLDEN = [Question(f"question {n}", (INTENT,), path=GOLDEN_BONE_SCAN) for n in range(FEWEST_QUESTIONS)]
FIT = [Question(f"another {n}", (INTENT,), path=FIT_BONE_SCAN) for n in range(FEWEST_QUESTIONS)]
DECLINED = [Question(f"declined {n}", ("out_of_scope",)) for n in range(FEWEST_OUT_OF_SCOPE_QUESTIONS)]

ALL, ASKED = [*PHRASINGS, *OUT_OF_SCOPE], [*GOLDEN, *DECLINED]
HERE = {"path": Path("here.yml"), "line": 7}
PLAIN = [replace(phrasing, style="plain") for phrasing in PHRASINGS]
ONE_TOPIC = [replace(phrasing, topic="one") for phrasing in OUT_OF_SCOPE]


@pytest.fixture
def small(knowledge: Knowledge) -> Knowledge:
    """Knowledge of one answer."""
    return replace(knowledge, answers={ANSWER: knowledge.answers[ANSWER]}, retired={})


# phrasings, golden questions, and the faults as (code, file, line)
CHECKED = {
    "nothing amiss": (ALL, ASKED, []),
    "too few phrasings": (ALL[1:], ASKED, [("P01", BONE_SCAN, 0)]),
    "no phrasing": (OUT_OF_SCOPE, ASKED, [("P01", BONE_SCAN, 0)] + [("P02", BONE_SCAN, 0)] * len(STYLES)),
    "one style only": ([*PLAIN, *OUT_OF_SCOPE], ASKED, [("P02", BONE_SCAN, 0)] * (len(STYLES) - 1)),
    "phrasings of an unknown answer": (
        [*ALL, Phrasing("x", "faq/a.b", "plain", **HERE)],
        ASKED,
        [("P03", HERE["path"], 7)],
    ),
    "too few out of scope": (ALL[:-1], ASKED, [("P04", NLU_DATA / "out-of-scope", 0)]),
    "too few topics": ([*PHRASINGS, *ONE_TOPIC], ASKED, [("P04", NLU_DATA / "out-of-scope", 0)]),
    "one phrasing of two intents": (
        [*ALL, Phrasing("Phrasing 1?", "greet", **HERE)],
        ASKED,
        [("P05", HERE["path"], 7)],
    ),
    "one phrasing twice": ([*ALL, Phrasing("phrasing 0!", INTENT, **HERE)], ASKED, [("P13", HERE["path"], 7)]),
    "look-ups that differ by their signs": (
        [*ALL, Phrasing("{drug} / {other}", "look_up"), Phrasing("{drug} + {other}", "look_up")],
        ASKED,
        [],
    ),
    "words of two answers in another order": (
        [*ALL, Phrasing("a b c", INTENT), Phrasing("c a b?", "faq/a.b", **HERE)],
        ASKED,
        [("P11", HERE["path"], 7), ("P03", HERE["path"], 7)],
    ),
    "a title of another answer": (
        [*ALL, Phrasing("bone SCAN", "faq/a.b", **HERE)],
        ASKED,
        [("P12", HERE["path"], 7), ("P03", HERE["path"], 7)],
    ),
    "brackets": ([*ALL, Phrasing("a [scan]", INTENT, **HERE)], ASKED, [("P14", HERE["path"], 7)]),
    "a question of no answer": (
        ALL,
        [*ASKED, Question("y", ("greet", "faq/a.b"), **HERE)],
        [("P16", HERE["path"], 7)],
    ),
    "a question asked twice": (ALL, [*ASKED, Question("Question 1?", (INTENT,), **HERE)], [("P17", HERE["path"], 7)]),
    "signs of two intents": ([*ALL, Phrasing("??", "gibberish"), Phrasing(":(", "upset")], ASKED, []),
    "a phrasing of any drug, and one of none": (
        [*ALL, Phrasing("{drug} side effects", "look_up"), Phrasing("drug side effects", INTENT)],
        ASKED,
        [],
    ),
    "a phrasing of any drug in two intents": (
        [*ALL, Phrasing("{drug}, side effects", "look_up"), Phrasing("{Drug} side effects?", "greet", **HERE)],
        ASKED,
        [("P05", HERE["path"], 7)],
    ),
    "a phrasing of any drug, and a question about one": (
        [*ALL, Phrasing("What is {drug}?", "look_up")],
        [*ASKED, Question("What is Ibrance?", (INTENT,)), Question("what is drug", (INTENT,))],
        [],
    ),
    "too few golden questions": (ALL, ASKED[1:], [("P06", GOLDEN_BONE_SCAN, 0)]),
    "golden questions that only also accept it": (
        ALL,
        [*ASKED[1:], Question("x", ("greet", INTENT))],
        [("P06", GOLDEN_BONE_SCAN, 0)],
    ),
    "too few declined questions": (ALL, ASKED[:-1], [("P07", QUESTIONS / "out-of-scope", 0)]),
    "golden question in training": ([*ALL, Phrasing("QUESTION 1!", INTENT, **HERE)], ASKED, [("P08", HERE["path"], 7)]),
    "other signs in training": ([*ALL, Phrasing("??", "gibberish")], [*ASKED, Question(":(", ("upset",))], []),
}


@pytest.mark.parametrize("phrasings, golden, expected", CHECKED.values(), ids=CHECKED)
def test_faults_of(phrasings, golden, expected, small):
    faults = check_phrasings(small, phrasings, {"golden": golden, "calibration": FIT})
    assert {(fault.code, fault.path, fault.line) for fault in faults} == set(expected)


def test_too_few_calibration_questions_are_told(small):
    faults = check_phrasings(small, ALL, {"golden": ASKED, "calibration": FIT[1:]})
    assert [(fault.code, fault.path) for fault in faults] == [("P15", FIT_BONE_SCAN)]


def test_question_of_any_set_must_not_be_in_training(small):
    faults = check_phrasings(small, ALL, {"golden": ASKED, "calibration": [Question("phrasing 1", (INTENT,))]})
    (fault,) = (fault for fault in faults if fault.code == "P08")
    assert "calibration" in fault.what


PLAIN_FORMS = [
    ("What IS a bone-scan?!", "what is a bone scan"),
    ("  what is\ta bone   scan", "what is a bone scan"),
    ("¿Qué?", "qué"),
    ("What is {Drug}, exactly?", "what is {drug} exactly"),
    ("{drug}", "{drug}"),
    ("a {b c}", "a b c"),
    ("??", "??"),
    ("", ""),
]


@pytest.mark.parametrize("text, form", PLAIN_FORMS)
def test_plain_form_keeps_words_or_else_the_signs(text, form):
    assert plain_form(text) == form


def follow_ups(after: str = ANSWER, target: str = ANSWER) -> list[FollowUp]:
    return [FollowUp(after, f"follow-up {n}", target) for n in range(FEWEST_FOLLOW_UPS)]


DIAGNOSIS = FOLLOW_UP_DATA / "diagnosis.yml"
FOLLOWED = {
    "nothing amiss": (follow_ups(), []),
    "one that is out of scope": (follow_ups(target="out_of_scope"), []),
    "too few": (follow_ups()[1:], [("P10", DIAGNOSIS)]),
    "one that asks for no answer": ([*follow_ups(), FollowUp(ANSWER, "x", "no.such", **HERE)], [("P09", HERE["path"])]),
    "one that follows no answer": ([*follow_ups(), FollowUp("no.such", "x", ANSWER, **HERE)], [("P09", HERE["path"])]),
}


@pytest.mark.parametrize("rows, faults", FOLLOWED.values(), ids=FOLLOWED)
def test_follow_ups_are_checked(rows, faults, small):
    assert [(fault.code, fault.path) for fault in check_follow_ups(small, rows)] == faults
