"""The look of a reply in Telegram: its title in bold, and a keyboard below it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.answering.phrase import paragraphs
from bot.knowledge.models import Knowledge
from bot.serving.messaging.outgoing import Message, Outgoing, Rendered, in_parts
from bot.serving.messaging.split import at_most, cut, split, utf16_length

LONGEST = 4096  # characters of a message
LONGEST_TITLE = 64  # of a button; a longer one is cut by the phone


def render(out: Outgoing, knowledge: Knowledge) -> Rendered:
    """The whole reply at once, the keyboard below its end. No number can be a link there, so it stands in the text."""
    parts = split(paragraphs(out.title, out.body, out.source), at_most(LONGEST))
    first, *others = in_parts(parts, out, by_number=out.numbered)
    return Rendered((replace(first, title=out.title), *others), detail=out.detail)


def payload(message: Message) -> dict[str, Any]:
    """A message as Telegram's sendMessage takes it.

    What is bold is told apart from the text, so nothing in the text is read as formatting.
    """
    fields: dict[str, Any] = {"text": message.text, "disable_web_page_preview": "true"}
    if message.title:
        fields["entities"] = json.dumps([{"type": "bold", "offset": 0, "length": utf16_length(message.title)}])
    if message.buttons:
        rows = [[{"text": cut(row.title, LONGEST_TITLE), "callback_data": row.id}] for row in message.buttons]
        fields["reply_markup"] = json.dumps({"inline_keyboard": rows})
    return fields
