"""Offer the next-best answers when one did not help."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionNextBest(Action):
    def name(self) -> str:
        return "action_next_best"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.not_helpful, tracker, dispatcher)
