"""Faulty knowledge is refused with every fault, each with its code, file and line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.faults import FaultsFound
from bot.knowledge.load import fingerprint, load, shared_terms
from bot.places import KNOWLEDGE

EXAMPLE = "answers/diagnosis/example.yml"
EXAMPLE_TEXT = """\
id: diagnosis.example
title: An example
short: >-
  Some words
  that say little.
passages:
  - g21.diagnosis.001
related:
  - diagnosis.bone-scan
reviewed: 2026-01-31
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the knowledge with one more answer, which nothing names."""
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    (tmp_path / "knowledge" / EXAMPLE).write_text(EXAMPLE_TEXT)
    return tmp_path / "knowledge"


def break_line(path: Path, pattern: str, replacement: str) -> None:
    """Replace the first match of a pattern in a file."""
    text, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count, f"'{pattern}' is not in {path}"
    path.write_text(text, encoding="utf-8")


def line_with(path: Path, part: str) -> int:
    """The line of a file that holds `part`; 0, the whole file, where no part is given."""
    lines = path.read_text(encoding="utf-8").splitlines() if part else []
    return next((number for number, line in enumerate(lines, start=1) if part in line), 0)


def refusal(root: Path) -> FaultsFound:
    """What loading a faulty folder of knowledge raises."""
    with pytest.raises(FaultsFound) as found:
        load(root)
    return found.value


def faults_of(root: Path) -> list[tuple[str, str, int]]:
    """The code, file and line of each fault of a folder of knowledge."""
    return [(fault.code, fault.path.relative_to(root).as_posix(), fault.line) for fault in refusal(root).faults]


# what is broken: (file, pattern, replacement, code, part of the line that is at fault or "" for the whole file, told)
BROKEN = {
    "unknown key": (EXAMPLE, "^title:", "colour: red\ntitle:", "K03", "colour", "unknown key 'colour'"),
    "missing key": (EXAMPLE, "^title.*\n", "", "K03", "id:", "'title' is missing"),
    "empty text": (EXAMPLE, "  Some words\n  that say little.\n", "", "K03", "short:", "'short'"),
    "no date": (EXAMPLE, "2026-01-31", "soon", "K03", "soon", "'reviewed'"),
    "malformed passage": (EXAMPLE, r"g21\.diagnosis\.001", "page 3", "K03", "page 3", "'passages.0'"),
    "unknown status": (EXAMPLE, "^title:", "status: draft\ntitle:", "K03", "draft", "'status'"),
    "not a record": (EXAMPLE, r"(?s)\A.*", "- only\n- a list\n", "K03", "- only", "keys and values"),
    "empty file": (EXAMPLE, r"(?s)\A.*", "", "K03", "", "keys and values"),
    "id of another file": (EXAMPLE, "^id:.*", "id: diagnosis.other", "K04", "id:", "write 'diagnosis.example'"),
    "colon in plain text": (EXAMPLE, "^title:.*", "title: An example: one", "K02", "title:", "not valid YAML"),
    "wrong indentation": (EXAMPLE, "^title:", "  title:", "K02", "title:", "not valid YAML"),
    "missing passage": (EXAMPLE, r"g21\.diagnosis\.001", "g21.diagnosis.999", "K05", "999", "'g21.diagnosis.999'"),
    "missing older passage": (EXAMPLE, "^title:", "changed_from: [g21.diagnosis.998]\ntitle:", "K05", "998]", "998'"),
    "unknown related answer": (EXAMPLE, "bone-scan", "bone-scam", "K06", "bone-scam", "'diagnosis.bone-scam'"),
    "related to itself": (
        EXAMPLE,
        r"diagnosis\.bone-scan",
        "diagnosis.example",
        "K06",
        "  - diagnosis.ex",
        "'diagnosis.example'",
    ),
    "retired without successor": (EXAMPLE, "^title:", "status: retired\ntitle:", "K07", "id:", "successor"),
    "retired for an unknown one": (
        EXAMPLE,
        "^title:",
        "status: retired\nreplaced_by: diagnosis.none\ntitle:",
        "K07",
        "replaced_by",
        "successor",
    ),
    "retired for itself": (
        EXAMPLE,
        "^title:",
        "status: retired\nreplaced_by: diagnosis.example\ntitle:",
        "K07",
        "replaced_by",
        "successor",
    ),
    "section with a wrong date": ("sources.yml", 'reviewed: "[^"]*"', "reviewed: May", "K03", "May", "reviewed'"),
    "section with a wrong edition": ("sources.yml", 'edition: "[^"]*"', "edition: new", "K03", "new", "edition'"),
    "section without a name": ("sources.yml", "section: Diagnosis, ", "", "K03", "g21.diagnosis:", "section' is mi"),
    "section without a row": ("sources.yml", "^.*section: Diagnosis,.*\n", "", "K08", "sections:", "'g21.diagnosis'"),
    "section that is no record": ("sources.yml", "g21.diagnosis:.*", "g21.diagnosis: x", "K03", "diagnosis: x", "keys"),
    "sections that are no records": ("sources.yml", r"(?s)^sections:.*", "sections: none", "K03", "none", "keys"),
    "unknown caveat": ("sources.yml", "caveat: superseded", "caveat: new", "K09", "caveat: new", "'new'"),
    "sources that are a list": ("sources.yml", r"(?s)\A.*", "- a\n", "K03", "- a", "keys and values"),
    "unknown key of a term": ("terms/sites.yml", r"\Z", "- {name: x, brand: y}\n", "K03", "name: x,", "'brand'"),
    "term without a name": ("terms/sites.yml", r"\Z", "- {also: [y]}\n", "K03", "- {also", "'name' is missing"),
    "term that is no record": ("terms/sites.yml", r"\Z", "- only a name\n", "K03", "only a name", "keys and values"),
    "bad YAML of terms": ("terms/sites.yml", r"\Z", "- {name: y z: }\n", "K02", "name: y z", "not valid YAML"),
    "reply that offers what is not": (
        "replies.yml",
        r"\Z",
        "x: {kind: chat, title: X, texts: [X], offers: [a.b]}\n",
        "K06",
        "x: {",
        "'a.b' is no active answer",
    ),
    "reply of an unknown kind": (
        "replies.yml",
        r"\Z",
        "x: {kind: joke, title: X, texts: [X]}\n",
        "K03",
        "joke",
        "'kind'",
    ),
    "reply without texts": ("replies.yml", r"\Z", "x: {kind: chat, title: X}\n", "K03", "x: {", "'texts' is missing"),
    "replies that are a list": ("replies.yml", r"(?s)\A.*", "- a\n", "K03", "- a", "keys and values"),
    "left-out passage that is not": ("left-out.yml", r"\Z", "g21.none.001: why\n", "K05", "g21.none", "'g21.none.001'"),
    "page without a sentence": ("page.yml", "^send:.*\n", "", "K03", "name:", "'send' is missing"),
    "page without what pydantic has too": ("page.yml", "^copy:.*\n", "", "K03", "name:", "'copy' is missing"),
    "page with a word of its own": ("page.yml", r"\Z", "colour: red\n", "K03", "colour", "unknown key 'colour'"),
    "page that lacks what is filled in": (
        "page.yml",
        "Call {number}",
        "Call now",
        "K03",
        "Call now",
        "must be: number",
    ),
    "page that has what is not filled in": ("page.yml", "^send: Send", "send: Send {all}", "K03", "{all}", "be: none"),
    "message without its number": (
        "messaging.yml",
        "call {number}",
        "call for help",
        "K03",
        "help: >-",
        "must be: guide, number",
    ),
    "message of no words": ("messaging.yml", r"^stop_words:.*", "stop_words: []", "K03", "stop_words", "is empty"),
    "word that no message can be": (
        "messaging.yml",
        r"^more_words:.*",
        "more_words: [More!]",
        "K03",
        "more_words",
        "'more_words",
    ),
    "page that is a list": ("page.yml", r"(?s)\A.*", "- a\n", "K03", "- a", "keys and values"),
    "help line that is not filled in": ("help-lines.yml", "{crisis_number}", "{number}", "K21", "us:", "'number'"),
    "wording that is a list": ("choices.yml", r"(?s)\A.*", "- a\n", "K03", "- a", "keys and values"),
    "bad YAML of wording": ("choices.yml", r"\Z", "a: b: c\n", "K02", "a: b: c", "not valid YAML"),
    "row of the index that is no JSON": ("passages.jsonl", r"\Z", "{x\n", "K02", "{x", "not valid JSON"),
    "row of the index without an id": (
        "passages.jsonl",
        r"\Z",
        '{"fingerprint": "0123456789abcdef"}\n',
        "K03",
        '{"f',
        "'id' is missing",
    ),
    "text of the guide in the index": (
        "passages.jsonl",
        r"\Z",
        '{"id": "g21.diagnosis.999", "fingerprint": "0123456789abcdef", "text": "x"}\n',
        "K03",
        '"text"',
        "unknown key 'text'",
    ),
}


def test_the_copy_has_no_fault_before_it_is_broken(root):
    assert "diagnosis.example" in load(root).answers


@pytest.mark.parametrize("file, pattern, replacement, code, part, told", BROKEN.values(), ids=BROKEN)
def test_a_fault_is_told_alone_with_its_code_file_and_line(root, file, pattern, replacement, code, part, told):
    break_line(root / file, pattern, replacement)
    found = refusal(root)
    assert [(fault.code, fault.path, fault.line) for fault in found.faults] == [
        (code, root / file, line_with(root / file, part))
    ]
    assert told in str(found)


FILES = ["sources.yml", "replies.yml", "left-out.yml", "wording.yml", "choices.yml", "passages.jsonl"]


@pytest.mark.parametrize("file", FILES)
def test_missing_file_is_told(root, file):
    (root / file).unlink()
    assert ("K01", file, 0) in faults_of(root)


def test_all_faults_are_told_at_once(root):
    (root / "choices.yml").unlink()
    expected = [("K01", "choices.yml", 0)]
    for name in ("unknown key", "section with a wrong date", "bad YAML of terms", "reply without texts"):
        file, pattern, replacement, code, part, _ = BROKEN[name]
        break_line(root / file, pattern, replacement)
        expected.append((code, file, line_with(root / file, part)))
    assert faults_of(root) == sorted(expected, key=lambda row: row[1])


def test_every_fault_of_one_file_is_told(root):
    break_line(root / EXAMPLE, "^title.*", "colour: red")
    break_line(root / EXAMPLE, "2026-01-31", "soon")
    assert faults_of(root) == [("K03", EXAMPLE, 1), ("K03", EXAMPLE, 2), ("K03", EXAMPLE, 10)]


@pytest.mark.parametrize("how", ["removed", "retired"])
def test_each_answer_that_names_a_lost_one_is_told(root, how):
    path = root / "answers/diagnosis/bone-scan.yml"
    if how == "removed":
        path.unlink()
    else:
        break_line(path, "^title:", "status: retired\nreplaced_by: diagnosis.example\ntitle:")
    assert ("K06", EXAMPLE, line_with(root / EXAMPLE, "bone-scan")) in faults_of(root)


def test_faulty_answer_does_not_make_those_that_name_it_faulty(root):
    break_line(root / "answers/diagnosis/bone-scan.yml", "^title:", "  title:")
    assert faults_of(root) == [("K02", "answers/diagnosis/bone-scan.yml", 2)]


def test_retired_answer_is_kept_apart_from_those_in_force(root):
    break_line(root / EXAMPLE, "^title:", "status: retired\nreplaced_by: diagnosis.bone-scan\ntitle:")
    knowledge = load(root)
    assert "diagnosis.example" not in knowledge.answers
    assert knowledge.current("diagnosis.example").id == "diagnosis.bone-scan"


def test_terms_alone_are_read_or_refused(root, knowledge):
    assert shared_terms(root) == knowledge.terms
    break_line(root / "terms/sites.yml", r"\Z", "- {also: [y]}\n")
    with pytest.raises(FaultsFound):
        shared_terms(root)


CHANGES = [(EXAMPLE, True), ("passages.jsonl", True), ("terms/new.yml", True), ("README.md", False)]


@pytest.mark.parametrize("file, changes", CHANGES)
def test_fingerprint_changes_with_the_knowledge_and_nothing_else(root, file, changes):
    before = fingerprint(root)
    with (root / file).open("a") as stream:
        stream.write("# one more line\n")
    assert (fingerprint(root) != before) == changes


def test_fingerprint_changes_with_a_file_name(root):
    before = fingerprint(root)
    (root / EXAMPLE).rename(root / "answers/diagnosis/other.yml")
    assert fingerprint(root) != before
