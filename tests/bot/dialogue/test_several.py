"""Several questions in one message are answered in their order, as one reply."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.reply import Reply, Source, Table, button
from bot.dialogue.context import Context
from bot.dialogue.part import Part
from bot.dialogue.several import STRONGEST, answer_each, together
from bot.look_up.query import Query

DIAGNOSIS, PLAN = Source("Diagnosis", "2021", "2021-01"), Source("Plan", "2021", "2021-01")
ANSWER = Reply(
    "answer", "a.one", "One", "It is one.", sources=(DIAGNOSIS,), passages=("g21.diagnosis.001",), answer="a.one"
)
LOOK_UP = Reply(
    "lookup",
    "drug.two",
    "Two",
    "It is two.",
    sources=(PLAN, DIAGNOSIS),
    passages=("g21.diagnosis.001", "g21.plan.001"),
    buttons=(button("More of two"),),
    table=Table(("Drug",), (("two",),)),
    medicines=("two",),
)
REFUSAL = Reply("decline", "out_of_scope", "Not in the guide", "No.", buttons=(button("This"),), offered=("a.this",))

MARKED = [
    ([ANSWER, LOOK_UP], "drug.two"),
    ([LOOK_UP, ANSWER], "drug.two"),
    ([REFUSAL, ANSWER], "a.one"),
    ([ANSWER, Reply("urgent", "emergency", "Now", "Call.")], "emergency"),
    ([Reply("chat", "thanks", "", "Welcome."), REFUSAL], "out_of_scope"),
    ([ANSWER, Reply("answer", "a.two", "Two", "Two.")], "a.one"),
]


@pytest.mark.parametrize("replies, reply_id", MARKED)
def test_mark_is_that_of_the_strongest_reply_and_of_like_ones_the_first(replies, reply_id):
    assert together(replies).id == reply_id


def test_replies_are_one_in_their_order():
    reply = together([LOOK_UP, ANSWER, REFUSAL])
    assert reply.text == "It is two.\n\nIt is one.\n\nNo."
    assert reply.title == "Two / One / Not in the guide"
    assert reply.sources == (PLAN, DIAGNOSIS)
    assert reply.passages == ("g21.diagnosis.001", "g21.plan.001")
    assert reply.medicines == ("two",)
    assert reply.table == LOOK_UP.table
    assert (reply.buttons, reply.offered) == (REFUSAL.buttons, REFUSAL.offered)


def test_what_two_replies_say_alike_is_said_once_but_each_keeps_its_source():
    one, two = (replace(ANSWER, text=f"It is {name}.\n\nAsk your team.\n\nSource: it.") for name in ("one", "two"))
    assert together([one, two]).text == ("It is one.\n\nSource: it.\n\nIt is two.\n\nAsk your team.\n\nSource: it.")


def test_every_kind_of_reply_has_its_strength(knowledge):
    assert {reply.kind for reply in knowledge.replies.values()} | {"answer", "lookup", "clarify"} == set(STRONGEST)


SURE = 0.99
GIVEN = Part("is xgeva a shot", "look_up_drug", query=Query(("given",), (), {"drugs": ("denosumab",)}), confidence=SURE)
EFFECTS = Part("its side effects", "look_up_drug", query=Query(("side-effects",), ("side-effects",)), confidence=SURE)
SCAN = Part("what is a bone scan", "faq", ("diagnosis.bone-scan",), confidence=SURE)
BACK = Part("which side effects", "look_up_drug", query=Query(("side-effects",)), confidence=SURE)

EACH = {
    "two drugs' questions, the second leaning on the first": ([GIVEN, EFFECTS], ["under the skin", "low calcium"]),
    "a drug and an answer": ([GIVEN, SCAN], ["under the skin", "bone scan"]),
    "the order they were asked in": ([SCAN, GIVEN], ["bone scan", "under the skin"]),
}


@pytest.mark.parametrize("parts, words", EACH.values(), ids=EACH)
def test_each_question_is_answered_in_its_order(parts, words, knowledge):
    text = answer_each(parts, Context(), knowledge).reply.text
    places = [text.find(word) for word in words]
    assert -1 not in places and places == sorted(places)


def test_question_asked_twice_is_answered_once(knowledge):
    once, twice = (answer_each([GIVEN] * times, Context(), knowledge).reply.text for times in (1, 2))
    assert once == twice


def test_conversation_goes_on_from_the_last_question(knowledge):
    said = answer_each([SCAN, GIVEN], Context(), knowledge)
    assert (said.context.medicines, said.context.turn) == (("denosumab",), 2)


def test_warmth_is_said_once_before_all(knowledge):
    scared = Part(GIVEN.text, GIVEN.intent, query=Query(("given",), (), {**GIVEN.query.found, "feelings": ("fear",)}))
    text = answer_each([scared, SCAN], Context(), knowledge).reply.text
    assert text.startswith(knowledge.wording["warmth-fear"])
    assert text.count(knowledge.wording["warmth-fear"]) == 1


def test_first_question_leans_on_nothing_of_this_message(knowledge):
    assert answer_each([BACK], Context(), knowledge).reply.id == "which-drug"
