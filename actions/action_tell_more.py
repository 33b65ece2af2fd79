"""Give the further detail of the last answer."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import ANSWERED, send, slot
from bot.answering.compose import answer_reply, wording_reply
from bot.knowledge.load import shared_knowledge


class ActionTellMore(Action):
    def name(self) -> str:
        return "action_tell_more"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        answer_id = slot(tracker, ANSWERED)
        if answer_id is None:
            return send(wording_reply("nothing-asked", "tell_more", shared_knowledge()), dispatcher)
        return send(answer_reply(answer_id, shared_knowledge(), more=True), dispatcher)
