"""A reply as each channel shows it. A channel more is a line more in `CHANNELS`."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, Callable, Mapping, Sequence

from bot.answering.reply import Reply
from bot.knowledge.load import shared_knowledge
from bot.knowledge.models import Knowledge
from bot.serving.messaging import messenger, slack, sms, telegram, whatsapp
from bot.serving.messaging.outgoing import Message, Outgoing, Rendered, outgoing

BETWEEN = "\n----\n"  # two messages
LATER = "(when more is asked for)"
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


def in_messages(render: Callable[[Outgoing, Knowledge], Rendered], messages: Messages) -> str:
    """As a messenger shows it: each message after a line, those that come on asking for more marked, then the buttons."""
    knowledge = shared_knowledge()
    texts = [message["text"] for message in messages if message.get("text")]
    whole = {key: value for message in messages for key, value in message.items()} | {"text": "\n\n".join(texts)}
    rendered = render(outgoing(whole, knowledge), knowledge)
    shown = [_message(message) for message in rendered.now]
    return BETWEEN.join([*shown, *(f"{LATER}\n{_message(message)}" for message in rendered.later)])


def _message(message: Message) -> str:
    title = [message.title] if message.title and not message.text.startswith(message.title) else []
    return "\n".join([*title, message.text, *(f"[{choice.title}]" for choice in message.buttons)])


CHANNELS: Mapping[str, Callable[[Messages], str]] = {
    "web page": on_page,
    "SMS": partial(in_messages, sms.render),
    "WhatsApp": partial(in_messages, whatsapp.render),
    "Telegram": partial(in_messages, telegram.render),
    "Messenger": partial(in_messages, messenger.render),
    "Slack": partial(in_messages, slack.render),
    "REST": over_rest,
}
