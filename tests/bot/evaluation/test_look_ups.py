"""A reply to a look-up question is judged by its kind, the drugs it names, and what must and must not stand in it."""

import pytest

from bot.evaluation.look_ups import (
    NOT_LOOK_UPS,
    NOT_URGENT,
    URGENT,
    judge,
    judge_triage,
    look_up_numbers,
    look_up_rows,
    triage_numbers,
    triage_rows,
)


def messages(kind: str, text: str = "") -> list[dict]:
    return [{"text": text}, {"custom": {"kind": kind, "id": "x"}}]


ROW = {"ask": "?", "drugs": ["letrozole"], "says": ["joint|bone"], "never": ["liver"]}
VERDICTS = {
    "kind, drug and fact are right": (ROW, messages("lookup", "Letrozole: bone pain"), "right"),
    "an answer will do": (ROW, messages("answer", "letrozole, joint stiffness"), "right"),
    "the fact is missing": (ROW, messages("lookup", "Letrozole: rash"), "wrong"),
    "the drug is missing": (ROW, messages("lookup", "bone pain"), "wrong"),
    "it says what it must not": (ROW, messages("lookup", "Letrozole: bone pain, liver"), "wrong"),
    "it asks back": (ROW, messages("clarify", "Which?"), "clarified"),
    "it declines": (ROW, messages("decline", "Not covered"), "declined"),
    "small talk": (ROW, messages("chat", "Hello"), "wrong"),
    "rightly declined": ({"ask": "?", "kinds": ["decline"]}, messages("decline"), "right"),
    "wrongly looked up": ({"ask": "?", "kinds": ["decline"]}, messages("lookup"), "wrong"),
}


@pytest.mark.parametrize("row, reply, verdict", VERDICTS.values(), ids=VERDICTS)
def test_verdict(row, reply, verdict):
    assert judge("given", row, reply).verdict == verdict


TRIAGED = [
    (URGENT, "urgent", "right"),
    (URGENT, "answer", "wrong"),
    (NOT_URGENT, "urgent", "wrong"),
    (NOT_URGENT, "chat", "right"),
]


@pytest.mark.parametrize("group, kind, verdict", TRIAGED)
def test_triage_verdict(group, kind, verdict):
    assert judge_triage(group, {"say": "?"}, messages(kind)).verdict == verdict


def test_numbers_of_look_ups():
    judged = [judge("given", ROW, messages("clarify")), judge(NOT_LOOK_UPS, {"ask": "?"}, messages("answer"))]
    assert look_up_numbers(judged) == {
        "look-ups": 1,
        "look-ups right": 0.0,
        "look-ups wrong": 0.0,
        "rightly not looked up": 1.0,
    }


def test_numbers_of_triage():
    judged = [judge_triage(group, {"say": "?"}, messages(kind)) for group, kind, _ in TRIAGED]
    numbers = triage_numbers(judged)
    assert numbers["urgent messages found"] == numbers["false alarms among them"] == 0.5


def test_test_sets_are_as_large_as_they_should_be():
    groups = [group for group, _ in triage_rows()]
    assert groups.count(URGENT) >= 200 and groups.count(NOT_URGENT) >= 200
    assert len(look_up_rows()) >= 300
