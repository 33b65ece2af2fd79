"""The messages that triage learns from: calls for help, and what only looks like one."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator, NamedTuple

from bot.knowledge.yaml_lines import line_of, read_yaml
from bot.places import TRIAGE_DATA

CALM, EMERGENCY, CRISIS = "calm", "emergency", "crisis"  # labels of messages
URGENT_FILE = "urgent"  # the name of the file that holds calls for help


class Message(NamedTuple):
    """A message, the reply it calls for or `CALM`, what it is about, and its place."""

    text: str
    label: str
    topic: str
    path: Path = Path()
    line: int = 0


def read_messages(folder: Path = TRIAGE_DATA) -> Iterator[Message]:
    """The messages below a folder."""
    for path in sorted(folder.glob("*.yml")):
        rows, lines = read_yaml(path)
        for index, row in enumerate(rows):
            yield Message(row["say"], label_of(path.stem, row["topic"]), row["topic"], path, line_of(lines, (index,)))


def label_of(file: str, topic: str) -> str:
    """The label of a message by the file and the topic it stands in.

    >>> label_of("urgent", "breathing"), label_of("urgent", "crisis"), label_of("not-urgent", "past")
    ('emergency', 'crisis', 'calm')
    """
    if file != URGENT_FILE:
        return CALM
    return CRISIS if topic == CRISIS else EMERGENCY
