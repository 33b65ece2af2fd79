"""A reply as each channel shows it. A channel more is a line more in `CHANNELS`."""

from __future__ import annotations

import json
from typing import Any, Callable, Mapping, Sequence

from bot.answering.reply import Reply

Messages = Sequence[Mapping[str, Any]]  # as Rasa gives them to a channel


def messages_of(reply: Reply) -> list[dict[str, Any]]:
    """A reply as Rasa hands it to a channel: what is said, then the mark; without buttons, a message a paragraph."""
    buttons = [{"title": button.title, "payload": button.payload} for button in reply.buttons]
    paragraphs = [{"text": text} for text in reply.text.strip().split("\n\n")]
    said = [{"text": reply.text, "buttons": buttons}] if buttons else paragraphs
    return [*said, {"custom": reply.custom()}]


def on_page(messages: Messages) -> str:
    """As the web page shows it: the text, the table, and the buttons in brackets."""
    lines = ["\n\n".join(message["text"] for message in messages if message.get("text"))]
    mark: Mapping[str, Any] = next((message["custom"] for message in messages if "custom" in message), {})
    if mark.get("rows"):
        lines += ["", *(" | ".join(row) for row in (mark["columns"], *mark["rows"]))]
    buttons = [f"[{button['title']}]" for message in messages for button in message.get("buttons") or []]
    return "\n".join([*lines, *(["", *buttons] if buttons else [])])


def over_rest(messages: Messages) -> str:
    """As the REST channel sends it, a message a line."""
    return "[" + ",\n ".join(json.dumps(message, ensure_ascii=False) for message in messages) + "]"


CHANNELS: Mapping[str, Callable[[Messages], str]] = {
    "web page": on_page,
    "REST": over_rest,
}
