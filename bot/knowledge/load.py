"""From files to `Knowledge`: whole, or refused with every fault."""

from __future__ import annotations

import functools
import hashlib
import json
import os
from pathlib import Path
from typing import Any, Collection, Type

import yaml
from pydantic import ValidationError

from bot.faults import Fault, FaultsFound
from bot.knowledge.models import (
    Answer,
    Attribute,
    BroadWord,
    ChatReply,
    Drug,
    DrugClass,
    Knowledge,
    MedicalTest,
    MenuRow,
    MessagingWords,
    PageWords,
    Passage,
    Record,
    Role,
    Section,
    Shorthand,
    SideEffect,
    SiteSymptoms,
    Term,
    TreatmentPath,
    Triage,
    Words,
)
from bot.knowledge.patterns import misnamed, spelled_out
from bot.knowledge.references import broken_references, broken_sources
from bot.knowledge.yaml_lines import KeyTwice, Lines, line_of, read_yaml
from bot.places import KNOWLEDGE

INDEX = "passages.jsonl"
EMPTY = ("type_error.none.not_allowed", "value_error.any_str.min_length", "value_error.list.min_items")
REGION, HOME_REGION = "REGION", "us"  # the environment's variable, and what holds without it


def load(root: Path = KNOWLEDGE) -> Knowledge:
    """Read and validate the knowledge below `root`.

    Raises:
        FaultsFound: with all faults, each with file, line, what is wrong and the mend.
    """
    faults: list[Fault] = []
    sources, source_lines = _table(root / "sources.yml", faults)
    rows = sources.get("sections", {})
    sections = _records(Section, rows, root / "sources.yml", source_lines, ("sections",), faults)
    replies, reply_lines = _table(root / "replies.yml", faults)
    places: dict[str, Path] = {}
    answers = _answers(root / "answers", places, faults)
    drugs = _named(Drug, root / "drugs", places, faults)
    classes = _named(DrugClass, root / "classes", places, faults)
    side_effects = _rows(SideEffect, root / "side-effects.yml", faults)
    team = _keyed(Role, root / "care-team.yml", faults)
    names_of_drugs = [name for drug in drugs.values() for name in (drug.name, *drug.brands, *drug.also)]
    knowledge = Knowledge(
        root=root,
        guide=sources.get("guide", ""),
        answers={key: answer for key, answer in answers.items() if answer.status == "active"},
        retired={key: answer for key, answer in answers.items() if answer.status == "retired"},
        sections=sections,
        passages=_passages(root / INDEX, faults),
        left_out=_table(root / "left-out.yml", faults)[0],
        terms=(*_terms(root / "terms", faults), *_terms_of(drugs, classes, side_effects, team)),
        drugs=drugs,
        classes=classes,
        side_effects=side_effects,
        paths=_keyed(TreatmentPath, root / "paths.yml", faults),
        symptoms=_keyed(SiteSymptoms, root / "symptoms.yml", faults),
        tests=_keyed(MedicalTest, root / "tests-by-purpose.yml", faults),
        team=team,
        asked_alone=_asked_alone(root / "asked-alone.yml", faults),
        look_ups=_keyed(Attribute, root / "look-ups.yml", faults),
        broad_words=_broad_words(root / "broad-words.yml", faults),
        shorthand=_shorthand(root / "shorthand.yml", faults),
        menu=tuple(_list(MenuRow, root / "menu.yml", faults)),
        receptors=_table(root / "receptors.yml", faults)[0],
        languages=_table(root / "languages.yml", faults)[0],
        help_lines=_help_lines(root / "help-lines.yml", faults),
        triage=_triage(root / "triage.yml", names_of_drugs, faults),
        replies=_records(ChatReply, replies, root / "replies.yml", reply_lines, (), faults),
        wording=_table(root / "wording.yml", faults)[0],
        page=_words(PageWords, root / "page.yml", faults),
        messaging=_words(MessagingWords, root / "messaging.yml", faults),
        choices=_table(root / "choices.yml", faults)[0],
        places=places,
    )
    faults += broken_references(knowledge, {fault.path for fault in faults})
    faults += broken_sources(knowledge, source_lines)
    if faults:
        raise FaultsFound(faults)
    return knowledge


@functools.lru_cache(maxsize=1)
def shared_knowledge() -> Knowledge:
    """The repository's knowledge, read at the first call and kept."""
    return load()


def shared_terms(root: Path = KNOWLEDGE) -> tuple[Term, ...]:
    """The gazetteer alone, for making the index that the rest is checked against."""
    faults: list[Fault] = []
    drugs = _named(Drug, root / "drugs", {}, faults)
    classes = _named(DrugClass, root / "classes", {}, faults)
    side_effects = _rows(SideEffect, root / "side-effects.yml", faults)
    team = _keyed(Role, root / "care-team.yml", faults)
    terms = (*_terms(root / "terms", faults), *_terms_of(drugs, classes, side_effects, team))
    if faults:
        raise FaultsFound(faults)
    return terms


