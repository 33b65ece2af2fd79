"""Look up what the guide gives next, or for a subtype and line."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionWhatComesNext(Action):
    def name(self) -> str:
        return "action_what_comes_next"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.what_comes_next, tracker, dispatcher)
