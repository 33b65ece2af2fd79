"""The replies of the bot to every test question, as they are at one time, to be compared with another."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Sequence

from bot.answering.reply import Reply
from bot.evaluation.direct import Bot, replies_of
from bot.evaluation.look_ups import judge, look_up_rows
from bot.evaluation.verdicts import RIGHT, verdict
from bot.nlu.examples import Question, answer_id
from bot.terminal import shown_progress

LOOK_UP = "look-up"


@dataclass(frozen=True)
class Told:
    """A test question, and what was replied."""

    ask: str
    meant: str  # id of the answer, or the intent, or what is looked up
    verdict: str
    kind: str
    id: str
    text: str

    @property
    def right(self) -> bool:
        return self.verdict == RIGHT


class NoSnapshot(Exception):
    """A file holds no replies to compare; the message names it and the mend."""


def golden_replies(bot: Bot, questions: Sequence[Question]) -> list[Told]:
    """What is replied to golden questions."""
    replies = replies_of(bot, [question.text for question in questions])
    return [
        _told(
            question.text,
            _meant(question),
            verdict(question.accepted, (reply := next(replies)).custom(), bot.knowledge),
            reply,
        )
        for question in shown_progress(questions, "Asking the golden questions")
    ]


def look_up_replies(bot: Bot) -> list[Told]:
    """What is replied to the test questions of look-ups."""
    rows = look_up_rows()
    replies = replies_of(bot, [row["ask"] for _, row in rows])
    told = []
    for group, row in shown_progress(rows, "Asking what is looked up"):
        reply = next(replies)
        worth = judge(group, row, [{"text": reply.text, "custom": reply.custom()}]).verdict
        told.append(_told(row["ask"], f"{LOOK_UP}/{group}", worth, reply))
    return told


def _meant(question: Question) -> str:
    return answer_id(question.accepted[0]) or question.accepted[0]


def _told(ask: str, meant: str, worth: str, reply: Reply) -> Told:
    return Told(ask, meant, worth, reply.kind, reply.id, reply.text)


def write_snapshot(told: Sequence[Told], path: Path, model: str) -> None:
    rows: dict[str, Any] = {"model": model, "replies": [asdict(one) for one in told]}
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=0), encoding="utf-8")


def read_snapshot(path: Path) -> list[Told]:
    """The replies that a file holds.

    Raises:
        NoSnapshot: where it holds none.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [Told(**row) for row in rows["replies"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoSnapshot(f"{path} holds no replies. Mend: make it with `python -m bot diff --save {path}`") from error
