"""Each check of the records finds what it is for, and nothing in a record without fault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.checking.records import check_records
from bot.knowledge.models import Drug, DrugClass, Knowledge, MedicalTest, Passage, SideEffect, Term, TreatmentPath

MIX = "pertuzumab, trastuzumab, and hyaluronidase"
TERMS = (
    Term(name="palbociclib", also=("Ibrance",), kind="drugs"),
    Term(name="trastuzumab", kind="drugs"),
    Term(name="trastuzumab deruxtecan", kind="drugs"),
    Term(name=MIX, kind="drugs"),
    Term(name="CDK4/6 inhibitor", kind="classes"),
    Term(name="ESR1", kind="genes-and-markers"),
    Term(name="bone scan", kind="tests"),
    Term(name="bone", kind="sites"),
    Term(name="liver", kind="organs"),
    Term(name="heart", kind="organs"),
    *(Term(name=name, kind="side-effects") for name in ("nausea", "low blood counts", "anemia", "liver problems")),
)
EFFECTS = {
    "nausea": SideEffect(name="nausea"),
    "low blood counts": SideEffect(name="low blood counts", covers=["anemia"]),
    "anemia": SideEffect(name="anemia"),
    "liver problems": SideEffect(name="liver problems", organs=["liver"]),
}


def passage(number: int, **row: object) -> Passage:
    return Passage(id=f"g21.diagnosis.{number:03}", fingerprint="0" * 16, **row)


PASSAGES = [
    passage(1, numbers=["1", "5"], names=["palbociclib", "CDK4/6 inhibitor", "ESR1"], aliases=["ibrance"]),
    passage(2, names=["trastuzumab deruxtecan"], effects=["nausea"]),
    passage(3, names=[MIX], effects=["low blood counts"], organs=["liver"]),
    passage(4, effects=["anemia"], organs=["heart"]),
    passage(5, superseded=True, names=["palbociclib", "bone scan"], aliases=["oldname"], effects=["nausea"]),
]


def says(text: str, *numbers: int, **keys: object) -> list[dict]:
    """One fact, as its file holds it."""
    return [{"says": text, "passages": [f"g21.diagnosis.{number:03}" for number in numbers or (1,)], **keys}]


def effect(name: str, number: int, text: str | None = None) -> list[dict]:
    """One side effect, as its file holds it."""
    return [{"effect": name, "how": "common", "says": text, "passages": [f"g21.diagnosis.{number:03}"]}]


NAUSEA = effect("nausea", 2)
DRUG = {
    "name": "palbociclib",
    "brands": ["Ibrance"],
    "classes": ["CDK4/6 inhibitor"],
    "about": "a.a",
    "works": says("It is a pill."),
    "reviewed": "2026-01-31",
}
CLASS = {
    "name": "CDK4/6 inhibitor",
    "plural": "CDK4/6 inhibitors",
    "about": "a.a",
    "works": says("They are pills."),
    "reviewed": "2026-01-31",
}


@pytest.fixture
def sound(knowledge: Knowledge, tmp_path: Path) -> Knowledge:
    """Knowledge of one drug and its class without fault."""
    return replace(
        knowledge,
        root=tmp_path,
        answers={},
        retired={},
        passages={row.id: row for row in PASSAGES},
        terms=TERMS,
        drugs={"palbociclib": Drug(**DRUG)},
        classes={"CDK4/6 inhibitor": DrugClass(**CLASS)},
        side_effects=EFFECTS,
        paths={},
        symptoms={},
        tests={},
        team={},
        menu=(),
        replies={},
        places={"palbociclib": tmp_path / "drug.yml", "CDK4/6 inhibitor": tmp_path / "class.yml"},
    )


def with_drug(knowledge: Knowledge, **changes: object) -> Knowledge:
    return replace(knowledge, drugs={"palbociclib": Drug(**{**DRUG, **changes})})


def codes(knowledge: Knowledge) -> list[str]:
    return [fault.code for fault in check_records(knowledge)]


HARD = "The international multidisciplinary rehabilitation recommendations necessitate considerable deliberation."

CHANGES = {
    "nothing": ({}, []),
    "a figure of its passage": ({"given": says("You take 5 of them.")}, []),
    "a figure of no passage": ({"given": says("You take 6 of them.")}, ["R01"]),
    "a figure of another passage": ({"notes": says("It is 5.", 5)}, ["R01"]),
    "a name of its passage": ({"needs": says("It is for ESR1.")}, []),
    "a name of no passage": ({"needs": says("It needs a bone scan.")}, ["R02"]),
    "a name of an older passage": ({"needs": says("It needs a bone scan.", 5)}, []),
    "a name under a key": ({"partners": says("It goes with another.", **{"with": ["trastuzumab"]})}, ["R02"]),
    "a name that is only a part of another drug's": (
        {"partners": says("It goes with trastuzumab.", 2), "side_effects": NAUSEA},
        ["R02"],
    ),
    "a name that is one of a list": (
        {"partners": says("It goes with trastuzumab.", 3), "side_effects": effect("low blood counts", 3)},
        [],
    ),
    "an everyday word of no passage": ({"notes": says("It acts in the bone.")}, []),
    "two names of no passage": ({"notes": says("A bone scan, then trastuzumab.")}, ["R02", "R02"]),
    "an effect of its passage": ({"side_effects": NAUSEA}, []),
    "an effect of no passage": ({"side_effects": effect("nausea", 1)}, ["R03"]),
    "an effect that its passage's covers": ({"side_effects": effect("anemia", 3)}, []),
    "an effect that covers its passage's": ({"side_effects": effect("low blood counts", 4)}, []),
    "an effect of an organ that is told": (
        {"side_effects": [*effect("liver problems", 3, "It can affect the liver."), *effect("low blood counts", 3)]},
        [],
    ),
    "an effect of an organ that is not told": (
        {"side_effects": [*effect("liver problems", 3), *effect("low blood counts", 3)]},
        ["R03"],
    ),
    "an effect of an organ that stands in no passage": (
        {"side_effects": effect("liver problems", 1, "It can affect the liver.")},
        ["R03"],
    ),
    "an effect of another organ": (
        {"side_effects": [*effect("liver problems", 4, "It can affect the heart."), *effect("anemia", 4)]},
        ["R03"],
    ),
    "an effect that it leaves out": ({"notes": says("It is given at home.", 2)}, ["R06"]),
    "an effect that a sentence tells": ({"notes": says("It is given with care for nausea.", 2)}, []),
    "an effect that an older passage names": ({"notes": says("It is given at home.", 5)}, []),
    "a brand of no passage": ({"brands": ["Ibrance", "Verzenio"]}, ["R04"]),
    "a brand of an older passage": ({"brands": ["Ibrance", "Oldname"]}, ["R04"]),
    "no brand": ({"brands": [], "also": ["Ibrance"]}, []),
    "a generic by its passage": ({"generic": "g21.diagnosis.001"}, []),
    "a generic by another passage": ({"generic": "g21.diagnosis.002"}, ["R04"]),
    "hard words": ({"works": says(HARD)}, ["R07", "R08"]),
    "hard words beside plain ones": ({"works": [*says(HARD), *says("It is a pill.")]}, ["R07"]),
}


@pytest.mark.parametrize("changes, expected", CHANGES.values(), ids=CHANGES)
def test_drug_with(changes, expected, sound):
    assert codes(with_drug(sound, **changes)) == expected


def test_class_is_checked_as_a_drug_is(sound):
    group = DrugClass(**{**CLASS, "works": says("6 of them need a bone scan."), "side_effects": effect("nausea", 1)})
    assert codes(replace(sound, classes={group.name: group})) == ["R01", "R02", "R03"]


def test_effect_is_told_by_any_drug_or_class_that_cites_its_passage(sound):
    sound = with_drug(sound, notes=says("It is given at home.", 2))
    assert codes(sound) == ["R06"]
    group = DrugClass(**{**CLASS, "side_effects": NAUSEA})
    assert codes(replace(sound, classes={group.name: group})) == []


def test_path_names_only_what_its_passages_name(sound):
    row = {"title": "First", "answer": "a.a", "passages": ["g21.diagnosis.001"]}
    right = TreatmentPath(**row, options=["palbociclib"], markers=["ESR1"], sites=["bone"])
    wrong = TreatmentPath(**row, options=["palbociclib", "trastuzumab"], after=["trastuzumab deruxtecan"])
    assert codes(replace(sound, paths={"right": right, "wrong": wrong})) == ["R02", "R02"]


def test_sentence_about_a_test_is_checked(sound):
    row = {"name": "scan", "answer": "a.a", "passages": ["g21.diagnosis.001"]}
    tests = {
        "a": MedicalTest(**row, purpose="It is done 5 times."),
        "b": MedicalTest(**row, purpose="It takes 7 days."),
    }
    assert codes(replace(sound, tests=tests)) == ["R01"]


UNKNOWN = {
    "a drug": ({"names": ["oldcillin"]}, ["R05"]),
    "another name of a drug": ({"aliases": ["oldbrand"]}, ["R05"]),
    "a side effect": ({"effects": ["hiccups"]}, ["R05"]),
    "what the records name": ({"names": ["trastuzumab"], "effects": ["anemia"], "aliases": ["ibrance"]}, []),
    "a drug, where it is superseded": ({"names": ["oldcillin"], "superseded": True}, []),
}


@pytest.mark.parametrize("row, expected", UNKNOWN.values(), ids=UNKNOWN)
def test_passage_that_names(row, expected, sound):
    extra = passage(6, **row)
    assert codes(replace(sound, passages={**sound.passages, extra.id: extra})) == expected


def test_drug_that_no_passage_in_force_names_is_told(sound):
    lost = Drug(**{**DRUG, "name": "bone scan", "brands": []})
    sound = replace(sound, drugs={**sound.drugs, lost.name: lost}, places={**sound.places, lost.name: sound.root / "x"})
    assert codes(sound) == ["R04"]


FILE = """\
name: palbociclib
brands:
  - Ibrance
  - Verzenio
generic: g21.diagnosis.002
works:
  - says: It is a pill.
    passages: [g21.diagnosis.001]
  - passages: [g21.diagnosis.001]
    says: You take 6.
side_effects:
  - how: common
    passages: [g21.diagnosis.001]
    effect: nausea
"""


def test_fault_names_the_line_of_what_is_wrong(sound):
    (sound.root / "drug.yml").write_text(FILE)
    works = [*says("It is a pill."), *says("You take 6.")]
    changes = {"brands": ["Ibrance", "Verzenio"], "generic": "g21.diagnosis.002", "works": works}
    faults = check_records(with_drug(sound, **changes, side_effects=effect("nausea", 1)))
    assert {(fault.code, fault.path.name, fault.line) for fault in faults} == {
        ("R01", "drug.yml", 10),
        ("R03", "drug.yml", 14),
        ("R04", "drug.yml", 4),
        ("R04", "drug.yml", 5),
    }
