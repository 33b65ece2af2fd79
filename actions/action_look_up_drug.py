"""Look up what the guide says of a drug."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionLookUpDrug(Action):
    def name(self) -> str:
        return "action_look_up_drug"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.look_up_drug, tracker, dispatcher)
