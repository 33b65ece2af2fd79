"""The look of a reply in Facebook Messenger: quick replies below it, by number where the titles are long."""

from __future__ import annotations

from typing import Any

from bot.answering.phrase import paragraphs
from bot.knowledge.models import Knowledge
from bot.serving.messaging.outgoing import Message, Outgoing, Rendered, in_parts, numbered
from bot.serving.messaging.split import at_most, cut, split

LONGEST = 2000  # characters of a message
LONGEST_TITLE = 20  # of a quick reply, or of a button
MOST_BUTTONS = 13  # quick replies below one message
MOST_PHONES = 3  # buttons of one template
INTERNATIONAL = "tel:+"  # only such numbers can be buttons there; short ones stand in the text


def render(out: Outgoing, knowledge: Knowledge) -> Rendered:
    """The whole reply at once; choices whose titles are too long for a button are listed by number."""
    by_number = out.numbered or any(len(row.title) > LONGEST_TITLE for row in out.choices)
    rows = numbered(out.choices, knowledge) if by_number and not out.numbered else []
    parts = split(paragraphs(out.body, out.source, "\n".join(rows)), at_most(LONGEST))
    messages = in_parts(parts, out, by_number=by_number)
    phones = tuple(phone for phone in out.phones if phone.dial.startswith(INTERNATIONAL))[:MOST_PHONES]
    if phones:
        messages.append(Message("\n".join(phone.label for phone in phones), phones=phones))
    return Rendered(tuple(messages), detail=out.detail)


def payload(message: Message) -> dict[str, Any]:
    """A message as Messenger's Send API takes it."""
    if message.phones:
        buttons = [
            {"type": "phone_number", "title": cut(phone.label, LONGEST_TITLE), "payload": phone.dial.partition(":")[2]}
            for phone in message.phones
        ]
        template = {"template_type": "button", "text": message.text, "buttons": buttons}
        return {"attachment": {"type": "template", "payload": template}}
    if not message.buttons:
        return {"text": message.text}
    number = {row: str(n) for n, row in enumerate(message.numbers, start=1)}
    replies = [
        {"content_type": "text", "title": number.get(row) or cut(row.title, LONGEST_TITLE), "payload": row.id}
        for row in message.buttons[:MOST_BUTTONS]
    ]
    return {"text": message.text, "quick_replies": replies}
