"""What a side effect is that a message asks the meaning of: the guide's words for it, and the drugs that it is listed for."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from bot.answering.phrase import paragraphs
from bot.answering.reply import Reply
from bot.knowledge.models import Knowledge
from bot.look_up.asked_alone import WORD, stands_alone, words_around
from bot.look_up.lists import find, list_reply
from bot.look_up.query import Query

SIDE_EFFECTS = "side-effects"  # the kind of names of side effects
DEFINING = "defining"  # the ways to ask what a name means


def meaning_asked(text: str, query: Query, knowledge: Knowledge) -> Optional[str]:
    """The one side effect of which a message asks what it is and nothing else, where the guide lists it for a drug."""
    names = query.names(SIDE_EFFECTS)
    if len(names) != 1 or query.medicines:
        return None
    row = knowledge.side_effects[names[0]]
    around = words_around(text, (row.name, *row.also))
    if around is None or not stands_alone(around, knowledge, DEFINING):
        return None
    defines = any(f" {way} " in around for way in knowledge.asked_alone[DEFINING])
    return row.name if defines and find(_listing(row.name), knowledge) else None


def meaning_reply(name: str, text: str, knowledge: Knowledge) -> Reply:
    """The drugs for which the guide lists a side effect, after its own words for it where a message uses others."""
    reply = list_reply(_listing(name), knowledge)
    if name.lower() in " ".join(WORD.findall(text.lower())):
        return reply
    said = max((way for way in knowledge.side_effects[name].also if way.lower() in text.lower()), key=len)
    lead = knowledge.wording["effect-in-other-words"].format(said=said, name=name)
    return replace(reply, text=paragraphs(lead, reply.text))


def _listing(name: str) -> Query:
    """The question of which drugs have a side effect."""
    return Query(found={SIDE_EFFECTS: (name,)})
