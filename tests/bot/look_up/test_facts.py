"""Facts of a drug and of its classes, and which of them a question points at."""

import pytest

from bot.look_up.facts import (
    Told,
    effects_meant,
    everything,
    holders,
    meets,
    members,
    parents,
    told,
    told_of_members,
    treatment,
    with_receptors_as_subtypes,
)
from bot.look_up.query import Query

HOLDERS = {
    "betazole": ["betazole", "blocker", "hormone drug"],
    "gammastrant": ["gammastrant", "hormone drug"],
    "blocker": ["blocker", "hormone drug"],
    "hormone drug": ["hormone drug"],
}


@pytest.mark.parametrize("name, names", HOLDERS.items())
def test_classes_follow_the_nearest_first_and_each_once(name, names, small):
    assert [holder.name for holder in holders(treatment(name, small), small)] == names


PARENTS = {"betazole": ("blocker", "hormone drug"), "blocker": ("hormone drug",), "target drug": ()}


@pytest.mark.parametrize("name, names", PARENTS.items())
def test_parents_are_the_classes_of_its_own_record(name, names, small):
    assert tuple(parents(treatment(name, small))) == names


def test_unknown_medicine_is_refused(small):
    with pytest.raises(KeyError):
        treatment("omegamab", small)


TOLD = {
    "its own facts": ("gammastrant", "given", [("gammastrant", "Gammastrant is a shot into a muscle.")]),
    "the class's where it has none": ("alphazole", "given", [("blocker", "Blockers are pills.")]),
    "what is always told of a class beside its own": (
        "betazole",
        "for-whom",
        [
            ("betazole", "Betazole can be the first."),
            ("betazole", "It can be for men."),
            ("blocker", "Men should not take a blocker alone."),
        ],
    ),
    "not the wider class's where the nearer one tells": (
        "alphazole",
        "for-whom",
        [
            ("blocker", "Blockers are for people after menopause."),
            ("blocker", "Men should not take a blocker alone."),
        ],
    ),
    "the class's tests beside its own": (
        "gammastrant",
        "needs",
        [("gammastrant", "Gammastrant needs an ESR1 test."), ("hormone drug", "Hormone drugs need a test.")],
    ),
    "nothing": ("deltamab", "monitoring", []),
}


@pytest.mark.parametrize("name, attribute, rows", TOLD.values(), ids=TOLD)
def test_what_is_told_of_an_attribute(name, attribute, rows, small):
    assert [(r.holder.name, r.fact.says) for r in told(treatment(name, small), attribute, small)] == rows


STANDING_IN = [("for-whom", ["hormone drug"]), ("partners", []), ("kind", ["bare drug"])]


@pytest.mark.parametrize("attribute, names", STANDING_IN)
def test_second_class_of_a_drug_stands_in_only_for_whom_it_is_and_how_it_is_given(attribute, names, small):
    partners = small.drugs["betazole"].partners
    small.classes["hormone drug"] = small.classes["hormone drug"].copy(update={"partners": partners})
    drug = small.drugs["alphazole"].copy(update={"classes": ["bare drug", "hormone drug"], "works": ()})
    assert [row.holder.name for row in told(drug, attribute, small)] == names


def test_side_effect_is_told_once_by_the_nearest_that_lists_it(small):
    rows = [(row.holder.name, row.fact.effect) for row in told(small.drugs["betazole"], "side-effects", small)]
    assert rows == [("betazole", "hot flashes"), ("blocker", "joint aches"), ("hormone drug", "fatigue")]


def test_everything_is_of_the_record_alone(small):
    rows = list(everything(small.drugs["betazole"]))
    assert {row.holder.name for row in rows} == {"betazole"}
    assert [row.attribute for row in rows] == ["kind", "for-whom", "for-whom", "partners", "side-effects"]


MEMBERS = {
    "blocker": ["alphazole", "betazole"],
    "hormone drug": ["alphazole", "betazole", "gammastrant"],
    "target drug": ["deltamab"],
}


