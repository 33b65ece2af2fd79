"""The bars: what must hold before a model is good enough."""

from __future__ import annotations

from typing import Mapping

AT_LEAST = {
    "right of answered": 0.93,
    "answered": 0.92,
    "unseen topic not answered": 0.90,
    "look-ups right": 0.92,
    "dialogues right": 0.85,
    "urgent messages found": 0.99,
}
AT_MOST = {
    "wrong of all": 0.03,
    "false alarms among them": 0.04,
}


def holds(name: str, value: float) -> bool:
    """Whether a number is good enough; one without a bar always is.

    >>> holds("wrong of all", 0.02), holds("answered", 0.5), holds("questions", 0.0)
    (True, False, True)
    """
    return AT_LEAST.get(name, value) <= value <= AT_MOST.get(name, value)


def missed_bars(numbers: Mapping[str, float]) -> list[str]:
    """The names of the numbers that must hold and do not."""
    return [name for name, value in numbers.items() if not holds(name, value)]
