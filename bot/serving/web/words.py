"""What the page says around the conversation, from the knowledge; run as a module, it prints that as JSON."""

from __future__ import annotations

import json
from typing import Any, Mapping

from bot.knowledge.load import shared_knowledge
from bot.knowledge.models import Knowledge
from bot.serving.replies import EMERGENCY, greeting_of, phone, phones_in
from bot.serving.web.glossary import Glossary
from bot.serving.web.settings import Settings

LONGEST_MESSAGE = 1000  # characters, counted as a browser does
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


if __name__ == "__main__":
    import os

    from bot.serving.web.settings import settings_from

    print(json.dumps(page(shared_knowledge(), settings_from(os.environ)), ensure_ascii=False, indent=1))
