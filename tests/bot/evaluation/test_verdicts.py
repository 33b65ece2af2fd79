"""A reply to a golden question is worth what it says, and a score counts them."""

import pytest

from bot.evaluation.golden import of_the_guide, score
from bot.evaluation.verdicts import verdict
from bot.nlu.examples import Question
from bot.workbench.snapshot import Told

BONE_SCAN, OUT = "diagnosis.bone-scan", "out_of_scope"
ACCEPTED = (f"faq/{BONE_SCAN}", "personal_decision")
VERDICTS = {
    "the answer meant": ({"kind": "answer", "id": BONE_SCAN}, "right"),
    "another that is right": ({"kind": "decline", "id": "personal_decision"}, "right"),
    "another answer": ({"kind": "answer", "id": "diagnosis.mri"}, "wrong"),
    "a look-up": ({"kind": "lookup", "id": "drug.x"}, "wrong"),
    "a choice": ({"kind": "clarify", "id": "did_you_mean"}, "clarified"),
    "declined": ({"kind": "decline", "id": OUT}, "declined"),
    "talk": ({"kind": "chat", "id": "greet"}, "other"),
    "a call for help": ({"kind": "urgent", "id": "emergency"}, "other"),
}


@pytest.mark.parametrize("mark, worth", VERDICTS.values(), ids=VERDICTS)
def test_a_reply_is_worth(mark, worth, knowledge):
    assert verdict(ACCEPTED, mark, knowledge) == worth


def test_a_look_up_that_rests_on_the_same_is_right(knowledge):
    mark = {"kind": "lookup", "id": "drug.x", "passages": list(knowledge.answers[BONE_SCAN].passages[:1])}
    assert verdict(ACCEPTED, mark, knowledge) == "right"


def told(meant: str, *verdicts: str) -> list[Told]:
    return [Told("?", meant, one, "answer", "x", "") for one in verdicts]


def test_a_score_counts_the_guide_and_what_is_out_of_scope_apart():
    numbers = score([*told("a.a", "right", "right", "wrong", "clarified", "declined"), *told(OUT, "right", "wrong")])
    assert numbers == {
        "questions": 5,
        "right of all": 0.4,
        "wrong of all": 0.2,
        "answered": 0.6,
        "right of answered": 0.6667,
        "out of scope": 2,
        "out of scope not answered": 0.5,
    }


def test_questions_of_mere_conversation_are_left_out():
    questions = [Question("a", ACCEPTED), Question("b", (OUT,)), Question("c", ("greet",))]
    assert [question.text for question in of_the_guide(questions)] == ["a", "b"]
