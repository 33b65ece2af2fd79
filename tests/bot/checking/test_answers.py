"""Each check of the answers finds what it is for, and nothing in an answer without fault."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.checking.answers import MOST_LEFT_OUT, check_answers, check_index, reading_grade
from bot.knowledge.models import Answer, Knowledge, Passage, Role, Section, Term
from bot.knowledge.passages import index_guide
from bot.nlu.terms import TermMatcher

TERMS = (
    Term(name="palbociclib", also=("Ibrance",), kind="drugs"),
    Term(name="bone scan", kind="tests"),
    Term(name="bone", kind="sites"),
)
PASSAGES = {
    "g21.diagnosis.001": Passage(id="g21.diagnosis.001", fingerprint="0" * 16, numbers=("5",), names=("palbociclib",)),
    "g21.diagnosis.002": Passage(id="g21.diagnosis.002", fingerprint="0" * 16, superseded=True, numbers=("7",)),
}
SHORT = "It is a pill. You take it at home each day. " * 4  # 44 short words


@pytest.fixture
def sound(knowledge: Knowledge, tmp_path) -> Knowledge:
    """Knowledge of one answer without fault."""
    answer = Answer(id="a.a", title="A pill", short=SHORT, passages=["g21.diagnosis.001"], reviewed="2026-01-31")
    return replace(
        knowledge,
        root=tmp_path,
        answers={"a.a": answer},
        retired={},
        sections={"g21.diagnosis": Section(section="Diagnosis", edition="2021", reviewed="2021-01")},
        passages=PASSAGES,
        left_out={},
        terms=TERMS,
        drugs={},
        classes={},
        paths={},
        symptoms={},
        tests={},
        team={},
        places={"a.a": tmp_path / "answers/a/a.yml"},
    )


def codes(knowledge: Knowledge) -> list[str]:
    return [fault.code for fault in check_answers(knowledge)]


HARD = "The international multidisciplinary rehabilitation recommendations necessitate considerable deliberation. "

CHANGES = {
    "nothing": ({}, []),
    "a figure of its passage": ({"short": SHORT + "For 5 of us."}, []),
    "a figure of no passage": ({"short": SHORT + "For 6 of us."}, ["A03"]),
    "a figure of no passage in the detail": ({"more": "For 6 of us."}, ["A03"]),
    "two such figures": ({"more": "For 6 or 8 of us."}, ["A03", "A03"]),
    "the year of an edition": ({"more": "It was so in 2021."}, []),
    "a figure of an older passage": ({"changed": "It was 7.", "changed_from": ["g21.diagnosis.002"]}, []),
    "that figure without the older passage": ({"changed": "It was 7."}, ["A03"]),
    "a name of its passage": ({"short": SHORT + "Ask for Ibrance."}, []),
    "a name of no passage": ({"short": SHORT + "Ask for a bone scan."}, ["A04"]),
    "a name of its title": ({"title": "Bone scan", "short": SHORT + "Ask for a bone scan."}, []),
    "an everyday word of no passage": ({"short": SHORT + "It is in the bone."}, []),
    "few words": ({"short": "Not enough to be told."}, ["A05"]),
    "many words": ({"short": SHORT * 3}, ["A05"]),
    "hard words": ({"short": HARD * 5}, ["A06", "A07"]),
}


@pytest.mark.parametrize("changes, expected", CHANGES.values(), ids=CHANGES)
def test_answer_with(changes, expected, sound):
    answer = Answer(**{**sound.answers["a.a"].dict(), **changes})
    assert codes(replace(sound, answers={"a.a": answer})) == expected


def test_passage_in_force_must_be_cited_or_left_out(sound):
    extra = {**PASSAGES, "g21.diagnosis.003": Passage(id="g21.diagnosis.003", fingerprint="0" * 16)}
    sound = replace(sound, passages=extra)
    assert codes(sound) == ["A01"]
    assert codes(replace(sound, left_out={"g21.diagnosis.003": "why"})) == []


def test_passage_that_only_a_record_cites_is_covered(sound):
    extra = {**PASSAGES, "g21.diagnosis.003": Passage(id="g21.diagnosis.003", fingerprint="0" * 16)}
    role = Role(does="A nurse helps.", answer="a.a", passages=["g21.diagnosis.003"])
    assert codes(replace(sound, passages=extra, team={"nurse": role})) == []


@pytest.mark.parametrize("count, expected", [(MOST_LEFT_OUT, []), (MOST_LEFT_OUT + 1, ["A02"])])
def test_only_few_passages_may_be_left_out(count, expected, sound):
    assert codes(replace(sound, left_out={f"g21.diagnosis.{n:03}": "why" for n in range(2, count + 2)})) == expected


def test_fault_names_the_file_of_the_answer(sound):
    answer = sound.answers["a.a"].copy(update={"short": "Too short."})
    (fault,) = check_answers(replace(sound, answers={"a.a": answer}))
    assert fault.path == sound.places["a.a"]
    assert "2 words" in fault.what


def test_medical_name_counts_as_one_short_word():
    matcher = TermMatcher(TERMS)
    assert reading_grade("Take Ibrance now.", matcher) == reading_grade("Take drug now.", matcher)
    assert reading_grade("Take Ibrance now.", matcher) < reading_grade("Take medication now.", matcher)


def test_word_that_may_be_a_name_counts_as_it_is():
    matcher = TermMatcher([*TERMS, Term(name="ribociclib", kind="drugs")])
    assert reading_grade("Take parbociclib now.", matcher) > reading_grade("Take drug now.", matcher)


INDEX_FAULTS = [(lambda text: text, []), (lambda text: text.replace("5", "6"), ["A08"]), (lambda text: "", ["A08"])]


@pytest.mark.parametrize("change, expected", INDEX_FAULTS, ids=["same", "changed", "gone"])
def test_index_that_the_guide_does_not_give_is_told(change, expected, sound, tmp_path):
    row = json.dumps({"id": "g21.diagnosis.001", "heading": "Pills", "text": "About 5 take one."})
    (tmp_path / "passages.jsonl").write_text(row)
    made = {passage.id: passage for passage in index_guide(tmp_path, TERMS)}
    (tmp_path / "passages.jsonl").write_text(change(row))
    assert [fault.code for fault in check_index(replace(sound, passages=made), tmp_path)] == expected
