"""Training phrasings and test questions as plain values, read without Rasa."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator
from zlib import crc32

import yaml

from bot.knowledge.yaml_lines import line_of, read_yaml
from bot.places import NLU_DATA

FAQ = "faq"
OUT_OF_SCOPE = "out_of_scope"
OTHER_LANGUAGE = "other_language"
PERSONAL = "personal_decision"


@dataclass(frozen=True)
class Phrasing:
    """A training phrasing: `intent` is `faq/<answer id>` or an intent of conversation."""

    text: str
    intent: str
    style: str = ""
    topic: str = ""  # of an out-of-scope phrasing
    path: Path = Path()
    line: int = 0


@dataclass(frozen=True)
class Question:
    """A test question. `accepted` holds the intents that are right; the first is the one meant."""

    text: str
    accepted: tuple[str, ...]
    style: str = ""
    topic: str = ""
    path: Path = field(default=Path(), compare=False)  # where it stands is no part of it
    line: int = field(default=0, compare=False)


def sampled(text: str, every: int) -> bool:
    """Whether a text is in a sample of one in `every`: by the text itself, so that what is added moves no other.

    >>> sampled("What is Ibrance?", 1)
    True
    """
    return crc32(text.encode()) % every == 0


def read_phrasings(folder: Path = NLU_DATA) -> list[Phrasing]:
    """Every phrasing below `folder`, in Rasa's format."""
    return [phrasing for path in sorted(folder.rglob("*.yml")) for phrasing in _phrasings_of(path)]


def read_questions(folder: Path) -> list[Question]:
    """Every test question below `folder`: those of the guide, and those out of its scope."""
    return [question for path in sorted(folder.rglob("*.yml")) for question in _questions_of(path)]


def read_cases(folder: Path) -> list[Question]:
    """What people say in the evaluation cases below `folder`: only the texts, to be kept out of training."""
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return [Question(turn["user"], ()) for line in lines if line.strip() for turn in json.loads(line)["turns"]]


def read_texts(folder: Path) -> list[Question]:
    """What people say in the tests of look-ups or of triage below `folder`: only the texts, to be kept out of training."""
    return [
        Question(turn.get("ask") or turn["say"], (), path=path, line=line_of(lines, (index,)))
        for path in sorted(folder.rglob("*.yml"))
        for rows, lines in [read_yaml(path)]
        for index, row in enumerate(rows)
        for turn in row.get("turns", [row])
    ]


def answer_id(intent: str) -> str | None:
    """The answer behind an intent, or None where it is none of the guide's.

    >>> answer_id("faq/diagnosis.bone-scan"), answer_id("greet")
    ('diagnosis.bone-scan', None)
    """
    parent, _, name = intent.partition("/")
    return name if parent == FAQ and name else None


def _phrasings_of(path: Path) -> Iterator[Phrasing]:
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    blocks = next(value for key, value in root.value if key.value == "nlu")
    for block in blocks.value:
        keys = {key.value: value for key, value in block.value}
        metadata = {key.value: value.value for key, value in keys["metadata"].value} if "metadata" in keys else {}
        first_line = keys["examples"].start_mark.line + 2  # after the line that ends in "|"
        for offset, row in enumerate(keys["examples"].value.splitlines()):
            text = row.strip().removeprefix("-").strip()
            if text:
                yield Phrasing(
                    text=text,
                    intent=keys["intent"].value,
                    style=metadata.get("style", ""),
                    topic=metadata.get("topic", ""),
                    path=path,
                    line=first_line + offset,
                )


def _questions_of(path: Path) -> Iterator[Question]:
    record, lines = read_yaml(path)
    meant = f"{FAQ}/{record['answer']}" if "answer" in record else record["intent"]
    for index, row in enumerate(record["questions"]):
        also = tuple(f"{FAQ}/{other}" if "." in other else other for other in row.get("also", ()))
        line = line_of(lines, ("questions", index, "ask"))
        yield Question(row["ask"], (meant, *also), row.get("style", ""), record.get("topic", ""), path, line)
