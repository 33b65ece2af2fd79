"""Offer the nearest answers when it is not clear which is meant."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionClarify(Action):
    def name(self) -> str:
        return "action_clarify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.clarify, tracker, dispatcher)
