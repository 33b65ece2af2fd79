"""Judging whole dialogues: each turn has the kinds of reply that are right, and patterns for what must stand in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Sequence

import yaml

from bot.evaluation.look_ups import Judged
from bot.places import DIALOGUES

FAULTS = {"clarify": "clarified", "decline": "declined"}  # kinds that are no wrong answer; everything else is


def read_dialogues(folder: Path = DIALOGUES) -> list[tuple[str, dict[str, Any]]]:
    """The dialogues below a folder, each with the name of its file."""
    files = sorted(folder.glob("*.yml"))
    return [(path.stem, row) for path in files for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


def judge_dialogue(group: str, dialogue: dict[str, Any], replies: Sequence[Sequence[dict[str, Any]]]) -> Judged:
    """What a dialogue is worth: right where each turn is; else what its first faulty reply is.

    Args:
        replies: the messages of the reply to each turn.
    """
    for turn, messages in zip(dialogue["turns"], replies):
        kind, text = read_reply(messages)
        if not fits(turn, kind, text):
            return Judged(f"{dialogue['name']}: {turn['say']}", group, FAULTS.get(kind, "wrong"), kind)
    return Judged(dialogue["name"], group, "right", "")


def read_reply(messages: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """The kind of a reply, and all that stands in it: its texts, its buttons and the cells of its table."""
    mark = next(message["custom"] for message in messages if "custom" in message)
    texts = [message["text"] for message in messages if message.get("text")]
    buttons = [button["title"] for message in messages for button in message.get("buttons") or []]
    cells = [cell for row in mark.get("rows", ()) for cell in row]
    return mark["kind"], "\n".join([*texts, *buttons, *cells])


def fits(turn: dict[str, Any], kind: str, text: str) -> bool:
    """Whether a reply is what a turn asks for."""

    def stands(pattern: str) -> bool:
        return bool(re.search(pattern, text, re.IGNORECASE | re.DOTALL))

    of_kind = kind in turn.get("kinds", [kind])
    return of_kind and all(map(stands, turn.get("says", ()))) and not any(map(stands, turn.get("never", ())))


def dialogue_numbers(judged: Sequence[Judged]) -> dict[str, float]:
    """The share of dialogues in which every turn is right."""
    groups = sorted({one.group for one in judged})
    right = {group: [one.verdict == "right" for one in judged if one.group == group] for group in groups}
    whole = [truth for truths in right.values() for truth in truths]
    return {
        "dialogues": len(whole),
        "dialogues right": sum(whole) / max(len(whole), 1),
        **{f"dialogues right, {group}": sum(truths) / len(truths) for group, truths in right.items()},
    }


async def hold(agent: Any, name: str, dialogue: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The messages of the reply to each turn of a dialogue, said in a conversation of its own."""
    from bot.serving.in_process import say

    return [await say(agent, turn["say"], name) for turn in dialogue["turns"]]
