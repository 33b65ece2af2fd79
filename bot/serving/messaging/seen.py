"""Which messages were taken already, so that what a vendor sends twice is not answered twice."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import Callable

MOST_SEEN = 100_000  # kept at once, of 16 bytes each
KEPT_FOR = 24 * 3600.0  # seconds; vendors give up sooner


class Seen:
    """Ids of messages, kept as hashes.

    Args:
        clock: seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._at: OrderedDict[bytes, float] = OrderedDict()

    def is_new(self, message_id: str) -> bool:
        """Whether a message comes for the first time; the next time it does not."""
        mark, now = hashlib.sha256(message_id.encode("utf-8", "surrogatepass")).digest()[:16], self._clock()
        while self._at and now - next(iter(self._at.values())) > KEPT_FOR:
            self._at.popitem(last=False)
        if mark in self._at:
            return False
        self._at[mark] = now
        if len(self._at) > MOST_SEEN:
            self._at.popitem(last=False)
        return True
