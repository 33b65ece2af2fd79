"""What an SMS is charged for, as GSM 03.38 has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.serving.messaging.segments import is_gsm, plain, segments

SPANISH = "introduction.spanish"  # its letters are not all in the alphabet

# text -> segments
CASES = {
    "nothing": ("", 0),
    "one full": ("a" * 160, 1),
    "two": ("a" * 161, 2),
    "two full": ("a" * 306, 2),
    "three": ("a" * 307, 3),
    "signs of two places": ("€" * 80, 1),
    "one more": ("€" * 81, 2),
    "a sign of two places is not parted": ("a" * 152 + "€" + "a" * 152, 3),
    "other letters": ("ж" * 70, 1),
    "one letter makes all dear": ("a" * 70 + "ж", 2),
    "two of other letters, full": ("ж" * 134, 2),
    "an emoji is not parted": ("ж" * 66 + "😢" + "ж" * 65, 2),
    "an emoji too much": ("ж" * 66 + "😢" + "ж" * 66, 3),
}


@pytest.mark.parametrize("text, number", CASES.values(), ids=CASES)
def test_segments(text, number):
    assert segments(text) == number


PLAIN = {"It’s “so” – or – not…": 'It\'s "so" - or - not...', "a\u00a0b\u202fc": "a b c", "naïve": "naïve", "é": "é"}


@pytest.mark.parametrize("text, shown", PLAIN.items())
def test_punctuation_becomes_plain_and_letters_stay(text, shown):
    assert plain(text) == shown


@given(st.text())
def test_plain_twice_is_plain_once(text):
    assert plain(plain(text)) == plain(text)


def test_every_answer_in_english_can_be_sent_in_the_cheap_alphabet(knowledge):
    texts = {name: plain(answer.short + (answer.more or "")) for name, answer in knowledge.answers.items()}
    assert {name for name, text in texts.items() if not is_gsm(text)} <= {SPANISH}
