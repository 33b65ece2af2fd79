"""Words the whole domain has never seen, a sign that a question lies outside it."""

from __future__ import annotations

import re
from typing import Collection

WORD = re.compile(r"[a-z][a-z'-]{3,}")  # shorter words say little about the subject


def content_words(text: str) -> list[str]:
    """The longer words of a text in small letters.

    >>> content_words("What is a PET scan?")
    ['what', 'scan']
    """
    return WORD.findall(text.lower())


def unknown_share(text: str, known: Collection[str]) -> float:
    """Which part of a message's longer words the domain has never seen: 0 to 1.

    >>> unknown_share("bitcoin price", {"price"})
    0.5
    """
    words = content_words(text)
    return sum(word not in known for word in words) / len(words) if words else 0.0
