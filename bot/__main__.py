"""The command line: `python -m bot COMMAND`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.faults import FaultsFound, ModelRefused
from bot.quiet import quiet_warnings
from bot.trying import commands as talking
from bot.workbench import commands as workbench


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit status is 0 when all is well, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="serve in the foreground; trains first if the model is stale")
    train = commands.add_parser("train", help="train unless the model is there already")
    train.add_argument("--anyway", action="store_true", help="take the model even where it misses a bar")
    index = commands.add_parser("index", help="make the index of passages anew")
    index.add_argument("--guide", type=Path, required=True, help="folder with passages.jsonl")
    commands.add_parser("calibrate", help="fit the thresholds on tests/calibration")
    commands.add_parser("evaluate", help="measure answer quality on tests/questions")
    commands.add_parser("ablations", help="measure what each part of the ranking is worth")
    commands.add_parser("stock", help="train and measure the stock Rasa pipeline on the same data; slow")
    commands.add_parser("bench", help="measure speed and memory")
    commands.add_parser("connect", help="tell Telegram where the bot is").add_argument(
        "messenger", choices=["telegram"]
    )
    workbench.register(commands)
    talking.register(commands)
    options = parser.parse_args(arguments)
    quiet_warnings()
    try:
        return {**COMMANDS, **WORKBENCH, **TALKING}[options.command](options) or 0
    except FaultsFound as found:
        print(found, file=sys.stderr)
        print(f"{len(found.faults)} faults", file=sys.stderr)
        return 1
    except ModelRefused as reason:
        print(f"Refused: {reason}", file=sys.stderr)
        return 1


def _run(options: argparse.Namespace) -> int:
    from bot.serving.server import CannotStart, address, credentials, run
    from bot.training import train

    try:
        address()  # a busy port, or a missing setting, is told before minutes of training
        credentials()
        run(train())
    except (CannotStart, ModelRefused) as reason:
        print(f"Waymark cannot start: {reason}", file=sys.stderr)
        return 1
    return 0


def _connect(options: argparse.Namespace) -> int:
    from bot.serving.connect import NotConnected, connect_telegram

    try:
        print(connect_telegram())
    except NotConnected as reason:
        print(f"Not connected: {reason}", file=sys.stderr)
        return 1
    return 0


def _train(options: argparse.Namespace) -> None:
    from bot.training import train

    print(train(anyway=options.anyway))


def _index(options: argparse.Namespace) -> None:
    from bot.knowledge.load import INDEX, shared_terms
    from bot.knowledge.passages import index_guide, write_index
    from bot.places import KNOWLEDGE

    write_index(index_guide(options.guide, shared_terms()), KNOWLEDGE / INDEX)


def _calibrate(options: argparse.Namespace) -> None:
    from bot.evaluation.calibrate import calibrate

    calibrate()


def _evaluate(options: argparse.Namespace) -> int:
    from bot.evaluation.evaluate import evaluate

    return evaluate()


def _ablations(options: argparse.Namespace) -> None:
    from bot.evaluation.ablations import ablations

    ablations()


def _stock(options: argparse.Namespace) -> None:
    from bot.evaluation.stock import stock

    stock()


def _bench(options: argparse.Namespace) -> None:
    from bot.evaluation.bench import bench

    bench()


COMMANDS = {
    "run": _run,
    "train": _train,
    "index": _index,
    "calibrate": _calibrate,
    "evaluate": _evaluate,
    "ablations": _ablations,
    "stock": _stock,
    "bench": _bench,
    "connect": _connect,
}

WORKBENCH, TALKING = workbench.RUN, talking.RUN

if __name__ == "__main__":
    sys.exit(main())
