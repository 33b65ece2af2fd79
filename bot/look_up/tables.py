"""The records behind an answer, as a table: symptoms by site, tests by purpose, who does what in the care team."""

from __future__ import annotations

from typing import Optional

from bot.answering.reply import Table
from bot.knowledge.models import Knowledge


def table_of(answer_id: str, knowledge: Knowledge) -> Optional[Table]:
    """The structured facts that an answer tells in sentences, or None where it tells none."""
    wording = knowledge.wording
    symptoms = [
        (name, symptom)
        for name, row in knowledge.symptoms.items()
        if row.answer == answer_id
        for symptom in row.symptoms
    ]
    if symptoms:
        return Table((wording["column-site"], wording["column-symptom"]), tuple(symptoms))
    tests = [(row.name, row.purpose) for row in knowledge.tests.values() if row.answer == answer_id]
    if tests:
        return Table((wording["column-test"], wording["column-purpose"]), tuple(tests))
    team = [
        (name.replace("-", " "), row.does)
        for name, row in knowledge.team.items()
        if row.answer == answer_id and row.does
    ]
    if team:
        return Table((wording["column-role"], wording["column-does"]), tuple(team))
    return None
