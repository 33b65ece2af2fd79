"""How much one client may ask for: token buckets, one for each key."""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass
from typing import Callable, Hashable

MOST_BUCKETS = 10_000  # kept at once; full ones are let go first, for they remember nothing
SITE_OF_IPV6 = 64  # bits of an address that one household has to itself


@dataclass
class Bucket:
    """What is left, and when that was counted, in seconds of the clock."""

    left: float
    at: float


class Limit:
    """So many a minute for each key; as many at once where none was used for a minute."""

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        self._most = a_minute
        self._clock = clock
        self._buckets: dict[Hashable, Bucket] = {}

    def wait(self, key: Hashable) -> int:
        """Seconds until one more is allowed, rounded up; 0 where it is allowed now. Nothing is taken."""
        missing = 1 - self._left(key)
        return math.ceil(missing * 60 / self._most) if missing > 0 else 0

    def take(self, key: Hashable) -> None:
        """Count one more."""
        if len(self._buckets) >= MOST_BUCKETS and key not in self._buckets:
            self._let_go()
        self._buckets[key] = Bucket(self._left(key) - 1, self._clock())

    def forget(self, key: Hashable) -> None:
        """Keep nothing of a key."""
        self._buckets.pop(key, None)

    def _left(self, key: Hashable) -> float:
        bucket = self._buckets.get(key)
        if bucket is None:
            return self._most
        return min(self._most, bucket.left + (self._clock() - bucket.at) * self._most / 60)

    def _let_go(self) -> None:
        full = [key for key in self._buckets if self._left(key) >= self._most]
        for key in full or [next(iter(self._buckets))]:
            del self._buckets[key]


def wait_for_all(*asked: tuple[Limit, Hashable]) -> int:
    """Take one of each limit where all allow it.

    Returns:
        0 where it was taken, else the seconds to wait; then nothing was.
    """
    seconds = max(limit.wait(key) for limit, key in asked)
    if not seconds:
        for limit, key in asked:
            limit.take(key)
    return seconds


def site_of(address: str) -> str:
    """The address that is counted: of IPv6 the network, for a household has as many addresses as it likes.

    >>> site_of("192.0.2.7"), site_of("2001:db8::1:2:3:4"), site_of("unknown")
    ('192.0.2.7', '2001:db8::/64', 'unknown')
    """
    try:
        ip = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address
    if ip.version == 4:
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.ip_network((ip, SITE_OF_IPV6), strict=False))
