"""Give the curated answer that the question was recognised as."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionGiveAnswer(Action):
    def name(self) -> str:
        return "action_give_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.answer, tracker, dispatcher)
