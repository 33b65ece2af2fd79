"""The commands tell by their exit status, print JSON where asked to, and refuse wrong use."""

from __future__ import annotations

import json

import pytest

from bot import training
from bot.__main__ import main
from bot.workbench.snapshot import Told, write_snapshot

RIGHT = Told("how", "scan.how", "right", "answer", "scan.how", "One.")
WRONG = Told("how", "scan.how", "wrong", "answer", "scan.pain", "Two.")

STATUS = {
    "nothing is overdue": (["stale", "--older-than", "1200"], 0),
    "months that are none": (["stale", "--older-than", "0"], 2),
    "an id that is none": (["new-answer", "scan"], 2),
    "an answer that is there": (["new-answer", "diagnosis.mri"], 2),
    "three snapshots": (["diff", "a", "b", "c"], 2),
    "a snapshot to save and one to read": (["diff", "a", "--save", "b"], 2),
    "a snapshot that is none": (["diff", "a", "b"], 2),
    "no log": (["unanswered"], 2),
    "a log that is none": (["unanswered", "no-such.jsonl"], 2),
}


@pytest.mark.parametrize("arguments, status", STATUS.values(), ids=STATUS)
def test_exit_status(arguments, status, monkeypatch, capsys):
    monkeypatch.delenv("UNANSWERED_LOG", raising=False)
    assert main(arguments) == status
    told = capsys.readouterr()
    assert bool(told.err.strip()) == (status == 2)


def test_an_unknown_command_is_wrong_use(capsys):
    with pytest.raises(SystemExit) as left:
        main(["no-such"])
    assert left.value.code == 2 and "invalid choice" in capsys.readouterr().err


def test_stale_names_what_is_overdue(capsys, monkeypatch, knowledge):
    from bot.workbench import stale

    monkeypatch.setattr(stale, "overdue", lambda found, today, months: found[:1])
    assert main(["stale", "--json"]) == 1
    row = json.loads(capsys.readouterr().out)["overdue"][0]
    assert row["name"] in knowledge.places and row["file"].startswith("knowledge/")


def test_coverage_prints_json_alone(capsys, monkeypatch, tmp_path, knowledge):
    from bot.workbench import commands

    monkeypatch.setattr(commands, "REPORTS", tmp_path)
    assert main(["coverage", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["passages"]) == len(knowledge.passages)
    assert (tmp_path / "coverage.png").exists()


def test_diff_of_two_snapshots_finds_what_broke(capsys, tmp_path):
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    write_snapshot([RIGHT], old, "old")
    write_snapshot([WRONG], new, "new")
    assert main(["diff", str(old), str(new), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["broken"] == 1
    assert main(["diff", str(new), str(old)]) == 0
    assert "1 was wrong, is now right" in capsys.readouterr().out


def test_diff_without_files_compares_the_last_two_trainings(capsys, tmp_path, monkeypatch):
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    write_snapshot([RIGHT], old, "old")
    write_snapshot([WRONG], new, "new")
    monkeypatch.setattr(training, "last_two_replies", lambda: (old, new))
    assert main(["diff"]) == 1
    assert "scan.how, now given: scan.pain" in capsys.readouterr().out


def test_diff_after_the_first_training_says_what_to_do(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(training, "last_two_replies", lambda: (tmp_path / "none.json", tmp_path / "now.json"))
    assert main(["diff"]) == 2
    assert "no training before the last" in capsys.readouterr().err


def test_an_empty_log_holds_nothing(capsys, tmp_path):
    (tmp_path / "log.jsonl").write_text("")
    assert main(["unanswered", str(tmp_path / "log.jsonl"), "--json"]) == 0 or pytest.fail(capsys.readouterr().err)
    assert json.loads(capsys.readouterr().out) == []


def test_check_of_a_copy_prints_its_faults_as_json(capsys, tmp_path):
    assert main(["check", "--root", str(tmp_path), "--json"]) == 1
    faults = json.loads(capsys.readouterr().out)["faults"]
    assert {"code": "K01", "file": "config.yml", "line": 0}.items() <= faults[0].items()
    assert all(fault["what"] and fault["why"] and fault["mend"] for fault in faults)
