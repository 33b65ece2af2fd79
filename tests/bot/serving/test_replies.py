"""The numbers to call that stand in a reply."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.serving.replies import phones_in

# numbers of the region, text -> as dialled
PHONES = {
    "one": ({"emergency_number": "911"}, "Call 911 now.", ["tel:911"]),
    "two, in their order": (
        {"emergency_number": "911", "a_number": "988"},
        "Text 988, or call 911.",
        ["tel:988", "tel:911"],
    ),
    "with spaces": ({"crisis_number": "116 123"}, "free on 116 123", ["tel:116123"]),
    "not said": ({"emergency_number": "911"}, "Call your team.", []),
    "a part of another": ({"emergency_number": "911"}, "Call 19110.", []),
    "no number": ({"crisis_line": "988"}, "Call 988.", []),
}


@pytest.mark.parametrize("lines, text, expected", PHONES.values(), ids=PHONES)
def test_numbers_of_a_text(knowledge, lines, text, expected):
    assert [phone["dial"] for phone in phones_in(text, replace(knowledge, help_lines=lines))] == expected
