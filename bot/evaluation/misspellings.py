"""Which misspelled names of drugs are found: each name with one letter amiss, and as it may be written by ear."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from typing import Callable, Iterable, Mapping

from bot.knowledge.models import Drug
from bot.nlu.terms import MISSPELLED_KIND, TermMatcher

LETTERS = re.compile("[a-z]+")

# What stands in a name, and how it may be written by ear.
BY_EAR = (
    ("i", "y"),
    ("y", "i"),
    ("f", "ph"),
    ("ph", "f"),
    ("c(?=[eiy])", "s"),
    ("s(?=[eiy])", "c"),
    ("c(?![eiyh])", "k"),
    ("k", "c"),
    ("(?<=[aeiou])s(?=[aeiou])", "z"),
    ("z", "s"),
    ("x", "ks"),
    ("qu?", "kw"),
    ("th", "t"),
    ("(?<=[aeiouy])([b-df-gl-np-tvz])(?=[aeiouy])", r"\1\1"),
    (r"([a-z])\1", r"\1"),
    (r"e\b", ""),
    ("a(?=[a-z])", "e"),
    ("e(?=[a-z])", "i"),
    ("i(?=[a-z])", "e"),
    ("o(?=[a-z])", "a"),
    ("u(?=[a-z])", "o"),
)

Variants = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Count:
    """What became of misspelled names; `mistaken` holds those taken for another drug, with the drugs found."""

    tried: int
    found: int
    mistaken: tuple[tuple[str, frozenset[str]], ...]


def names_of(drugs: Mapping[str, Drug]) -> list[tuple[str, str]]:
    """Every generic, brand and other name, each with its drug."""
    return [(alias, name) for name, drug in drugs.items() for alias in drug.names]


def one_edit(name: str) -> set[str]:
    """The name with one letter left out, added, replaced, or swapped with the next; only letters are touched."""
    name = name.lower()
    made = set()
    for run in LETTERS.finditer(name):
        for at in range(run.start(), run.end() + 1):
            before, after = name[:at], name[at:]
            made |= {before + letter + after for letter in string.ascii_lowercase}
            if at < run.end():
                made |= {before + letter + after[1:] for letter in ("", *string.ascii_lowercase)}
            if at + 1 < run.end():
                made.add(before + after[1] + after[0] + after[2:])
    return made - {name}


def by_ear(name: str) -> set[str]:
    """The name with one sound written in another way, in one place or in all."""
    name = name.lower()
    made = {re.sub(pattern, heard, name) for pattern, heard in BY_EAR}
    for pattern, heard in BY_EAR:
        made |= {name[: m.start()] + m.expand(heard) + name[m.end() :] for m in re.finditer(pattern, name)}
    return made - {name}


def count(names: Iterable[tuple[str, str]], variants: Variants, matcher: TermMatcher) -> Count:
    """Look for every variant of the names. A doubtful drug, which is asked about, is neither found nor mistaken."""
    tried, found, mistaken = 0, 0, []
    for alias, drug in names:
        for typed in sorted(variants(alias)):
            taken = frozenset(term.name for term in matcher.find(typed) if term.kind == MISSPELLED_KIND)
            tried += 1
            found += taken == {drug}
            if taken - {drug}:
                mistaken.append((typed, taken))
    return Count(tried, found, tuple(mistaken))


def shares(drugs: Mapping[str, Drug], matcher: TermMatcher) -> dict[str, float]:
    """The rows of the report, each a share from 0 to 1."""
    both = count(names_of(drugs), lambda name: one_edit(name) | by_ear(name), matcher)
    return {
        "misspelled names found": both.found / both.tried,
        "misspelled names taken for another drug": len(both.mistaken) / both.tried,
    }
