"""Replies that a channel gives by itself, and the numbers to call that stand in a reply."""

from __future__ import annotations

import re

from bot.answering.phrase import paragraphs
from bot.answering.reply import Button, Reply
from bot.knowledge.models import Knowledge

NUMBER = "_number"  # how a key of help-lines.yml ends whose value a phone can dial
EMERGENCY = "emergency_number"


def greeting_of(knowledge: Knowledge) -> Reply:
    """What is said first: who this is and what it is not, and the guide's topics to start with."""
    identity, menu = knowledge.replies["identity"], knowledge.replies["menu"]
    return Reply(
        kind="chat",
        id="greeting",
        title=identity.title,
        text=paragraphs(identity.texts[0], menu.texts[0]),
        buttons=tuple(Button(row.title, knowledge.answers[row.answer].title) for row in knowledge.menu),
    )


def failed_reply(knowledge: Knowledge) -> Reply:
    """What is said where no reply could be made."""
    return Reply(kind="chat", id="failed", title="", text=knowledge.page.error_failed)


def phones_in(text: str, knowledge: Knowledge) -> list[dict[str, str]]:
    """The numbers of the region that stand in a text, in its order."""
    numbers = {number for key, number in knowledge.help_lines.items() if key.endswith(NUMBER)}
    places = {number: re.search(rf"(?<!\d){re.escape(number)}(?!\d)", text) for number in numbers}
    found = sorted((place.start(), number) for number, place in places.items() if place)
    return [phone(number, knowledge) for _, number in found]


def phone(number: str, knowledge: Knowledge) -> dict[str, str]:
    """A number as it stands in a text, as a phone dials it, and what its link says."""
    dial = "tel:" + "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return {"number": number, "dial": dial, "label": knowledge.page.call.format(number=number)}
