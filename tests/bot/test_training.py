"""A model is named by what made it, and taken only where it is good enough. Nothing is trained here."""

import json
from pathlib import Path

import pytest

from bot import training
from bot.evaluation.golden import score
from bot.faults import ModelRefused
from bot.training import MADE_FROM, card_path, last_two_replies, model_hash, model_path, train
from bot.workbench.snapshot import Told, write_snapshot


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository with one file for each part that a model is made from."""
    for name in MADE_FROM:
        path = tmp_path / name if Path(name).suffix else tmp_path / name / "part.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("first")
    return tmp_path


CHANGES = [
    ("config.yml", True),
    ("domain.yml", True),
    ("requirements.lock", True),
    ("data/part.yml", True),
    ("data/nlu/new.yml", True),
    ("knowledge/part.yml", True),
    ("bot/nlu/part.yml", True),
    ("bot/knowledge/part.yml", True),
    ("bot/nlu/__pycache__/part.pyc", False),
    ("bot/answering/compose.py", False),
    ("README.md", False),
    ("knowledge/README.md", False),
    ("knowledge/page.yml", False),
    ("knowledge/messaging.yml", False),
]


@pytest.mark.parametrize("name, trains_anew", CHANGES)
def test_only_what_a_model_is_made_from_trains_anew(root, name, trains_anew):
    before = model_hash(root)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text("second")
    assert (model_hash(root) != before) == trains_anew


def test_a_renamed_file_trains_anew(root):
    before = model_hash(root)
    (root / "data/part.yml").rename(root / "data/other.yml")
    assert model_hash(root) != before


def test_a_model_is_named_by_its_hash(root):
    assert model_path(root) == root / "models" / f"{model_hash(root)}.tar.gz"
    assert len(model_hash(root)) == 12


def told(right: int, wrong: int) -> list[Told]:
    """The replies to so many golden questions, right and wrong."""
    verdicts = ["right"] * right + ["wrong"] * wrong
    return [Told(f"question {n}", "a.a", verdict, "answer", "a.a", "text") for n, verdict in enumerate(verdicts)]


GOOD, BAD = told(98, 2), told(80, 20)


@pytest.fixture
def models(tmp_path, monkeypatch) -> Path:
    """A folder of models with a good one of former files, and a training that writes a file and no more."""
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "older.tar.gz").write_text("older")
    (folder / "older.json").write_text(json.dumps({"model": "older.tar.gz", "score": score(GOOD)}))
    write_snapshot(GOOD, folder / "older.replies.json", "older")
    monkeypatch.setattr(training, "MODELS", folder)
    monkeypatch.setattr(training, "REFUSED", folder / "refused")
    monkeypatch.setattr(training, "model_path", lambda: folder / "newer.tar.gz")
    monkeypatch.setattr(training, "train_to", lambda path: path.write_text("newer"))
    return folder


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def replies(given: list[Told], monkeypatch) -> None:
    monkeypatch.setattr(training, "_golden_replies", lambda model: given)


TAKEN = {"newer.tar.gz", "newer.json", "newer.replies.json", "before.replies.json"}
OLDER = {"older.tar.gz", "older.json", "older.replies.json"}
WAITING = {"refused/newer.tar.gz", "refused/newer.json", "refused/newer.replies.json"}


def test_a_good_model_takes_the_place_of_the_older_one(models, monkeypatch):
    replies(GOOD, monkeypatch)
    assert train() == models / "newer.tar.gz"
    assert names(models) == TAKEN


def test_the_card_tells_what_a_model_is_made_of_and_how_it_scores(models, monkeypatch, capsys):
    replies(GOOD, monkeypatch)
    card = json.loads(card_path(train()).read_text())
    assert card["score"] == score(GOOD) and card["before"]["model"] == "older.tar.gz" and card["missed"] == []
    assert card["counts"]["answers"] > 0 and 0 < card["thresholds"]["covered_from"] < 1 and card["seconds"] >= 0
    assert "golden questions" in capsys.readouterr().out


def test_a_model_that_misses_a_bar_is_refused_and_the_older_one_stays(models, monkeypatch):
    replies(BAD, monkeypatch)
    with pytest.raises(ModelRefused, match="wrong of all is 20.0%.*--anyway"):
        train()
    assert names(models) == OLDER | WAITING
    assert last_two_replies() == (models / "older.replies.json", models / "refused/newer.replies.json")


def test_a_first_model_is_served_all_the_same_with_a_warning(models, monkeypatch, capsys):
    (models / "older.tar.gz").unlink()
    replies(BAD, monkeypatch)
    assert train() == models / "newer.tar.gz"
    assert "wrong of all is 20.0%" in capsys.readouterr().err


def test_a_refused_model_is_taken_without_training_again_where_one_is_told_to(models, monkeypatch):
    replies(BAD, monkeypatch)
    with pytest.raises(ModelRefused):
        train()
    monkeypatch.setattr(training, "train_to", lambda path: pytest.fail("trained again"))
    assert train(anyway=True) == models / "newer.tar.gz"
    assert names(models) == TAKEN


def test_a_refused_model_is_asked_again_for_its_thresholds_may_have_changed(models, monkeypatch):
    replies(BAD, monkeypatch)
    with pytest.raises(ModelRefused):
        train()
    replies(GOOD, monkeypatch)
    assert train() == models / "newer.tar.gz"


def test_the_start_of_the_server_says_that_the_model_is_refused(monkeypatch, capsys):
    from bot.__main__ import main

    def refuse() -> Path:
        raise ModelRefused("it misses a bar")

    monkeypatch.setenv("PORT", "45871")
    monkeypatch.setattr(training, "train", refuse)
    assert main(["run"]) == 1
    assert "cannot start: it misses a bar" in capsys.readouterr().err
