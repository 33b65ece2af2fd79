"""Long texts are cut where a reader would pause, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.serving.messaging.split import at_most, cut, split, utf16_length

LINES = "Lead, here.\n\nWho it is for\nfirst: An option. With more.\nsecond: One too.\n\nSide effects\nfirst: low"

# text, longest part -> parts
CASES = {
    "fits": ("One. Two.", 20, ["One. Two."]),
    "at a sentence": ("One here. Two here.", 10, ["One here.", "Two here."]),
    "paragraphs stay whole": ("A one.\n\nB two. C three.", 20, ["A one.", "B two. C three."]),
    "lines stay whole, with their heading": (
        LINES,
        43,
        ["Lead, here.", "Who it is for\nfirst: An option. With more.", "second: One too.\n\nSide effects\nfirst: low"],
    ),
    "at a word": ("one two three", 8, ["one two", "three"]),
    "amid a word": ("abcdefgh", 3, ["ab", "cde", "fgh"]),
    "nothing": (" \n ", 10, []),
    "emoji count twice": ("😢😢 😢", 4, ["😢😢", "😢"]),
}


@pytest.mark.parametrize("text, longest, parts", CASES.values(), ids=CASES)
def test_cut_where_a_reader_would_pause(text, longest, parts):
    assert split(text, at_most(longest)) == parts


@given(st.text(st.sampled_from("ab.?\n :😢")), st.integers(2, 30))
def test_every_part_fits_and_nothing_is_lost(text, longest):
    parts = split(text, at_most(longest))
    assert all(0 < utf16_length(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize("text, shown", [("Pain", "Pain"), ("x" * 20, "x" * 20), ("a b " * 6, "a b a b a b a b a b…")])
def test_a_long_title_is_cut_with_an_ellipsis(text, shown):
    assert cut(text, 20) == shown