def fingerprint(root: Path = KNOWLEDGE) -> str:
    """A hash of every file of the knowledge: 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.suffix in {".yml", ".jsonl"}):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def read_file(path: Path, faults: list[Fault]) -> tuple[Any, Lines]:
    """The value of a YAML file and its lines; None and a fault more where it cannot be read."""
    if not path.exists():
        faults.append(Fault(path, 0, "K01", "the file is missing.", "restore it from version control."))
        return None, {}
    try:
        return read_yaml(path)
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        faults.append(Fault(path, line, "K02", "not valid UTF-8.", "save the file as UTF-8 text."))
        return None, {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        what = f"not valid YAML: {getattr(error, 'problem', error)}."
        mend = "check the indentation, and put text with ': ' or '#' after '>-'."
        if isinstance(error, KeyTwice):
            mend = "keep one of the two."
        faults.append(Fault(path, line, "K02", what, mend))
        return None, {}


def _table(path: Path, faults: list[Fault]) -> tuple[dict, Lines]:
    rows, lines = read_file(path, faults)
    if rows is not None and not isinstance(rows, dict):
        faults.append(Fault(path, 1, "K03", "not a list of keys and values.", "write 'key: value' lines."))
        return {}, {}
    return rows or {}, lines


def _records(
    model: Type[Record], rows: Any, path: Path, lines: Lines, at: tuple, faults: list[Fault]
) -> dict[str, Any]:
    if not isinstance(rows, dict):
        faults.append(
            Fault(path, line_of(lines, at), "K03", "not a list of keys and values.", "write 'key: value' lines.")
        )
        return {}
    records = {key: as_record(model, row, path, lines, (*at, key), faults) for key, row in rows.items()}
    return {key: record for key, record in records.items() if record}


def as_record(model: Type[Record], row: Any, path: Path, lines: Lines, at: tuple, faults: list[Fault]) -> Any:
    """A row of a file as a record of `model`; None and a fault for each key that is wrong where it is none.

    Args:
        at: the keys and indexes that lead to the row.
    """
    if not isinstance(row, dict):
        faults.append(
            Fault(path, line_of(lines, at), "K03", "not a list of keys and values.", "write 'key: value' lines.")
        )
        return None
    try:
        return model(**row)
    except ValidationError as error:
        for problem in error.errors():
            place = (*at, *problem["loc"])
            faults.append(Fault(path, line_of(lines, place), "K03", *_explain(model, problem)))
        return None


def _explain(model: Type[Record], problem: dict) -> tuple[str, str]:
    key = ".".join(str(part) for part in problem["loc"])
    fields = {field.alias: field for field in model.__fields__.values()}  # as the file names them
    if problem["type"] == "value_error.extra":
        return f"unknown key '{key}'.", f"remove it, or use one of: {', '.join(fields)}."
    if problem["type"] == "value_error.missing":
        field = fields[problem["loc"][0]]
        return f"'{key}' is missing.", f"add it: {field.field_info.description or key}."
    if problem["type"] in EMPTY and problem.get("ctx", {}).get("limit_value", 1) == 1:
        return f"'{key}' is empty.", "fill it in as knowledge/README.md shows."
    return f"'{key}': {problem['msg']}.", "write it as knowledge/README.md shows."


def _answers(folder: Path, places: dict[str, Path], faults: list[Fault]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for path in sorted(folder.glob("*/*.yml")):
        expected = f"{path.parent.name}.{path.stem}"
        places[expected] = path  # of a faulty file too, so that what names its answer is not called faulty as well
        known = len(faults)
        row, lines = read_file(path, faults)
        if len(faults) > known:
            continue
        answer = as_record(Answer, row, path, lines, (), faults)
        if answer is None:
            continue
        if answer.id != expected:
            what = f"the id '{answer.id}' does not go with the file's name."
            faults.append(Fault(path, line_of(lines, ("id",)), "K04", what, f"write '{expected}', or rename the file."))
        answers[expected] = answer
    return answers


def _named(model: Type[Record], folder: Path, places: dict[str, Path], faults: list[Fault]) -> dict[str, Any]:
    """The records of a folder, a file each, by their names."""
    records: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yml")):
        row, lines = _table(path, faults)
        record = as_record(model, row, path, lines, (), faults) if row else None
        if record is None:
            continue
        if record.name in records:
            line = line_of(lines, ("name",))
            faults.append(Fault(path, line, "K10", f"'{record.name}' has a file already.", "merge the two files."))
        records[record.name] = record
        places[record.name] = path
    return records


def _keyed(model: Type[Record], path: Path, faults: list[Fault]) -> dict[str, Any]:
    """The records of one file, by their keys."""
    rows, lines = _table(path, faults)
    return _records(model, rows, path, lines, (), faults)


def _rows(model: Type[Record], path: Path, faults: list[Fault]) -> dict[str, Any]:
    """The records of one file that is a list, by their names."""
    records: dict[str, Any] = {}
    rows, lines = read_file(path, faults)
    for index, row in enumerate(rows or []):
        record = as_record(model, row, path, lines, (index,), faults)
        if record is None:
            continue
        if record.name in records:
            line = line_of(lines, (index,))
            faults.append(Fault(path, line, "K10", f"'{record.name}' has a row already.", "merge the two rows."))
        records[record.name] = record
    return records


def _list(model: Type[Record], path: Path, faults: list[Fault]) -> list[Any]:
    """The records of one file that is a list."""
    rows, lines = read_file(path, faults)
    records = [as_record(model, row, path, lines, (index,), faults) for index, row in enumerate(rows or [])]
    return [record for record in records if record]


def _broad_words(path: Path, faults: list[Fault]) -> dict[str, BroadWord]:
    """The words that alone say too little; each way of saying one stands once."""
    rows, lines = _table(path, faults)
    records = _records(BroadWord, rows, path, lines, (), faults)
    said: set[str] = set()
    for word, row in records.items():
        for at, way in [((word,), word), *(((word, "also", place), way) for place, way in enumerate(row.also))]:
            if way.lower() in said:
                what = f"'{way.lower()}' stands there twice."
                faults.append(Fault(path, line_of(lines, at), "K22", what, "keep it in one row."))
            said.add(way.lower())
    return records


def _shorthand(path: Path, faults: list[Fault]) -> dict[str, list[Shorthand]]:
    """The rows of shorthand by each way of typing them."""
    found: dict[str, list[Shorthand]] = {}
    for row in _list(Shorthand, path, faults):
        for typed in row.typed:
            found.setdefault(typed, []).append(row)
    return found


def _asked_alone(path: Path, faults: list[Fault]) -> dict[str, frozenset[str]]:
    """The words that may stand around a name that is asked about alone, by what they do there."""
    return {key: frozenset(words) for key, words in _table(path, faults)[0].items()}


def _help_lines(path: Path, faults: list[Fault]) -> dict[str, str]:
    """The numbers of the region that the environment names, the US without one; a row may hold others in braces."""
    rows, lines = _table(path, faults)
    region = os.environ.get(REGION, HOME_REGION)
    if rows and region not in rows:
        what = f"{REGION} is '{region}', for which there are no numbers."
        faults.append(Fault(path, 0, "K11", what, f"use one of: {', '.join(rows)}; or add its row."))
    row = {key: str(text) for key, text in rows.get(region, {}).items()}
    try:
        return {key: text.format(**row) for key, text in row.items()}
    except (KeyError, IndexError, ValueError) as error:
        what = f"the words in braces cannot be filled in: {error}."
        faults.append(Fault(path, line_of(lines, (region,)), "K21", what, "name a key of the same region."))
        return row


def _words(model: Type[Words], path: Path, faults: list[Fault]) -> Any:
    """The sentences of one file; none where they are at fault, and then the knowledge is refused."""
    known = len(faults)
    rows, lines = _table(path, faults)
    return as_record(model, rows, path, lines, (), faults) if len(faults) == known else None


def _triage(path: Path, drug_names: Collection[str], faults: list[Fault]) -> Triage:
    """The rules of triage, with words for the names of sets in their patterns."""
    known = len(faults)
    rows, lines = _table(path, faults)
    rules = as_record(Triage, rows, path, lines, (), faults) if rows else None
    for at, name, is_set in misnamed(rules) if rules else ():
        line = line_of(lines, at)
        if is_set:
            faults.append(Fault(path, line, "K24", f"nothing names the words '{name}'.", "name or remove them."))
        else:
            faults.append(Fault(path, line, "K23", f"no words above are named '{name}'.", "correct it, or add them."))
    if rules is None or len(faults) > known:
        return Triage(first="crisis", signs=(), dampers=())
    return spelled_out(rules, drug_names)


def _terms_of(
    drugs: dict[str, Drug], classes: dict[str, DrugClass], side_effects: dict[str, SideEffect], team: dict[str, Role]
) -> tuple[Term, ...]:
    """What of the records can be found in a text."""
    return (
        *(Term(name=drug.name, also=(*drug.brands, *drug.also), kind="drugs") for drug in drugs.values()),
        *(Term(name=group.name, also=group.also, kind="classes") for group in classes.values()),
        *(Term(name=effect.name, also=effect.also, kind="side-effects") for effect in side_effects.values()),
        *(Term(name=name, also=role.also, kind="roles") for name, role in team.items()),
    )


def _passages(path: Path, faults: list[Fault]) -> dict[str, Passage]:
    if not path.exists():
        faults.append(
            Fault(path, 0, "K01", "the index of passages is missing.", "run: python -m bot index --guide FOLDER.")
        )
        return {}
    passages = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            faults.append(Fault(path, number, "K02", "not valid JSON.", "run: python -m bot index --guide FOLDER."))
            continue
        passage = as_record(Passage, row, path, {(): number}, (), faults)
        if passage:
            passages[passage.id] = passage
    return passages


def _terms(folder: Path, faults: list[Fault]) -> tuple[Term, ...]:
    terms = []
    for path in sorted(folder.glob("*.yml")):
        rows, lines = read_file(path, faults)
        for index, row in enumerate(rows or []):
            row = {**row, "kind": path.stem} if isinstance(row, dict) else row
            term = as_record(Term, row, path, lines, (index,), faults)
            if term:
                terms.append(term)
    return tuple(terms)
