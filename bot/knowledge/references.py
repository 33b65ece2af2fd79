"""What the records name: each passage, answer, class, treatment, side effect and term must exist."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Collection, Iterator

from bot.faults import Fault
from bot.knowledge.models import Knowledge, Record
from bot.knowledge.yaml_lines import Lines, line_of, read_yaml

LANGUAGE = re.compile(r"[a-z]{2}")  # a code of ISO 639-1
ANSWER_OF_WORDING = "-answer"  # how a key of wording.yml ends whose value is the id of an answer


@dataclass(frozen=True)
class Kind:
    """A kind of thing that is named: the code of a name that is none, what to do about it, and the keys that name it."""

    name: str
    code: str
    mend: str
    keys: tuple[str, ...]


PASSAGE = Kind(
    "passage", "K05", "cite one of knowledge/passages.jsonl, or remove it.", ("passages", "changed_from", "generic")
)
ANSWER = Kind("active answer", "K06", "name an active answer.", ("related", "offers", "about", "answer", "answers"))
CLASS = Kind("class of drugs", "K12", "name one of knowledge/classes.", ("classes", "within"))
TREATMENT = Kind(
    "treatment", "K13", "name a drug, a class, or a row of terms/treatments.yml.", ("with", "after", "options")
)
EFFECT = Kind("side effect", "K14", "name a row of side-effects.yml, or add it there.", ("effect", "covers"))
ORGAN = Kind("organ", "K15", "name a row of terms/organs.yml.", ("organs",))
MARKER = Kind("gene or marker", "K16", "name a row of terms/genes-and-markers.yml.", ("markers",))
SUBTYPE = Kind("subtype", "K17", "name a row of terms/subtypes.yml.", ("subtypes",))
SITE = Kind("site of spread", "K18", "name a row of terms/sites.yml.", ("sites", "finds"))
TEST = Kind("test", "K19", "name a row of terms/tests.yml.", ("tests",))

KIND_OF = {
    key: kind
    for kind in (PASSAGE, ANSWER, CLASS, TREATMENT, EFFECT, ORGAN, MARKER, SUBTYPE, SITE, TEST)
    for key in kind.keys
}


@dataclass(frozen=True)
class Named:
    """A name that stands in a file, and what it should be the name of."""

    kind: Kind
    name: str
    path: Path
    at: tuple


def broken_references(knowledge: Knowledge, faulty: Collection[Path]) -> Iterator[Fault]:
    """Every name of what does not exist.

    Args:
        faulty: files with a fault of their own; what they should hold is not called missing.
    """
    known = {
        kind: names
        for kind, (names, sources) in _vocabularies(knowledge).items()
        if not any(path.is_relative_to(source) for path in faulty for source in sources)
    }
    for named in _named(knowledge):
        if named.kind in known and named.name not in known[named.kind]:
            what = f"'{named.name}' is no {named.kind.name}."
            yield Fault(named.path, line_at(named.path, named.at), named.kind.code, what, named.kind.mend)
    yield from _broken_answers(knowledge)
    yield from _unknown_languages(knowledge)


def broken_sources(knowledge: Knowledge, lines: Lines) -> Iterator[Fault]:
    """Sections of passages without a row in sources.yml, and rows with a caveat that is not written.

    Args:
        lines: of sources.yml, whose faulty rows are named too.
    """
    path = knowledge.root / "sources.yml"
    named = {at[1] for at in lines if len(at) == 2 and at[0] == "sections"}
    if named:
        for section in sorted({passage.section_id for passage in knowledge.passages.values()} - named):
            yield Fault(
                path,
                line_of(lines, ("sections",)),
                "K08",
                f"the section '{section}' of a passage is missing.",
                "add its row.",
            )
    for key, section in knowledge.sections.items():
        if section.caveat and section.caveat not in knowledge.wording:
            line = line_of(lines, ("sections", key, "caveat"))
            yield Fault(path, line, "K09", f"the caveat '{section.caveat}' is not in wording.yml.", "write it there.")


def cited_passages(knowledge: Knowledge) -> set[str]:
    """The passages that an active answer or any other record rests on."""
    return {
        passage
        for _, _, record in records_of(knowledge)
        if getattr(record, "status", "active") == "active"
        for _, part in parts_of(record)
        for passage in getattr(part, "passages", ())
    }


def records_of(knowledge: Knowledge) -> Iterator[tuple[Path, tuple, Record]]:
    """Every record that names others, with its file and its place there: the key or the name of its row."""
    for records in (knowledge.answers, knowledge.retired, knowledge.drugs, knowledge.classes):
        for key, record in records.items():
            yield knowledge.places[key], (), record
    files: dict[str, dict[str, Any]] = {
        "replies.yml": knowledge.replies,
        "side-effects.yml": knowledge.side_effects,
        "paths.yml": knowledge.paths,
        "symptoms.yml": knowledge.symptoms,
        "tests-by-purpose.yml": knowledge.tests,
        "care-team.yml": knowledge.team,
        "broad-words.yml": knowledge.broad_words,
        "menu.yml": {row.title: row for row in knowledge.menu},
    }
    for name, rows in files.items():
        for key, record in rows.items():
            yield knowledge.root / name, (key,), record


def parts_of(record: Record, at: tuple = ()) -> Iterator[tuple[tuple, Record]]:
    """A record and those within it, each with its place in the file."""
    yield at, record
    for field in record.__fields__.values():
        for index, part in _rows(getattr(record, field.name)):
            if isinstance(part, Record):
                yield from parts_of(part, (*at, field.alias, *index))


def line_at(path: Path, at: tuple) -> int:
    """The line of a part of a file; a row of a file that is a list is known by its name."""
    if not path.exists():
        return 0
    rows, lines = read_yaml(path)
    if isinstance(rows, list) and at:
        index = next((n for n, row in enumerate(rows) if isinstance(row, dict) and at[0] in row.values()), None)
        at = (index, *at[1:])
    return line_of(lines, at)


def _named(knowledge: Knowledge) -> Iterator[Named]:
    for path, place, record in records_of(knowledge):
        for at, part in parts_of(record, place):
            for field in part.__fields__.values():
                kind = KIND_OF.get(field.alias)
                for index, name in _rows(getattr(part, field.name)):
                    if kind and isinstance(name, str):
                        yield Named(kind, name, path, (*at, field.alias, *index))
    for passage in knowledge.left_out:
        yield Named(PASSAGE, passage, knowledge.root / "left-out.yml", (passage,))
    for key, value in knowledge.wording.items():
        if key.endswith(ANSWER_OF_WORDING):
            yield Named(ANSWER, value, knowledge.root / "wording.yml", (key,))


def _rows(value: Any) -> list[tuple[tuple, Any]]:
    """The parts of a value with their indexes; a single value is its only part."""
    if isinstance(value, (list, tuple)):
        return [((index,), part) for index, part in enumerate(value)]
    return [((), value)]


def _vocabularies(knowledge: Knowledge) -> dict[Kind, tuple[Collection[str], tuple[Path, ...]]]:
    """What can be named, by kind, and the files or folders that it comes from."""
    root = knowledge.root
    terms: dict[str, set[str]] = {}
    for term in knowledge.terms:
        terms.setdefault(term.kind, set()).add(term.name)

    def rows_of(kind: str) -> tuple[Collection[str], tuple[Path, ...]]:
        return terms.get(kind, set()), (root / "terms" / f"{kind}.yml",)

    treatments, source = rows_of("treatments")
    return {
        PASSAGE: (knowledge.passages.keys(), (root / "passages.jsonl",)),
        ANSWER: (active_answers(knowledge), ()),
        CLASS: (knowledge.classes.keys(), (root / "classes",)),
        TREATMENT: (
            {*knowledge.drugs, *knowledge.classes, *treatments},
            (root / "drugs", root / "classes", *source),
        ),
        EFFECT: (knowledge.side_effects.keys(), (root / "side-effects.yml",)),
        ORGAN: rows_of("organs"),
        MARKER: rows_of("genes-and-markers"),
        SUBTYPE: rows_of("subtypes"),
        SITE: rows_of("sites"),
        TEST: rows_of("tests"),
    }


def active_answers(knowledge: Knowledge) -> set[str]:
    """The ids of the answers that are not retired, with those of files that hold a fault."""
    return knowledge.places.keys() - knowledge.retired.keys() - knowledge.drugs.keys() - knowledge.classes.keys()


def _broken_answers(knowledge: Knowledge) -> Iterator[Fault]:
    """Answers that are related to themselves, and retired ones without a successor."""
    active = active_answers(knowledge)
    for key, answer in {**knowledge.answers, **knowledge.retired}.items():
        path = knowledge.places[key]
        if key in answer.related and key in active:
            line = line_at(path, ("related", answer.related.index(key)))
            yield Fault(path, line, "K06", f"'{key}' is this answer itself.", "name another active answer.")
        if answer.status == "retired" and answer.replaced_by not in active:
            line = line_at(path, ("replaced_by",))
            yield Fault(path, line, "K07", "a retired answer needs an active successor.", "set replaced_by to its id.")


def _unknown_languages(knowledge: Knowledge) -> Iterator[Fault]:
    path = knowledge.root / "languages.yml"
    for code in knowledge.languages:
        if not LANGUAGE.fullmatch(str(code)):
            mend = "write its ISO 639-1 code, two small letters, in quotes where YAML reads it as something else."
            yield Fault(path, line_at(path, (code,)), "K20", f"'{code}' is no code of a language.", mend)
