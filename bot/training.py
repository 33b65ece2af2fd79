"""Training: a model is named by the hash of what made it, so the same files never train twice."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from bot.nlu.decide import CALIBRATION_FILE
from bot.places import MODELS, ROOT
from bot.quiet import quiet

# What training reads.
MADE_FROM = (
    "config.yml",
    "domain.yml",
    "data",
    "knowledge",
    "bot/nlu",
    "bot/triage",
    "bot/knowledge",
    "requirements.lock",
)
# What only channels say, which no model knows; thresholds are fitted on the model afterwards, and read when it is loaded.
NOT_READ = ("page.yml", "messaging.yml", CALIBRATION_FILE.name)


def model_hash(root: Path = ROOT) -> str:
    """A hash over every file a model is made from: 12 hexadecimal digits."""
    digest = hashlib.sha256()
    for name in MADE_FROM:
        path = root / name
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" not in file.parts and file.suffix != ".md" and file.name not in NOT_READ:
                digest.update(str(file.relative_to(root)).encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def model_path(root: Path = ROOT) -> Path:
    """Where the model that the files of today make lies, once trained."""
    return root / "models" / f"{model_hash(root)}.tar.gz"


def train() -> Path:
    """Train unless the model is there already; older models are removed.

    Returns:
        The model's file.

    Raises:
        FaultsFound: where the knowledge is not sound; nothing is trained then.
    """
    from bot.knowledge.load import load

    path = model_path()
    if path.exists():
        return path
    load()
    print("Training (a minute or so, when knowledge or phrasings have changed) ...", flush=True)
    started = time.perf_counter()
    train_to(path)
    for old in MODELS.glob("*.tar.gz"):
        if old != path:
            old.unlink()
    print(f"Trained {path.name} in {time.perf_counter() - started:.0f} s", flush=True)
    return path


def train_to(path: Path) -> None:
    """Train with Rasa into the file `path`."""
    import rasa

    quiet()
    result = rasa.train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data")],
        output=str(path.parent),
        fixed_model_name=path.name,
        force_training=True,
    )
    if not result.model:
        raise RuntimeError(
            "Rasa made no model. Mend: run `make check`, then `.venv/bin/rasa train` for its own messages."
        )
