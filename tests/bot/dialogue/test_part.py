"""A part of a message travels from the pipeline to the actions as plain values."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.part import (
    NEAR_ENOUGH,
    NEARLY_COVERED,
    SURE_DECISION,
    Part,
    asks_of_illness,
    part_from,
    surely_decides,
    tells_feeling,
)
from bot.look_up.query import Query

words = st.text(max_size=8)
tuples = st.lists(words, max_size=3).map(tuple)
queries = st.builds(Query, tuples, tuples, st.dictionaries(words, tuples, max_size=2), st.booleans())
chances = st.floats(0, 1)
parts = st.builds(Part, words, words, tuples, tuples, queries, chances, chances, words)


@given(part=parts)
def test_part_travels_whole(part):
    assert part_from(json.loads(json.dumps(part.to_dict()))) == part


def test_what_an_older_pipeline_left_out_is_taken_for_unknown():
    row = {"text": "hi", "intent": "greet", "answers": [], "near": []}
    assert part_from(row) == Part("hi", "greet")


DECIDES = {
    "surely": (Part("x", "personal_decision", confidence=SURE_DECISION), True),
    "hardly": (Part("x", "personal_decision", confidence=SURE_DECISION - 0.1), False),
    "not at all": (Part("x", "faq", confidence=1.0), False),
}


@pytest.mark.parametrize("part, expected", DECIDES.values(), ids=DECIDES)
def test_surely_asks_for_a_decision(part, expected):
    assert surely_decides(part) is expected


def of_tests(topic: str = "needs", nearness: float = NEAR_ENOUGH, **found: tuple[str, ...]) -> Part:
    return Part("which ones do they test for", "faq", ("a.plain",), query=Query((topic,), (), found), nearness=nearness)


OF_ILLNESS = {
    "tests, with an answer near": (of_tests(), True),
    "checks, with an answer near": (of_tests("monitoring"), True),
    "whom it is for, with an answer near": (of_tests("for-whom"), True),
    "no answer near": (of_tests(nearness=NEAR_ENOUGH - 0.1), False),
    "another attribute": (of_tests("given"), False),
    "a drug": (of_tests(drugs=("tamoxifen",)), False),
}


@pytest.mark.parametrize("part, expected", OF_ILLNESS.values(), ids=OF_ILLNESS)
def test_question_without_a_medicine_may_be_one_of_the_illness(part, expected):
    assert asks_of_illness(part) is expected


def news(text: str = "it is in her liver, i am so scared", covered: float = NEARLY_COVERED, **found: tuple) -> Part:
    kinds = {"feelings": ("fear",), **{kind.replace("_", "-"): names for kind, names in found.items()}}
    return Part(text, "out_of_scope", query=Query((), (), kinds), covered=covered)


FEELINGS = {
    "news and a feeling": (news(), True),
    "no feeling": (news(feelings=()), False),
    "a question mark": (news("it is in her liver, so scared, will she see it?"), False),
    "a question word": (news(question_words=("question",)), False),
    "what helps": (news(remedy=("good for",)), False),
    "nothing of the guide's": (news(covered=NEARLY_COVERED - 0.1), False),
}


@pytest.mark.parametrize("part, expected", FEELINGS.values(), ids=FEELINGS)
def test_feeling_is_told_where_nothing_is_asked(part, expected):
    assert tells_feeling(part) is expected
