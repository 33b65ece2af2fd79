"""A sentence of warmth before an answer: what the person feels, or that they ask for somebody else."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.part import Part
from bot.dialogue.respond import Said
from bot.knowledge.models import Knowledge

WARMED = ("answer", "lookup", "clarify", "decline")
FOR_ANOTHER = "for-another"


def with_warmth(said: Said, part: Part, knowledge: Knowledge) -> Said:
    """The reply with a lead-in, if the message shows a feeling or speaks of a loved one; each lead-in is said once."""
    if said.reply.kind not in WARMED:
        return said
    feelings = [f"warmth-{name}" for name in part.query.names("feelings")]
    others = [FOR_ANOTHER] if part.query.names("kinship") and said.reply.kind in ("answer", "lookup") else []
    new = [name for name in (*feelings[:1], *others) if name not in said.context.said]
    if not new:
        return said
    lead = " ".join(knowledge.wording[name] for name in new)
    return replace(
        said,
        reply=replace(said.reply, text=f"{lead}\n\n{said.reply.text}"),
        context=replace(said.context, said=(*said.context.said, *new)),
    )
