"""Take the choice a person made by its number."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionChoose(Action):
    def name(self) -> str:
        return "action_choose"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.choose, tracker, dispatcher)
