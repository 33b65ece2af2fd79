"""Telegram: what is bold is told apart, and a keyboard names ids only."""

from __future__ import annotations

import json

from bot.serving.messaging.outgoing import Message, Outgoing
from bot.serving.messaging.telegram import LONGEST, payload, render
from tests.bot.serving.messaging.looks import answer, answers, clarify, urgent


def test_every_answer_fits_with_a_keyboard_of_ids(knowledge):
    for out in answers(knowledge):
        (message,) = render(out, knowledge).now
        fields = payload(message)
        rows = json.loads(fields["reply_markup"])["inline_keyboard"] if out.buttons else []
        assert len(fields["text"]) <= LONGEST and len(rows) == len(out.buttons)
        assert all(len(row["callback_data"].encode()) <= 64 for (row,) in rows)
        assert {row["callback_data"] for (row,) in rows} == {choice.id for choice in out.buttons}


def test_the_title_is_bold(knowledge):
    (message,) = render(answer(knowledge), knowledge).now
    fields = payload(message)
    assert fields["text"].startswith("Bone scan\n\n")
    assert json.loads(fields["entities"]) == [{"type": "bold", "offset": 0, "length": len("Bone scan")}]


def test_nothing_in_the_words_is_read_as_formatting(knowledge):
    (message,) = render(Outgoing("<b>*x*</b>"), knowledge).now
    assert payload(message) == {"text": "<b>*x*</b>", "disable_web_page_preview": "true"}


def test_a_long_text_has_its_keyboard_below_the_end(knowledge):
    out = answer(knowledge)
    rendered = render(Outgoing("Word. " * 1000, title="T", choices=out.choices), knowledge)
    first, last = rendered.now
    assert first.title == "T" and not first.buttons
    assert not last.title and last.buttons == out.choices


def test_only_choices_that_are_listed_by_number_are_taken_by_number(knowledge):
    assert render(clarify(knowledge), knowledge).now[0].numbers
    assert not render(answer(knowledge), knowledge).now[0].numbers


def test_a_call_for_help_says_so_first(knowledge):
    assert render(urgent(knowledge), knowledge).now[0].text.startswith(knowledge.page.urgent)


def test_a_message_without_buttons_has_no_keyboard():
    assert "reply_markup" not in payload(Message("x"))
