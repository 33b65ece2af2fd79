"""The index of the guide's passages: what is kept of each, and how it is made and verified."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Iterable

from bot.knowledge.models import EVERYDAY_KINDS, Passage, Term
from bot.nlu.terms import DOUBTFUL_KIND, MISSPELLED_KIND, TermMatcher

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def numbers_in(text: str) -> set[str]:
    """The figures of a text as written.

    >>> sorted(numbers_in("About 1% to 5% of 284,200 people; CA 27.29."))
    ['1', '27.29', '284,200', '5']
    """
    return set(NUMBER.findall(text))


def names_in(text: str, matcher: TermMatcher) -> set[str]:
    """The canonical names of the terms that stand in a text."""
    return {term.name for term in matcher.find(text)}


def index_passage(row: dict, matcher: TermMatcher) -> Passage:
    """What is kept of one row of the guide's `passages.jsonl`."""
    text = f"{row['heading']}\n{row['text']}"
    terms = [term for term in matcher.find(text) if term.kind != DOUBTFUL_KIND]
    as_written = {text[term.start : term.end].lower() for term in terms if term.kind == MISSPELLED_KIND}
    return Passage(
        id=row["id"],
        superseded=row.get("superseded", False),
        fingerprint=hashlib.sha256(text.encode()).hexdigest()[:16],
        numbers=tuple(sorted(numbers_in(text))),
        names=tuple(sorted({term.name for term in terms if term.kind not in EVERYDAY_KINDS})),
        effects=tuple(sorted({term.name for term in terms if term.kind == "side-effects"})),
        organs=tuple(sorted({term.name for term in terms if term.kind == "organs"})),
        aliases=tuple(sorted(as_written - {term.name.lower() for term in terms})),
    )


def index_guide(guide: Path, terms: Iterable[Term]) -> list[Passage]:
    """The index of every passage in `guide/passages.jsonl`, in its order."""
    matcher = TermMatcher(terms)
    lines = (guide / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    return [index_passage(json.loads(line), matcher) for line in lines]


def write_index(passages: Iterable[Passage], path: Path) -> None:
    rows = (json.dumps(passage.dict(exclude_defaults=True), ensure_ascii=False) for passage in passages)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
