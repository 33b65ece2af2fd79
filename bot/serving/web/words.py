"""What the page says around the conversation, from the knowledge; run as a module, it prints that as JSON."""

from __future__ import annotations

import json
import re
from typing import Any, Mapping

from bot.answering.phrase import paragraphs
from bot.answering.reply import Button, Reply
from bot.knowledge.load import shared_knowledge
from bot.knowledge.models import Knowledge
from bot.serving.web.glossary import Glossary
from bot.serving.web.settings import Settings

LONGEST_MESSAGE = 1000  # characters, counted as a browser does
NUMBER = "_number"  # how a key of help-lines.yml ends whose value a phone can dial
EMERGENCY = "emergency_number"
EXPLAINED = ("answer", "lookup")  # kinds of replies whose words are explained


def page(knowledge: Knowledge, settings: Settings) -> dict[str, Any]:
    """All that the page needs before there is a conversation."""
    greeting = greeting_of(knowledge)
    return {
        "words": words(knowledge, settings),
        "greeting": {
            "text": greeting.text,
            "paragraphs": greeting.text.split("\n\n"),
            "buttons": [{"title": button.title} for button in greeting.buttons],
            "custom": greeting.custom(),
        },
        "asks_consent": settings.unanswered_log is not None,
        "limits": {"message": LONGEST_MESSAGE, "forget_after_hours": settings.forget_after_hours},
        "phones": [phone(knowledge.help_lines[EMERGENCY], knowledge)],
    }


def words(knowledge: Knowledge, settings: Settings) -> dict[str, str]:
    """The sentences of page.yml; what is known before a conversation is filled in."""
    said = knowledge.page.dict(by_alias=True)
    said["subtitle"] = said["subtitle"].format(guide=knowledge.guide)
    said["private"] = said["private"].format(hours=settings.forget_after_hours)
    said["emergency"] = said["emergency"].format(number=knowledge.help_lines[EMERGENCY])
    said["error_too_long"] = said["error_too_long"].format(most=LONGEST_MESSAGE)
    return said


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


def marked(custom: Mapping[str, Any], text: str, knowledge: Knowledge, glossary: Glossary) -> dict[str, Any]:
    """The mark of a reply with what a page makes of its words: numbers to call, and words to explain."""
    mark = dict(custom)
    if mark.get("kind") == "urgent":
        mark["phones"] = phones_in(text, knowledge)
    if mark.get("kind") in EXPLAINED:
        mark["terms"] = [
            {"said": said, "name": word.name, "explains": word.explains} for said, word in glossary.words_in(text)
        ]
    return mark


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


if __name__ == "__main__":
    import os

    from bot.serving.web.settings import settings_from

    print(json.dumps(page(shared_knowledge(), settings_from(os.environ)), ensure_ascii=False, indent=1))
