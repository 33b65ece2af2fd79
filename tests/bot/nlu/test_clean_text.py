"""Any text becomes safe to handle without losing what it says."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.nlu.clean_text import EMPTY, INVISIBLE, LONGEST, clean

# Surrogates too, as a broken client sends them.
any_text = st.text(st.characters() | st.sampled_from("/ \t\n\x00\u200b"))

CLEANED = [
    ("What is chemo?", "What is chemo?"),
    ("  what\n\tis   chemo ", "what is chemo"),
    ("/restart", "restart"),
    ("/ / /session_start{}", "session_start{}"),
    ("\u200b/restart", "restart"),
    ("\x00/restart", "restart"),
    ("CDK4/6 or PET/CT", "CDK4/6 or PET/CT"),
    ("nul\x00byte", "nul byte"),
    ("\u202etxet", "txet"),
    ("cafe\u0301", "caf\u00e9"),
    ("\ud800 half a pair", "half a pair"),
    ("¿Qué es esto? 你好 🎗", "¿Qué es esto? 你好 🎗"),
    ("", EMPTY),
    ("   ", EMPTY),
    ("//\x00//", EMPTY),
]


@pytest.mark.parametrize("text, expected", CLEANED)
def test_only_what_cannot_be_read_is_taken_away(text, expected):
    assert clean(text) == expected


def test_very_long_text_is_cut():
    assert clean("a" * (LONGEST + 1)) == "a" * LONGEST


@given(any_text)
@example("/\x00/ /")
@example("\u200b\u200b/a")
def test_clean_text_is_never_empty_a_command_or_invisible(text):
    cleaned = clean(text)
    assert cleaned
    assert not cleaned.startswith("/")
    assert not {unicodedata.category(c) for c in cleaned} & INVISIBLE
    assert cleaned == cleaned.strip()


@given(any_text)
def test_clean_text_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)
