"""Leave a personal decision to the care team."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import turn
from bot.dialogue import respond


class ActionDeclineDecision(Action):
    def name(self) -> str:
        return "action_decline_decision"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return turn(respond.personal_decision, tracker, dispatcher)
