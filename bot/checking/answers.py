"""Checks of the answers: covered, grounded, short, plain."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Callable, Iterator

import textstat

from bot.faults import Fault
from bot.knowledge.models import Answer, Knowledge
from bot.knowledge.passages import index_guide, names_in, numbers_in
from bot.knowledge.references import cited_passages
from bot.nlu.terms import DOUBTFUL_KIND, TermMatcher

WORDS = range(38, 113)  # of a short answer; "about 40 to 110"
MOST_LEFT_OUT = 25  # passages that no answer and no record cites
MEDIAN_GRADE = 7.0  # Flesch-Kincaid, medical names set aside
HIGHEST_GRADE = 10.0
PLAIN_WORD = "drug"  # stands for a medical name where the grade is measured

# Kinds whose names must stand in a cited passage; the rest are everyday words of the illness.
GROUNDED_KINDS = {"drugs", "classes", "genes-and-markers", "tests"}


def check_answers(knowledge: Knowledge) -> list[Fault]:
    """Every fault of the answers that can be found without the guide's text."""
    matcher = TermMatcher(knowledge.field_terms)
    checks: list[Callable[[Knowledge, TermMatcher], Iterator[Fault]]] = [
        uncovered,
        ungrounded,
        undated,
        lengths,
        hard_to_read,
    ]
    return [fault for check in checks for fault in check(knowledge, matcher)]


def uncovered(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Passages in force that neither an answer nor a record cites and that are not left out with a reason."""
    cited = cited_passages(knowledge)
    for key, passage in knowledge.passages.items():
        if not passage.superseded and key not in cited and key not in knowledge.left_out:
            yield Fault(
                knowledge.root / "left-out.yml",
                0,
                "A01",
                f"no answer and no record cites the passage '{key}'.",
                "cite it in an answer that rests on it, or list it here with the reason.",
            )
    if len(knowledge.left_out) > MOST_LEFT_OUT:
        yield Fault(
            knowledge.root / "left-out.yml",
            0,
            "A02",
            f"{len(knowledge.left_out)} passages are left out.",
            f"write answers until at most {MOST_LEFT_OUT} are.",
        )


def ungrounded(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Figures and names in an answer that stand in none of its passages."""
    for answer in knowledge.answers.values():
        passages = [knowledge.passages[key] for key in (*answer.passages, *answer.changed_from)]
        numbers = {number for passage in passages for number in passage.numbers}
        names = {name for passage in passages for name in passage.names}
        editions = {part for key in knowledge.sections.values() for part in numbers_in(key.edition)}
        text = " ".join(part for part in (answer.short, answer.more, answer.changed) if part)
        for number in sorted(numbers_in(text) - numbers - editions):
            yield _fault(
                knowledge,
                answer,
                "A03",
                f"the figure {number} stands in none of its passages.",
                "cite the passage that gives it, or remove it.",
            )
        said = {term.name for term in matcher.find(text) if term.kind in GROUNDED_KINDS}
        for name in sorted(said - names - names_in(answer.title, matcher)):
            yield _fault(
                knowledge,
                answer,
                "A04",
                f"'{name}' stands in none of its passages.",
                "cite the passage that names it, or remove it.",
            )


def undated(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Statistics without their year."""
    for answer in knowledge.answers.values():
        for key in answer.passages:
            year = knowledge.section_of(key).year
            figures = set(knowledge.passages[key].numbers) & numbers_in(answer.short)
            if year and figures - {year} and year not in answer.short:
                yield _fault(
                    knowledge, answer, "A09", f"figures of {year} without their year.", f"say that they are of {year}."
                )
                break


def lengths(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Short answers that are too short or too long."""
    for answer in knowledge.answers.values():
        words = len(answer.short.split())
        if words not in WORDS:
            yield _fault(
                knowledge,
                answer,
                "A05",
                f"the short answer has {words} words.",
                "keep it to about 40 to 110; the rest goes to 'more'.",
            )


def hard_to_read(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Short answers above the highest grade, and a median above the wanted one."""
    grades = {key: reading_grade(answer.short, matcher) for key, answer in knowledge.answers.items()}
    for key, grade in grades.items():
        if grade > HIGHEST_GRADE:
            yield _fault(
                knowledge,
                knowledge.answers[key],
                "A06",
                f"reading grade {grade:.1f}.",
                "shorten sentences and take plainer words.",
            )
    if statistics.median(grades.values()) > MEDIAN_GRADE:
        yield Fault(
            knowledge.root / "answers",
            0,
            "A07",
            f"the median reading grade is {statistics.median(grades.values()):.1f}.",
            f"bring it to {MEDIAN_GRADE:.0f}.",
        )


def reading_grade(text: str, matcher: TermMatcher) -> float:
    """The Flesch-Kincaid grade of a text with each medical name counted as one short word."""
    for term in reversed(matcher.find(text)):
        if term.kind != DOUBTFUL_KIND:
            text = text[: term.start] + PLAIN_WORD + text[term.end :]
    return textstat.flesch_kincaid_grade(text)


def check_index(knowledge: Knowledge, guide: Path) -> list[Fault]:
    """Where the index of passages is not the one that the guide's text makes."""
    made = {passage.id: passage for passage in index_guide(guide, knowledge.terms)}
    mend = f"run: python -m bot index --guide {guide}"
    path = knowledge.root / "passages.jsonl"
    return [
        Fault(path, 0, "A08", f"the row of '{key}' is not what the guide's text gives.", mend)
        for key in sorted(made.keys() | knowledge.passages.keys())
        if made.get(key) != knowledge.passages.get(key)
    ]


def _fault(knowledge: Knowledge, answer: Answer, code: str, what: str, mend: str) -> Fault:
    return Fault(knowledge.places[answer.id], 0, code, what, mend)
