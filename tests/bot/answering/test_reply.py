"""The machine-readable mark of a reply."""

import json

from bot.answering.reply import Button, Reply, Source


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


def test_reply_without_sources_has_an_empty_list_of_them():
    assert Reply(kind="chat", id="greet", title="Hello", text="Hello.").custom()["sources"] == []
