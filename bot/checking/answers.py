"""Checks of the answers: covered, grounded, short, plain."""

from __future__ import annotations

import statistics
from datetime import date
from pathlib import Path
from typing import Callable, Iterator

import textstat

from bot.checking.lines import line_with
from bot.faults import Fault
from bot.knowledge.models import Answer, Knowledge
from bot.knowledge.passages import index_guide, names_in, numbers_in
from bot.knowledge.references import cited_passages, line_at, records_of
from bot.nlu.terms import DOUBTFUL_KIND, TermMatcher

WORDS = range(38, 113)  # of a short answer; "about 40 to 110"
MOST_LEFT_OUT = 25  # passages that no answer and no record cites
MEDIAN_GRADE = 7.0  # Flesch-Kincaid, medical names set aside
HIGHEST_GRADE = 10.0
TEXTS = ("short", "more", "changed")  # keys of an answer whose words are told
INDEX, LEFT_OUT = "passages.jsonl", "left-out.yml"
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
        twins,
        of_tomorrow,
    ]
    return [fault for check in checks for fault in check(knowledge, matcher)]


def uncovered(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Passages in force that neither an answer nor a record cites and that are not left out with a reason."""
    cited = cited_passages(knowledge)
    for row, (key, passage) in enumerate(knowledge.passages.items(), start=1):
        if not passage.superseded and key not in cited and key not in knowledge.left_out:
            what = f"no answer and no record cites the passage '{key}'."
            mend = "cite it in an answer that rests on it, or list it in left-out.yml with the reason."
            yield Fault(knowledge.root / INDEX, row, "A01", what, mend)
    for key in knowledge.left_out:
        if key in cited:
            path = knowledge.root / LEFT_OUT
            what = f"the passage '{key}' is cited, and listed as left out."
            yield Fault(path, line_at(path, (key,)), "A13", what, "remove its row here.")
    if len(knowledge.left_out) > MOST_LEFT_OUT:
        path = knowledge.root / LEFT_OUT
        first_too_many = list(knowledge.left_out)[MOST_LEFT_OUT]
        what = f"{len(knowledge.left_out)} passages are left out."
        mend = f"write answers that cite some of them, until at most {MOST_LEFT_OUT} are."
        yield Fault(path, line_at(path, (first_too_many,)), "A02", what, mend)


def ungrounded(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Figures and names in an answer that stand in none of its passages."""
    for answer in knowledge.answers.values():
        passages = [knowledge.passages[key] for key in (*answer.passages, *answer.changed_from)]
        numbers = {number for passage in passages for number in passage.numbers}
        names = {name for passage in passages for name in passage.names}
        editions = {part for key in knowledge.sections.values() for part in numbers_in(key.edition)}
        texts = {key: getattr(answer, key) or "" for key in TEXTS}
        of_text = {key: numbers_in(text) for key, text in texts.items()}
        for number in sorted(set().union(*of_text.values()) - numbers - editions):
            key = next(key for key in TEXTS if number in of_text[key])
            what = f"the figure {number} stands in none of its passages."
            mend = "cite the passage that gives it, or remove it."
            yield _fault(knowledge, answer, "A03", what, mend, key, number)
        said: dict[str, tuple[str, str]] = {}
        for key, text in texts.items():
            for term in matcher.find(text):
                if term.kind in GROUNDED_KINDS:
                    said.setdefault(term.name, (key, text[term.start : term.end]))
        for name in sorted(said.keys() - names - names_in(answer.title, matcher)):
            what = f"'{name}' stands in none of its passages."
            mend = "cite the passage that names it, or remove it."
            yield _fault(knowledge, answer, "A04", what, mend, *said[name])


def undated(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Statistics without their year."""
    for answer in knowledge.answers.values():
        for key in answer.passages:
            year = knowledge.section_of(key).year
            figures = set(knowledge.passages[key].numbers) & numbers_in(answer.short)
            if year and figures - {year} and year not in answer.short:
                what = f"figures of {year} without their year."
                yield _fault(knowledge, answer, "A09", what, f"say in 'short' that they are of {year}.")
                break


def lengths(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Short answers that are too short or too long."""
    for answer in knowledge.answers.values():
        words = len(answer.short.split())
        if words not in WORDS:
            what = f"the short answer has {words} words."
            yield _fault(knowledge, answer, "A05", what, "keep it to about 40 to 110; the rest goes to 'more'.")


def hard_to_read(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Short answers above the highest grade, and a median above the wanted one."""
    grades = {key: reading_grade(answer.short, matcher) for key, answer in knowledge.answers.items()}
    for key, grade in grades.items():
        if grade > HIGHEST_GRADE:
            what = f"reading grade {grade:.1f}."
            yield _fault(knowledge, knowledge.answers[key], "A06", what, "shorten sentences and take plainer words.")
    if grades and statistics.median(grades.values()) > MEDIAN_GRADE:
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
    path = knowledge.root / INDEX
    rows = {key: row for row, key in enumerate(knowledge.passages, start=1)}
    return [
        Fault(path, rows.get(key, 0), "A08", f"the row of '{key}' is not what the guide's text gives.", mend)
        for key in sorted(made.keys() | knowledge.passages.keys())
        if made.get(key) != knowledge.passages.get(key)
    ]


def twins(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Answers with the title or the words of another."""
    for key, code in (("title", "A10"), ("short", "A11")):
        first: dict[str, str] = {}
        for answer in knowledge.answers.values():
            other = first.setdefault(" ".join(getattr(answer, key).lower().split()), answer.id)
            if other != answer.id:
                what = f"the answer '{other}' has the same '{key}'."
                yield _fault(knowledge, answer, code, what, "say what sets this one apart, or merge the two.", key)


def of_tomorrow(knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Reviews that have not been yet."""
    for path, _, record in records_of(knowledge):
        reviewed = getattr(record, "reviewed", None)
        if isinstance(reviewed, date) and reviewed > date.today():
            what = f"reviewed on {reviewed}, which is still to come."
            yield Fault(path, line_at(path, ("reviewed",)), "A12", what, "write the day of the last review.")


def _fault(
    knowledge: Knowledge, answer: Answer, code: str, what: str, mend: str, key: str = "short", words: str = ""
) -> Fault:
    """A fault of an answer at a key of its file; of a text over several lines, at that where the words stand."""
    path = knowledge.places[answer.id]
    return Fault(path, line_with(path, (key,), words), code, what, mend)
