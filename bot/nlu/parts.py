"""The questions in one message: each understood by itself, where each can stand alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Callable, Sequence

from bot.nlu.decide import CLARIFY, Decision
from bot.nlu.examples import FAQ, OUT_OF_SCOPE, PERSONAL
from bot.nlu.frames import ABOUT, ATTRIBUTES
from bot.nlu.look_ups import COMPARISON, CRITERIA, DRUG, FOLLOWING, LISTING, NOT_COVERED, PRONOUN
from bot.nlu.pieces import BRIEF, TOLD, Piece, pieces_of, within
from bot.nlu.scope import of_other_cancer
from bot.nlu.terms import OTHER_KIND, FoundTerm

if TYPE_CHECKING:
    from bot.nlu.understand import Understanding

Ask = Callable[[str, Sequence[FoundTerm]], "Understanding"]

UPSET = "upset"  # the intent of a message that tells of a feeling
SEVERAL = "several"  # the intent of a message that holds several questions
MOST_PARTS = 3  # questions of one message that are answered
SURE_PART = 0.85  # probability from which a part of a message is answered by itself
SURE_WITH_PRONOUN = 0.95  # the same where its pronoun may stand for something in the rest
SURELY_NOT = 0.1  # probability of being covered up to which a part of a message is declined by itself
ATTRIBUTE_TOPICS = {(name,) for name in ATTRIBUTES if name != ABOUT}
LOOK_UPS = {DRUG, COMPARISON, LISTING, FOLLOWING, NOT_COVERED}
# What a message may be as a whole to be looked at in parts.
DIVISIBLE = {FAQ, OUT_OF_SCOPE, CLARIFY, UPSET, *LOOK_UPS}


def with_parts(text: str, terms: Sequence[FoundTerm], whole: Understanding, ask: Ask) -> Understanding:
    """A message with its questions as parts, where it holds several; or the one question in it that is understood.

    Args:
        whole: what the message was understood as.
        ask: understands a part, given its text and the terms in it.
    """
    pieces = pieces_of(text, terms)
    asking = [piece for piece in pieces if piece.asks or _names_briefly(piece, terms, text)]
    of_other = whole.decision.intent == OUT_OF_SCOPE and of_other_cancer(terms)  # "what are the risks" is asked of that
    if len(pieces) < 2 or not asking or whole.decision.intent not in DIVISIBLE or of_other:
        return whole
    spoken_of = whole.query.medicines if whole.decision.intent in LOOK_UPS else ()
    parts = []
    for piece in asking[:MOST_PARTS]:
        words, inside = text[piece.start : piece.end], within(piece, terms)
        one = as_told(of_medicines(ask(words, inside), spoken_of), whole)
        spoken_of = one.query.medicines if one.decision.intent in LOOK_UPS else spoken_of
        if stands_alone(one, whole) and (piece.asks or one.query.topics[:1] in ATTRIBUTE_TOPICS):
            parts.append((words, one))
    different = {
        (one.decision.intent, one.decision.answers[:1], one.query.topics, one.query.medicines) for _, one in parts
    }
    unclear = whole.decision.intent in (CLARIFY, OUT_OF_SCOPE, UPSET)
    if len(different) > 1 and (unclear or any(agree(one, whole) for _, one in parts)):
        return replace(whole, decision=Decision(SEVERAL, 1.0), parts=tuple(parts))
    if unclear and len(parts) == 1 and parts[0][1].decision.intent != OUT_OF_SCOPE:
        return parts[0][1]
    return whole


def as_told(one: Understanding, whole: Understanding) -> Understanding:
    """A part of a message with the feelings and the loved ones that the rest of it speaks of."""
    told = {kind: whole.query.names(kind) for kind in TOLD if whole.query.names(kind)}
    return replace(one, query=replace(one.query, found={**one.query.found, **told}))


def stands_alone(one: Understanding, whole: Understanding) -> bool:
    """Whether a part of a message is a question of its own: surely understood, without a pronoun that leans on the rest."""
    if one.decision.intent == LISTING and any(one.query.names(kind) for kind in CRITERIA):
        return True
    if one.decision.intent in LOOK_UPS:
        return bool(one.query.medicines or one.query.names(OTHER_KIND))
    if one.decision.intent == PERSONAL and whole.decision.intent == UPSET:
        return True
    if one.decision.intent in (OUT_OF_SCOPE, PERSONAL):
        return one.covered <= SURELY_NOT
    leans = PRONOUN in one.query.names("leaning")
    enough = 1.0 if leans and whole.query.medicines else SURE_WITH_PRONOUN if leans else SURE_PART
    return one.decision.intent == FAQ and one.decision.confidence >= enough


def agree(one: Understanding, whole: Understanding) -> bool:
    """Whether a part of a message is answered as the whole is: it is what the message is about."""
    about_same = bool(set(one.query.medicines) & set(whole.query.medicines))
    if about_same and {one.decision.intent, whole.decision.intent} <= {FAQ, *LOOK_UPS}:
        return True
    if one.decision.intent != whole.decision.intent or one.query.medicines:
        return False
    return one.decision.answers[:1] == whole.decision.answers[:1]


def _names_briefly(piece: Piece, terms: Sequence[FoundTerm], text: str) -> bool:
    """Whether a piece is a few words with a medicine among them: a question in telegram style."""
    return len(text[piece.start : piece.end].split()) <= BRIEF and any(t.kind == "drugs" for t in within(piece, terms))


def of_medicines(one: Understanding, medicines: Sequence[str]) -> Understanding:
    """A part of a message that asks about a drug without naming one: about those that the rest of the message names."""
    leans = one.query.names("leaning") or one.decision.intent == DRUG
    if one.query.medicines or not medicines or not one.query.if_leaning or not leans:
        return one
    query = replace(one.query, topics=one.query.if_leaning).about(medicines[-1:])
    return replace(one, decision=replace(one.decision, intent=DRUG), query=query)
