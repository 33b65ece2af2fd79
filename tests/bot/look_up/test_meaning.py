"""A side effect of which a message asks what it is, and nothing else, is told by the drugs that have it."""

from __future__ import annotations

import pytest

from bot.look_up.meaning import meaning_asked, meaning_reply
from bot.look_up.query import Query

LOW = "low white blood cells"
FOUND = {"side-effects": (LOW,)}
ASKED = {
    "its name": ("What is neutropenia?", FOUND, LOW),
    "its meaning": ("what does neutropenia mean", FOUND, LOW),
    "told to define it": ("define neutropenia pls", FOUND, LOW),
    "the name alone": ("neutropenia", FOUND, None),
    "something else about it": ("what is neutropenia treated with", FOUND, None),
    "of a drug": ("what is neutropenia", {**FOUND, "drugs": ("tamoxifen",)}, None),
    "two of them": ("what is nausea and neutropenia", {"side-effects": (LOW, "nausea")}, None),
    "none": ("what is that", {}, None),
}


@pytest.mark.parametrize("text, found, name", ASKED.values(), ids=ASKED)
def test_a_side_effect_asked_about(text, found, name, knowledge):
    assert meaning_asked(text, Query(found=found), knowledge) == name


def test_every_side_effect_of_a_drug_is_told_with_its_source(knowledge):
    asked = [
        name
        for name in knowledge.side_effects
        if meaning_asked(f"what is {name}", Query(found={"side-effects": (name,)}), knowledge)
    ]
    assert len(asked) > 20
    for name in asked:
        reply = meaning_reply(name, f"what is {name}", knowledge)
        assert reply.passages and reply.sources and name.lower() in reply.text.lower()


@pytest.mark.parametrize("text, lead", [("what is neutropenia", True), ("what are low white blood cells", False)])
def test_other_words_for_it_are_named(text, lead, knowledge):
    assert meaning_reply(LOW, text, knowledge).text.startswith("In this guide, neutropenia") == lead
