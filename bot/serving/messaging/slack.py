"""The look of a reply in Slack: blocks, with links that dial in a call for help."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.answering.phrase import paragraphs
from bot.knowledge.models import Knowledge
from bot.serving.messaging.outgoing import Message, Outgoing, Rendered, in_parts
from bot.serving.messaging.split import at_most, cut, split

LONGEST = 3000  # characters of a section
LONGEST_HEAD = 150
LONGEST_TITLE = 75  # of a button
MOST_BUTTONS = 25  # of one row


def render(out: Outgoing, knowledge: Knowledge) -> Rendered:
    """The whole reply at once, the buttons below its end."""
    parts = split(paragraphs(out.body, out.source), at_most(LONGEST))
    first, *others = in_parts(parts, out, by_number=out.numbered)
    return Rendered((replace(first, phones=out.phones, title=out.title), *others), detail=out.detail)


def payload(message: Message) -> dict[str, Any]:
    """A message as Slack's chat.postMessage takes it. The text is plain, so nothing in it is read as formatting."""
    blocks: list[dict[str, Any]] = []
    if message.title:
        blocks.append({"type": "header", "text": _plain(cut(message.title, LONGEST_HEAD))})
    if message.phones:
        links = "  ".join(f"<{phone.dial}|{_escaped(phone.label)}>" for phone in message.phones)
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": links}})
    blocks.append({"type": "section", "text": _plain(message.text)})
    if message.buttons:
        buttons = [
            {"type": "button", "text": _plain(cut(row.title, LONGEST_TITLE)), "value": row.id, "action_id": row.id}
            for row in message.buttons[:MOST_BUTTONS]
        ]
        blocks.append({"type": "actions", "elements": buttons})
    # What a notification shows, where Slack does read marks.
    return {"text": _escaped(message.text), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
