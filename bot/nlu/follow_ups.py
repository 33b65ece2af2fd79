"""What people ask next: messages that lean on an answer, each with what it asks for."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import NamedTuple

from bot.knowledge.load import shared_knowledge
from bot.knowledge.yaml_lines import line_of, read_yaml
from bot.nlu.shorthand import in_full
from bot.places import FOLLOW_UP_DATA


class FollowUp(NamedTuple):
    """A message said after an answer, and its target: the id of an answer, or an intent of conversation; and its place."""

    after: str
    text: str
    target: str
    path: Path = Path()
    line: int = 0


def read_follow_ups(folder: Path = FOLLOW_UP_DATA) -> list[FollowUp]:
    """The follow-ups of every answer, from files that hold `answer id: {target: [messages]}`."""
    return [
        FollowUp(after, text, target, path, line_of(lines, (after, target, index)))
        for path in sorted(folder.glob("*.yml"))
        for rows, lines in [read_yaml(path)]
        for after, targets in rows.items()
        for target, texts in targets.items()
        for index, text in enumerate(texts)
    ]


@functools.lru_cache(maxsize=1)
def shared_follow_ups() -> dict[str, list[FollowUp]]:
    """Those of the repository in full, by the answer they follow, read at the first call and kept."""
    shorthand = shared_knowledge().shorthand
    found: dict[str, list[FollowUp]] = {}
    for row in read_follow_ups():
        found.setdefault(row.after, []).append(row._replace(text=in_full(row.text, shorthand)))
    return found
