"""Give the whole of a list that was cut."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionShowAll(Action):
    def name(self) -> str:
        return "action_show_all"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.show_all, tracker, dispatcher)
