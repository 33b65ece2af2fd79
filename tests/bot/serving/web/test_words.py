"""What the page says is taken from the knowledge, filled in, and said once."""

from __future__ import annotations

import re

import pytest

from bot.knowledge.models import PLACEHOLDER
from bot.serving.replies import greeting_of
from bot.serving.web.glossary import glossary_of
from bot.serving.web.settings import Settings
from bot.serving.web.words import marked, page

IN_THE_PAGE = {"number", "title", "date", "count", "term", "section", "edition", "seconds"}  # filled in there


def test_page_holds_every_word_filled_in(knowledge):
    said = page(knowledge, Settings(forget_after_hours=7))["words"]
    assert said.keys() == set(knowledge.page.dict(by_alias=True))
    assert {name for text in said.values() for name in PLACEHOLDER.findall(text)} <= IN_THE_PAGE
    assert "7 hours" in said["private"] and knowledge.guide in said["subtitle"]


def test_page_shows_the_greeting_that_a_session_begins_with(knowledge):
    shown, greeting = page(knowledge, Settings())["greeting"], greeting_of(knowledge)
    assert (shown["text"], shown["custom"]) == (greeting.text, greeting.custom())
    assert [button["title"] for button in shown["buttons"]] == [row.title for row in knowledge.menu]
    assert all(button.keys() == {"title"} for button in shown["buttons"])


@pytest.mark.parametrize("name", ["emergency", "infection", "crisis"])
def test_every_call_for_help_has_a_number_to_tap(knowledge, name):
    for text in knowledge.replies[name].texts:
        said = text.format(**knowledge.help_lines)
        phones = marked({"kind": "urgent"}, said, knowledge, glossary_of(knowledge))["phones"]
        assert phones and all(phone["number"] in said and phone["number"] in phone["label"] for phone in phones)
        assert len(phones) == len(re.findall(r"\b(?:911|988)\b", said))


def test_only_answers_are_explained_and_only_urgent_replies_dial(knowledge):
    glossary, text = glossary_of(knowledge), next(iter(knowledge.drugs)) + " 911"
    kinds = ("answer", "lookup", "urgent", "chat")
    keys = {kind: marked({"kind": kind}, text, knowledge, glossary).keys() - {"kind"} for kind in kinds}
    assert keys == {"answer": {"terms"}, "lookup": {"terms"}, "urgent": {"phones"}, "chat": set()}
