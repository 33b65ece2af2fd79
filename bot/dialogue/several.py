"""Several questions in one message: each answered in its order, as one reply."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from bot.answering.phrase import paragraphs
from bot.answering.reply import Reply
from bot.dialogue.context import Context
from bot.dialogue.part import Part
from bot.dialogue.respond import Said, respond
from bot.dialogue.warmth import with_warmth
from bot.knowledge.models import Knowledge

# Of the kinds of the replies, the one that marks them together: the first of these that occurs.
STRONGEST = ("urgent", "lookup", "answer", "clarify", "decline", "chat")


def answer_each(parts: Sequence[Part], context: Context, knowledge: Knowledge) -> Said:
    """The replies to the questions, one after the other; what the first is about, the next may lean on."""
    replies = []
    for place, part in enumerate(parts):
        said = respond(part if place == 0 else _leaning(part), context, knowledge)
        if said.reply.id not in {reply.id for reply in replies}:
            replies.append(said.reply)
        context = said.context
    return with_warmth(Said(together(replies), context), parts[0], knowledge)


def _leaning(part: Part) -> Part:
    """A later question of a message, which leans on the earlier ones without saying so."""
    return replace(part, query=replace(part.query, found={"leaning": ("leaning",), **part.query.found}))


def _said_once(texts: Sequence[str]) -> list[str]:
    """The texts without the paragraphs that a later one says again, but each with its last, the source."""
    rows = [text.split("\n\n") for text in texts]
    return [
        paragraphs(*(row for row in here[:-1] if not any(row in later for later in rows[place + 1 :])), here[-1])
        for place, here in enumerate(rows)
    ]


def together(replies: Sequence[Reply]) -> Reply:
    """Several replies as one: their texts in order, with the mark of the strongest."""
    kind = min((reply.kind for reply in replies), key=STRONGEST.index)
    marked = next(reply for reply in replies if reply.kind == kind)
    return Reply(
        kind=kind,
        id=marked.id,
        title=" / ".join(dict.fromkeys(reply.title for reply in replies if reply.title)),
        text=paragraphs(*_said_once([reply.text for reply in replies])),
        sources=tuple(dict.fromkeys(source for reply in replies for source in reply.sources)),
        passages=tuple(dict.fromkeys(passage for reply in replies for passage in reply.passages)),
        buttons=replies[-1].buttons,
        offered=replies[-1].offered,
        table=marked.table,
        answer=replies[-1].answer,
        medicines=tuple(dict.fromkeys(name for reply in replies for name in reply.medicines)),
    )
