"""Training: a model is named by the hash of what made it, so the same files never train twice.

Beside each model lies a card: a JSON file that says what it was made of, how long that took, and how it scores. One that
misses a bar on the golden questions is refused: it waits in `models/refused/`, and is not served.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, Iterator, Sequence

from rich.console import Console
from rich.table import Table

from bot.evaluation.golden import of_the_guide, score
from bot.faults import ModelRefused
from bot.nlu.decide import CALIBRATION_FILE
from bot.places import MODELS, QUESTIONS, ROOT
from bot.quiet import quiet
from bot.terminal import console, share, table
from bot.workbench.snapshot import Told, write_snapshot

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

REFUSED = MODELS / "refused"
BEFORE = "before.replies.json"  # the replies of the model that the one of today took the place of
SHOWN = ("right of all", "wrong of all", "answered", "right of answered", "out of scope not answered")


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


def card_path(model: Path) -> Path:
    """Where the card of a model lies.

    >>> card_path(Path("models/0123.tar.gz")).as_posix()
    'models/0123.json'
    """
    return model.with_name(model.name.removesuffix(".tar.gz") + ".json")


def replies_path(model: Path) -> Path:
    """Where a model's replies to the golden questions lie, for `python -m bot diff`."""
    return card_path(model).with_suffix(".replies.json")


def newest() -> Path:
    """The model of the files of today, even where it was refused; trained first where there is none.

    Raises:
        FaultsFound: where the knowledge is not sound.
    """
    waiting = REFUSED / model_path().name
    return waiting if waiting.exists() and not model_path().exists() else train()


def last_two_replies() -> tuple[Path, Path]:
    """The files with the replies of the model before, and of the model of today, even where that was refused."""
    model = newest()
    before = MODELS / BEFORE if model.parent == MODELS else replies_path(_model_before() or model)
    return before, replies_path(model)


def train(*, anyway: bool = False) -> Path:
    """Train unless the model is there already; older models are removed.

    Args:
        anyway: take the model even where it misses a bar.

    Returns:
        The model's file.

    Raises:
        FaultsFound: where the knowledge is not sound; nothing is trained then.
        ModelRefused: where the model misses a bar on the golden questions and there is one before it, which is kept.
    """
    from bot.knowledge.load import load

    path = model_path()
    if path.exists():
        return path
    load()
    waiting = REFUSED / path.name
    if not waiting.exists():
        waiting.parent.mkdir(parents=True, exist_ok=True)
        _forget(REFUSED)
        print("Training (a minute or so, when knowledge or phrasings have changed) ...", flush=True)
        started = time.perf_counter()
        with _shown("Learning"):
            train_to(waiting)
        seconds = round(time.perf_counter() - started, 1)
        print(f"Trained {path.name} in {seconds:.0f} s", flush=True)
    else:
        seconds = _card(waiting).get("seconds")
    told = _golden_replies(waiting)
    write_snapshot(told, replies_path(waiting), path.name)
    card = make_card(path.name, told, seconds)
    show_card(card)
    card_path(waiting).write_text(json.dumps(card, indent=1), encoding="utf-8")
    before = _model_before()
    if card["missed"] and before and not anyway:
        raise ModelRefused(_refusal(card))
    if card["missed"]:
        print(f"Mind: {_refusal(card, taken=True)}", file=sys.stderr)
    if before and replies_path(before).exists():
        replies_path(before).replace(MODELS / BEFORE)
    _forget(MODELS)
    for of_model in (replies_path, card_path):
        of_model(waiting).rename(of_model(path))
    return waiting.rename(path)


def make_card(model: str, told: Sequence[Told], seconds: float | None) -> dict[str, Any]:
    """What is to be told of a model: counts, time, thresholds, its score and that of the model before it."""
    from bot.evaluation.bars import missed_bars
    from bot.nlu.decide import read_calibration

    before = _card(_model_before())
    numbers = score(told)
    calibration = read_calibration()
    return {
        "model": model,
        "seconds": seconds,
        "counts": _counts(),
        "thresholds": {"covered_from": calibration.covered_from, "sure_from": calibration.sure_from},
        "score": numbers,
        "missed": missed_bars(numbers),
        "before": {key: before[key] for key in ("model", "score") if key in before},
    }


