"""Who does what in the care team."""

from __future__ import annotations

from typing import Optional

from bot.answering.phrase import caveats_of, paragraphs, sentence, source_line, sources_of
from bot.answering.reply import Reply, Table, button
from bot.knowledge.models import Knowledge
from bot.look_up.asked_alone import stands_alone, words_around
from bot.look_up.query import Query

ROLES = "roles"  # the kind of names of members of the care team
DUTIES = "duties"  # the words for what such a person does


def role_asked(text: str, query: Query, knowledge: Knowledge) -> Optional[str]:
    """The one member of the care team that a message names, where it asks what that person does and nothing else."""
    names = query.names(ROLES)
    if len(names) != 1:
        return None
    around = words_around(text, (names[0], *knowledge.team[names[0]].also))
    return names[0] if around is not None and stands_alone(around, knowledge, DUTIES) else None


def own_answer(name: str, knowledge: Knowledge) -> Optional[str]:
    """The id of the answer that tells of this member of the care team, or None where one tells of the whole team."""
    found = knowledge.team[name].answer
    return found if found != knowledge.wording["whole-team-answer"] else None


def role_reply(name: str, knowledge: Knowledge) -> Reply:
    """What the guide says a member of the care team does, or that it only names them."""
    role, wording = knowledge.team[name], knowledge.wording
    sources = sources_of(role.passages, knowledge)
    text = role.does or wording["role-named"].format(role=name)
    table = Table((wording["column-role"], wording["column-does"]), ((name, role.does),)) if role.does else None
    return Reply(
        kind="lookup",
        id=f"role.{name.replace(' ', '-')}",
        title=sentence(name),
        text=paragraphs(text, *caveats_of(role.passages, knowledge), source_line(sources, knowledge)),
        sources=sources,
        passages=tuple(role.passages),
        buttons=(button(knowledge.answers[role.answer].title),),
        table=table,
        answer=role.answer,
    )
