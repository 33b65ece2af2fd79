"""Misspelled words of the domain are mended, all others left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.spelling import mend_spelling, spellings_in

SPELLINGS = {"informed", "consent", "palliative", "treatment"}
COMMON = {"weather", "concert"}

MENDED = [
    ("informd concent", "informed consent"),
    ("What is Palliatve care?", "What is palliative care?"),
    ("tretment", "treatment"),
    ("the cosnent", "the consent"),
    ("treatment", "treatment"),
    ("weather concert", "weather concert"),
    ("xylophone", "xylophone"),
    ("tre", "tre"),
    ("", ""),
]


@pytest.mark.parametrize("typed, mended", MENDED)
def test_mending(typed, mended):
    assert mend_spelling(typed, SPELLINGS, COMMON.__contains__) == mended


def test_only_words_seen_more_than_once_are_trusted():
    assert spellings_in(["a bone scan", "the Bone marow"]) == {"bone"}


@given(st.text(max_size=300))
def test_any_text_can_be_mended(text):
    assert isinstance(mend_spelling(text, SPELLINGS, COMMON.__contains__), str)


def test_of_two_words_as_like_the_same_is_always_taken():
    spellings = ["counting", "mounting"]
    mended = {mend_spelling("xounting", words, lambda word: False) for words in (spellings, spellings[::-1])}
    assert mended == {"counting"}
