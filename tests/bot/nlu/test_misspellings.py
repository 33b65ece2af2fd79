"""Misspelled names of drugs are found, and none is taken for another drug without asking.

Every generic, brand and other name is tried with every single letter amiss (some 70,000 texts, in seconds), and as it
may be written by ear (`BY_EAR` holds the rules). What is only in doubt is asked about, and so no mistake.
"""

from __future__ import annotations

import pytest

from bot.evaluation.misspellings import Count, Variants, by_ear, count, names_of, one_edit, shares
from bot.knowledge.models import Term
from bot.nlu.terms import DOUBTFUL_KIND, OTHER_KIND, TermMatcher

LEAST_FOUND = 0.97
LEAST_FOUND_BY_EAR = 0.95
LEAST_FOUND_OF_A_WORD = 0.8  # of one name that is a single word of this many letters
SHORTEST_WORD = 6
FEWEST_BY_EAR = 3

ONE_EDIT = {
    "every kind of edit": ("ab", {"a", "b", "ba", "aab", "abb", "axb", "xab", "abx", "xb", "ax"}, set()),
    "no sign or figure": ("t-a1", {"t-1", "-a1", "t-xa1", "t-ax1", "xt-a1"}, {"ta1", "t-a", "t-ax", "a-t1"}),
    "no swap over a sign": ("ab-cd", {"ba-cd", "ab-dc"}, {"a-bcd", "ac-bd"}),
    "capitals": ("AB", {"ba"}, {"AB", "ab", "BA"}),
}


@pytest.mark.parametrize("name, made, not_made", ONE_EDIT.values(), ids=ONE_EDIT)
def test_one_edit(name, made, not_made):
    assert made <= one_edit(name)
    assert not not_made & one_edit(name)


def test_one_edit_makes_as_many_as_there_are():
    assert len(one_edit("ab")) == 2 + 1 + 2 * 25 + (3 * 26 - 2)


HEARD = [
    ("Ibrance", "ybrance"),
    ("Ibrance", "ibranse"),
    ("Ibrance", "ibranc"),
    ("Phesgo", "fesgo"),
    ("Faslodex", "phaslodex"),
    ("Faslodex", "faslodeks"),
    ("capecitabine", "kapecitabine"),
    ("Keytruda", "ceytruda"),
    ("Kisqali", "kiskwali"),
    ("exemestane", "exemestan"),
    ("Zometa", "someta"),
    ("Zometa", "zommeta"),
    ("Taxotere", "taxoter"),
    ("methotrexate", "metotrexate"),
    ("trastuzumab", "trastusumab"),
    ("cyclophosphamide", "cyclofosfamide"),
]


@pytest.mark.parametrize("name, heard", HEARD)
def test_name_is_written_by_ear(name, heard):
    assert heard in by_ear(name)


def test_every_longer_name_is_written_by_ear_in_several_ways(knowledge):
    words = [alias for alias, _ in names_of(knowledge.drugs) if len(alias) > SHORTEST_WORD]
    assert [word for word in words if len(by_ear(word)) < FEWEST_BY_EAR] == []


COUNTED = {
    "found": ("palbociclb", Count(1, 1, ())),
    "in doubt": ("parbociclib", Count(1, 0, ())),
    "not found": ("palm", Count(1, 0, ())),
    "taken for another": ("ribociclb", Count(1, 0, (("ribociclb", frozenset({"ribociclib"})),))),
    "taken for another too": (
        "palbociclb ribociclib",
        Count(1, 0, (("palbociclb ribociclib", frozenset({"palbociclib", "ribociclib"})),)),
    ),
}


@pytest.mark.parametrize("typed, expected", COUNTED.values(), ids=COUNTED)
def test_what_becomes_of_a_misspelled_name_is_counted(typed, expected):
    matcher = TermMatcher([Term(name="palbociclib", kind="drugs"), Term(name="ribociclib", kind="drugs")])
    assert count([("palbociclib", "palbociclib")], lambda name: [typed], matcher) == expected


@pytest.fixture(scope="module")
def edited(knowledge, matcher) -> dict[str, Count]:
    """What becomes of each name with a single letter amiss."""
    return {alias: count([(alias, drug)], one_edit, matcher) for alias, drug in names_of(knowledge.drugs)}


def test_names_with_one_letter_amiss_are_found_and_never_mistaken(edited):
    assert [row for counted in edited.values() for row in counted.mistaken] == []
    found, tried = sum(c.found for c in edited.values()), sum(c.tried for c in edited.values())
    assert found / tried >= LEAST_FOUND, f"{found} of {tried}"


def test_no_longer_word_is_left_behind(edited):
    words = {alias: c for alias, c in edited.items() if alias.isalpha() and len(alias) >= SHORTEST_WORD}
    assert {alias: c.found / c.tried for alias, c in words.items() if c.found / c.tried < LEAST_FOUND_OF_A_WORD} == {}


def test_names_written_by_ear_are_found_and_never_mistaken(knowledge, matcher):
    counted = count(names_of(knowledge.drugs), by_ear, matcher)
    assert counted.mistaken == ()
    assert counted.found / counted.tried >= LEAST_FOUND_BY_EAR, f"{counted.found} of {counted.tried}"


def twice_by_ear(name: str) -> set[str]:
    """The name with two sounds written in another way."""
    return {twice for once in by_ear(name) for twice in by_ear(once)} - {name.lower()}


def test_names_written_by_ear_twice_over_are_never_mistaken(knowledge, matcher):
    names = [(alias, drug) for alias, drug in names_of(knowledge.drugs) if "," not in alias]  # no list of drugs
    assert count(names, twice_by_ear, matcher).mistaken == ()


MISSPELLINGS: dict[str, Variants] = {"one letter amiss": one_edit, "by ear": by_ear}


@pytest.mark.parametrize("variants", MISSPELLINGS.values(), ids=MISSPELLINGS)
def test_misspelled_other_drugs_are_not_taken_for_the_guides(variants, knowledge, matcher):
    others = [
        (alias, term.name) for term in knowledge.terms if term.kind == OTHER_KIND for alias in (term.name, *term.also)
    ]
    assert count(others, variants, matcher).mistaken == ()


def test_rows_of_the_report_are_shares(knowledge, matcher):
    few = {name: knowledge.drugs[name] for name in ("palbociclib", "tamoxifen")}
    rows = shares(few, matcher)
    assert list(rows) == ["misspelled names found", "misspelled names taken for another drug"]
    assert LEAST_FOUND <= rows["misspelled names found"] <= 1
    assert rows["misspelled names taken for another drug"] == 0
    assert shares(few, TermMatcher([]))["misspelled names found"] == 0


def test_doubt_is_no_mistake(matcher):
    assert {term.kind for term in matcher.find("parbociclib")} == {DOUBTFUL_KIND}
    assert count([("palbociclib", "palbociclib")], lambda name: ["parbociclib"], matcher) == Count(1, 0, ())
