"""Each action reads the tracker, sends one marked reply, and remembers what it offered."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.action_choose import ActionChoose
from actions.action_clarify import ActionClarify
from actions.action_give_answer import ActionGiveAnswer
from actions.action_reply import ActionReply
from actions.action_tell_more import ActionTellMore

BONE, PET = "diagnosis.bone-scan", "diagnosis.pet-ct-scan"


def tracker(intent: str, text: str = "", answers: tuple[str, ...] = (), **slots) -> Tracker:
    ranking = [{"intent_response_key": f"faq/{answer}", "confidence": 0.9} for answer in answers]
    message = {"intent": {"name": intent}, "text": text, "response_selector": {"faq": {"ranking": ranking}}}
    return Tracker("someone", {"offered": [], "answered": None, **slots}, message, [], False, None, {}, "action_listen")


def run(action, heard: Tracker) -> tuple[dict, dict]:
    dispatcher = CollectingDispatcher()
    events = action.run(dispatcher, heard, {})
    (message,) = dispatcher.messages
    return message, {event["name"]: event["value"] for event in events}


RUNS = {
    "an answer": (ActionGiveAnswer(), tracker("faq", answers=(BONE, PET)), ("answer", BONE), [], BONE),
    "a choice": (
        ActionClarify(),
        tracker("nlu_fallback", answers=(BONE, PET)),
        ("clarify", "clarify"),
        [BONE, PET],
        None,
    ),
    "the second of a choice": (ActionChoose(), tracker("choose", "2", offered=[BONE, PET]), ("answer", PET), [], PET),
    "none of a choice": (
        ActionChoose(),
        tracker("choose", "None of these", offered=[BONE, PET]),
        ("chat", "none_of_these"),
        [],
        None,
    ),
    "a place beyond the list": (
        ActionChoose(),
        tracker("choose", "7", offered=[BONE]),
        ("chat", "none_of_these"),
        [],
        None,
    ),
    "a choice that was never offered": (ActionChoose(), tracker("choose", "2"), ("chat", "choose"), [], None),
    "more": (ActionTellMore(), tracker("tell_more", answered=BONE), ("answer", BONE), [], BONE),
    "more of nothing": (ActionTellMore(), tracker("tell_more"), ("chat", "tell_more"), [], None),
    "a refusal": (ActionReply(), tracker("out_of_scope"), ("decline", "out_of_scope"), [], None),
    "a call for help": (ActionReply(), tracker("emergency"), ("urgent", "emergency"), [], None),
}


@pytest.mark.parametrize("action, heard, mark, offered, answered", RUNS.values(), ids=RUNS)
def test_reply_is_marked_and_remembered(action, heard, mark, offered, answered):
    message, slots = run(action, heard)
    assert (message["custom"]["kind"], message["custom"]["id"]) == mark
    assert message["text"].strip()
    assert slots["offered"] == offered
    assert slots.get("answered") == answered


def test_further_detail_differs_from_the_short_answer():
    short, _ = run(ActionGiveAnswer(), tracker("faq", answers=(BONE,)))
    more, _ = run(ActionTellMore(), tracker("tell_more", answered=BONE))
    assert short["text"] != more["text"]


@pytest.mark.parametrize("action", [ActionGiveAnswer, ActionClarify, ActionChoose, ActionReply, ActionTellMore])
def test_an_actions_name_is_its_files(action):
    assert action().name() == action.__module__.rpartition(".")[2]
