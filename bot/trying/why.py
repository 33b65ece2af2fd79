"""Why a message was understood as it was, in words."""

from __future__ import annotations

from typing import Iterator

from bot.dialogue.context import Context
from bot.dialogue.part import CHOOSE
from bot.dialogue.respond import Said
from bot.nlu.decide import ANSWER, CLARIFY, Calibration
from bot.nlu.examples import OUT_OF_SCOPE
from bot.nlu.look_ups import COMPARISON, DOUBTFUL, DRUG, FOLLOWING, LISTING, NOT_COVERED
from bot.nlu.terms import DOUBTFUL_KIND, OTHER_KIND
from bot.nlu.understand import OTHER_LANGUAGE, Learnt, Understanding
from bot.triage.rules import Seen

LOOK_UPS = (DRUG, COMPARISON, LISTING, FOLLOWING)


def reasons(understood: Understanding, seen: Seen, learnt: Learnt, calibration: Calibration) -> Iterator[str]:
    """The steps that led to the decision, one sentence each."""
    intent = understood.decision.intent
    yield from _danger(intent, seen, learnt)
    if intent in learnt.urgent:
        return
    if not understood.features:
        yield _at_once(understood)
    elif understood.parts:
        yield f"It holds {len(understood.parts)} questions, each understood by itself:"
        for words, one in understood.parts:
            yield f'"{words}" is {decided(one)}.'
    elif intent == CLARIFY and understood.decision.confidence == 1:
        yield "It is one word that alone says too little: knowledge/broad-words.yml holds what is offered."
    else:
        yield from _weighed(understood, calibration)


def decided(understood: Understanding) -> str:
    """A decision in a few words.

    >>> from bot.nlu.decide import Decision
    >>> decided(Understanding(Decision("faq", 0.93, ("a.b",)), ()))
    'faq a.b, sure to 93%'
    """
    decision = understood.decision
    return " ".join([decision.intent, *decision.answers[:1]]) + f", sure to {decision.confidence:.0%}"


def leaning_reason(said: Said, alone: Said, context: Context) -> Iterator[str]:
    """That the reply leans on what was said before, where the same message alone would get another.

    Args:
        alone: the reply to the message where nothing was said before.
    """
    if said.reply.id != alone.reply.id:
        before = " and ".join([*context.fresh, *([context.answer] if context.answer else [])])
        yield f"It leans on what was said before ({before or 'the choices offered'}); alone it would get {alone.reply.id}."


def _danger(intent: str, seen: Seen, learnt: Learnt) -> Iterator[str]:
    signs = ", ".join(dict.fromkeys(sign.name for sign in seen.signs))
    taken_back = ", ".join(dict.fromkeys(sign.name for sign in seen.taken_back))
    if intent in learnt.urgent and signs:
        yield f"Danger goes first: the rules of knowledge/triage.yml see {signs}, and the meaning does not speak against it."
    elif intent in learnt.urgent:
        yield "Danger goes first: no rule sees a sign, but the meaning is near to calls for help."
    elif signs:
        yield f"The rules of knowledge/triage.yml see {signs}, but by its meaning it is no call for help."
    if taken_back:
        yield f"Signs of danger that other words take back: {taken_back}."


def _at_once(understood: Understanding) -> str:
    intent = understood.decision.intent
    if intent == CHOOSE:
        return "It is a choice from what was offered."
    if intent == OTHER_LANGUAGE:
        return f"It is in another language ({understood.language or 'not known which'})."
    return "It is, word for word, what a button says or the title of an answer."


def _weighed(understood: Understanding, calibration: Calibration) -> Iterator[str]:
    decision, query = understood.decision, understood.query
    covered, choice = calibration.scope.chance(understood.features), calibration.choice.chance(understood.features)
    if decision.intent in LOOK_UPS:
        names = ", ".join(query.medicines) or "no medicine by name"
        yield f"It is a look-up in the records of drugs: {names}; asked: {', '.join(query.topics) or 'what it is'}."
        return
    if decision.intent == NOT_COVERED:
        yield f"It asks about a drug that the guide does not have: {', '.join(query.names(OTHER_KIND))}."
        return
    if decision.intent == DOUBTFUL:
        yield f"A word in it is like the name of a drug, but not enough to be sure: {', '.join(query.names(DOUBTFUL_KIND))}."
        return
    yield f"The guide covers it with a chance of {covered:.0%}; from {calibration.covered_from:.0%} on it may be answered."
    if decision.intent in (ANSWER, CLARIFY):
        sure = "so it is given" if decision.intent == ANSWER else "so a choice is offered"
        needs = f"from {calibration.sure_from:.0%} on it is given"
        yield f"If so, {understood.near[0]} is the right answer with a chance of {choice:.0%}; {needs}, {sure}."
    elif decision.intent == OUT_OF_SCOPE:
        yield "So it is declined."
    elif decision.intent == understood.ranking[0][0]:
        yield f"Nearest of all are the phrasings of {decision.intent}."
    else:
        yield f"Because of what it asks of a medicine, it is taken for {decision.intent}."
