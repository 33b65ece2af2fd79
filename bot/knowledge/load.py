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
    sources, source_lines = _read(root / "sources.yml", faults)
    sections = {
        key: record
        for key, row in (sources or {}).get("sections", {}).items()
        if (record := _record(Section, row, root / "sources.yml", source_lines, ("sections", key), faults))
    }
    replies, reply_lines = _read(root / "replies.yml", faults)
    places: dict[str, Path] = {}
    answers = _answers(root / "answers", places, faults)
    knowledge = Knowledge(
        root=root,
        guide=(sources or {}).get("guide", ""),
        answers={key: answer for key, answer in answers.items() if answer.status == "active"},
        retired={key: answer for key, answer in answers.items() if answer.status == "retired"},
        sections=sections,
        passages=_passages(root / INDEX, faults),
        left_out=_read(root / "left-out.yml", faults)[0] or {},
        terms=_terms(root / "terms", faults),
        replies={
            key: record
            for key, row in (replies or {}).items()
            if (record := _record(ChatReply, row, root / "replies.yml", reply_lines, (key,), faults))
        },
        wording=_read(root / "wording.yml", faults)[0] or {},
        choices=_read(root / "choices.yml", faults)[0] or {},
        places=places,
    )
    faults += _broken_references(knowledge)
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
        faults.append(Fault(path, line, "K02", what, "check the indentation, and put text with ': ' or '#' after '>-'."))
        return None, {}


def _record(
    model: Type[Record], row: Any, path: Path, lines: Lines, at: tuple, faults: list[Fault]
) -> Any:
    if not isinstance(row, dict):
        faults.append(Fault(path, line_of(lines, at), "K03", "not a list of keys and values.", "write 'key: value' lines."))
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
        row, lines = _read(path, faults)
        if row is None:
            continue
        answer = _record(Answer, row, path, lines, (), faults)
        if answer is None:
            continue
        expected = f"{path.parent.name}.{path.stem}"
        if answer.id != expected:
            what = f"the id '{answer.id}' does not go with the file's name."
            faults.append(Fault(path, line_of(lines, ("id",)), "K04", what, f"write '{expected}', or rename the file."))
        answers[expected] = answer
        places[expected] = path
    return answers


def _passages(path: Path, faults: list[Fault]) -> dict[str, Passage]:
    if not path.exists():
        faults.append(Fault(path, 0, "K01", "the index of passages is missing.", "run: python -m bot index --guide FOLDER."))
        return {}
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: Passage(**row) for row in rows}


def _terms(folder: Path, faults: list[Fault]) -> tuple[Term, ...]:
    terms = []
    for path in sorted(folder.glob("*.yml")):
        rows, lines = _read(path, faults)
        for index, row in enumerate(rows or []):
            term = _record(Term, {**row, "kind": path.stem}, path, lines, (index,), faults)
            if term:
                terms.append(term)
    return tuple(terms)


def _broken_references(knowledge: Knowledge) -> list[Fault]:
    faults = []
    every = {**knowledge.answers, **knowledge.retired}
    for key, answer in every.items():
        path = knowledge.places[key]
        for passage in (*answer.passages, *answer.changed_from):
            if passage not in knowledge.passages:
                faults.append(Fault(path, 0, "K05", f"passage '{passage}' does not exist.", "cite one of knowledge/passages.jsonl."))
        for other in answer.related:
            if other not in knowledge.answers or other == key:
                faults.append(Fault(path, 0, "K06", f"related answer '{other}' does not exist or is this one.", "name another active answer."))
        if answer.status == "retired" and answer.replaced_by not in knowledge.answers:
            faults.append(Fault(path, 0, "K07", "a retired answer needs an active successor.", "set replaced_by to its id."))
    for key, reply in knowledge.replies.items():
        for other in reply.offers:
            if other not in knowledge.answers:
                faults.append(Fault(knowledge.root / "replies.yml", 0, "K06", f"'{key}' offers '{other}', which does not exist.", "name an active answer."))
    for passage in knowledge.left_out:
        if passage not in knowledge.passages:
            faults.append(Fault(knowledge.root / "left-out.yml", 0, "K05", f"passage '{passage}' does not exist.", "remove the row."))
    return faults
