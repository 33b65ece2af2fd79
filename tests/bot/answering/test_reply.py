"""The machine-readable mark of a reply."""

import json

import pytest

from bot.answering.reply import Button, Reply, Source, Table, button


def test_mark_holds_kind_id_title_and_sources_and_nothing_else():
    reply = Reply(
        kind="answer",
        id="diagnosis.bone-scan",
        title="Bone scan",
        text="Some words.",
        sources=(Source("Diagnosis", "2021", "2021-01"),),
        buttons=(Button("Tell me more", "Tell me more"),),
        offered=("diagnosis.ct-scan",),
    )
    expected = {
        "kind": "answer",
        "id": "diagnosis.bone-scan",
        "title": "Bone scan",
        "sources": [{"section": "Diagnosis", "edition": "2021", "reviewed": "2021-01"}],
    }
    assert json.loads(json.dumps(reply.custom())) == expected


MARKED = {
    "what it rests on": ({"passages": ("g21.diagnosis.001",)}, {"passages": ["g21.diagnosis.001"]}),
    "a table": (
        {"table": Table(("Drug", "Fact"), (("tamoxifen", "a pill"),))},
        {"columns": ["Drug", "Fact"], "rows": [["tamoxifen", "a pill"]]},
    ),
    "nothing more": ({"unclear": True, "answer": "a.plain", "medicines": ("tamoxifen",)}, {}),
}


@pytest.mark.parametrize("given, more", MARKED.values(), ids=MARKED)
def test_mark_holds_also(given, more):
    mark = Reply(kind="lookup", id="drug.tamoxifen", title="Tamoxifen", text="It is a pill.", **given).custom()
    assert json.loads(json.dumps(mark)) == {
        **{"kind": "lookup", "id": "drug.tamoxifen", "title": "Tamoxifen", "sources": []},
        **more,
    }


def test_button_says_what_a_person_would_type():
    assert button("Tell me more") == Button("Tell me more", "Tell me more")


def test_reply_without_sources_has_an_empty_list_of_them():
    assert Reply(kind="chat", id="greet", title="Hello", text="Hello.").custom()["sources"] == []
