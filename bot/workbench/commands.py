"""The commands of the workbench, for `python -m bot`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Callable

from bot.places import ROOT

Command = Callable[[argparse.Namespace], int]


def register(commands: argparse._SubParsersAction) -> dict[str, Command]:
    """Add the commands of the workbench.

    Returns:
        What each runs; its exit status is 0 where nothing is amiss, 1 where something was found, 2 where it was used
        wrongly.
    """
    check = commands.add_parser("check", help="validate knowledge, phrasings and domain")
    check.add_argument("--guide", type=Path, help="folder with the guide's text, to verify the index of passages")
    check.add_argument("--cases", type=Path, help="folder with evaluation cases, which must not be in training")
    check.add_argument("--root", type=Path, default=ROOT, help="of a copy of the repository, to check that")
    for parser in (check,):
        parser.add_argument("--json", action="store_true", help="print JSON for programs")
    return {"check": _check}


def _check(options: argparse.Namespace) -> int:
    from bot.checking.report import check_all

    return check_all(options.guide, options.cases, options.root, as_json=options.json)
