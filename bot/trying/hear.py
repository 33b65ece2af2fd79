"""Asking the trained bot outside of Rasa, with all that led to its reply kept: for people who want to know why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Sequence

from bot.dialogue.context import Context
from bot.dialogue.part import Part
from bot.dialogue.respond import Said, respond
from bot.dialogue.several import answer_each
from bot.dialogue.warmth import with_warmth
from bot.evaluation.trained import Trained, read_model
from bot.knowledge.load import shared_knowledge
from bot.knowledge.models import Knowledge
from bot.nlu.decide import Calibration, read_calibration
from bot.nlu.encoder import is_common
from bot.nlu.shorthand import heard
from bot.nlu.spelling import mend_spelling
from bot.nlu.terms import FoundTerm
from bot.nlu.understand import Understanding, parts_of, understand
from bot.triage.rules import Rules
from bot.trying.why import leaning_reason, reasons


class Mind(NamedTuple):
    """What is needed to understand a message, and to reply."""

    trained: Trained
    calibration: Calibration
    rules: Rules
    knowledge: Knowledge


@dataclass(frozen=True)
class Tried:
    """A message, what was heard in it, and the reply.

    `heard` is the text as it is cleaned, with words typed short in full, `read` with its spelling mended; `why` says in
    words how the decision came.
    """

    message: str
    heard: str
    read: str
    terms: tuple[FoundTerm, ...]
    understood: Understanding
    parts: tuple[Part, ...]
    why: tuple[str, ...]
    said: Said


def mind_of(model: Path) -> Mind:
    """The mind of a trained model."""
    knowledge = shared_knowledge()
    return Mind(read_model(model), read_calibration(), Rules(knowledge.triage), knowledge)


def hear(message: str, context: Context, mind: Mind) -> Tried:
    """Understand a message as the pipeline does, and reply to it as the actions do.

    Args:
        context: the conversation so far.
    """
    knowledge = mind.knowledge
    text = heard(message, knowledge.shorthand)
    learnt, encoder, matcher = mind.trained.learnt, mind.trained.encoder, mind.trained.matcher
    terms = matcher.find(text)
    understood = understand(
        text, terms, learnt, encoder, mind.calibration, rules=mind.rules, languages=tuple(knowledge.languages)
    )
    parts = parts_of(text, understood)
    said = reply_to(parts, context, knowledge)
    alone = reply_to(parts, Context(), knowledge)
    read = mend_spelling(text, learnt.spellings, is_common)
    seen = next((seen for seen in map(mind.rules.look, (text, read)) if seen.signs), mind.rules.look(text))
    why = [*reasons(understood, seen, learnt, mind.calibration), *leaning_reason(said, alone, context)]
    return Tried(message, text, read, tuple(terms), understood, tuple(parts), tuple(why), said)


def reply_to(parts: Sequence[Part], context: Context, knowledge: Knowledge) -> Said:
    """The reply to a message, by the questions in it."""
    if len(parts) > 1:
        return answer_each(parts, context, knowledge)
    return with_warmth(respond(parts[0], context, knowledge), parts[0], knowledge)
