"""Limits: so many a minute for each, and nobody pays for another."""

from __future__ import annotations

import pytest

from bot.serving.limits import MOST_BUCKETS, Limit, site_of, wait_for_all


def test_so_many_at_once_and_then_one_by_one(clock):
    limit = Limit(20, clock)
    assert [wait_for_all((limit, "a")) for _ in range(21)] == [0] * 20 + [3]
    clock.now += 3
    assert [wait_for_all((limit, "a")) for _ in range(2)] == [0, 3]
    clock.now += 600
    assert [wait_for_all((limit, "a")) for _ in range(21)] == [0] * 20 + [3]


def test_one_key_does_not_use_up_anothers(clock):
    limit = Limit(1, clock)
    assert [wait_for_all((limit, key)) for key in "aab"] == [0, 60, 0]


def test_refused_by_one_limit_takes_of_none(clock):
    narrow, wide = Limit(1, clock), Limit(2, clock)
    assert [wait_for_all((narrow, "a"), (wide, "x")) for _ in range(3)] == [0, 60, 60]
    assert wait_for_all((wide, "x")) == 0


def test_forgotten_key_begins_anew(clock):
    limit = Limit(1, clock)
    wait_for_all((limit, "a"))
    limit.forget("a")
    assert wait_for_all((limit, "a")) == 0


def test_memory_has_a_bound(clock):
    limit = Limit(1, clock)
    for key in range(MOST_BUCKETS + 10):
        limit.take(key)
    assert len(limit._buckets) == MOST_BUCKETS
    assert limit.wait(MOST_BUCKETS + 9) == 60


ADDRESSES = {
    "IPv4": ("192.0.2.7", "192.0.2.7"),
    "IPv6": ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    "IPv6 of the same house": ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
    "in brackets": ("[2001:db8::1]", "2001:db8::/64"),
    "IPv4 within IPv6": ("::ffff:192.0.2.7", "192.0.2.7"),
    "no address": ("somewhere", "somewhere"),
}


@pytest.mark.parametrize("address, site", ADDRESSES.values(), ids=ADDRESSES)
def test_site_of_an_address(address, site):
    assert site_of(address) == site
