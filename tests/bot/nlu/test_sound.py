"""Words that sound the same are told as the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.sound import sound

ALIKE = [
    ("faslodex", "phaslodeks"),
    ("taxol", "taksol"),
    ("kisqali", "kiskali"),
    ("kisqali", "kisquali"),
    ("megace", "megase"),
    ("zometa", "sommeta"),
    ("nerlynx", "nerlinks"),
    ("taxotere", "taxoter"),
    ("methotrexate", "metotreksat"),
]
UNLIKE = [("taxol", "taxal"), ("zometa", "zometta's"), ("palbociclib", "ribociclib"), ("cisplatin", "kisplatin")]


@pytest.mark.parametrize("one, other", ALIKE)
def test_ways_of_writing_a_sound_are_the_same(one, other):
    assert sound(one) == sound(other)


@pytest.mark.parametrize("one, other", UNLIKE)
def test_other_sounds_are_not(one, other):
    assert sound(one) != sound(other)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1))
def test_no_word_sounds_longer_than_each_of_its_letters_may(word):
    assert len(sound(word)) <= 2 * len(word)


def test_no_two_drugs_sound_the_same(knowledge):
    owners: dict[str, set[str]] = {}
    for name, drug in knowledge.drugs.items():
        for alias in drug.names:
            owners.setdefault(sound(alias.lower()), set()).add(name)
    assert {heard: names for heard, names in owners.items() if len(names) > 1} == {}
