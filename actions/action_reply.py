"""Say what `knowledge/replies.yml` holds for the intent: small talk, a refusal, or a call for help."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import intent_of, send, turn_of
from bot.answering.compose import chat_reply
from bot.knowledge.load import shared_knowledge


class ActionReply(Action):
    def name(self) -> str:
        return "action_reply"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return send(chat_reply(intent_of(tracker), shared_knowledge(), turn=turn_of(tracker)), dispatcher)
