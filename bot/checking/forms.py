"""The form of the files beside the knowledge: phrasings, questions, follow-ups, messages, dialogues, domain and rules.

What cannot be read is told here, file by file, so that everything after it may take the form for granted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator, Literal, Optional, Type

from pydantic import Extra, Field, root_validator

from bot.faults import Fault
from bot.knowledge.load import as_record, read_file
from bot.knowledge.models import AnswerId, Record, Sentence
from bot.knowledge.yaml_lines import line_of
from bot.places import Places

Style = Literal["plain", "keyword", "typo", "long", "indirect"]
NO_FORM = "F01"


class Metadata(Record):
    """What is noted of a block of phrasings."""

    style: Optional[Style]
    topic: Optional[Sentence]


class Block(Record):
    """Phrasings of one intent, one a line."""

    intent: Sentence = Field(description="'faq/' and the answer's id, or an intent of domain.yml")
    metadata: Optional[Metadata]
    examples: Sentence = Field(description="the phrasings, one a line, after '|'")


class PhrasingFile(Record):
    """A file under data/nlu."""

    version: Sentence = Field(description='the version of Rasa\'s format, "3.1"')
    nlu: tuple[Block, ...]


class AskedRow(Record):
    """A question of a test."""

    ask: Sentence = Field(description="the question")
    style: Optional[Style]
    also: tuple[str, ...] = Field((), description="other answers or intents that would be right")


class QuestionFile(Record):
    """A file under tests/questions or tests/calibration."""

    answer: Optional[AnswerId]
    intent: Optional[Sentence]
    topic: Optional[Sentence]
    questions: tuple[AskedRow, ...]

    @root_validator(skip_on_failure=True)
    def means_one_thing(cls, row: dict) -> dict:
        """Refuse a file that means no answer and no intent, or both."""
        if bool(row.get("answer")) == bool(row.get("intent")):
            raise ValueError("the file needs either 'answer' or 'intent'")
        return row


class MessageRow(Record):
    """A message that triage learns from."""

    topic: Sentence = Field(description="what it is about")
    say: Sentence = Field(description="the message")


class TestRow(Record):
    """A message or a dialogue of a test; what is expected of it is read where it is judged."""

    class Config:
        extra = Extra.allow

    say: Optional[Sentence]
    ask: Optional[Sentence]
    turns: tuple[dict[str, Any], ...] = ()

    @root_validator(skip_on_failure=True)
    def says_something(cls, row: dict) -> dict:
        """Refuse a row in which nobody says anything."""
        turns = row["turns"]
        if not (row.get("say") or row.get("ask") or turns) or not all(t.get("say") or t.get("ask") for t in turns):
            raise ValueError("a row needs 'ask', 'say', or 'turns' that each have one")
        return row


def check_forms(places: Places) -> list[Fault]:
    """Every fault of form, of all files beside the knowledge."""
    faults: list[Fault] = []
    for path in _files(places.nlu_data):
        _as_file(PhrasingFile, path, faults)
        faults += _rows_without_dash(path, faults)
    for folder in (places.questions, places.calibration):
        for path in _files(folder):
            _as_file(QuestionFile, path, faults)
    for folder, row in ((places.triage_data, MessageRow), (places.look_ups, TestRow), (places.triage, TestRow)):
        for path in _files(folder):
            _as_rows(row, path, faults)
    for path in _files(places.dialogues):
        _as_rows(TestRow, path, faults)
    for path in _files(places.follow_up_data):
        _as_follow_ups(path, faults)
    for path in (places.domain, places.root / "config.yml", *_files(places.stories)):
        read_file(path, faults)
    return faults


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*.yml"))


def _as_file(model: Type[Record], path: Path, faults: list[Fault]) -> None:
    known = len(faults)
    row, lines = read_file(path, faults)
    if len(faults) == known:
        as_record(model, row, path, lines, (), faults)


def _as_rows(model: Type[Record], path: Path, faults: list[Fault]) -> None:
    known = len(faults)
    rows, lines = read_file(path, faults)
    if len(faults) > known:
        return
    if not isinstance(rows, list):
        faults.append(Fault(path, 1, NO_FORM, "not a list of rows.", "begin each row with '- '."))
        return
    for index, row in enumerate(rows):
        as_record(model, row, path, lines, (index,), faults)


def _as_follow_ups(path: Path, faults: list[Fault]) -> None:
    rows, lines = read_file(path, faults)
    mend = "write 'answer: {what it asks for: [messages]}' as the neighbouring files do."
    for after, targets in rows.items() if isinstance(rows, dict) else ():
        for target, texts in targets.items() if isinstance(targets, dict) else [(None, None)]:
            if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
                line = line_of(lines, (after,) if target is None else (after, target))
                what = f"the follow-ups of '{after}' are not lists of messages by what they ask for."
                faults.append(Fault(path, line, NO_FORM, what, mend))
    if rows is not None and not isinstance(rows, dict):
        faults.append(Fault(path, 1, NO_FORM, "not follow-ups by answer.", mend))


def _rows_without_dash(path: Path, known: list[Fault]) -> Iterator[Fault]:
    """Lines of phrasings without "- " in front, which Rasa would add to the phrasing above."""
    if any(fault.path == path for fault in known):
        return
    record, lines = read_file(path, [])
    for index, block in enumerate(record["nlu"]):
        first = line_of(lines, ("nlu", index, "examples")) + 1
        for offset, row in enumerate(block["examples"].splitlines()):
            if row.strip() and not row.startswith("- "):
                yield Fault(path, first + offset, "F02", f"'{row.strip()}' has no '- ' in front.", "write '- ' there.")
