"""What is remembered of people: little, for a while, and never who they are."""

from __future__ import annotations

import pytest

from bot.serving.messaging import people as module
from bot.serving.messaging.outgoing import Message, Rendered, choice
from bot.serving.messaging.people import MOST_BUTTONS, People, Person

ONE, TWO = choice("One", "one"), choice("Two", "two")


def test_the_rest_comes_part_by_part_and_a_new_reply_takes_its_place():
    person = Person("k", 0.0)
    a, b, c = (Message(text) for text in "abc")
    assert person.hear(Rendered((a,), (b, c))) == (a,)
    assert [person.more(), person.more(), person.more()] == [(b,), (c,), ()]
    person.hear(Rendered((a,), (b,)))
    person.hear(Rendered((c,)))
    assert person.more() == ()


# what is typed -> the choice
NUMBERS = {
    "1": ONE,
    " 2 ": TWO,
    "2.": TWO,
    "2)": TWO,
    "0": None,
    "3": None,
    "1 2": None,
    "one": None,
    "-1": None,
    "²": None,
}


@pytest.mark.parametrize("text, expected", NUMBERS.items())
def test_a_bare_number_means_the_choice_it_stood_beside(text, expected):
    person = Person("k", 0.0)
    person.hear(Rendered((Message("x", numbers=(ONE, TWO)),)))
    assert person.by_number(text) == expected


def test_numbers_are_those_of_the_last_reply():
    person = Person("k", 0.0)
    person.hear(Rendered((Message("x", numbers=(ONE, TWO)),)))
    person.hear(Rendered((Message("y"),)))
    assert person.by_number("1") is None


def test_buttons_further_up_can_be_tapped_but_not_all_for_ever():
    person = Person("k", 0.0)
    rows = [choice(str(n), str(n)) for n in range(MOST_BUTTONS + 1)]
    for row in rows:
        person.hear(Rendered((Message("x", buttons=(row,)),)))
    assert list(person.buttons.values()) == rows[1:]


def test_who_is_silent_for_too_long_is_overdue(clock):
    people = People(60.0, clock)
    people.find("a")
    clock.now += 40
    people.find("b")
    clock.now += 40
    assert list(people.overdue()) == ["a"]
    people.forget("a")
    assert list(people.overdue()) == [] and len(people) == 1


def test_there_is_a_bound(clock, monkeypatch):
    monkeypatch.setattr(module, "MOST_PEOPLE", 2)
    people = People(60.0, clock)
    for key in "abca":
        people.find(key)
    assert list(people.overdue()) == ["b"]


def test_who_wants_no_more_is_remembered_after_all_else_is_forgotten(clock):
    people = People(60.0, clock)
    people.find("a")
    people.stop("a")
    people.forget("a")
    assert people.is_stopped("a") and not people.is_stopped("b")
    people.start("a")
    assert not people.is_stopped("a")


def test_the_list_of_those_has_a_bound(clock, monkeypatch):
    monkeypatch.setattr(module, "MOST_STOPPED", 2)
    people = People(60.0, clock)
    for key in "abc":
        people.stop(key)
    assert [people.is_stopped(key) for key in "abc"] == [False, True, True]
