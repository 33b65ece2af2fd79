"""Words the domain has never seen are counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.vocabulary import content_words, unknown_share

KNOWN = {"cancer", "bone", "what"}

SHARES = [
    ("", 0.0),
    ("is it a", 0.0),
    ("Bone CANCER", 0.0),
    ("bitcoin", 1.0),
    ("what bitcoin", 0.5),
    ("bitcoin bitcoin cancer bone", 0.5),
    ("你好", 0.0),
]


@pytest.mark.parametrize("text, share", SHARES)
def test_share_of_unknown_words(text, share):
    assert unknown_share(text, KNOWN) == share


WORDS = [
    ("Don't worry, be happy", ["don't", "worry", "happy"]),
    ("Is the PET scan safe", ["scan", "safe"]),
    ("a an the", []),
]


@pytest.mark.parametrize("text, words", WORDS)
def test_longer_words_are_taken_in_small_letters(text, words):
    assert content_words(text) == words


@given(st.text())
def test_share_is_a_part_of_the_whole(text):
    assert 0 <= unknown_share(text, KNOWN) <= 1
