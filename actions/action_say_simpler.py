"""Say the last answer again in fewer words."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionSaySimpler(Action):
    def name(self) -> str:
        return "action_say_simpler"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.simpler, tracker, dispatcher)
