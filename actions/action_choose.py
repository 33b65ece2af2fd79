"""Take the choice a person made by its number."""

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import OFFERED, send, slot, text_of
from bot.answering.choose import chosen
from bot.answering.compose import answer_reply, chat_reply, wording_reply
from bot.knowledge.load import shared_knowledge


class ActionChoose(Action):
    def name(self) -> str:
        return "action_choose"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list:
        knowledge = shared_knowledge()
        offered = slot(tracker, OFFERED) or []
        if not offered:
            return send(wording_reply("nothing-offered", "choose", knowledge), dispatcher)
        answer_id = chosen(text_of(tracker), offered, knowledge)
        if answer_id is None:
            return send(chat_reply("none_of_these", knowledge), dispatcher)
        return send(answer_reply(answer_id, knowledge), dispatcher)
