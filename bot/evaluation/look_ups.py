"""Judging look-ups and triage: test questions with patterns for what must stand in the reply."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

import yaml

from bot.places import LOOK_UPS, TRIAGE

TOLD = ("lookup", "answer")  # kinds of reply that tell something
FOLLOW_UPS, NOT_LOOK_UPS, URGENT, NOT_URGENT = "follow-ups", "not-look-ups", "urgent", "not-urgent"


@dataclass(frozen=True)
class Judged:
    """A test question, what its reply was judged as (right, clarified, declined, wrong), and the reply's id."""

    text: str
    group: str
    verdict: str
    said: str


def read_rows(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of each file of a folder, by the file's name."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))}


def look_up_rows() -> list[tuple[str, dict[str, Any]]]:
    """The single questions of tests/look-ups, each with the name of its file; the dialogues are left out."""
    files = read_rows(LOOK_UPS)
    return [(group, row) for group, rows in files.items() if group != FOLLOW_UPS for row in rows]


def triage_rows() -> list[tuple[str, dict[str, Any]]]:
    """The messages of tests/triage, each with the name of its file."""
    return [(group, row) for group, rows in read_rows(TRIAGE).items() for row in rows]


def judge(group: str, row: dict[str, Any], messages: Sequence[dict[str, Any]]) -> Judged:
    """What the reply to a look-up question is worth: it must name the drugs, and hold what must stand in it."""
    mark = messages[-1]["custom"]
    text = "\n".join([*(message.get("text", "") for message in messages), json.dumps(mark)])
    kinds = row.get("kinds", TOLD)
    named = mark["kind"] not in TOLD or all(drug.lower() in text.lower() for drug in row.get("drugs", ()))
    says = all(re.search(pattern, text, re.IGNORECASE | re.DOTALL) for pattern in row.get("says", ()))
    never = any(re.search(pattern, text, re.IGNORECASE | re.DOTALL) for pattern in row.get("never", ()))
    if mark["kind"] in kinds and named and says and not never:
        verdict = "right"
    elif mark["kind"] in ("clarify", "decline") and not never:
        verdict = {"clarify": "clarified", "decline": "declined"}[mark["kind"]]
    else:
        verdict = "wrong"
    return Judged(row["ask"], group, verdict, mark["id"])


def judge_triage(group: str, row: dict[str, Any], messages: Sequence[dict[str, Any]]) -> Judged:
    """Whether a message that is urgent was taken as such, and one that is not was not."""
    mark = messages[-1]["custom"]
    right = (mark["kind"] == "urgent") == (group == URGENT)
    return Judged(row["say"], group, "right" if right else "wrong", mark["id"])


def look_up_numbers(judged: Sequence[Judged]) -> dict[str, float]:
    """The share of look-up questions that are right, and wrong; and of others that are rightly no look-ups."""
    asked = [one for one in judged if one.group != NOT_LOOK_UPS]
    others = [one for one in judged if one.group == NOT_LOOK_UPS]
    return {
        "look-ups": len(asked),
        "look-ups right": _share(asked, "right"),
        "look-ups wrong": _share(asked, "wrong"),
        "rightly not looked up": _share(others, "right"),
    }


def triage_numbers(judged: Sequence[Judged]) -> dict[str, float]:
    """The share of urgent messages found, and of others taken for urgent."""
    urgent = [one for one in judged if one.group == URGENT]
    others = [one for one in judged if one.group == NOT_URGENT]
    return {
        "urgent messages": len(urgent),
        "urgent messages found": _share(urgent, "right"),
        "messages that only look urgent": len(others),
        "false alarms among them": _share(others, "wrong"),
    }


def _share(judged: Sequence[Judged], verdict: str) -> float:
    return sum(one.verdict == verdict for one in judged) / max(len(judged), 1)
