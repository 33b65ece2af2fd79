"""Replies to look at: those of the bot, as Rasa hands them to a channel."""

from __future__ import annotations

from typing import Any, Sequence

from bot.answering.compose import answer_reply, chat_reply, clarify_reply
from bot.answering.reply import Reply
from bot.knowledge.models import Knowledge
from bot.serving.messaging.outgoing import Outgoing, outgoing


def as_rasa_gives(reply: Reply) -> dict[str, Any]:
    """A reply as it comes out of Rasa."""
    return {"text": reply.text, "buttons": [vars(row) for row in reply.buttons], "custom": reply.custom()}


def answers(knowledge: Knowledge) -> Sequence[Outgoing]:
    """Every answer of the guide, short and with its detail."""
    return [
        outgoing(as_rasa_gives(answer_reply(name, knowledge, more=more)), knowledge)
        for name in knowledge.answers
        for more in (False, True)
    ]


def answer(knowledge: Knowledge) -> Outgoing:
    """An answer with detail and related answers."""
    return outgoing(as_rasa_gives(answer_reply("diagnosis.bone-scan", knowledge)), knowledge)


def clarify(knowledge: Knowledge) -> Outgoing:
    """A choice, whose text lists it by number."""
    return outgoing(as_rasa_gives(clarify_reply(["diagnosis.bone-scan", "diagnosis.ct-scan"], knowledge)), knowledge)


def urgent(knowledge: Knowledge) -> Outgoing:
    """A call for help."""
    return outgoing(as_rasa_gives(chat_reply("crisis", knowledge)), knowledge)
