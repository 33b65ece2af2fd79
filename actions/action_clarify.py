"""Offer the nearest answers when it is not clear which is meant."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import ranked_answers, send
from bot.answering.compose import clarify_reply
from bot.knowledge.load import shared_knowledge


class ActionClarify(Action):
    def name(self) -> str:
        return "action_clarify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return send(clarify_reply(ranked_answers(tracker), shared_knowledge()), dispatcher)
