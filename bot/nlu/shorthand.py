"""Words that people type short, read in full."""

from __future__ import annotations

import re
from typing import Mapping, Sequence

from bot.knowledge.models import Shorthand
from bot.nlu.clean_text import clean

WORD = re.compile(r"\S+")
AROUND = ".,!?;:)(\"'"  # what may stand around a word


def in_full(text: str, shorthand: Mapping[str, Sequence[Shorthand]]) -> str:
    """The text with each word that is typed short in full, where its neighbours allow it.

    A single letter must be typed small, unless the whole message is in capitals: initials are no shorthand. A word that
    is all there is stays as it is.

    Args:
        shorthand: rows of `knowledge/shorthand.yml` by what is typed.

    >>> row = Shorthand(typed=["w"], means="with")
    >>> in_full("what goes w it? vitamin W", {"w": [row]}), in_full("w", {"w": [row]})
    ('what goes with it? vitamin W', 'w')
    """
    spans = [match.span() for match in WORD.finditer(text)]
    words = [text[start:end].lower().strip(AROUND) for start, end in spans]
    shouts = text.isupper()
    for place in range(len(words) - 1, -1, -1):
        start, end = spans[place]
        typed = text[start:end].strip(AROUND)
        if len(typed) == 1 and typed.isupper() and not shouts and typed != "U":
            continue
        before = words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""
        row = next((row for row in shorthand.get(words[place], ()) if _fits(row, before, after)), None)
        if row is not None and len(words) > 1:
            at = text.index(typed, start)
            text = text[:at] + row.means + text[at + len(typed) :]
    return text


def heard(text: str, shorthand: Mapping[str, Sequence[Shorthand]]) -> str:
    """What a message says: its text made safe to handle, in full."""
    return in_full(clean(text), shorthand)


def _fits(row: Shorthand, before: str, after: str) -> bool:
    if row.before and after not in row.before or row.after and before not in row.after:
        return False
    return before not in row.not_after
