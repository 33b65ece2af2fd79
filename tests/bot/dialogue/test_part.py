"""A part of a message travels from the pipeline to the actions as plain values."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.part import Part, part_from
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
