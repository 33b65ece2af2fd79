"""Say where the last answer came from."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionNameSource(Action):
    def name(self) -> str:
        return "action_name_source"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.source, tracker, dispatcher)
