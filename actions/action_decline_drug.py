"""Say that the guide does not cover a drug."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionDeclineDrug(Action):
    def name(self) -> str:
        return "action_decline_drug"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.drug_not_covered, tracker, dispatcher)
