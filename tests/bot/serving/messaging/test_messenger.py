"""Messenger: quick replies within its limits, and numbers to call where it can dial them."""

from __future__ import annotations

from dataclasses import replace

from bot.serving.messaging.messenger import LONGEST, MOST_BUTTONS, payload, render
from bot.serving.messaging.outgoing import Outgoing, Phone, choice
from tests.bot.serving.messaging.looks import answer, answers, clarify, urgent


def test_every_answer_fits(knowledge):
    for out in answers(knowledge):
        *_, last = [payload(message) for message in render(out, knowledge).now]
        replies = last.get("quick_replies", [])
        assert len(last["text"]) <= LONGEST and len(replies) == len(out.buttons) <= MOST_BUTTONS
        assert all(len(row["title"]) <= 20 for row in replies)


def test_long_titles_are_listed_and_tapped_by_number(knowledge):
    out = answer(knowledge)
    (message,) = render(out, knowledge).now
    titles = [row["title"] for row in payload(message)["quick_replies"]]
    assert titles == [out.detail.title, "1", "2", "3", "4"] and message.numbers == out.choices
    assert f"2. {out.choices[1].title}" in message.text.splitlines()


def test_short_titles_stand_on_their_buttons(knowledge):
    (message,) = render(Outgoing("Which?", choices=(choice("Pain", "pain"), choice("Rash", "rash"))), knowledge).now
    assert [row["title"] for row in payload(message)["quick_replies"]] == ["Pain", "Rash"]
    assert message.text == "Which?" and not message.numbers


def test_a_choice_is_listed_once(knowledge):
    out = clarify(knowledge)
    (message,) = render(out, knowledge).now
    assert message.text.count(out.choices[0].title) == 1
    assert [row["title"] for row in payload(message)["quick_replies"]] == ["1", "2", "3"]


def test_only_an_international_number_is_a_button(knowledge):
    out = urgent(knowledge)
    assert len(render(out, knowledge).now) == 1
    more = replace(out, phones=(*out.phones, Phone("+44 116 123", "tel:+44116123", "Call +44 116 123")))
    said, call = [payload(message) for message in render(more, knowledge).now]
    assert said["text"] == out.body
    (button,) = call["attachment"]["payload"]["buttons"]
    assert button == {"type": "phone_number", "title": "Call +44 116 123", "payload": "+44116123"}
