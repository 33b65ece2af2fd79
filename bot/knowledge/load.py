"""From files to `Knowledge`: whole, or refused with every fault."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path
from typing import Any, Type

import yaml
from pydantic import ValidationError

from bot.faults import Fault, FaultsFound
from bot.knowledge.models import Answer, ChatReply, Knowledge, Passage, Record, Section, Term
from bot.knowledge.yaml_lines import Lines, line_of, read_yaml
from bot.places import KNOWLEDGE

INDEX = "passages.jsonl"


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
    knowledge = Knowledge(
        root=root,
        guide=sources.get("guide", ""),
        answers={key: answer for key, answer in answers.items() if answer.status == "active"},
        retired={key: answer for key, answer in answers.items() if answer.status == "retired"},
        sections=sections,
        passages=_passages(root / INDEX, faults),
        left_out=_table(root / "left-out.yml", faults)[0],
        terms=_terms(root / "terms", faults),
        replies=_records(ChatReply, replies, root / "replies.yml", reply_lines, (), faults),
        wording=_table(root / "wording.yml", faults)[0],
        choices=_table(root / "choices.yml", faults)[0],
        places=places,
    )
    faults += [*_broken_references(knowledge), *_broken_sources(knowledge, source_lines)]
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
    terms = _terms(root / "terms", faults)
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


def _read(path: Path, faults: list[Fault]) -> tuple[Any, Lines]:
    if not path.exists():
        faults.append(Fault(path, 0, "K01", "the file is missing.", "restore it from version control."))
        return None, {}
    try:
        return read_yaml(path)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        what = f"not valid YAML: {getattr(error, 'problem', error)}."
        faults.append(
            Fault(path, line, "K02", what, "check the indentation, and put text with ': ' or '#' after '>-'.")
        )
        return None, {}


def _table(path: Path, faults: list[Fault]) -> tuple[dict, Lines]:
    rows, lines = _read(path, faults)
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
    records = {key: _record(model, row, path, lines, (*at, key), faults) for key, row in rows.items()}
    return {key: record for key, record in records.items() if record}


def _record(model: Type[Record], row: Any, path: Path, lines: Lines, at: tuple, faults: list[Fault]) -> Any:
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
    if problem["type"] == "value_error.extra":
        return f"unknown key '{key}'.", f"remove it, or use one of: {', '.join(model.__fields__)}."
    if problem["type"] == "value_error.missing":
        field = model.__fields__[problem["loc"][0]]
        return f"'{key}' is missing.", f"add it: {field.field_info.description or key}."
    return f"'{key}': {problem['msg']}.", "write it as knowledge/README.md shows."


def _answers(folder: Path, places: dict[str, Path], faults: list[Fault]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for path in sorted(folder.glob("*/*.yml")):
        expected = f"{path.parent.name}.{path.stem}"
        places[expected] = path  # of a faulty file too, so that what names its answer is not called faulty as well
        known = len(faults)
        row, lines = _read(path, faults)
        if len(faults) > known:
            continue
        answer = _record(Answer, row, path, lines, (), faults)
        if answer is None:
            continue
        if answer.id != expected:
            what = f"the id '{answer.id}' does not go with the file's name."
            faults.append(Fault(path, line_of(lines, ("id",)), "K04", what, f"write '{expected}', or rename the file."))
        answers[expected] = answer
    return answers


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
        passage = _record(Passage, row, path, {(): number}, (), faults)
        if passage:
            passages[passage.id] = passage
    return passages


def _terms(folder: Path, faults: list[Fault]) -> tuple[Term, ...]:
    terms = []
    for path in sorted(folder.glob("*.yml")):
        rows, lines = _read(path, faults)
        for index, row in enumerate(rows or []):
            row = {**row, "kind": path.stem} if isinstance(row, dict) else row
            term = _record(Term, row, path, lines, (index,), faults)
            if term:
                terms.append(term)
    return tuple(terms)


def _broken_references(knowledge: Knowledge) -> list[Fault]:
    faults = []
    every = {**knowledge.answers, **knowledge.retired}
    active = knowledge.places.keys() - knowledge.retired.keys()
    for key, answer in every.items():
        path = knowledge.places[key]
        for passage in (*answer.passages, *answer.changed_from):
            if passage not in knowledge.passages:
                faults.append(
                    Fault(
                        path, 0, "K05", f"passage '{passage}' does not exist.", "cite one of knowledge/passages.jsonl."
                    )
                )
        for other in answer.related:
            if other not in active or other == key:
                faults.append(
                    Fault(
                        path,
                        0,
                        "K06",
                        f"related answer '{other}' does not exist or is this one.",
                        "name another active answer.",
                    )
                )
        if answer.status == "retired" and answer.replaced_by not in active:
            faults.append(
                Fault(path, 0, "K07", "a retired answer needs an active successor.", "set replaced_by to its id.")
            )
    for key, reply in knowledge.replies.items():
        for other in reply.offers:
            if other not in active:
                faults.append(
                    Fault(
                        knowledge.root / "replies.yml",
                        0,
                        "K06",
                        f"'{key}' offers '{other}', which does not exist.",
                        "name an active answer.",
                    )
                )
    for passage in knowledge.left_out:
        if passage not in knowledge.passages:
            faults.append(
                Fault(
                    knowledge.root / "left-out.yml", 0, "K05", f"passage '{passage}' does not exist.", "remove the row."
                )
            )
    return faults


def _broken_sources(knowledge: Knowledge, lines: Lines) -> list[Fault]:
    path = knowledge.root / "sources.yml"
    named = {at[1] for at in lines if len(at) == 2 and at[0] == "sections"}
    faults = [
        Fault(path, 0, "K08", f"the section '{section}' of a passage is missing.", "add its row.")
        for section in sorted({passage.section_id for passage in knowledge.passages.values()} - named)
        if named
    ]
    for key, section in knowledge.sections.items():
        if section.caveat and section.caveat not in knowledge.wording:
            line = line_of(lines, ("sections", key, "caveat"))
            faults.append(
                Fault(path, line, "K09", f"the caveat '{section.caveat}' is not in wording.yml.", "write it there.")
            )
    return faults
