"""What a messenger's look begins with: words and choices, and nothing that only pages read."""

from __future__ import annotations

import pytest

from bot.serving.messaging.outgoing import ID_BYTES, choice, outgoing, table_lines
from tests.bot.serving.messaging.looks import answer, clarify, urgent

MARK = {"kind": "answer", "id": "a.b", "title": "Bone scan", "sources": [{"section": "S"}], "passages": ["p"]}


def test_an_answer_is_parted_from_its_source_and_from_its_detail(knowledge):
    out = answer(knowledge)
    assert out.source.startswith("Source: ") and "Source" not in out.body
    assert out.title == "Bone scan" and not out.whole and not out.phones
    assert out.detail.payload == knowledge.wording["more-button"] and out.detail not in out.choices
    assert out.buttons == (out.detail, *out.choices)


def test_a_choice_that_is_listed_by_number_is_known_as_such(knowledge):
    out = clarify(knowledge)
    assert out.numbered and out.whole and len(out.choices) == 3 and out.detail is None


def test_a_call_for_help_has_its_numbers_and_is_not_cut(knowledge):
    out = urgent(knowledge)
    assert out.whole and out.title == knowledge.page.urgent
    assert [phone.dial for phone in out.phones] == ["tel:988", "tel:911"]


@pytest.mark.parametrize("kind", ["answer", "lookup", "clarify", "decline", "urgent", "chat"])
def test_nothing_of_the_mark_is_said(knowledge, kind):
    mark = {**MARK, "kind": kind, "columns": ["x"], "id": "secret-id", "passages": ["secret-passage"]}
    said = str(outgoing({"text": "Words.\n\nSource: x", "custom": mark}, knowledge))
    assert "secret" not in said and "columns" not in said


# kind, rows -> what stands below the sentences
TABLES = {
    "of an answer": (
        "answer",
        [["bone", "pain"], ["bone", "a break"], ["lung", "cough"]],
        "Bone: pain; a break\nLung: cough",
    ),
    "of one row, which the sentences say": ("answer", [["bone", "pain"]], ""),
    "of a look-up, whose text is its table": ("lookup", [["bone", "pain"], ["lung", "cough"]], ""),
}


@pytest.mark.parametrize("kind, rows, lines", TABLES.values(), ids=TABLES)
def test_tables_become_lines(knowledge, kind, rows, lines):
    out = outgoing({"text": "Sentences.\n\nSource: x", "custom": {**MARK, "kind": kind, "rows": rows}}, knowledge)
    assert out.body.removeprefix("Sentences.").strip() == lines


def test_a_cell_that_is_said_twice_is_said_once():
    assert table_lines([["a", "same", "same"], ["a", "other"]]) == ["A: same; other"]


def test_a_title_that_the_body_begins_with_is_left_out(knowledge):
    reply = {"text": "Bone scan: a test.\n\nSource: x", "custom": MARK}
    assert outgoing(reply, knowledge).title == ""


@pytest.mark.parametrize("reply", [{"text": "Hi."}, {"text": "Hi.", "buttons": None, "custom": None}])
def test_a_bare_text_is_enough(knowledge, reply):
    assert outgoing(reply, knowledge).body == "Hi."


def test_ids_fit_and_are_never_the_same():
    ids = {choice("a", "b").id for _ in range(100)}
    assert len(ids) == 100 and all(len(row.encode()) == ID_BYTES * 4 // 3 for row in ids)
