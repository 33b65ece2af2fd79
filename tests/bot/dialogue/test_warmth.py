"""A sentence of warmth goes before an answer, once."""

from __future__ import annotations

import pytest

from bot.answering.reply import Reply
from bot.dialogue.context import Context
from bot.dialogue.part import Part
from bot.dialogue.respond import Said
from bot.dialogue.warmth import with_warmth
from bot.look_up.query import Query


def warmed(knowledge, kind: str, found: dict, said: tuple[str, ...] = ()) -> tuple[list[str], tuple[str, ...]]:
    """The names of the sentences that were said first, and those remembered as said."""
    part = Part("x", "faq", query=Query(found={key: (name,) for key, name in found.items()}))
    told = with_warmth(Said(Reply(kind, "x", "X", "It is so."), Context(said=said)), part, knowledge)
    *lead, body = told.reply.text.split("\n\n")
    assert body == "It is so."
    names = {knowledge.wording[name]: name for name in knowledge.wording if name.startswith(("warmth-", "for-another"))}
    spoken = [names[text] for text in names if text in "".join(lead)]
    assert "".join(lead) == " ".join(knowledge.wording[name] for name in spoken)
    return spoken, told.context.said


FEAR, CARER = {"feelings": "fear"}, {"kinship": "caregiver"}
WARMTH = {
    "a feeling": ("answer", FEAR, ["warmth-fear"]),
    "a feeling, before a look-up": ("lookup", FEAR, ["warmth-fear"]),
    "a feeling, before a question back": ("clarify", FEAR, ["warmth-fear"]),
    "a feeling, before a refusal": ("decline", FEAR, ["warmth-fear"]),
    "no feeling where danger is answered": ("urgent", FEAR, []),
    "no feeling in small talk": ("chat", FEAR, []),
    "a loved one": ("answer", CARER, ["for-another"]),
    "a loved one, but not before a question back": ("clarify", CARER, []),
    "both": ("answer", {**FEAR, **CARER}, ["warmth-fear", "for-another"]),
    "neither": ("answer", {"drugs": "tamoxifen"}, []),
}


@pytest.mark.parametrize("kind, found, names", WARMTH.values(), ids=WARMTH)
def test_what_is_said_first_to(kind, found, names, knowledge):
    assert warmed(knowledge, kind, found) == (names, tuple(names))


AGAIN = {
    "the same feeling": (FEAR, ("warmth-fear",), []),
    "another feeling": (FEAR, ("warmth-grief",), ["warmth-fear"]),
    "the loved one of before": (CARER, ("for-another",), []),
}


@pytest.mark.parametrize("found, said, names", AGAIN.values(), ids=AGAIN)
def test_each_is_said_once_in_a_conversation(found, said, names, knowledge):
    assert warmed(knowledge, "answer", found, said) == (names, (*said, *names))


def test_of_two_feelings_the_first_is_answered(knowledge):
    part = Part("x", "faq", query=Query(found={"feelings": ("fear", "grief")}))
    told = with_warmth(Said(Reply("answer", "x", "X", "It is so."), Context()), part, knowledge)
    assert told.context.said == ("warmth-fear",)


def test_every_feeling_that_can_be_found_has_its_sentence(knowledge):
    feelings = {term.name for term in knowledge.terms if term.kind == "feelings"}
    assert feelings
    assert {name for name in feelings if f"warmth-{name}" not in knowledge.wording} == set()
