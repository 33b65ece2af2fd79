"""What only Slack has: the address confirmed, calls as links, marks in what people write, channels."""

from __future__ import annotations

import pytest

from tests.messaging.people import WORDS, OnSlack

pytestmark = pytest.mark.server

URGENT = "I have chest pain and cannot breathe"


def test_the_address_is_confirmed_where_slack_signs_the_question(bot):
    assert OnSlack(bot).send(b'{"type": "url_verification", "challenge": "abc"}') == 200


def test_a_call_for_help_has_links_that_dial(bot):
    assert OnSlack(bot).ask("I want to die").texts[0] == "<tel:988|Call 988>  <tel:911|Call 911>"


def test_a_button_does_what_its_title_says(bot):
    person = OnSlack(bot)
    person.ask("What is a bone scan?")
    assert "PET-CT scan will also show bone changes" in person.pick(1).text


def test_slacks_marks_are_read_as_what_was_typed(bot):
    person = OnSlack(bot)
    assert "&lt;" not in person.ask("is 3 &lt; 5 &amp; what is a bone scan").text


NO_QUESTION = {
    "a message of a bot": {"bot_id": "B1"},
    "news of a message": {"subtype": "message_changed"},
    "a message in a channel": {"channel_type": "channel"},
    "a reaction": {"type": "reaction_added"},
}


@pytest.mark.parametrize("row", NO_QUESTION.values(), ids=NO_QUESTION)
def test_what_is_no_message_to_the_bot_is_taken_and_ignored(bot, row):
    person = OnSlack(bot)
    assert person.send(person.event("what is a bone scan", **row)) == 200
    assert "911" in person.ask(URGENT).text


def test_a_channel_is_refused_politely_and_once(bot):
    person = OnSlack(bot)
    for _ in range(2):
        assert person.send(person.event("<@U1> what is a bone scan", type="app_mention", channel_type="channel")) == 200
    assert person.next().text == WORDS.group
    assert "911" in person.ask(URGENT).text


def test_a_busy_slack_is_given_the_time_it_asks_for(bot):
    bot.slack.answers.append((429, {"Retry-After": "1"}, None))
    assert "911" in OnSlack(bot).ask(URGENT).text


def test_a_file_without_words_is_told_to_be_no_text(bot):
    person = OnSlack(bot)
    assert person.send(person.event("", subtype="file_share")) == 200
    assert person.next().text == WORDS.not_text
