"""Ask for other words when none of the choices was meant."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionTryAgain(Action):
    def name(self) -> str:
        return "action_try_again"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.none_of_these, tracker, dispatcher)
