"""A question that leans on the answer before it: which answer of the same topic it asks for."""

from __future__ import annotations

import functools
from typing import Optional

import numpy as np

from bot.dialogue.context import Context
from bot.dialogue.part import Part
from bot.knowledge.models import Answer, Knowledge
from bot.nlu.encoder import shared_encoder
from bot.nlu.examples import PERSONAL
from bot.nlu.look_ups import DRUG

NEAR, LEAD = 0.70, 0.08  # least cosine of the nearest answer of the topic, and how much nearer than the next it must be
TIE = 0.02  # how much farther the answer may be that is nearest to the message alone
NEARER = 0.80  # least cosine where the message alone is understood surely
SURE, CERTAIN = 0.90, 0.97  # probability from which a message alone is understood surely; and beyond doubt
SHORT = 4  # words of a message that can lean without saying so
RECENT = 2  # turns that an answer is leant on for
# Intents that a message leaning on an answer may be mistaken for.
MISTAKABLE = {
    "faq",
    "nlu_fallback",
    "out_of_scope",
    "look_up_drug",
    "list_drugs",
    "help",
    "menu",
    "gibberish",
    "source",
    PERSONAL,
}


def answer_in_topic(part: Part, context: Context, knowledge: Knowledge) -> Optional[str]:
    """The id of the answer that a message asks for if it leans on the one before it, or None."""
    if not _leans(part, context):
        return None
    last = knowledge.answers[context.answer]
    names = family(last, knowledge)
    cosines = _titles(tuple(knowledge.answers[name].title for name in names)) @ _asked(f"{part.text} {last.title}")
    first, second = np.argsort(-cosines)[:2]
    pronoun_only = part.intent == "faq" and part.confidence >= SURE
    least = NEARER if pronoun_only else NEAR
    if cosines[first] >= least and cosines[first] - cosines[second] >= LEAD:
        return names[first]
    alone = names.index(part.near[0]) if part.near and part.near[0] in names else first
    agreed = alone != first or part.near[:1] == (names[first],)
    return names[alone] if agreed and cosines[alone] >= least and cosines[first] - cosines[alone] <= TIE else None


def family(answer: Answer, knowledge: Knowledge) -> list[str]:
    """The ids of the answers of the same topic and of those related, without the answer itself."""
    topic = answer.id.partition(".")[0]
    same = (name for name in knowledge.answers if name.partition(".")[0] == topic)
    return [name for name in dict.fromkeys([*answer.related, *same]) if name != answer.id]


def _leans(part: Part, context: Context) -> bool:
    if not context.answer or part.intent not in MISTAKABLE or part.query.medicines:
        return False
    if part.intent == PERSONAL and part.query.yes_no:
        return False
    if part.intent == DRUG:  # which names no drug
        return context.turn - context.answered_at <= RECENT
    if part.confidence >= CERTAIN:
        return False
    marked = part.query.names("leaning") or len(part.text.split()) <= SHORT and part.confidence < SURE
    return bool(marked) and context.turn - context.answered_at <= RECENT


@functools.lru_cache(maxsize=64)
def _titles(titles: tuple[str, ...]) -> np.ndarray:
    return shared_encoder().encode(titles)


def _asked(text: str) -> np.ndarray:
    return shared_encoder().encode([text])[0]
