"""What comes twice is known, within bounds of time and number."""

from __future__ import annotations

from bot.serving.messaging import seen as module
from bot.serving.messaging.seen import KEPT_FOR, Seen


def test_the_second_time_is_known(clock):
    seen = Seen(clock)
    assert [seen.is_new(name) for name in ("a", "b", "a", "b", "c")] == [True, True, False, False, True]


def test_it_is_forgotten_in_time(clock):
    seen = Seen(clock)
    seen.is_new("a")
    clock.now += KEPT_FOR - 1
    assert not seen.is_new("a")
    clock.now += 2
    assert seen.is_new("a")


def test_there_is_a_bound(clock, monkeypatch):
    monkeypatch.setattr(module, "MOST_SEEN", 2)
    seen = Seen(clock)
    for name in "abc":
        seen.is_new(name)
    assert not seen.is_new("c") and seen.is_new("a")
