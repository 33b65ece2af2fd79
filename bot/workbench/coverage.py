"""Which passages of the guide are answered by what."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Sequence

from bot.knowledge.models import Answer, Knowledge
from bot.knowledge.references import parts_of, records_of

ANSWERED, RECORDED, LEFT_OUT, SUPERSEDED, OPEN = "answer", "record only", "left out", "superseded", "open"
STATES = (ANSWERED, RECORDED, LEFT_OUT, SUPERSEDED, OPEN)


@dataclass(frozen=True)
class Covered:
    """A passage, and the answers and records that rest on it."""

    id: str
    state: str
    answers: tuple[str, ...]
    records: tuple[str, ...]  # names of drugs, classes and rows


def coverage(knowledge: Knowledge) -> list[Covered]:
    """Every passage of the index, in its order."""
    answers: dict[str, list[str]] = defaultdict(list)
    records: dict[str, list[str]] = defaultdict(list)
    for path, place, record in records_of(knowledge):
        if getattr(record, "status", "active") != "active":
            continue
        name = record.id if isinstance(record, Answer) else getattr(record, "name", None) or f"{path.stem}: {place[0]}"
        for _, part in parts_of(record):
            for key in getattr(part, "passages", ()):
                names = (answers if isinstance(record, Answer) else records)[key]
                if name not in names:
                    names.append(name)
    return [
        Covered(key, _state(key, knowledge, answers, records), tuple(answers[key]), tuple(records[key]))
        for key in knowledge.passages
    ]


def _state(key: str, knowledge: Knowledge, answers: dict, records: dict) -> str:
    if answers.get(key):
        return ANSWERED
    if records.get(key):
        return RECORDED
    if key in knowledge.left_out:
        return LEFT_OUT
    return SUPERSEDED if knowledge.passages[key].superseded else OPEN


def by_section(covered: Sequence[Covered], knowledge: Knowledge) -> list[tuple[str, Counter]]:
    """How many passages of each section are in each state, in the order of the guide."""
    counts: dict[str, Counter] = {}
    for one in covered:
        section = knowledge.section_of(one.id)
        counts.setdefault(f"{section.section}, {section.edition}", Counter())[one.state] += 1
    return list(counts.items())


def as_rows(covered: Sequence[Covered], knowledge: Knowledge) -> dict[str, Any]:
    """The coverage as plain values."""
    sections = [
        {"section": name, **{state: counts[state] for state in STATES}}
        for name, counts in by_section(covered, knowledge)
    ]
    passages = [vars(one) for one in covered]
    return {"sections": sections, "passages": passages}
