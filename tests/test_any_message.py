"""Whatever is typed, in whatever order: a marked reply that says something, soon, and nothing of the markup typed."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.reply import KINDS

pytestmark = pytest.mark.model

CASES = 2000
LIMIT = 5.0  # seconds, of the contract
NAMES = ["Ibrance", "tamoxifen", "aspirin", "CDK4/6 inhibitors", "HER2", "liver", "nausea", "my mum", "chemo"]
WORDS = [
    "what",
    "is",
    "it",
    "which",
    "of",
    "them",
    "and",
    "not",
    "does",
    "side effects",
    "how",
    "often",
    "after that",
    "2",
]
ODD = [
    "/restart",
    '/faq{"name": "x"}',
    '/look_up_drug{"drug": "x"}',
    "{{7*7}}",
    "${x}",
    "{name}",
    "%s%n",
    "\x00\x1b[31m",
    "\u202e",
    "ÿ" * 40,
    "😀" * 9,
    "' OR 1=1 --",
    "null",
    "-1",
    "\n\n\t",
]
MARKUP = [
    "<script>alert(1)</script>",
    "<b>bold</b>",
    "<img src=x onerror=alert(1)>",
    "[link](javascript:x)",
    "<!-- x -->",
]

piece = st.sampled_from([*NAMES, *WORDS, *ODD, *MARKUP]) | st.text(max_size=20)
message = st.lists(piece, max_size=12).map(" ".join) | st.text(max_size=400) | st.sampled_from(ODD)


@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=message, sender=st.integers(0, 40))
def test_any_message_gets_a_reply(waymark, text, sender):
    started = time.perf_counter()
    response = waymark.say(text, f"anyone-{sender}")
    assert time.perf_counter() - started < LIMIT
    marks = [message["custom"] for message in response.messages if "custom" in message]
    said = response.text
    assert [mark["kind"] for mark in marks if mark["kind"] not in KINDS] == [] and len(marks) == 1
    assert said.strip() and "Traceback" not in said
    assert not [markup for markup in MARKUP if markup in text and markup in said]


@pytest.mark.parametrize("text", ["", " ", "a" * 5000, "what is it " * 450, MARKUP[0] * 200])
def test_empty_and_very_long_messages_get_a_reply(waymark, text):
    assert waymark.say(text, "very-long").kind in KINDS
