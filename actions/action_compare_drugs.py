"""Put drugs side by side."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionCompareDrugs(Action):
    def name(self) -> str:
        return "action_compare_drugs"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.compare, tracker, dispatcher)
