"""Answer each of several questions in one message, in their order."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import context_of, parts_of, send
from bot.dialogue.several import answer_each
from bot.knowledge.load import shared_knowledge


class ActionAnswerEach(Action):
    def name(self) -> str:
        return "action_answer_each"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return send(answer_each(parts_of(tracker), context_of(tracker), shared_knowledge()), dispatcher)
