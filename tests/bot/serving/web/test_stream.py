"""A stream tells what is, to whoever comes when: past events, new ones, resets, the end."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.serving.web.sessions import Event, Session, new_conversation
from bot.serving.web.stream import ALIVE, follow


def shown(event: Event) -> dict:
    return {"text": event.text}


@pytest.fixture
def session() -> Session:
    return Session("key", new_conversation(), created=0.0, seen=0.0)


async def collect(session: Session, after: int, *steps) -> list[str]:
    """What a stream sends in short form, while steps are taken one after another; the last of them must close it."""
    sent = []

    async def listen() -> None:
        async for part in follow(session, after, shown, heartbeat=5):
            lines = dict(line.split(": ", 1) for line in part.strip().splitlines())
            data = json.loads(lines["data"])
            sent.append(f"{lines['event']} {data.get('text', data.get('on', data.get('n', '')))}".strip())

    listening = asyncio.ensure_future(listen())
    for step in steps:
        await asyncio.sleep(0.01)
        step()
    await asyncio.wait_for(listening, 2)
    return sent


def test_past_events_come_first_and_then_new_ones(session):
    session.say("one", 0.0)
    session.say("two", 0.0)
    steps = (lambda: session.hear("a", "three", 0.0), lambda: session.say("four", 0.0), session.answered, session.close)
    assert asyncio.run(collect(session, 1, *steps)) == [
        "message two",
        "typing False",
        "message three",
        "typing True",
        "message four",
        "typing False",
        "gone",
    ]


def test_what_was_deleted_is_never_sent(session):
    session.say("one", 0.0)
    steps = (session.clear, lambda: session.say("two", 0.0), session.close)
    assert asyncio.run(collect(session, 0, *steps)) == ["message one", "typing False", "reset 2", "message two", "gone"]


def test_who_comes_after_a_reset_is_told_of_it(session):
    session.say("one", 0.0)
    session.clear()
    session.say("two", 0.0)
    assert asyncio.run(collect(session, 0, session.close)) == ["reset 2", "message two", "typing False", "gone"]
    assert session.listeners == []


def test_who_knew_all_before_a_reset_is_told_of_it_once(session):
    session.say("one", 0.0)
    session.clear()
    session.say("two", 0.0)
    again = Session("key", new_conversation(), created=0.0, seen=0.0, last=session.last, cleared=session.cleared)
    assert asyncio.run(collect(session, 1, session.close))[0] == "reset 2"
    assert asyncio.run(collect(again, 2, again.close)) == ["typing False", "gone"]


def test_a_quiet_stream_shows_that_it_lives(session):
    async def first_parts() -> list[str]:
        stream = follow(session, 0, shown, heartbeat=0.01)
        parts = [await stream.__anext__() for _ in range(3)]
        await stream.aclose()
        return parts

    assert asyncio.run(first_parts())[1:] == [ALIVE, ALIVE]
    assert session.listeners == []
