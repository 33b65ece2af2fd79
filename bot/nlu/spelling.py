"""Mending misspelled words of the domain before a message is read."""

from __future__ import annotations

import re
from collections import Counter
from typing import Callable, Collection, Iterable

from rapidfuzz import fuzz, process

WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
SHORTEST, LONGEST = 4, 30  # letters; shorter words are too alike, longer ones are no words
FEWEST = 2  # times that a word stands in the domain's texts before others are mended to it
LIKENESS = 85.0  # of 100, rapidfuzz's normalised edit similarity
# What a word rightly spelled may end in beside the one that is known.
ENDINGS = ("s", "es", "ed", "er", "est", "ing", "ly")
MOST_MENDED = 20  # words of a message; one with more is no English text


def spellings_in(texts: Iterable[str]) -> frozenset[str]:
    """The words that well-spelled texts of the domain hold, in small letters."""
    counts = Counter(word.lower() for text in texts for word in WORD.findall(text))
    return frozenset(word for word, count in counts.items() if count >= FEWEST and len(word) >= SHORTEST)


def stems(word: str) -> list[str]:
    """What a word is without an ending, for each that it has.

    >>> stems("plainer"), stems("reds")
    (['plain'], [])
    """
    return [word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST]


def neighbours_swapped(word: str) -> list[str]:
    """A word with each two neighbouring letters swapped, the slip that fingers make most.

    >>> neighbours_swapped("bnoe")
    ['nboe', 'bone', 'bneo']
    """
    pairs = range(len(word) - 1)
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs]


def mend_spelling(text: str, spellings: Collection[str], is_common: Callable[[str], bool]) -> str:
    """The text with each unknown word replaced by the word of the domain that two swapped letters make of it, or else
    that it is most like, if any is like enough.

    Args:
        spellings: words of the domain in small letters.
        is_common: whether a word in small letters is common English, and so rightly spelled.

    >>> mend_spelling("informd concent, pls", {"informed", "consent"}, lambda word: word == "pls")
    'informed consent, pls'
    """
    left = MOST_MENDED

    def known(word: str) -> bool:
        return word in spellings or is_common(word)

    def mended(match: re.Match) -> str:
        nonlocal left
        word = match.group().lower()
        if not (SHORTEST <= len(word) <= LONGEST and left) or any(map(known, (word, *stems(word)))):
            return match.group()
        left -= 1
        swapped = next((other for other in neighbours_swapped(word) if other in spellings), None)
        if swapped:
            return swapped
        likely = process.extract(word, spellings, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=None)
        # Of two as like, the first in the alphabet: a set has another order in each process.
        return min(likely, key=lambda row: (-row[1], row[0]))[0] if likely else match.group()

    return WORD.sub(mended, text)
