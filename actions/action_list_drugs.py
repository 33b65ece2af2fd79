"""List the drugs that meet what was asked."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionListDrugs(Action):
    def name(self) -> str:
        return "action_list_drugs"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.list_drugs, tracker, dispatcher)
