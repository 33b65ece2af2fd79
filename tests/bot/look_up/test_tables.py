"""The records behind an answer are told as a table too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge.models import Knowledge, MedicalTest, Role, SiteSymptoms
from bot.look_up.tables import table_of

PASSAGES = ["g21.diagnosis.001"]


@pytest.fixture
def small(knowledge: Knowledge) -> Knowledge:
    """Two places of spread, a test and two roles."""
    return replace(
        knowledge,
        symptoms={
            "bone": SiteSymptoms(symptoms=["pain", "swelling"], answer="a.bone", passages=PASSAGES),
            "lung": SiteSymptoms(symptoms=["cough"], answer="a.lung", passages=PASSAGES),
        },
        tests={"scan": MedicalTest(name="scan", purpose="shows bone", answer="a.scan", passages=PASSAGES)},
        team={
            "social-worker": Role(does="helps", answer="a.team", passages=PASSAGES),
            "oncologist": Role(answer="a.team", passages=PASSAGES),
        },
    )


ROWS = {
    "a.bone": (("bone", "pain"), ("bone", "swelling")),
    "a.lung": (("lung", "cough"),),
    "a.scan": (("scan", "shows bone"),),
    "a.team": (("social worker", "helps"),),
}


@pytest.mark.parametrize("answer_id, rows", ROWS.items())
def test_answer_has_the_rows_that_it_tells(answer_id, rows, small):
    table = table_of(answer_id, small)
    assert table.rows == rows
    assert len(table.columns) == 2


def test_answer_without_records_has_no_table(small):
    assert table_of("a.other", small) is None


def test_every_record_is_in_the_table_of_its_answer(knowledge):
    rows = [(row.answer, (name, symptom)) for name, row in knowledge.symptoms.items() for symptom in row.symptoms]
    rows += [(row.answer, (row.name, row.purpose)) for row in knowledge.tests.values()]
    rows += [(row.answer, (name.replace("-", " "), row.does)) for name, row in knowledge.team.items() if row.does]
    tables = {answer: table_of(answer, knowledge) for answer, _ in rows}
    assert [(answer, row) for answer, row in rows if row not in tables[answer].rows] == []
