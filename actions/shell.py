"""What every action does with Rasa's objects, in one place."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.answering.reply import Reply

OFFERED = "offered"  # ids of the answers behind the buttons of the last reply
ANSWERED = "answered"  # id of the last answer given


def send(reply: Reply, dispatcher: CollectingDispatcher) -> list[EventType]:
    """Send a reply, and remember what it offered and answered."""
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    dispatcher.utter_message(text=reply.text, buttons=buttons, json_message=reply.custom())
    events = [SlotSet(OFFERED, list(reply.offered))]
    if reply.kind == "answer":
        events.append(SlotSet(ANSWERED, reply.id))
    return events


def ranked_answers(tracker: Tracker) -> list[str]:
    """The ids of the answers nearest to the last message, best first."""
    selector = tracker.latest_message.get("response_selector", {}).get("faq", {})
    return [row["intent_response_key"].partition("/")[2] for row in selector.get("ranking", [])]


def intent_of(tracker: Tracker) -> str:
    """The intent of the last message."""
    return tracker.latest_message["intent"]["name"]


def text_of(tracker: Tracker) -> str:
    """The last message as typed."""
    return tracker.latest_message.get("text") or ""


def slot(tracker: Tracker, name: str) -> Any:
    """A slot's value."""
    return tracker.get_slot(name)


def turn_of(tracker: Tracker) -> int:
    """How many times the person has spoken before, as far as the tracker remembers."""
    return sum(event.get("event") == "user" for event in tracker.events) - 1