@pytest.mark.parametrize("name, names", MEMBERS.items())
def test_members_belong_directly_or_through_a_narrower_class(name, names, small):
    assert [drug.name for drug in members(name, small)] == names


MEANT = {
    "a side effect": ({"side-effects": ("nausea",)}, ["nausea"]),
    "one that covers others": ({"side-effects": ("stomach trouble",)}, ["stomach trouble", "nausea"]),
    "an organ": ({"organs": ("gut",)}, ["nausea", "stomach trouble"]),
    "a side effect before an organ": ({"side-effects": ("nausea",), "organs": ("joints",)}, ["nausea"]),
    "a side effect the guide does not know": ({"side-effects": ("hiccups",)}, ["hiccups"]),
    "nothing": ({}, []),
}


@pytest.mark.parametrize("found, effects", MEANT.values(), ids=MEANT)
def test_side_effects_that_are_meant(found, effects, small):
    assert effects_meant(found, small) == effects


MEETS = {
    "its way in": ("given", {"routes": ("mouth",)}, True),
    "another way in": ("given", {"routes": ("vein",)}, False),
    "its schedule too": ("given", {"routes": ("mouth",), "schedules": ("day",)}, True),
    "another schedule": ("given", {"routes": ("mouth",), "schedules": ("week",)}, False),
    "its people": ("for-whom", {"groups": ("after menopause",)}, True),
    "one of several people": ("for-whom", {"groups": ("men", "after menopause")}, True),
    "nothing that facts are tagged with": ("given", {"drugs": ("betazole",)}, False),
    "nothing": ("given", {}, False),
}


@pytest.mark.parametrize("attribute, found, expected", MEETS.values(), ids=MEETS)
def test_fact_that_a_question_points_at(attribute, found, expected, small):
    assert meets(told(small.classes["blocker"], attribute, small)[0], found, ()) is expected


INJECTIONS = [("gammastrant", True), ("deltamab", False), ("blocker", False)]


@pytest.mark.parametrize("name, expected", INJECTIONS)
def test_injection_goes_into_a_muscle_or_under_the_skin(name, expected, small):
    record = treatment(name, small)
    assert meets(Told(record, "given", record.given[0]), {"routes": ("injection",)}, ()) is expected


def test_side_effect_is_pointed_at_by_the_effects_meant_alone(small):
    row = told(small.drugs["gammastrant"], "side-effects", small)[0]
    assert meets(row, {}, ["blood clots"])
    assert not meets(row, {"organs": ("blood",)}, ["nausea"])


RECEPTORS = {
    "HER2 alone": ({"genes-and-markers": ("HER2",)}, ("HER2-positive",), ()),
    "beside a gene": ({"genes-and-markers": ("BRCA", "estrogen receptor")}, ("hormone receptor-positive",), ("BRCA",)),
    "two receptors of one subtype": (
        {"genes-and-markers": ("estrogen receptor", "progesterone receptor")},
        ("hormone receptor-positive",),
        (),
    ),
    "a subtype that is named": (
        {"genes-and-markers": ("HER2",), "subtypes": ("HER2-low",)},
        ("HER2-low",),
        ("HER2",),
    ),
    "a gene alone": ({"genes-and-markers": ("BRCA",)}, (), ("BRCA",)),
}


@pytest.mark.parametrize("found, subtypes, markers", RECEPTORS.values(), ids=RECEPTORS)
def test_receptor_stands_for_its_subtype_where_none_is_named(found, subtypes, markers, knowledge):
    query = with_receptors_as_subtypes(Query(("list",), found=found), knowledge)
    assert (query.names("subtypes"), query.names("genes-and-markers")) == (subtypes, markers)


def test_facts_of_the_members_of_a_class_are_each_their_own(small):
    rows = told_of_members(treatment("hormone drug", small), "given", small)
    assert [row.holder.name for row in rows] == ["blocker", "gammastrant"]
