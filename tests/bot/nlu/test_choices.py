"""A bare choice is recognised, a question is not taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.choices import choice_number, place_in

NAMED = [
    ("1", 1),
    (" 2. ", 2),
    ("(3)", 3),
    ("#2", 2),
    ("0", 0),
    ("9", 9),
    ("number 2 please", 2),
    ("the first one", 1),
    ("The SECOND one, please!", 2),
    ("3rd", 3),
    ("option three", 3),
    ("2, the second", 2),
    ("none of these", 0),
    ("Neither.", 0),
    ("i mean the third", 3),
]

NO_CHOICE = [
    "",
    "?!",
    "12",
    "-1",
    "1.5",
    "1 or 2",
    "the first or the second",
    "please",
    "the one",
    "second opinion",
    "is it one of the first signs",
    "stage 4",
    "2 drugs",
    "none of these drugs work",
    "²",
]


@pytest.mark.parametrize("text, place", NAMED)
def test_short_message_names_a_place(text, place, knowledge):
    assert choice_number(text, knowledge.choices) == place


@pytest.mark.parametrize("text", NO_CHOICE)
def test_other_message_names_no_place(text, knowledge):
    assert choice_number(text, knowledge.choices) is None


PLACES = [
    ("Is the second one a pill?", 2),
    ("what about the FIRST one", 1),
    ("how is the third option given", 3),
    ("the second one, or the third one?", 2),
    ("is it used as first line treatment", None),
    ("second opinion", None),
    ("the one in the middle", None),
    ("one second", None),
    ("which one", None),
    ("none of these", None),
    ("first", None),
    ("", None),
]


@pytest.mark.parametrize("text, place", PLACES)
def test_place_that_stands_in_a_message_is_one_of_things(text, place, knowledge):
    assert place_in(text, knowledge.choices) == place


@given(st.text(st.characters() | st.sampled_from("0123456789 .,#")))
def test_no_text_is_refused(text):
    assert choice_number(text, {"second": 2, "none": 0, "the": -1}) in (None, *range(10))


@given(text=st.lists(st.sampled_from("first second third none the one 2 please".split())).map(" ".join))
def test_a_choice_is_a_place_that_was_said(text, knowledge):
    said = {knowledge.choices.get(word, 2) for word in text.split()} - {-1}
    assert choice_number(text, knowledge.choices) == (said.pop() if len(said) == 1 else None)
