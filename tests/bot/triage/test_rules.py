"""Rules over words: signs of danger, and what takes them back."""

import pytest

from bot.evaluation.look_ups import read_rows
from bot.knowledge.models import Damper, DangerSign, Triage
from bot.places import TRIAGE
from bot.triage.rules import Rules, most_pressing

TRIAGE_RULES = Triage(
    first="crisis",
    signs=(
        DangerSign(name="chest", reply="emergency", example="my chest hurts", patterns=["chest ... hurts|pain"]),
        DangerSign(
            name="air", reply="emergency", firm=True, example="cannot breathe", patterns=["can not ... breathe"]
        ),
        DangerSign(name="fever", reply="infection", example="39 since noon", patterns=["#fever since"]),
        DangerSign(name="life", reply="crisis", example="want to die", patterns=["want to? die"]),
    ),
    dampers=(
        Damper(name="asks", example="signs of chest pain", reach="sentence", patterns=["signs of"]),
        Damper(name="not", example="no chest pain", reach="before", within=2, patterns=["no|without"]),
        Damper(name="then", example="chest pain in 2019", reach="sentence", patterns=["in #year"]),
        Damper(name="dog", example="my dog has chest pain", reach="message", only=["emergency"], patterns=["dog"]),
    ),
)
RULES = Rules(TRIAGE_RULES)

FOUND = {
    "a sign": ("My chest really hurts", "emergency"),
    "a gap up to four words": ("chest on the left side hurts", "emergency"),
    "too wide a gap": ("chest on the left side today now hurts", None),
    "a gap does not cross a sentence": ("I have a chest. It hurts", None),
    "capitals": ("CHEST PAIN", "emergency"),
    "a temperature": ("39.2 since noon", "infection"),
    "a temperature that is none": ("36.8 since noon", None),
    "a curly apostrophe is read": ("I can’t breathe", None),
    "a word that may be left out": ("I want die", "crisis"),
    "the more pressing goes first": ("my chest hurts and I want to die", "crisis"),
    "taken back in its sentence": ("what are the signs of chest pain", None),
    "taken back by a year": ("chest pain in 2019", None),
    "a number that is no year": ("chest pain in 20 places", "emergency"),
    "not taken back in another sentence": ("What are signs of it? My chest hurts.", "emergency"),
    "negated just before": ("no chest pain", None),
    "negated too far before": ("no idea what to do today, my chest hurts", "emergency"),
    "taken back by the whole message": ("My chest of drawers hurts. So says my dog.", None),
    "a reply that a damper leaves": ("my dog died and I want to die", "crisis"),
    "firm, and so not taken back": ("the dog and I cannot breathe", "emergency"),
    "nothing at all": ("what is a bone scan", None),
    "an empty message": ("", None),
}


@pytest.mark.parametrize("text, reply", FOUND.values(), ids=FOUND)
def test_reply_that_a_message_calls_for(text, reply):
    assert most_pressing(RULES.find(text)) == reply


def test_what_is_taken_back_is_told_apart():
    seen = RULES.look("what are signs of chest pain")
    assert (seen.signs, [sign.name for sign in seen.taken_back], seen.calms) == ((), ["chest"], True)


@pytest.fixture(scope="module")
def rules(knowledge):
    return Rules(knowledge.triage)


def test_each_sign_fires_on_the_sentence_that_made_it(knowledge, rules):
    silent = [sign.name for sign in knowledge.triage.signs if not rules.find(sign.example)]
    assert silent == []


def test_each_damper_silences_the_sentence_that_made_it(knowledge, rules):
    loud = [damper.name for damper in knowledge.triage.dampers if rules.find(damper.example)]
    assert loud == []


LEAST_FOUND, MOST_FALSE = 0.83, 0.10  # of the messages written apart, by the rules alone


def test_rules_alone_find_most_of_what_was_written_apart(rules):
    rows = read_rows(TRIAGE)
    found = [bool(rules.find(row["say"])) for row in rows["urgent"]]
    false = [bool(rules.find(row["say"])) for row in rows["not-urgent"]]
    assert sum(found) / len(found) >= LEAST_FOUND
    assert sum(false) / len(false) <= MOST_FALSE
