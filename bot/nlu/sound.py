"""How a name sounds, whichever way it is written."""

from __future__ import annotations

import re

# Letters, and the plainer ones for the same sound, in this order.
SOUNDS = (
    ("ph", "f"),
    ("th", "t"),
    ("x", "ks"),
    ("qu?|kw", "k"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("z", "s"),
    ("y", "i"),
    (r"(.)\1+", r"\1"),
    ("e$", ""),
)


def sound(word: str) -> str:
    """A word in small letters as it sounds: the same for words that only differ in how a sound is written.

    >>> sound("cytoxan") == sound("sitoksan"), sound("faslodex") == sound("phaslodeks"), sound("taxol") == sound("taxal")
    (True, True, False)
    """
    for pattern, plain in SOUNDS:
        word = re.sub(pattern, plain, word)
    return word
