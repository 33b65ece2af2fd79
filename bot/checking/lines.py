"""The line of a fault within a text that goes over several."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.references import line_at


def line_with(path: Path, at: tuple, words: str = "") -> int:
    """The line of a part of a file, or the first line from there on that holds the words, whole or the first of them.

    Args:
        at: keys and indexes that lead to the part.
        words: as the file writes them; a folded text may break the line between two.
    """
    start = line_at(path, at)
    if not start or not words:
        return start
    lines = path.read_text(encoding="utf-8").splitlines()[start - 1 :]
    for wanted in (words, words.split()[0]):
        for offset, line in enumerate(lines):
            if wanted in line:
                return start + offset
    return start
