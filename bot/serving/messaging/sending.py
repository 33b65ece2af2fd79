"""Sending through a vendor that may be slow, busy or down."""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import dataclass
from typing import Any, Awaitable, Callable, Optional

logger = logging.getLogger(__name__)

ANSWERS_WITHIN = 10.0  # seconds that a vendor is waited for
TRIES = 5
FIRST_WAIT = 1.0  # seconds before the second try; twice as many before each that follows
LONGEST_WAIT = 60.0  # seconds; who asks for longer is not tried again


@dataclass(frozen=True)
class Failure:
    """Why a message was not sent: its name for the log, whether another try may help, and when the vendor says so."""

    name: str
    again: bool
    after: Optional[float] = None


Sleep = Callable[[float], Awaitable[Any]]


def wait_before(tried: int, after: Optional[float], luck: float) -> float:
    """Seconds to wait before the next try.

    Args:
        tried: how often it was tried.
        after: what the vendor asked for.
        luck: from 0 to 1, so that not all come again at once.

    >>> wait_before(1, None, 1.0), wait_before(3, None, 0.0), wait_before(1, 7.0, 0.0)
    (1.0, 2.0, 7.0)
    """
    wait = FIRST_WAIT * 2 ** (tried - 1) * (0.5 + luck / 2)
    return max(wait, after or 0.0)


async def send(
    deliver: Callable[[], Awaitable[Any]],
    failure_of: Callable[[Exception], Failure],
    *,
    channel: str,
    sleep: Sleep = asyncio.sleep,
    luck: Callable[[], float] = random.random,
    within: float = ANSWERS_WITHIN,
) -> bool:
    """Send a message, a few times if need be. A message that came in spite of a time-out is sent twice: better than not.

    Args:
        deliver: asks the vendor once.
        failure_of: what an error of the vendor's client means.

    Returns:
        Whether it was sent. If not, the log says so, without the words and without the person.
    """
    tried = 0
    while True:
        tried += 1
        try:
            await asyncio.wait_for(deliver(), within)
            return True
        except (asyncio.TimeoutError, ConnectionError) as error:
            failure = Failure(type(error).__name__, again=True)
        except Exception as error:  # its text may hold the words, so only its name is told
            failure = failure_of(error)
        wait = wait_before(tried, failure.after, luck())
        if tried == TRIES or not failure.again or wait > LONGEST_WAIT:
            logger.error("A reply was not sent by %s: %s, tried %d times", channel, failure.name, tried)
            return False
        await sleep(wait)
