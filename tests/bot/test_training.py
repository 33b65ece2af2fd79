"""A model is named by what made it. Nothing is trained here."""

from pathlib import Path

import pytest

from bot.training import MADE_FROM, model_hash, model_path


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
