"""A question as a value: what it names, what it is about, and how it travels."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.look_up.query import Query, names_by_kind, query_from
from bot.nlu.terms import FoundTerm

MEDICINES = {
    "drugs before classes": ({"classes": ("blocker",), "drugs": ("alphazole",)}, ("alphazole",)),
    "classes where no drug is named": ({"classes": ("blocker",)}, ("blocker",)),
    "none": ({"side-effects": ("rash",)}, ()),
}


@pytest.mark.parametrize("found, medicines", MEDICINES.values(), ids=MEDICINES)
def test_medicines_of_a_question(found, medicines):
    assert Query(found=found).medicines == medicines


def test_kind_that_is_not_named_has_no_names():
    assert Query(found={"drugs": ("alphazole",)}).names("tests") == ()


def test_question_asked_of_other_medicines_is_the_same_but_for_them():
    query = Query(("given",), ("names",), {"drugs": ("alphazole",), "routes": ("mouth",)}, True)
    other = query.about(["betazole"])
    assert other.medicines == ("betazole",)
    assert other.about(["alphazole"]) == query


def test_question_about_a_class_counts_as_its_medicine():
    assert Query(found={"drugs": ("alphazole",)}).about(("blocker",)).medicines == ("blocker",)


words = st.text(min_size=1, max_size=8)
tuples = st.lists(words, max_size=3).map(tuple)
queries = st.builds(Query, tuples, tuples, st.dictionaries(words, tuples, max_size=3), st.booleans())


@given(query=queries)
def test_question_travels_as_plain_values(query):
    assert query_from(json.loads(json.dumps(query.to_dict()))) == query


def test_question_of_an_empty_row_is_empty():
    assert query_from({}) == Query()


TERMS = [
    FoundTerm("betazole", "drugs", 0, 8),
    FoundTerm("mouth", "routes", 12, 17),
    FoundTerm("alphazole", "drugs", 20, 29),
    FoundTerm("betazole", "drugs", 33, 41),
]


def test_names_stand_by_kind_once_and_in_their_order():
    assert names_by_kind(TERMS) == {"drugs": ("betazole", "alphazole"), "routes": ("mouth",)}
