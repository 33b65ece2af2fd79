"""Words that people type short are read in full, and nothing else is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.models import Shorthand
from bot.nlu.clean_text import clean
from bot.nlu.shorthand import heard, in_full

ROWS = {
    "u": [Shorthand(typed=["u"], means="you")],
    "n": [Shorthand(typed=["n"], means="and", not_after=["stage"])],
    "4": [
        Shorthand(typed=["4"], means="for", before=["me", "it"]),
        Shorthand(typed=["4"], means="for", after=["what"]),
    ],
    "b4": [Shorthand(typed=["b4"], means="before")],
    "onc": [Shorthand(typed=["onc"], means="oncologist")],
}

READ = {
    "a letter": ("do u know", "do you know"),
    "before a mark": ("rash n?", "rash and?"),
    "twice": ("u n me", "you and me"),
    "a capital that people shout": ("DO U N ME KNOW", "DO you and ME KNOW"),
    "a capital that is an initial": ("vitamin N helps", "vitamin N helps"),
    "the capital of you": ("do U know", "do you know"),
    "where a word follows": ("is it 4 me", "is it for me"),
    "where a word stands before": ("what 4", "what for"),
    "a number": ("take 4 pills", "take 4 pills"),
    "not after a certain word": ("stage n disease", "stage n disease"),
    "within a word": ("number n2 b42", "number n2 b42"),
    "all there is": ("n", "n"),
    "a word": ("my onc said b4 that", "my oncologist said before that"),
}


@pytest.mark.parametrize("typed, read", READ.values(), ids=READ)
def test_short_words_in_full(typed, read):
    assert in_full(typed, ROWS) == read


def test_what_is_heard_is_clean_too():
    assert heard("/do\x00 u   know", ROWS) == "do you know"


@given(st.text(max_size=60))
def test_any_text_keeps_its_words(text):
    words = clean(text).split()
    assert len(heard(text, ROWS).split()) == len(words)


def test_offered_texts_stay_as_they_are(knowledge):
    titles = [row.title for row in knowledge.answers.values()]
    asked = [way.ask.format(drug=name) for way in knowledge.look_ups.values() for name in knowledge.drugs]
    assert [text for text in (*titles, *asked) if in_full(text, knowledge.shorthand) != text] == []


def test_each_row_can_be_met(knowledge):
    rows = [(typed, row) for typed, found in knowledge.shorthand.items() for row in found]
    texts = [
        f"{row.after[0] if row.after else 'so'} {typed} {row.before[0] if row.before else 'then'}"
        for typed, row in rows
    ]
    unread = [text for text, (typed, row) in zip(texts, rows) if row.means not in in_full(text, knowledge.shorthand)]
    assert unread == []
