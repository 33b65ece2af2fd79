"""A conversation of three hundred turns: nothing breaks, and the last turns are as quick as the first."""

import statistics
import time

import pytest

from bot.serving.in_process import say
from bot.serving.short_memory import MOST_EVENTS

pytestmark = pytest.mark.model

TURNS, SAMPLE = 300, 40
SLOWER = 1.3  # times as long as at the beginning that a turn may take at the end
QUESTIONS = ["What is a bone scan?", "side effects of letrozole", "is it a pill?", "and Kisqali?", "thanks"]


async def converse(agent) -> tuple[list[float], int]:
    seconds = []
    for turn in range(TURNS):
        started = time.perf_counter()
        messages = await say(agent, QUESTIONS[turn % len(QUESTIONS)], "long")
        seconds.append(time.perf_counter() - started)
        assert [message for message in messages if "custom" in message]
    return seconds, len((await agent.tracker_store.retrieve("long")).events)


def test_the_last_turns_are_as_quick_as_the_first(waymark):
    seconds, events = waymark.run(converse(waymark.agent))
    first, last = seconds[len(QUESTIONS) : SAMPLE + len(QUESTIONS)], seconds[-SAMPLE:]
    assert statistics.median(last) <= SLOWER * statistics.median(first)
    assert events <= MOST_EVENTS
