"""Which drugs have something is answered by a list, however it is asked; what is good for a complaint never is."""

import itertools

import pytest

from bot.evaluation.direct import read_bot, reply_of

pytestmark = pytest.mark.model

HEADS = [
    "which drugs",
    "what drugs",
    "which meds",
    "what medicines",
    "which of the drugs",
    "which treatments",
    "which targeted drugs",
    "which targeted treatments",
    "which hormone drugs",
    "which chemo drugs",
    "which HER2 drugs",
]
WAYS = [
    "come as tablets",
    "are pills",
    "are given as a drip",
    "are injections",
    "are taken by mouth",
    "go in a vein",
    "are taken twice a day",
    "are given once a month",
    "are given weekly",
    "need a heart test",
    "go with capecitabine",
    "are combined with letrozole",
]
HARMS = ["can cause {}", "have {} as a side effect", "give you {}"]
LEAST_LISTED = 0.97
REMEDIES = ["which drugs help with {}", "what medicines treat {}", "what can I take for {}", "which pills stop {}"]


@pytest.fixture(scope="module")
def bot(model):
    return read_bot(model)


@pytest.fixture(scope="module")
def effects(knowledge):
    listed = (drug.side_effects for drug in (*knowledge.drugs.values(), *knowledge.classes.values()))
    return sorted({row.effect for rows in listed for row in rows})


def test_what_drugs_have_is_answered_by_a_list(bot, effects):
    ways = [*WAYS, *(harm.format(effect) for harm, effect in zip(itertools.cycle(HARMS), effects))]
    asked = [f"{head} {way}" for head in HEADS for way in ways]
    others = [text for text in asked if not reply_of(bot, text).id.startswith("list.")]
    assert len(others) <= (1 - LEAST_LISTED) * len(asked), others


def test_list_of_drugs_with_a_side_effect_is_no_answer_to_what_is_good_for_it(bot, effects):
    asked = [remedy.format(effect) for remedy in REMEDIES for effect in effects]
    listed = [text for text in asked if reply_of(bot, text).kind == "lookup"]
    assert listed == []


def test_drug_that_brings_a_complaint_on_is_never_said_to_help_with_it(bot, knowledge):
    pairs = [(drug.name, row.effect) for drug in knowledge.drugs.values() for row in drug.side_effects]
    helped = [pair for pair in pairs if reply_of(bot, "does {} help with {}".format(*pair)).text.startswith("Yes")]
    assert pairs and helped == []
