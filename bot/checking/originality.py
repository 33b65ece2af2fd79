"""Whether the answers use the guide's facts in words of their own; it needs the guide's text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Iterator

from bot.faults import Fault
from bot.places import Places

RUN = 9  # words in a row that are too many to share
FEWEST_SMALL = 3  # of them small words, without which a run is a list of names and no sentence
WORD = re.compile(r"[A-Za-z0-9]+(?:['\u2019-][A-Za-z0-9]+)*")
SMALL = frozenset(
    "the a an of to in is are be may can that this with for and or from by it as on which who has have not their your "
    "you when after before if they will at was were been used".split()
)


def check_originality(places: Places, guide: Path) -> list[Fault]:
    """Every run of words that a file of the knowledge or of the data shares with the guide.

    Args:
        guide: folder with the guide's `passages.jsonl`.
    """
    shared = _runs_of(guide)
    folders = (places.knowledge, places.root / "data", places.root / "tests")
    files = sorted(path for folder in folders for path in folder.rglob("*.yml"))
    return [fault for path in files for fault in _shared_runs(path, shared)]


def _runs_of(guide: Path) -> set[tuple[str, ...]]:
    lines = (guide / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    runs: set[tuple[str, ...]] = set()
    for line in lines:
        words = [word for word, _ in words_of(json.loads(line)["text"])]
        runs.update(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return {run for run in runs if sum(word in SMALL for word in run) >= FEWEST_SMALL}


def _shared_runs(path: Path, shared: set[tuple[str, ...]]) -> Iterator[Fault]:
    words = words_of(path.read_text(encoding="utf-8"))
    at = 0
    while at <= len(words) - RUN:
        run = tuple(word for word, _ in words[at : at + RUN])
        if run in shared:
            what = f"'{' '.join(run)}' stands in the guide too."
            yield Fault(path, words[at][1], "O01", what, "say it in your own words.")
            at += RUN
        else:
            at += 1


def words_of(text: str) -> list[tuple[str, int]]:
    """The words of a text in small letters, each with its 1-based line.

    >>> words_of("One day's\\nwork.")
    [('one', 1), ("day's", 1), ('work', 2)]
    """
    return [
        (match.group().lower().replace("\u2019", "'"), number)
        for number, line in enumerate(text.splitlines(), start=1)
        for match in WORD.finditer(line)
    ]
