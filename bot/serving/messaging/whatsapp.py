"""The look of a reply in WhatsApp: its own bold and italics, choices by number."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering.phrase import paragraphs
from bot.knowledge.models import Knowledge
from bot.serving.messaging.outgoing import Message, Outgoing, Rendered, numbered
from bot.serving.messaging.split import at_most, split

LONGEST = 1600  # characters of a message, at Twilio; WhatsApp itself takes 4096
MARKS = re.compile(r"[*_~`]")  # what WhatsApp reads as formatting


def render(out: Outgoing, knowledge: Knowledge) -> Rendered:
    """The whole reply at once, with its title in bold, and its source in italics."""
    words = knowledge.messaging
    rows = [] if out.numbered else numbered(out.choices, knowledge)
    text = paragraphs(
        _marked(out.title, "*"),
        MARKS.sub("", out.body),
        _marked(out.source, "_"),
        words.detail if out.detail else "",
        "\n".join((*rows, words.pick)) if rows else "",
    )
    messages = [Message(part) for part in split(text, at_most(LONGEST))]
    messages[-1:] = [replace(message, numbers=out.choices) for message in messages[-1:]]
    return Rendered(tuple(messages), detail=out.detail)


def _marked(text: str, mark: str) -> str:
    text = MARKS.sub("", text)
    return f"{mark}{text}{mark}" if text else ""
