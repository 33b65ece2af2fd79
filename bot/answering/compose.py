"""From an answer's id to the reply a person reads. No decision is made here."""

from __future__ import annotations

from typing import Sequence

from bot.answering.reply import Button, Reply, Source
from bot.knowledge.models import Answer, Knowledge


def answer_reply(answer_id: str, knowledge: Knowledge, *, more: bool = False) -> Reply:
    """The curated answer, with what changed, the caveat of its sections, and its source line.

    Args:
        answer_id: of an active or retired answer.
        more: give the further detail instead of the short answer.
    """
    answer = knowledge.current(answer_id)
    body = (answer.more if more else answer.short) or knowledge.wording["nothing-more"].format(title=answer.title)
    changed = None if more else answer.changed
    sources = sources_of(answer, knowledge)
    paragraphs = [body, changed, *caveats_of(answer, knowledge), source_line(sources, knowledge)]
    buttons = [] if more or not answer.more else [_button(knowledge.wording["more-button"])]
    buttons += [_button(knowledge.answers[other].title) for other in answer.related]
    return Reply(
        kind="answer",
        id=answer.id,
        title=answer.title,
        text="\n\n".join(part.strip() for part in paragraphs if part),
        sources=sources,
        buttons=tuple(buttons),
    )


def clarify_reply(answer_ids: Sequence[str], knowledge: Knowledge) -> Reply:
    """A short choice between answers, to be made by tapping, by number or by name."""
    wording = knowledge.wording
    titles = [knowledge.answers[answer_id].title for answer_id in answer_ids] + [wording["none-button"]]
    rows = [wording["clarify-row"].format(number=n, title=title) for n, title in enumerate(titles, start=1)]
    return Reply(
        kind="clarify",
        id="clarify",
        title=wording["clarify-title"],
        text=wording["clarify"] + "\n\n" + "\n".join(rows),
        buttons=tuple(_button(title) for title in titles),
        offered=tuple(answer_ids),
    )


def chat_reply(reply_id: str, knowledge: Knowledge, *, turn: int = 0, near: Sequence[str] = ()) -> Reply:
    """A reply that is no answer of the guide: small talk, a refusal, or a call for help.

    Args:
        turn: how often the person has spoken; picks among the ways of saying it.
        near: ids of answers to offer beside those the reply always offers.
    """
    reply = knowledge.replies[reply_id]
    offers = [*reply.offers, *(other for other in near if other not in reply.offers)]
    return Reply(
        kind=reply.kind,
        id=reply_id,
        title=reply.title,
        text=reply.texts[turn % len(reply.texts)].strip(),
        buttons=tuple(_button(knowledge.answers[other].title) for other in offers),
        offered=tuple(offers),
    )


def wording_reply(name: str, reply_id: str, knowledge: Knowledge) -> Reply:
    """The sentence `name` of wording.yml as a reply with an id of its own."""
    return Reply(kind="chat", id=reply_id, title="", text=knowledge.wording[name])


def sources_of(answer: Answer, knowledge: Knowledge) -> tuple[Source, ...]:
    """The sections an answer rests on, each once, in the order of its passages."""
    sections = dict.fromkeys(knowledge.section_of(passage) for passage in answer.passages)
    return tuple(Source(s.section, s.edition, s.reviewed) for s in sections)


def caveats_of(answer: Answer, knowledge: Knowledge) -> list[str]:
    """The sentences that go with the sections an answer rests on, each once."""
    names = dict.fromkeys(knowledge.section_of(passage).caveat for passage in answer.passages)
    return [knowledge.wording[name] for name in names if name]


def source_line(sources: Sequence[Source], knowledge: Knowledge) -> str:
    """What a person reads as the source, at the end of each answer."""
    wording = knowledge.wording
    sections = "; ".join(wording["section"].format(section=s.section, edition=s.edition) for s in sources)
    return wording["source" if len(sources) == 1 else "sources"].format(guide=knowledge.guide, sections=sections)


def _button(text: str) -> Button:
    return Button(title=text, payload=text)
