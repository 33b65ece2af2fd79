"""Whether a message asks about one name and about nothing else."""

from __future__ import annotations

import re
from typing import Iterable, Optional

from bot.knowledge.models import Knowledge

WORD = re.compile(r"[\w'-]+")
AROUND, ASKING = "around", "asking"  # keys of knowledge/asked-alone.yml that go with any name


def words_around(text: str, ways: Iterable[str]) -> Optional[str]:
    """A message in small letters without the longest of the ways to say a name that stands in it; None without any.

    >>> words_around("What does a nurse do?", ["nurse"])
    ' what does a do '
    """
    said = f" {' '.join(WORD.findall(text.lower()))} "
    names = (f" {way.lower()} " for way in sorted(ways, key=len, reverse=True))
    return next((said.replace(name, " ") for name in names if name in said), None)


def stands_alone(around: str, knowledge: Knowledge, *others: str) -> bool:
    """Whether the words around a name say nothing but that it is asked about.

    Args:
        others: further keys of `knowledge/asked-alone.yml` whose words may stand there.
    """
    allowed = (knowledge.asked_alone[key] for key in (AROUND, ASKING, *others))
    return set(around.split()) <= frozenset().union(*(word.split() for words in allowed for word in words))