def show_card(card: dict[str, Any]) -> None:
    """Print what is to be told of a model."""
    to = console()
    counts = ", ".join(f"{count:,} {name}" for name, count in card["counts"].items())
    to.print(f"Learnt from {counts}.")
    limits = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in card["thresholds"].items())
    to.print(f"Thresholds: {limits}.")
    to.print(_score_table(card))


def _score_table(card: dict[str, Any]) -> Table:
    from bot.evaluation.bars import AT_LEAST, AT_MOST

    before = card["before"].get("score", {})
    rows = []
    for name in SHOWN:
        bar = f"at least {share(AT_LEAST[name])}" if name in AT_LEAST else ""
        bar = f"at most {share(AT_MOST[name])}" if name in AT_MOST else bar
        verdict = "[bold red]missed[/]" if name in card["missed"] else ""
        rows.append((name, share(card["score"][name]), share(before.get(name)), bar, verdict))
    title = f"{card['score']['questions']} golden questions of the guide, {card['score']['out of scope']} out of scope"
    return table(title, ("measure", "now", "before", "bar", ""), rows, numbers=("now", "before"))


def _refusal(card: dict[str, Any], *, taken: bool = False) -> str:
    missed = ", ".join(f"{name} is {share(card['score'][name])}" for name in card["missed"])
    what = f"the model of these files misses a bar on the golden questions: {missed}."
    if taken:
        return f"{what} It is served all the same."
    return (
        f"{what} It is not served. Mend: look at "
        "`.venv/bin/python -m bot diff` and at your last change of phrasings; or take it all the same with "
        "`.venv/bin/python -m bot train --anyway`"
    )


def _counts() -> dict[str, int]:
    """How much a model learns from."""
    from bot.knowledge.load import shared_knowledge
    from bot.nlu.examples import read_phrasings
    from bot.nlu.follow_ups import read_follow_ups
    from bot.triage.messages import read_messages

    return {
        "answers": len(shared_knowledge().answers),
        "drugs": len(shared_knowledge().drugs),
        "phrasings": len(read_phrasings()),
        "follow-ups": len(read_follow_ups()),
        "messages of triage": sum(1 for _ in read_messages()),
    }


def _golden_replies(model: Path) -> list[Told]:
    from bot.evaluation.direct import read_bot
    from bot.nlu.examples import read_questions
    from bot.workbench.snapshot import golden_replies

    return golden_replies(read_bot(model), of_the_guide(read_questions(QUESTIONS)))


def _model_before() -> Path | None:
    """The model that was taken last, if there is one."""
    models = sorted(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return models[-1] if models else None


def _card(model: Path | None) -> dict[str, Any]:
    """The card of a model; empty where there is none."""
    path = card_path(model) if model else None
    return json.loads(path.read_text(encoding="utf-8")) if path and path.exists() else {}


def _forget(folder: Path) -> None:
    """Remove the models of a folder, with their cards."""
    for model in folder.glob("*.tar.gz"):
        card_path(model).unlink(missing_ok=True)
        replies_path(model).unlink(missing_ok=True)
        model.unlink()


@contextlib.contextmanager
def _shown(what: str) -> Iterator[None]:
    """A bar while something goes on whose length nobody knows, where somebody is watching the terminal."""
    if not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True).status(what):
        yield


@contextlib.contextmanager
def _without_bars() -> Iterator[None]:
    """Keep Rasa's progress bars and its word of success to itself; it draws none where warnings alone are logged."""
    before = os.environ.get("LOG_LEVEL")
    os.environ["LOG_LEVEL"] = "WARNING"
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        if before is None:
            del os.environ["LOG_LEVEL"]
        else:
            os.environ["LOG_LEVEL"] = before


def train_to(path: Path) -> None:
    """Train with Rasa into the file `path`."""
    gc.disable()  # what learning makes lives until its end: to look for garbage in it takes a twentieth of the time
    try:
        _train_with_rasa(path)
    finally:
        gc.enable()


def _train_with_rasa(path: Path) -> None:
    import rasa

    quiet()
    with _without_bars():
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
