"""The messages that triage learns from: calls for help, and what only looks like one."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator, NamedTuple

import yaml

from bot.places import TRIAGE_DATA

CALM, EMERGENCY, CRISIS = "calm", "emergency", "crisis"  # labels of messages
URGENT_FILE = "urgent"  # the name of the file that holds calls for help


class Message(NamedTuple):
    """A message, the reply it calls for or `CALM`, and what it is about."""

    text: str
    label: str
    topic: str


def read_messages(folder: Path = TRIAGE_DATA) -> Iterator[Message]:
    """The messages below a folder."""
    for path in sorted(folder.glob("*.yml")):
        for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            yield Message(row["say"], label_of(path.stem, row["topic"]), row["topic"])


def label_of(file: str, topic: str) -> str:
    """The label of a message by the file and the topic it stands in.

    >>> label_of("urgent", "breathing"), label_of("urgent", "crisis"), label_of("not-urgent", "past")
    ('emergency', 'crisis', 'calm')
    """
    if file != URGENT_FILE:
        return CALM
    return CRISIS if topic == CRISIS else EMERGENCY
