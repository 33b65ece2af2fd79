"""The words around a name tell whether it is asked about alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.look_up.asked_alone import stands_alone, words_around

AROUND = [
    ("What does a nurse do?", ["nurse"], " what does a do "),
    ("the oncology nurse", ["nurse", "oncology nurse"], " the "),
    ("nursery", ["nurse"], None),
    ("what's T-DM1?", ["T-DM1"], " what's "),
]


@pytest.mark.parametrize("text, ways, around", AROUND)
def test_a_name_is_taken_out(text, ways, around):
    assert words_around(text, ways) == around


@pytest.mark.parametrize(
    "around, others, alone",
    [(" what is a ", (), True), (" what is the job of ", (), False), (" what is the job of ", ("duties",), True)],
)
def test_words_that_say_nothing_else(around, others, alone, knowledge):
    words = {"around": {"a", "is", "of", "the"}, "asking": {"what"}, "duties": {"job"}}
    assert stands_alone(around, replace(knowledge, asked_alone=words), *others) == alone
