"""What only Messenger has: the address confirmed, echoes, taps of several kinds."""

from __future__ import annotations

import pytest

from tests.messaging.conftest import SECRETS
from tests.messaging.people import WORDS, OnMessenger

pytestmark = pytest.mark.server

URGENT = "I have chest pain and cannot breathe"


def test_the_address_is_confirmed_to_who_knows_the_token(bot):
    query = f"?hub.mode=subscribe&hub.verify_token={SECRETS['verify']}&hub.challenge=1158201444"
    assert bot.post("/webhooks/facebook/webhook" + query, None, {}, "GET") == (200, b"1158201444")


def test_long_titles_are_listed_and_tapped_by_number(bot):
    person = OnMessenger(bot)
    said = person.ask("What is a bone scan?")
    assert "2. Signs of spread to the bones" in said.text
    assert [title for title, _ in said.buttons] == ["Tell me more", "1", "2", "3", "4"]
    assert "pain" in person.pick(2).text


def test_a_number_can_be_typed_too(bot):
    person = OnMessenger(bot)
    person.ask("What is a bone scan?")
    assert "pain" in person.ask("2").text


def test_the_first_tap_of_all_says_what_its_button_says(bot):
    person = OnMessenger(bot)
    tap = {"message": None, "postback": {"mid": "m_start", "title": "What is a bone scan?", "payload": "GET_STARTED"}}
    assert person.send(person.event({}, **tap)) == 200
    assert "radioactive substance" in person.next().text


NO_QUESTION = {
    "an echo of ours": {"message": {"mid": "1", "text": "hi", "is_echo": True}},
    "news of what was delivered": {"message": None, "delivery": {"watermark": 1}},
    "news of what was read": {"message": None, "read": {"watermark": 1}},
}


@pytest.mark.parametrize("row", NO_QUESTION.values(), ids=NO_QUESTION)
def test_what_is_no_message_is_taken_and_ignored(bot, row):
    person = OnMessenger(bot)
    before = bot.refused("facebook")
    assert person.send(person.event({}, **row)) == 200
    assert bot.refused("facebook") == before
    assert "911" in person.ask(URGENT).text


def test_a_picture_is_told_to_be_no_text(bot):
    person = OnMessenger(bot)
    assert person.send(person.event({"attachments": [{"type": "image", "payload": {"url": "https://x"}}]})) == 200
    assert person.next().text == WORDS.not_text


def test_a_passing_fault_of_metas_is_tried_again(bot):
    bot.meta.answers.append((500, {}, None))
    assert "911" in OnMessenger(bot).ask(URGENT).text
