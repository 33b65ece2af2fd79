"""Conversations through the real, trained bot, each named after what the person does.

A file `<topic>.yml` holds `conversations`; a turn says what the person types (`say`) and what must come: the `kinds`
that are right, the `id` of the reply, patterns that must stand in it (`says`) and that must not (`never`).
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import yaml

from bot.evaluation.dialogues import fits, read_reply
from bot.serving.in_process import load_bot, say

pytestmark = pytest.mark.model

CONVERSATIONS = [
    pytest.param(row, id=f"{path.stem}: {row['name']}")
    for path in sorted(Path(__file__).parent.glob("*.yml"))
    for row in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("conversations", [])
]


@pytest.fixture(scope="module")
def talk(model):
    """Hold a conversation: what is said, to the texts and the mark of each reply."""
    loop = asyncio.new_event_loop()
    agent = loop.run_until_complete(load_bot(model))

    def hold(name: str, turns: list[str]) -> list[tuple[str, dict]]:
        return [_reply(loop.run_until_complete(say(agent, text, name))) for text in turns]

    yield hold
    loop.close()


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_conversation_goes_as_told(talk, conversation):
    turns = conversation["turns"]
    for turn, (text, mark) in zip(turns, talk(conversation["name"], [turn["say"] for turn in turns])):
        told = f"{turn['say']!r} got {mark['kind']} {mark['id']}: {text}"
        assert fits(turn, mark["kind"], text), told
        assert mark["id"] == turn.get("id", mark["id"]), told


def test_there_are_enough():
    assert len(CONVERSATIONS) >= 80


def _reply(messages: list[dict]) -> tuple[str, dict]:
    return read_reply(messages)[1], next(message["custom"] for message in messages if "custom" in message)
