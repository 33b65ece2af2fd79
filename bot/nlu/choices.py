"""Recognising a bare choice: a number, 'the second one', 'none of these'."""

from __future__ import annotations

from typing import Mapping, Optional

SENTENCE = 4  # words of a message that asks something


def place_in(text: str, words: Mapping[str, int]) -> Optional[int]:
    """The place in a list that stands somewhere in a message as 'the second one', or None.

    >>> place_in("Is the second one a pill?", {"second": 2, "one": -1}), place_in("first line", {"first": 1, "one": -1})
    (2, None)
    """
    parts = [part.strip(".,!?()#") for part in text.lower().split()]
    pairs = [(words.get(a, 0), words.get(b, 0)) for a, b in zip(parts, parts[1:])]
    if len(parts) >= SENTENCE and pairs[-1][0] < 0 < pairs[-1][1]:  # "and of the second?"
        return pairs[-1][1]
    return next((place for place, filler in pairs if place > 0 and filler < 0), None)


def choice_number(text: str, words: Mapping[str, int]) -> Optional[int]:
    """The place in a list that a short message names; 0 for none of them; None where it names no place.

    Args:
        text: the message.
        words: what stands for a place, from `knowledge/choices.yml`, such as `{"second": 2, "none": 0}`.

    >>> choice_number("The second one, please.", {"second": 2, "the": -1, "one": -1, "please": -1})
    2
    >>> choice_number("2", {}), choice_number("12345", {}), choice_number("second opinion", {"second": 2})
    (2, None, None)
    """
    parts = [part.strip(".,!?()#") for part in text.lower().split()]
    parts = [part for part in parts if part]
    places = []
    for part in parts:
        if part.isdecimal() and len(part) == 1:
            places.append(int(part))
        elif part not in words:
            return None
        elif words[part] >= 0:
            places.append(words[part])
    return places[0] if len(set(places)) == 1 else None
