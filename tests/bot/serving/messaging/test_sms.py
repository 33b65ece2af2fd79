"""SMS: short first, the rest on demand, choices by number, within what Twilio takes."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.serving.messaging.outgoing import Outgoing, choice
from bot.serving.messaging.segments import is_gsm, plain, segments
from bot.serving.messaging.sms import LONGEST, MOST_SEGMENTS, render
from tests.bot.serving.messaging.looks import answer, answers, clarify, urgent


def test_every_answer_begins_short_with_its_source(knowledge):
    for out in answers(knowledge):
        rendered = render(out, knowledge)
        (first,) = rendered.now
        assert out.source in first.text
        assert (knowledge.messaging.more in first.text) == bool(rendered.later)
        assert segments(first.text) <= MOST_SEGMENTS or not rendered.later
        for message in (*rendered.now, *rendered.later):
            assert 0 < len(message.text) <= LONGEST
            assert is_gsm(message.text) or not is_gsm(plain(out.body))


def test_nothing_of_an_answer_is_lost(knowledge):
    for out in answers(knowledge):
        rendered = render(out, knowledge)
        said = " ".join(" ".join(message.text for message in (*rendered.now, *rendered.later)).split())
        assert all(" ".join(plain(part).split()) in said for part in re.split(r"(?<=[.?!])\s+|\n", out.body))


def test_the_choices_come_with_the_last_part_by_number(knowledge):
    out = answer(knowledge)
    rendered = render(replace(out, body=out.body + "\n\n" + out.body), knowledge)
    last = rendered.later[-1]
    assert last.numbers == out.choices and not rendered.now[0].numbers
    assert f"2. {out.choices[1].title}" in last.text.splitlines()
    assert last.text.endswith(knowledge.messaging.pick) and rendered.detail == out.detail


def test_a_choice_is_listed_once(knowledge):
    out = clarify(knowledge)
    (message,) = render(out, knowledge).now
    assert message.text.count(out.choices[0].title) == 1 and message.numbers == out.choices


def test_a_call_for_help_comes_whole_and_first(knowledge):
    rendered = render(replace(urgent(knowledge), body="Call 911. " * 100), knowledge)
    assert not rendered.later and rendered.now[0].text.startswith("Call 911.")


def test_what_is_too_long_for_one_message_comes_in_several(knowledge):
    out = Outgoing("Word. " * 400, choices=tuple(choice(f"Choice {n}", "x") for n in range(12)))
    rendered = render(out, knowledge)
    assert len(rendered.now) == 2 and all(len(message.text) <= LONGEST for message in rendered.now)
    assert rendered.now[-1].numbers == out.choices
