"""What people ask next: messages that lean on an answer, each with what it asks for."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import NamedTuple

import yaml

from bot.places import FOLLOW_UP_DATA


class FollowUp(NamedTuple):
    """A message said after an answer, and its target: the id of an answer, or an intent of conversation."""

    after: str
    text: str
    target: str


def read_follow_ups(folder: Path = FOLLOW_UP_DATA) -> list[FollowUp]:
    """The follow-ups of every answer, from files that hold `answer id: {target: [messages]}`."""
    return [
        FollowUp(after, text, target)
        for path in sorted(folder.glob("*.yml"))
        for after, targets in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).items()
        for target, texts in targets.items()
        for text in texts
    ]


@functools.lru_cache(maxsize=1)
def shared_follow_ups() -> dict[str, list[FollowUp]]:
    """Those of the repository by the answer they follow, read at the first call and kept."""
    found: dict[str, list[FollowUp]] = {}
    for row in read_follow_ups():
        found.setdefault(row.after, []).append(row)
    return found
