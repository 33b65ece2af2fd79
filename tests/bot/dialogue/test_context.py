"""What a conversation remembers once a reply is given."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.reply import Reply, button
from bot.dialogue.context import FADES_AFTER, Context, after, context_from
from bot.look_up.query import Query

QUERY, OTHER = Query(("given",), found={"drugs": ("tamoxifen",)}), Query(("needs",), found={"drugs": ("olaparib",)})
BEFORE = Context(
    turn=3,
    query=OTHER,
    medicines=("olaparib",),
    named_at=2,
    waiting=OTHER,
    answer="a.old",
    answered_at=1,
    title="Old",
    offered=("old",),
    near=("a.near",),
    sources="Source: old",
    unclear=1,
    said=("warmth-fear",),
)


def reply(kind: str, **more: object) -> Reply:
    return Reply(**{"kind": kind, "id": "x", "title": "New", "text": "It is so.\n\nSource: new", **more})


def changed(given: Reply, **how: object) -> dict:
    """What is remembered differently, but for the turn."""
    then = vars(after(given, BEFORE, **how))
    assert then.pop("turn") == BEFORE.turn + 1
    return {key: value for key, value in then.items() if value != vars(BEFORE)[key]}


ONCE = {"waiting": None, "near": (), "offered": (), "unclear": 0}  # forgotten at each turn
AFTER = {
    "an answer": (
        reply("answer", answer="a.new", medicines=("tamoxifen",)),
        {},
        {
            **ONCE,
            "query": None,
            "medicines": ("tamoxifen",),
            "named_at": 4,
            "choice": ("olaparib", "tamoxifen"),
            "chosen_at": 4,
            "answer": "a.new",
            "answered_at": 4,
            "title": "New",
            "sources": "Source: new",
        },
    ),
    "an answer that is about no drug": (
        reply("answer", answer="a.new"),
        {},
        {**ONCE, "query": None, "answer": "a.new", "answered_at": 4, "title": "New", "sources": "Source: new"},
    ),
    "a look-up": (
        reply("lookup", medicines=("tamoxifen",)),
        {"query": QUERY},
        {
            **ONCE,
            "query": QUERY,
            "medicines": ("tamoxifen",),
            "named_at": 4,
            "choice": ("olaparib", "tamoxifen"),
            "chosen_at": 4,
            "answer": None,
            "title": "New",
            "sources": "Source: new",
        },
    ),
    "a question back": (
        reply("clarify", buttons=(button("This"), button("That")), offered=("a.this", "a.that")),
        {"query": QUERY},
        {**ONCE, "waiting": QUERY, "offered": ("This", "That"), "unclear": 2},
    ),
    "small talk": (reply("chat"), {}, ONCE),
    "small talk with buttons": (reply("chat", buttons=(button("This"),)), {}, {**ONCE, "offered": ("This",)}),
    "that it was not understood": (reply("chat", unclear=True), {}, {**ONCE, "unclear": 2}),
    "a refusal with what is near": (
        reply("decline", offered=("a.this",)),
        {"near": ("a.this",)},
        {**ONCE, "near": ("a.this",), "offered": ("a.this",)},
    ),
    "an answer whose buttons are no choice": (
        reply("answer", answer="a.new", buttons=(button("Tell me more"),)),
        {},
        {**ONCE, "query": None, "answer": "a.new", "answered_at": 4, "title": "New", "sources": "Source: new"},
    ),
}


@pytest.mark.parametrize("given, how, expected", AFTER.values(), ids=AFTER)
def test_what_is_remembered_after(given, how, expected):
    assert changed(given, **how) == expected


FRESH = [(0, True), (FADES_AFTER, True), (FADES_AFTER + 1, False)]


@pytest.mark.parametrize("turns, remembered", FRESH)
def test_medicine_fades_when_it_is_not_spoken_of(turns, remembered):
    context = Context(turn=2 + turns, medicines=("tamoxifen",), named_at=2)
    assert context.fresh == (("tamoxifen",) if remembered else ())


names = st.lists(st.text(max_size=6), max_size=3).map(tuple)
queries = st.none() | st.builds(
    Query, names, names, st.dictionaries(st.text(max_size=6), names, max_size=2), st.booleans()
)
counts = st.integers(0, 9)
contexts = st.builds(
    Context,
    turn=counts,
    query=queries,
    medicines=names,
    named_at=counts,
    waiting=queries,
    answer=st.none() | st.text(max_size=6),
    answered_at=counts,
    title=st.text(max_size=6),
    offered=names,
    near=names,
    sources=st.text(max_size=6),
    unclear=counts,
    said=names,
)


@given(context=contexts)
def test_context_travels_through_a_slot(context):
    assert context_from(json.loads(json.dumps(context.to_dict()))) == context


@pytest.mark.parametrize("row", [None, {}])
def test_conversation_without_a_slot_is_new(row):
    assert context_from(row) == Context()


ONE, TWO, THREE = ("olaparib",), ("olaparib", "tamoxifen"), ("olaparib", "tamoxifen", "letrozole")
CHOICES = {
    "a list": (Context(), {"listed": THREE}, THREE),
    "two that are compared": (Context(), {"medicines": TWO}, TWO),
    "one after another": (Context(medicines=ONE), {"medicines": ("letrozole",)}, ("olaparib", "letrozole")),
    "one alone": (Context(), {"medicines": ONE}, ()),
    "the same again": (Context(medicines=ONE), {"medicines": ONE}, ()),
    "one of those to choose from": (Context(choice=TWO, medicines=TWO), {"medicines": ("tamoxifen",)}, TWO),
    "none": (Context(choice=TWO), {}, TWO),
    "one after another named long ago": (Context(turn=9, medicines=ONE, named_at=1), {"medicines": ("letrozole",)}, ()),
}


@pytest.mark.parametrize("before, given, choice", CHOICES.values(), ids=CHOICES)
def test_which_of_them_means_after(before, given, choice):
    assert after(reply("lookup", **given), before).of_these == choice


def test_which_of_them_fades():
    assert Context(turn=2 + FADES_AFTER, choice=TWO, chosen_at=2).of_these == TWO
    assert Context(turn=3 + FADES_AFTER, choice=TWO, chosen_at=2).of_these == ()
