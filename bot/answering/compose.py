"""From an answer's id to the reply a person reads. No decision is made here."""

from __future__ import annotations

import re
from typing import Sequence

from bot.answering.phrase import caveats_of, paragraphs, source_line, sources_of
from bot.answering.reply import Button, Reply, button
from bot.knowledge.models import Knowledge

SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
FIRST_SENTENCES = 2  # of an answer, for someone who found it too much


def answer_reply(answer_id: str, knowledge: Knowledge, *, more: bool = False) -> Reply:
    """The curated answer, with what changed, the caveat of its sections, and its source line.

    Args:
        answer_id: of an active or retired answer.
        more: give the further detail instead of the short answer.
    """
    answer = knowledge.current(answer_id)
    body = (answer.more if more else answer.short) or knowledge.wording["nothing-more"].format(title=answer.title)
    changed = None if more else answer.changed
    sources = sources_of(answer.passages, knowledge)
    buttons = [] if more or not answer.more else [button(knowledge.wording["more-button"])]
    buttons += [button(knowledge.answers[other].title) for other in answer.related]
    return Reply(
        kind="answer",
        id=answer.id,
        title=answer.title,
        text=paragraphs(body, changed, *caveats_of(answer.passages, knowledge), source_line(sources, knowledge)),
        sources=sources,
        passages=tuple(answer.passages),
        buttons=tuple(buttons),
        answer=answer.id,
        medicines=medicines_of(answer.id, knowledge),
        listed=drugs_named_in(body, knowledge),
    )


def shortened_reply(answer_id: str, knowledge: Knowledge) -> Reply:
    """The first sentences of an answer, for someone who found it too much."""
    answer, wording = knowledge.current(answer_id), knowledge.wording
    first = " ".join(SENTENCE_END.split(answer.short.strip())[:FIRST_SENTENCES])
    sources = sources_of(answer.passages, knowledge)
    return Reply(
        kind="answer",
        id=answer.id,
        title=answer.title,
        text=paragraphs(
            f"{wording['simpler-lead']} {first}",
            wording["simpler-more"],
            *caveats_of(answer.passages, knowledge),
            source_line(sources, knowledge),
        ),
        sources=sources,
        passages=tuple(answer.passages),
        answer=answer.id,
        medicines=medicines_of(answer.id, knowledge),
    )


def medicines_of(answer_id: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The drugs that an answer introduces: those of whose record it is the beginning, and whose names are its title."""
    title = knowledge.answers[answer_id].title.lower()
    return tuple(
        drug.name
        for drug in knowledge.drugs.values()
        if drug.about == answer_id and any(name.lower() in title for name in (drug.name, *drug.brands))
    )


def classes_of(answer_id: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The classes that an answer introduces, as `medicines_of` tells the drugs."""
    title = knowledge.answers[answer_id].title.lower()
    return tuple(
        group.name
        for group in knowledge.classes.values()
        if group.about == answer_id and any(name.lower() in title for name in (group.name, group.plural))
    )


def drugs_named_in(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The drugs that a text of ours names, in the order of the text; of names within others the longer counts."""
    left = text.lower()
    names = [(name.lower(), drug.name) for drug in knowledge.drugs.values() for name in (drug.name, *drug.brands)]
    found: dict[str, int] = {}
    for name, drug in sorted(names, key=lambda row: -len(row[0])):
        said = rf"\b{re.escape(name)}\b"
        first = re.search(said, left)
        if first:
            found[drug] = min(first.start(), found.get(drug, first.start()))
        left = re.sub(said, " " * len(name), left)
    return tuple(sorted(found, key=lambda drug: found[drug]))


def menu_reply(reply_id: str, knowledge: Knowledge, *, turn: int = 0) -> Reply:
    """A reply with the topics of the guide as buttons."""
    reply = knowledge.replies[reply_id]
    return Reply(
        kind=reply.kind,
        id=reply_id,
        title=reply.title,
        text=reply.texts[turn % len(reply.texts)].strip(),
        buttons=tuple(Button(row.title, knowledge.answers[row.answer].title) for row in knowledge.menu),
        offered=tuple(row.answer for row in knowledge.menu),
    )


def clarify_reply(answer_ids: Sequence[str], knowledge: Knowledge, *, lead: str = "clarify") -> Reply:
    """A short choice between answers, to be made by tapping, by number or by name.

    Args:
        lead: name of the sentence of wording.yml that introduces it.
    """
    wording = knowledge.wording
    titles = [knowledge.answers[answer_id].title for answer_id in answer_ids] + [wording["none-button"]]
    rows = [wording["clarify-row"].format(number=n, title=title) for n, title in enumerate(titles, start=1)]
    return Reply(
        kind="clarify",
        id="clarify",
        title=wording["clarify-title"],
        text=wording[lead] + "\n\n" + "\n".join(rows),
        buttons=tuple(button(title) for title in titles),
        offered=tuple(answer_ids),
    )


def chat_reply(
    reply_id: str, knowledge: Knowledge, *, turn: int = 0, asks: Sequence[str] = (), near: Sequence[str] = ()
) -> Reply:
    """A reply that is no answer of the guide: small talk, a refusal, or a call for help.

    Args:
        turn: how often the person has spoken; picks among the ways of saying it.
        asks: questions to offer beside the answers the reply always offers.
        near: ids of answers that are the nearest the guide has, offered as such.
    """
    reply = knowledge.replies[reply_id]
    offered = tuple(dict.fromkeys((*near, *reply.offers)))
    titles = [knowledge.answers[name].title for name in offered]
    rows = [knowledge.wording["decline-near"], *(knowledge.answers[name].title for name in near)] if near else []
    return Reply(
        kind=reply.kind,
        id=reply_id,
        title=reply.title,
        text=paragraphs(reply.texts[turn % len(reply.texts)].format(**knowledge.help_lines), "\n".join(rows)),
        buttons=tuple(button(text) for text in (*asks, *titles)),
        offered=(*asks, *offered),
    )


def wording_reply(name: str, reply_id: str, knowledge: Knowledge) -> Reply:
    """The sentence `name` of wording.yml as a reply with an id of its own."""
    return Reply(kind="chat", id=reply_id, title="", text=knowledge.wording[name])
