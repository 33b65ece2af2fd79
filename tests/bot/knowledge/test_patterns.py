"""Patterns of triage: names of sets are spelled out, and one that goes nowhere is found."""

import pytest

from bot.knowledge.models import DangerSign, Triage
from bot.knowledge.patterns import Misnamed, in_full, misnamed, spelled_out

SETS = {
    "pain": ["ache", "pains"],
    "ill": ["<pain>", "sick"],
    "cannot": ["can|could not", "hardly"],
}

SPELLED_OUT = {
    "no name": ("my|her chest", ["my|her chest"]),
    "a set of words": ("my <pain> now", ["my ache|pains now"]),
    "a set among words": ("<pain>|hurt ...", ["ache|pains|hurt ..."]),
    "a set in a set": ("<ill>", ["ache|pains|sick"]),
    "a word that stands in it already": ("ache|<pain>", ["ache|pains"]),
    "words that may be missing": ("<pain>? now", ["ache|pains? now"]),
    "words in a row": ("i <cannot> walk", ["i hardly walk", "i can|could not walk"]),
    "words in a row, twice": (
        "<cannot> <cannot>",
        ["hardly hardly", "hardly can|could not", "can|could not hardly", "can|could not can|could not"],
    ),
    "a question mark": ("why ?", ["why ?"]),
}


@pytest.mark.parametrize("pattern, forms", SPELLED_OUT.values(), ids=SPELLED_OUT)
def test_names_are_spelled_out(pattern, forms):
    assert list(in_full(pattern, SETS)) == forms


def rules(words: dict, *patterns: str) -> Triage:
    sign = DangerSign(name="chest", reply="emergency", example="my chest hurts", patterns=patterns)
    return Triage(first="crisis", words=words, signs=[sign], dampers=[])


def test_names_of_drugs_are_a_set_but_for_those_of_several_words():
    spelled = spelled_out(rules({"meds": ["<drug>", "pills"]}, "took <meds>"), ["Alphazole", "Betazole", "Beta forte"])
    assert spelled.signs[0].patterns == ["took alphazole|betazole|pills"]


MISNAMED = {
    "none": (rules({"pain": ["ache"]}, "<pain> of <drug>"), []),
    "a name of nothing": (rules({}, "a", "<pain>|hurt"), [Misnamed(("signs", 0, "patterns", 1), "pain", False)]),
    "a set named before it stands": (
        rules({"ill": ["<pain>"], "pain": ["ache"]}, "<ill>"),
        [Misnamed(("words", "ill", 0), "pain", False)],
    ),
    "a set that names itself": (
        rules({"pain": ["ache", "<pain>"]}, "<pain>"),
        [Misnamed(("words", "pain", 1), "pain", False)],
    ),
    "a set that nothing names": (rules({"pain": ["ache"]}, "hurt"), [Misnamed(("words", "pain"), "pain", True)]),
}


@pytest.mark.parametrize("triage, found", MISNAMED.values(), ids=MISNAMED)
def test_names_that_go_nowhere_are_found(triage, found):
    assert list(misnamed(triage)) == found
