"""Cutting a long text into messages, at the ends of paragraphs, lines or sentences where that can be."""

from __future__ import annotations

import re
from typing import Callable, Iterator, Sequence

# From large to small: what is kept together as long as it fits into one message.
PARAGRAPH = re.compile(r"\S.*?(?=\n\s*\n|\s*\Z)", re.S)
LINE = re.compile(r"(?:[^\n]*[^\s.?!:;,]\n)?\S[^\n]*")  # with the heading above it, which ends in no sign
SENTENCE = re.compile(r"\S.*?(?:[.?!](?=\s)|\Z)", re.S)
WORD = re.compile(r"\S+")
UNITS = (PARAGRAPH, LINE, SENTENCE, WORD)

Fits = Callable[[str], bool]
Place = tuple[int, int]  # where a unit begins and ends


def split(text: str, fits: Fits) -> list[str]:
    """The text in few parts, each of which fits; none where there is nothing to say.

    Paragraphs stay whole where they can, then lines, then sentences, so that no part begins amid a thought.

    Args:
        fits: whether a text fits into one message; of every part of a text that fits it must say so too.

    >>> split("One. Two is longer.", lambda text: len(text) <= 15)
    ['One.', 'Two is longer.']
    """
    parts: list[Place] = []
    for start, end in _units(text, 0, len(text), fits, UNITS):
        if parts and fits(text[parts[-1][0] : end]):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return [text[start:end] for start, end in parts]


def _units(text: str, start: int, end: int, fits: Fits, units: Sequence[re.Pattern]) -> Iterator[Place]:
    """The largest units of a stretch of text that fit."""
    if not units:
        yield from _stretches(text, start, end, fits)
        return
    for found in units[0].finditer(text, start, end):
        if fits(found[0]):
            yield found.span()
        else:
            yield from _units(text, found.start(), found.end(), fits, units[1:])


def _stretches(text: str, start: int, end: int, fits: Fits) -> Iterator[Place]:
    """A word that does not fit, cut anywhere."""
    while start < end:
        stop = end
        while stop > start + 1 and not fits(text[start:stop]):
            stop = start + (stop - start) // 2
        yield start, stop
        start = stop


def utf16_length(text: str) -> int:
    """The length as most vendors count it: in UTF-16, where an emoji counts twice.

    >>> utf16_length("a😢")
    3
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def at_most(length: int) -> Fits:
    """Fits where a text is at most so long, counted in UTF-16."""
    return lambda text: utf16_length(text) <= length


def cut(text: str, length: int) -> str:
    """The text, or its beginning with an ellipsis, at most `length` characters long.

    >>> cut("What is a bone scan?", 10)
    'What is a…'
    """
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
