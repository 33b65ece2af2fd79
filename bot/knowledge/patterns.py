"""The patterns of `knowledge/triage.yml`: words in a row, and sets of words that patterns name instead of repeating them.

A place of a pattern is a word, or several of which one must stand there: "a|b", perhaps none: "a|b?". "<name>" is any of
the words of a set. What a set holds may be more than one place long, and may name sets that stand above it.
"""

from __future__ import annotations

import itertools
import re
from typing import Collection, Iterator, Mapping, NamedTuple, Sequence, TypeVar

from bot.knowledge.models import Damper, DangerSign, Triage

EITHER = "|"
PERHAPS = "?"
DRUG = "drug"  # the name of the set that is made of the records: each name of a drug that is one word
_NAMED = re.compile(r"<([^<>|?\s]*)>")

Sets = Mapping[str, Sequence[str]]
Rule = TypeVar("Rule", DangerSign, Damper)


class Misnamed(NamedTuple):
    """A name in the rules that goes nowhere: where it stands, by keys and places, and whether a set has it."""

    at: tuple
    name: str
    is_set: bool


def spelled_out(triage: Triage, drug_names: Collection[str]) -> Triage:
    """The rules with words for each name of a set; `misnamed` must find nothing in them."""
    one_word = sorted({name.lower() for name in drug_names if " " not in name})
    sets = {DRUG: one_word, **triage.words}

    def full(rows: Sequence[Rule]) -> tuple[Rule, ...]:
        return tuple(
            row.copy(update={"patterns": [way for pattern in row.patterns for way in in_full(pattern, sets)]})
            for row in rows
        )

    return triage.copy(update={"signs": full(triage.signs), "dampers": full(triage.dampers)})


def misnamed(triage: Triage) -> Iterator[Misnamed]:
    """Names in patterns that no set above them has, and sets that no pattern and no other set names."""
    above, named = {DRUG}, set()
    for at, pattern in _patterns(triage):
        if at[0] == "words":
            above.add(at[1])
        for name in _NAMED.findall(pattern):
            named.add(name)
            if name not in above or at[:2] == ("words", name):
                yield Misnamed(at, name, False)
    for name in triage.words:
        if name not in named:
            yield Misnamed(("words", name), name, True)


def in_full(pattern: str, sets: Sets) -> Iterator[str]:
    """A pattern with words for the names in it: several where a set holds words in a row, and so takes several forms."""
    for places in itertools.product(*(_forms(place, sets) for place in pattern.split())):
        yield " ".join(places)


def _patterns(triage: Triage) -> Iterator[tuple[tuple, str]]:
    """Every pattern and where it stands, in the order of the file."""
    for name, held in triage.words.items():
        for place, pattern in enumerate(held):
            yield ("words", name, place), pattern
    for kind, rows in (("signs", triage.signs), ("dampers", triage.dampers)):
        for index, row in enumerate(rows):
            for place, pattern in enumerate(row.patterns):
                yield (kind, index, "patterns", place), pattern


def _forms(place: str, sets: Sets) -> list[str]:
    """What can stand at a place: all its single words as one form, and each row of words as another."""
    perhaps = PERHAPS if place.endswith(PERHAPS) and place != PERHAPS else ""
    ways = [way for choice in place.removesuffix(perhaps).split(EITHER) for way in _ways(choice, sets)]
    words = EITHER.join(dict.fromkeys(word for way in ways if " " not in way for word in way.split(EITHER)))
    return [*([words + perhaps] if words else []), *(way for way in ways if " " in way)]


def _ways(choice: str, sets: Sets) -> Iterator[str]:
    named = _NAMED.fullmatch(choice)
    if not named:
        yield choice
        return
    for held in sets[named[1]]:
        yield from in_full(held, sets)
