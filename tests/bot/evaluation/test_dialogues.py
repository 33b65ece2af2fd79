"""A dialogue is right where every turn is, and else judged by its first faulty reply."""

import pytest

from bot.evaluation.dialogues import dialogue_numbers, fits, judge_dialogue, read_dialogues, read_reply
from bot.evaluation.look_ups import Judged

TURN = {"say": "is it a pill", "kinds": ["lookup", "answer"], "says": ["by mouth|pill"], "never": ["under the skin"]}

FITS = {
    "right": (TURN, "lookup", "It is taken by mouth.", True),
    "in capitals": (TURN, "answer", "A PILL.", True),
    "of another kind": (TURN, "clarify", "Which pill?", False),
    "without what must stand in it": (TURN, "answer", "It is a shot.", False),
    "with what must not": (TURN, "answer", "A pill, or a shot under the skin.", False),
    "where nothing is asked for": ({"say": "hello"}, "chat", "Hello.", True),
}


@pytest.mark.parametrize("turn, kind, text, fitting", FITS.values(), ids=FITS)
def test_reply_fits_a_turn(turn, kind, text, fitting):
    assert fits(turn, kind, text) == fitting


def messages(kind: str, text: str) -> list[dict]:
    return [{"text": text, "buttons": [{"title": "More"}]}, {"custom": {"kind": kind, "rows": [["a", "b"]]}}]


def test_all_that_stands_in_a_reply_is_read():
    assert read_reply(messages("lookup", "Text.")) == ("lookup", "Text.\nMore\na\nb")


DIALOGUE = {"name": "pill", "turns": [{"say": "hello"}, TURN]}
VERDICTS = {
    "every turn is right": (messages("answer", "A pill."), "right"),
    "a question back": (messages("clarify", "Which?"), "clarified"),
    "a refusal": (messages("decline", "No."), "declined"),
    "another answer": (messages("answer", "A shot."), "wrong"),
    "a call for help": (messages("urgent", "Call 911."), "wrong"),
}


@pytest.mark.parametrize("last, verdict", VERDICTS.values(), ids=VERDICTS)
def test_dialogue_is_judged_by_its_first_fault(last, verdict):
    assert judge_dialogue("drugs", DIALOGUE, [messages("chat", "Hello."), last]).verdict == verdict


def test_share_of_right_dialogues_is_told_for_each_group():
    judged = [Judged("", group, verdict, "") for group, verdict in [("a", "right"), ("a", "wrong"), ("b", "right")]]
    numbers = dialogue_numbers(judged)
    assert numbers == {
        "dialogues": 3,
        "dialogues right": pytest.approx(2 / 3),
        "dialogues right, a": 0.5,
        "dialogues right, b": 1.0,
    }


def test_there_are_enough_and_each_is_named_once():
    names = [(group, row["name"]) for group, row in read_dialogues()]
    assert len(names) >= 250 and len(set(names)) == len(names)
