"""Ask whether the drug is meant that a word is like."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionConfirmDrug(Action):
    def name(self) -> str:
        return "action_confirm_drug"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.did_you_mean, tracker, dispatcher)
