"""What is kept of the guide's passages, and what is not."""

import json

import pytest

from bot.knowledge.load import _passages
from bot.knowledge.models import Term
from bot.knowledge.passages import index_guide, index_passage, names_in, numbers_in, write_index
from bot.nlu.terms import DOUBTFUL_KIND, TermMatcher

TERMS = [Term(name="bone scan", also=("bone scans",), kind="tests"), Term(name="palbociclib", kind="drugs")]
ROW = {"id": "g21.diagnosis.001", "heading": "Bone scan", "text": "About 2 in 10 have one."}

NUMBERS = [
    ("no figure at all", set()),
    ("1% to 5%", {"1", "5"}),
    ("284,200 people", {"284,200"}),
    ("CA 27.29 and CA 15-3.", {"27.29", "15", "3"}),
    ("It was 2021.", {"2021"}),
    ("HER2", {"2"}),
    ("2 or 2", {"2"}),
]


@pytest.mark.parametrize("text, expected", NUMBERS)
def test_figures_are_found_as_written(text, expected):
    assert numbers_in(text) == expected


def test_names_are_canonical():
    assert names_in("Are BONE SCANS and palbocyclib safe?", TermMatcher(TERMS)) == {"bone scan", "palbociclib"}


def test_index_keeps_figures_and_names_of_heading_and_text_but_not_the_text():
    passage = index_passage(ROW, TermMatcher(TERMS))
    assert passage.numbers == ("10", "2")
    assert passage.names == ("bone scan",)
    assert not passage.superseded
    assert "have one" not in passage.json()


def test_index_keeps_how_drugs_are_named_and_what_of_the_body_is_spoken_of():
    terms = [
        Term(name="trastuzumab", also=("Herceptin", "Herceptin Hylecta"), kind="drugs"),
        Term(name="palbociclib", also=("Ibrance",), kind="drugs"),
        Term(name="rash", kind="side-effects"),
        Term(name="skin", kind="organs"),
    ]
    text = "Trastuzumab (Herceptin Hylecta) is no Ibrance. It may harm the skin: a rash."
    passage = index_passage({**ROW, "text": text}, TermMatcher(terms))
    assert passage.aliases == ("herceptin hylecta", "ibrance")
    assert (passage.names, passage.effects, passage.organs) == (("palbociclib", "trastuzumab"), ("rash",), ("skin",))


def test_index_keeps_no_name_that_is_in_doubt():
    terms = [Term(name="palbociclib", kind="drugs"), Term(name="ribociclib", kind="drugs")]
    matcher, row = TermMatcher(terms), {**ROW, "text": "It is parbociclib."}
    assert DOUBTFUL_KIND in {term.kind for term in matcher.find(row["text"])}
    assert index_passage(row, matcher).names == ()


CHANGED = [{"text": "About 3 in 10 have one."}, {"heading": "Bone scans"}]


@pytest.mark.parametrize("change", CHANGED)
def test_changed_text_changes_the_fingerprint(change):
    matcher = TermMatcher(TERMS)
    assert index_passage({**ROW, **change}, matcher).fingerprint != index_passage(ROW, matcher).fingerprint


def test_written_index_is_read_back_in_order(tmp_path):
    rows = [{**ROW, "id": "g21.diagnosis.002", "superseded": True}, ROW]
    (tmp_path / "passages.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    passages = index_guide(tmp_path, TERMS)
    write_index(passages, tmp_path / "index.jsonl")
    assert list(_passages(tmp_path / "index.jsonl", []).values()) == passages
    assert [(passage.id, passage.superseded) for passage in passages] == [
        ("g21.diagnosis.002", True),
        ("g21.diagnosis.001", False),
    ]
