"""Names, lists and sources in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.phrase import caveats_of, drug_name, listed, paragraphs, sentence, source_line, sources_of
from bot.answering.reply import Source

LISTED = [
    ([], "and", ""),
    (["a"], "and", "a"),
    (["a", "b"], "and", "a and b"),
    (["a", "b", "c"], "and", "a, b, and c"),
    (["a", "b"], "or", "a or b"),
    (["a", "b", "c"], "or", "a, b, or c"),
]


@pytest.mark.parametrize("names, last, text", LISTED)
def test_names_are_listed_as_a_person_lists_them(names, last, text, knowledge):
    assert listed(names, knowledge, last=last) == text


NAMED = [
    ("trastuzumab", 2, "trastuzumab (Herceptin, Herceptin Hylecta)"),
    ("trastuzumab", 1, "trastuzumab (Herceptin)"),
    ("palbociclib", 2, "palbociclib (Ibrance)"),
    ("tamoxifen", 2, "tamoxifen"),
]


@pytest.mark.parametrize("name, most, text", NAMED)
def test_drug_is_named_with_its_first_brands(name, most, text, knowledge):
    assert drug_name(knowledge.drugs[name], knowledge, most=most) == text


def test_class_is_named_without_brands(knowledge):
    assert drug_name(knowledge.classes["aromatase inhibitor"], knowledge) == "aromatase inhibitor"


SENTENCES = [
    ("taken by mouth", "Taken by mouth"),
    ("HER2 drugs", "HER2 drugs"),
    ("nab-paclitaxel", "Nab-paclitaxel"),
    ("", ""),
]


@pytest.mark.parametrize("text, expected", SENTENCES)
def test_sentence_begins_with_a_capital_and_keeps_the_rest(text, expected):
    assert sentence(text) == expected


PASSAGES = ("t23.types-of-treatment.001", "g21.palliative-care.001", "t23.types-of-treatment.002")


def test_sections_are_named_once_in_the_order_of_the_passages(knowledge):
    sources = [(source.section, source.edition) for source in sources_of(PASSAGES, knowledge)]
    assert sources == [("Types of Treatment", "2022-2023"), ("Palliative Care", "2021")]


def test_caveat_is_said_once_however_many_passages_call_for_it(knowledge):
    caveat = knowledge.wording[knowledge.sections["t23.types-of-treatment"].caveat]
    assert caveats_of(PASSAGES, knowledge) == [caveat]
    assert caveats_of(PASSAGES[1:2], knowledge) == []


ONE, TWO = Source("Diagnosis", "2021", "2021-01"), Source("Statistics", "2022-2023", "2023-11")
LINES = [
    ((ONE,), "Source: Cancer.Net guide, Diagnosis, 2021 edition"),
    ((ONE, TWO), "Sources: Cancer.Net guide, Diagnosis, 2021 edition; Statistics, 2022-2023 edition"),
]


@pytest.mark.parametrize("sources, line", LINES)
def test_source_line(sources, line, knowledge):
    assert source_line(sources, knowledge) == line


PARTS = [(("a", "b"), "a\n\nb"), (("a", None, "", "  \n", "b\n"), "a\n\nb"), ((), "")]


@pytest.mark.parametrize("parts, text", PARTS)
def test_paragraphs_are_parted_by_one_blank_line(parts, text):
    assert paragraphs(*parts) == text


@given(parts=st.lists(st.none() | st.sampled_from(["", " ", "one", "two\nlines", " three "]), max_size=6))
def test_paragraphs_never_leave_a_gap(parts):
    text = paragraphs(*parts)
    assert text == text.strip()
    assert "\n\n\n" not in text
