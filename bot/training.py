"""Training: a model is named by the hash of what made it, so the same files never train twice.

Beside each model lies a card: a JSON file that says what it was made of, how long that took, and how it scores. One that
misses a bar on the golden questions is refused: it waits in `models/refused/`, and is not served.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, Iterator

from rich.console import Console
from rich.table import Table

from bot.faults import ModelRefused
from bot.nlu.decide import CALIBRATION_FILE
from bot.places import MODELS, QUESTIONS, ROOT
from bot.quiet import quiet
from bot.terminal import console, share, shown_progress, table

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
NOT_READ = ("page.yml", CALIBRATION_FILE.name)

REFUSED = MODELS / "refused"
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


def train(*, anyway: bool = False) -> Path:
    """Train unless the model is there already; older models are removed.

    Args:
        anyway: take the model even where it misses a bar.

    Returns:
        The model's file.

    Raises:
        FaultsFound: where the knowledge is not sound; nothing is trained then.
        ModelRefused: where the model misses a bar on the golden questions; older models are left as they are.
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
        seconds = _read_card(card_path(waiting)).get("seconds")
    card = make_card(waiting, seconds)
    show_card(card)
    card_path(waiting).write_text(json.dumps(card, indent=1), encoding="utf-8")
    if card["missed"] and not anyway:
        raise ModelRefused(_refusal(card))
    _forget(MODELS)
    waiting.rename(path)
    card_path(waiting).rename(card_path(path))
    return path


def make_card(model: Path, seconds: float | None) -> dict[str, Any]:
    """What is to be told of a model: counts, time, thresholds, its score and that of the model before it."""
    from bot.evaluation.bars import missed_bars
    from bot.nlu.decide import read_calibration

    before = _card_before()
    numbers = _score(model)
    calibration = read_calibration()
    return {
        "model": model.name,
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


def _refusal(card: dict[str, Any]) -> str:
    missed = ", ".join(f"{name} is {share(card['score'][name])}" for name in card["missed"])
    return (
        f"the model of these files misses a bar on the golden questions: {missed}. It is not served. Mend: look at "
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


def _score(model: Path) -> dict[str, float]:
    from bot.evaluation.direct import read_bot, replies_of
    from bot.evaluation.golden import of_the_guide, score
    from bot.evaluation.verdicts import verdict
    from bot.nlu.examples import read_questions

    bot, questions = read_bot(model), of_the_guide(read_questions(QUESTIONS))
    replies = replies_of(bot, [question.text for question in questions])
    return score(
        questions,
        [
            verdict(question.accepted, next(replies).custom(), bot.knowledge)
            for question in shown_progress(questions, "Asking the golden questions")
        ],
    )


def _card_before() -> dict[str, Any]:
    """The card of the newest model that was taken; empty where there is none."""
    cards = sorted(MODELS.glob("*.json"), key=lambda path: path.stat().st_mtime)
    return _read_card(cards[-1]) if cards else {}


def _read_card(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _forget(folder: Path) -> None:
    """Remove the models of a folder, with their cards."""
    for model in folder.glob("*.tar.gz"):
        card_path(model).unlink(missing_ok=True)
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
