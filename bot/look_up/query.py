"""What a message asks to have looked up, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Mapping, Sequence

from bot.nlu.terms import FoundTerm

DRUGS, CLASSES = "drugs", "classes"
COMBINING = "combining"  # the kind of words that ask what a drug is combined with
DENIED = "denied"  # medicines that are named only to say that others are meant
REMEDY = "remedy"  # the kind of words that say what a drug does about a complaint
GOOD_FOR, GOOD_FOR_BODY, BRINGS_ON, SPARES = "good for", "good for the body", "brings on", "spares"


@dataclass(frozen=True)
class Query:
    """A look-up as asked.

    `topics` says what is asked (an attribute such as `side-effects`, or `list`, `compare`, `next`), the likeliest first;
    `found` the names that stand in the message by kind of term, each once and in their order; `yes_no` whether the
    message asks for a yes or no.
    """

    topics: tuple[str, ...] = ()
    if_leaning: tuple[str, ...] = ()  # what is asked if it is asked of a medicine spoken of before
    found: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    yes_no: bool = False

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of one kind, or none."""
        return self.found.get(kind, ())

    @property
    def medicines(self) -> tuple[str, ...]:
        """The drugs asked about or, where none is named, the classes."""
        return self.names(DRUGS) or self.names(CLASSES)

    @property
    def asks_remedy(self) -> bool:
        """Whether it asks what is good for a complaint: a list of drugs that bring it on would be the wrong answer."""
        words = self.names(REMEDY)
        of_effect = bool(self.names("side-effects")) and (GOOD_FOR in words or GOOD_FOR_BODY in words)
        return BRINGS_ON not in words and (of_effect or GOOD_FOR_BODY in words and bool(self.names("organs")))

    def about(self, medicines: Sequence[str]) -> Query:
        """The same question of other medicines: names of drugs or, all of them, of classes."""
        return replace(self, found={**self.found, DRUGS: tuple(medicines)})

    def about_class(self, name: str) -> Query:
        """The same question of a class, and of no drug named."""
        return replace(self, found={**self.found, DRUGS: (), CLASSES: (name,)})

    def to_dict(self) -> dict[str, Any]:
        """As plain values, to travel with a message."""
        return {
            "topics": list(self.topics),
            "if_leaning": list(self.if_leaning),
            "found": dict(self.found),
            "yes_no": self.yes_no,
        }


def query_from(row: Mapping[str, Any]) -> Query:
    """What `Query.to_dict` gave."""
    found = {kind: tuple(names) for kind, names in row.get("found", {}).items()}
    topics, if_leaning = tuple(row.get("topics", ())), tuple(row.get("if_leaning", ()))
    return Query(topics, if_leaning, found, row.get("yes_no", False))


def names_by_kind(terms: Sequence[FoundTerm]) -> dict[str, tuple[str, ...]]:
    """The names of terms by kind, each once and in their order."""
    found: dict[str, dict[str, None]] = {}
    for term in terms:
        found.setdefault(term.kind, {})[term.name] = None
    return {kind: tuple(names) for kind, names in found.items()}
