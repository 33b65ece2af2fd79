"""Give the curated answer that the question was recognised as."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import ranked_answers, send
from bot.answering.compose import answer_reply
from bot.knowledge.load import shared_knowledge


class ActionGiveAnswer(Action):
    def name(self) -> str:
        return "action_give_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        return send(answer_reply(ranked_answers(tracker)[0], shared_knowledge()), dispatcher)
