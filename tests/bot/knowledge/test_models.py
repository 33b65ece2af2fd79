"""What the records of the knowledge hold and refuse."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from bot.knowledge.models import Answer, ChatReply, Passage, Section, Term

GOOD = {
    Answer: {
        "id": "diagnosis.example",
        "title": "An example",
        "short": "Some words.",
        "passages": ["g21.diagnosis.001"],
        "reviewed": "2026-01-31",
    },
    Section: {"section": "Diagnosis", "edition": "2022-2023", "reviewed": "2023-11"},
    Passage: {"id": "g21.diagnosis.001", "fingerprint": "0123456789abcdef"},
    Term: {"name": "example", "kind": "tests"},
    ChatReply: {"kind": "chat", "title": "Hello", "texts": ["Hello."]},
}

REFUSED = [
    (Answer, "id", "Diagnosis.Example"),
    (Answer, "id", "example"),
    (Answer, "id", "diagnosis.bone_scan"),
    (Answer, "title", "A"),
    (Answer, "title", "A" * 71),
    (Answer, "short", "   "),
    (Answer, "passages", []),
    (Answer, "passages", ["g21.diagnosis.001", "g21.diagnosis.001"]),
    (Answer, "passages", ["diagnosis.001"]),
    (Answer, "passages", ["g21.diagnosis.1"]),
    (Answer, "related", ["a.a", "a.b", "a.c", "a.d", "a.e"]),
    (Answer, "related", ["a.a", "a.a"]),
    (Answer, "reviewed", "soon"),
    (Answer, "status", "draft"),
    (Answer, "colour", "red"),
    (Section, "edition", "the second"),
    (Section, "reviewed", "2023-11-01"),
    (Section, "reviewed", "November 2023"),
    (Section, "section", ""),
    (Passage, "id", "g22.diagnosis.001"),
    (Passage, "fingerprint", "xyz"),
    (Passage, "text", "the text of the guide"),
    (Term, "name", ""),
    (Term, "brand", "Example"),
    (ChatReply, "kind", "joke"),
    (ChatReply, "texts", []),
    (ChatReply, "texts", [""]),
    (ChatReply, "offers", ["a.a", "a.b", "a.c", "a.d", "a.e"]),
]


@pytest.mark.parametrize("model", GOOD, ids=lambda model: model.__name__)
def test_good_record_is_accepted_and_frozen(model):
    record = model(**GOOD[model])
    with pytest.raises(TypeError):
        setattr(record, next(iter(GOOD[model])), "other")


@pytest.mark.parametrize("model, key, value", REFUSED)
def test_bad_value_is_refused_where_it_stands(model, key, value):
    with pytest.raises(ValidationError) as refused:
        model(**{**GOOD[model], key: value})
    assert {problem["loc"][0] for problem in refused.value.errors()} == {key}


MUST = [(model, key) for model, row in GOOD.items() for key in row]


@pytest.mark.parametrize("model, key", MUST)
def test_missing_value_is_refused(model, key):
    with pytest.raises(ValidationError, match="field required"):
        model(**{name: value for name, value in GOOD[model].items() if name != key})


def test_superseded_answer_leads_to_its_last_successor(knowledge):
    last = next(iter(knowledge.answers.values()))
    retired = {
        "old.first": last.copy(update={"id": "old.first", "replaced_by": "old.second"}),
        "old.second": last.copy(update={"id": "old.second", "replaced_by": last.id}),
    }
    knowledge = replace(knowledge, retired=retired)
    assert knowledge.current("old.first") == knowledge.current("old.second") == knowledge.current(last.id) == last


def test_unknown_answer_has_no_successor(knowledge):
    with pytest.raises(KeyError):
        knowledge.current("no.such-answer")


def test_passage_belongs_to_the_section_that_its_id_names(knowledge):
    passage = Passage(id="t23.types-of-treatment.054", fingerprint="0" * 16)
    assert passage.section_id == "t23.types-of-treatment"
    assert knowledge.section_of(passage.id) == knowledge.sections["t23.types-of-treatment"]
