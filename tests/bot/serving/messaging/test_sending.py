"""Sending is tried again where that may help, ever later, and then given up with a line that tells of nobody."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.serving.messaging.sending import LONGEST_WAIT, TRIES, Failure, send

WORDS = "what the person is told, at +12025550100"


class VendorError(Exception):
    """An error of a vendor's client; it quotes what it was given, as they do."""

    def __init__(self, again: bool, after: float | None = None) -> None:
        super().__init__(WORDS)
        self.failure = Failure("VendorError", again, after)


def attempt(*errors: Exception | None) -> tuple[bool, list[float], int]:
    """Send, with these outcomes one by one: whether it was sent, the seconds waited, and the number of tries."""
    outcomes, waits, tried = list(errors), [], []

    async def deliver() -> None:
        tried.append(1)
        error = outcomes.pop(0)
        if error:
            raise error

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    sent = asyncio.run(send(deliver, lambda error: error.failure, channel="test", sleep=sleep, luck=lambda: 1.0))
    return sent, waits, len(tried)


BUSY, WRONG = VendorError(True), VendorError(False)

# outcomes -> sent, waits, tries
CASES = {
    "at once": ([None], True, [], 1),
    "after it was busy": ([BUSY, BUSY, None], True, [1.0, 2.0], 3),
    "never": ([BUSY] * TRIES, False, [1.0, 2.0, 4.0, 8.0], TRIES),
    "wrong": ([WRONG], False, [], 1),
    "when it says": ([VendorError(True, 7.0), None], True, [7.0], 2),
    "sooner than it says is not tried": ([VendorError(True, 0.1), None], True, [1.0], 2),
    "later than anyone waits": ([VendorError(True, LONGEST_WAIT + 1)], False, [], 1),
    "without a network": ([ConnectionError(WORDS), None], True, [1.0], 2),
    "timed out": ([asyncio.TimeoutError(WORDS), None], True, [1.0], 2),
}


@pytest.mark.parametrize("outcomes, sent, waits, tries", CASES.values(), ids=CASES)
def test_tries(outcomes, sent, waits, tries, caplog):
    with caplog.at_level(logging.DEBUG):
        assert attempt(*outcomes) == (sent, waits, tries)
    assert ("was not sent by test" in caplog.text) == (not sent)
    assert "person" not in caplog.text and "2025550100" not in caplog.text


def test_a_vendor_that_does_not_answer_is_not_waited_for():
    async def deliver() -> None:
        await asyncio.sleep(3600)

    async def sleep(seconds: float) -> None:
        pass

    sent = send(deliver, lambda error: Failure("x", False), channel="test", sleep=sleep, within=0.01)
    assert asyncio.run(sent) is False
