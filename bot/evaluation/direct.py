"""The bot without Rasa around it: from a message to its first reply, many a second."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Sequence

from bot.answering.reply import Reply
from bot.dialogue.context import Context
from bot.dialogue.respond import respond
from bot.dialogue.several import answer_each
from bot.evaluation.trained import Trained, read_model
from bot.knowledge.load import shared_knowledge
from bot.knowledge.models import Knowledge
from bot.nlu.decide import Calibration, read_calibration
from bot.nlu.shorthand import heard
from bot.nlu.understand import Understanding, parts_of, understand
from bot.triage.rules import Rules


@dataclass(frozen=True)
class Bot:
    """What is needed to reply as the bot does."""

    trained: Trained
    knowledge: Knowledge
    calibration: Calibration
    rules: Rules


def read_bot(model: Path) -> Bot:
    """The bot of a trained model, with the knowledge and the thresholds of the files of today."""
    knowledge = shared_knowledge()
    return Bot(read_model(model), knowledge, read_calibration(), Rules(knowledge.triage))


def understood_by(bot: Bot, text: str) -> Understanding:
    """What a message is understood as."""
    message = heard(text, bot.knowledge.shorthand)
    return understand(
        message,
        bot.trained.matcher.find(message),
        bot.trained.learnt,
        bot.trained.encoder,
        bot.calibration,
        rules=bot.rules,
        languages=bot.knowledge.languages,
    )


def reply_of(bot: Bot, text: str) -> Reply:
    """The reply to a message that is the first of its conversation."""
    parts = parts_of(heard(text, bot.knowledge.shorthand), understood_by(bot, text))
    if len(parts) > 1:
        return answer_each(parts, Context(), bot.knowledge).reply
    return respond(parts[0], Context(), bot.knowledge).reply


def replies_of(bot: Bot, texts: Sequence[str]) -> Iterator[Reply]:
    """The reply to each message, each in a conversation of its own, in their order."""
    return (reply_of(bot, text) for text in texts)
