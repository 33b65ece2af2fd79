"""The drugs of the guide are all there, each under names of its own, and each can be asked about."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.checking.records import check_records
from bot.knowledge.models import Drug, Knowledge
from bot.look_up.drug import drug_reply
from bot.look_up.facts import holders, members
from bot.look_up.query import DRUGS, Query, names_by_kind
from bot.nlu.frames import ATTRIBUTES

HER2 = "HER2-targeted therapy"
# As the guide lists them. A HER2-targeted drug is not counted among the other targeted ones.
COUNTS = {
    "hormonal therapy": 10,
    "chemotherapy": 16,
    HER2: 9,
    "targeted therapy": 11,
    "immunotherapy": 2,
    "bone-modifying drug": 3,
    "colony-stimulating factor": 1,
}


def kind_of(drug: Drug, knowledge: Knowledge) -> str:
    """The kind of treatment that the guide tells of the drug under."""
    groups = holders(drug, knowledge)[1:]
    return HER2 if HER2 in drug.classes else next(group.name for group in groups if not group.within)


def test_records_have_no_fault(knowledge):
    faults = check_records(knowledge)
    assert not faults, "\n".join(map(str, faults))


def test_every_drug_of_the_guide_has_a_record(knowledge):
    assert Counter(kind_of(drug, knowledge) for drug in knowledge.drugs.values()) == COUNTS


def test_her2_targeted_drugs_are_those_that_list_the_class(knowledge):
    assert {drug.name for drug in members(HER2, knowledge)} == {
        drug.name for drug in knowledge.drugs.values() if HER2 in drug.classes
    }


def test_every_class_comes_down_to_a_kind_of_treatment(knowledge):
    kinds = COUNTS.keys() - {HER2}
    assert {group.name for group in knowledge.classes.values() if not group.within} == kinds
    assert [
        name for name, group in knowledge.classes.items() if not kinds & {h.name for h in holders(group, knowledge)}
    ] == []


def test_no_name_belongs_to_two_drugs(knowledge):
    names = Counter(name.lower() for drug in knowledge.drugs.values() for name in drug.names)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_name_of_a_drug_finds_it(knowledge, matcher):
    lost = []
    for drug in knowledge.drugs.values():
        for name in drug.names:
            found = names_by_kind(matcher.find(f"What is {name}?")).get(DRUGS)
            lost += [] if found == (drug.name,) else [(name, found)]
    assert lost == []


def test_what_can_be_asked_is_what_questions_are_learnt_for(knowledge):
    assert tuple(knowledge.look_ups) == ATTRIBUTES


@pytest.mark.parametrize("topic", ATTRIBUTES)
def test_every_drug_can_be_asked_about(topic, knowledge, matcher):
    lost = []
    for name in knowledge.drugs:
        found = names_by_kind(matcher.find(knowledge.look_ups[topic].ask.format(drug=name)))
        reply = drug_reply(Query((topic,), found=found), knowledge)
        lost += [] if reply.medicines == (name,) and reply.text and reply.sources else [name]
    assert lost == []


def test_every_side_effect_of_a_drug_has_words_that_people_say(knowledge):
    told = {fact.effect for drug in knowledge.drugs.values() for fact in drug.side_effects}
    assert told and [name for name in sorted(told) if not knowledge.side_effects[name].also] == []


# What can be told of a fact by, and the terms that a question names it with.
TAGS = {"routes": "routes", "every": "schedules", "lines": "lines", "groups": "groups"}


@pytest.mark.parametrize("key, kind", TAGS.items())
def test_every_tag_of_a_fact_is_a_term_that_a_question_may_hold(key, kind, knowledge):
    terms = {term.name for term in knowledge.terms if term.kind == kind}
    records = (*knowledge.drugs.values(), *knowledge.classes.values())
    tags = {tag for r in records for fact in (*r.works, *r.given, *r.for_whom) for tag in getattr(fact, key)}
    assert tags and tags - terms == set()
