"""What every action does with Rasa's objects, in one place."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.dialogue.context import Context, context_from
from bot.dialogue.part import PARTS, Part, part_from
from bot.dialogue.respond import Respond, Said, leaning
from bot.dialogue.warmth import with_warmth
from bot.knowledge.load import shared_knowledge

CONTEXT = "context"  # what the conversation remembers


def turn(respond: Respond, tracker: Tracker, dispatcher: CollectingDispatcher) -> list[EventType]:
    """Reply to a message that holds one question, and remember what was said."""
    knowledge = shared_knowledge()
    part = parts_of(tracker)[0]
    said = leaning(respond)(part, context_of(tracker), knowledge)
    return send(with_warmth(said, part, knowledge), dispatcher)


def send(said: Said, dispatcher: CollectingDispatcher) -> list[EventType]:
    """Send a reply; the event that remembers the conversation."""
    reply = said.reply
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    dispatcher.utter_message(text=reply.text, buttons=buttons, json_message=reply.custom())
    return [SlotSet(CONTEXT, said.context.to_dict())]


def parts_of(tracker: Tracker) -> list[Part]:
    """The questions in the last message, as the NLU pipeline understood them."""
    return [part_from(row) for row in tracker.latest_message[PARTS]]


def context_of(tracker: Tracker) -> Context:
    """What the conversation remembers."""
    return context_from(tracker.get_slot(CONTEXT))
