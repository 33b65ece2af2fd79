"""The log of questions asked in vain: written only where the operator set it and the person agreed.

A line holds the words without what may tell who wrote them, the kind of the reply, and the day: no session, no time of day,
no address. Names are hidden only where a message itself says that it is one ("my name is ..."), for nothing here knows names;
so long messages, which tell stories, are not kept at all.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Iterable

UNANSWERED_LOG = "UNANSWERED_LOG"  # the environment's variable: the file
KEPT_KINDS = ("decline", "clarify")  # kinds of reply
LONGEST_KEPT = 300  # signs of a message
HIDDEN = "***"
CAPITALS = r"[A-Z][\w'-]*(?: [A-Z][\w'-]*)*"
NAME = r"\w[\w'-]*(?: (?-i:[A-Z])[\w'-]*)*"
# In this order, since an address may hold figures.
PERSONAL = (
    re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE),
    re.compile(r"\S+@\S+"),
    re.compile(r"\+?\d(?:[\s().,/:-]{0,2}\d){4,}"),  # five figures or more, as in numbers to call and days of birth
    re.compile(rf"(?<=\bname is ){NAME}|(?<=\bname's ){NAME}|(?<=\bcall me ){NAME}", re.IGNORECASE),
    re.compile(rf"(?<=\bcalled ){CAPITALS}|(?<=\b[MD][rs] ){CAPITALS}|(?<=\bMrs ){CAPITALS}"),
    re.compile(rf"(?<=\b[MD][rs]\. ){CAPITALS}|(?<=\bMrs\. ){CAPITALS}"),
)


@dataclass(frozen=True)
class Unanswered:
    """A question asked in vain."""

    day: str
    kind: str
    text: str


class WrongLog(Exception):
    """A line of a log is none; the message names it and the mend."""


def scrubbed(text: str) -> str:
    """A text without addresses, long figures, and names that are said to be names.

    >>> scrubbed("My name is Ann Lee, call 555 010 99 or a@b.org")
    'My name is ***, call *** or ***'
    >>> scrubbed("is 150 mg of it in 2023 for HER2 covered")
    'is 150 mg of it in 2023 for HER2 covered'
    """
    for pattern in PERSONAL:
        text = pattern.sub(HIDDEN, text)
    return " ".join(text.split())


def note(path: Path, text: str, kind: str, today: date) -> None:
    """Add a question to the log, where its reply is of a kind that is kept and it is short enough."""
    if kind in KEPT_KINDS and len(text) <= LONGEST_KEPT:
        row = Unanswered(today.isoformat(), kind, scrubbed(text))
        with path.open("a", encoding="utf-8") as log:
            log.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


def read_logs(paths: Iterable[Path]) -> list[Unanswered]:
    """The questions of some logs, without what is personal, even where another program wrote them.

    Raises:
        WrongLog: where a file cannot be read, or a line holds no question.
    """
    found = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongLog(f"{path} cannot be read. Mend: name the file that {UNANSWERED_LOG} named.") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                found.append(_row(line, path, number))
    return found


def _row(line: str, path: Path, number: int) -> Unanswered:
    try:
        row = json.loads(line)
        return Unanswered(str(row["day"]), str(row["kind"]), scrubbed(str(row["text"])))
    except (ValueError, KeyError, TypeError) as error:
        mend = 'a line is {"day": ..., "kind": ..., "text": ...}; remove it.'
        raise WrongLog(f"{path}:{number}: no question. Mend: {mend}") from error
