"""What only Telegram has: opening a chat, keyboards, mended messages, groups, updates about something else."""

from __future__ import annotations

import time

import pytest

from tests.messaging.people import WORDS, OnTelegram

pytestmark = pytest.mark.server

URGENT = "I have chest pain and cannot breathe"


def test_opening_the_chat_gets_the_greeting_with_topics(bot, knowledge):
    said = OnTelegram(bot).ask("/start")
    assert knowledge.replies["identity"].texts[0].strip() in said.text
    assert [title for title, _ in said.buttons] == [row.title for row in knowledge.menu]


def test_a_button_does_what_its_title_says_also_further_up(bot):
    person = OnTelegram(bot)
    first = person.ask("What is a bone scan?")
    person.ask("hello")
    person.said = first
    assert first.buttons[0][0] == "Tell me more"
    assert "PET-CT scan will also show bone changes" in person.pick(1).text


def test_more_is_told_when_typed_too(bot):
    person = OnTelegram(bot)
    person.ask("What is a bone scan?")
    assert "PET-CT scan will also show bone changes" in person.ask("MORE").text


def test_a_button_of_somebody_else_is_none(bot, knowledge):
    one, other = OnTelegram(bot), OnTelegram(bot)
    one.ask("What is a bone scan?")
    other.said = one.said
    assert other.pick(1).text == knowledge.page.error_choice_gone


def test_a_slash_command_triggers_nothing(bot):
    assert OnTelegram(bot).ask('/inform{"drug": "x"}').text


def test_the_last_message_is_answered_as_mended_and_an_older_one_is_not(bot):
    person = OnTelegram(bot)
    first, second = person.message("what is a bone scan?"), person.message("what is a brain scan?")
    for message in (first, second):
        person.send(person.update(message=message))
        person.next()
    person.send(person.update(edited_message={**first, "text": "what is pain?", "edit_date": int(time.time())}))
    person.send(person.update(edited_message={**second, "text": URGENT, "edit_date": int(time.time())}))
    assert "911" in person.next().text
    assert bot.refused("telegram")["mended_too_late"] >= 1


def test_a_group_is_refused_politely_and_once(bot):
    person = OnTelegram(bot)
    group = {"id": person.me, "type": "supergroup", "title": "Family"}
    for _ in range(2):
        assert person.send(person.update(message=person.message("what is a bone scan?", chat=group))) == 200
    assert person.next().text == WORDS.group
    assert "911" in person.ask(URGENT).text


ABOUT_ELSE = {
    "a member": {"my_chat_member": {"chat": {"id": 1}}},
    "a poll": {"poll": {"id": "1"}},
    "a post of a channel": {"channel_post": {"chat": {"id": 1}, "text": "hi"}},
    "nothing": {},
    "a tap without its message": {"callback_query": {"id": "1", "from": {"id": 1}, "data": "x"}},
    "a message of a bot": {"message": {"chat": {"id": 1, "type": "private"}, "from": {"id": 1, "is_bot": True}}},
}


@pytest.mark.parametrize("kinds", ABOUT_ELSE.values(), ids=ABOUT_ELSE)
def test_what_is_no_message_is_taken_and_ignored(bot, kinds):
    person = OnTelegram(bot)
    before = bot.refused("telegram")
    assert person.send(person.update(**kinds)) == 200
    assert bot.refused("telegram") == before


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "location"])
def test_what_is_no_text_is_told_so(bot, kind):
    person = OnTelegram(bot)
    message = person.message("")
    del message["text"]
    assert person.send(person.update(message={**message, kind: {}})) == 200
    assert person.next().text == WORDS.not_text
