"""`python -m bot try` and `python -m bot record`: talking with the bot in a terminal."""

from __future__ import annotations

import argparse
import functools
import json
import sys
from pathlib import Path
from typing import Any, Iterator

PROMPT = "you> "


def register(commands: Any) -> None:
    """Add both commands to the command line."""
    trying = commands.add_parser("try", help="what a question is understood as, why, and the reply on each channel")
    trying.add_argument("question", nargs="*", help="several are a conversation; without one, lines are read")
    trying.add_argument("--json", action="store_true", help="for a program, one line a question")
    recording = commands.add_parser("record", help="hold a conversation and write it down as a fixture")
    recording.add_argument("file", type=Path, help="the file to write, such as tests/conversations/mine.yml")
    recording.add_argument("--url", help="talk with the bot that runs at this address, instead of one started here")
    recording.add_argument("--name", help="what the person does in it; by default the file's name")
    recording.add_argument("--force", action="store_true", help="write over the file if it is there")


def lines_typed() -> Iterator[str]:
    """What is typed, a line at a time, until the end of the input (Ctrl-D) or Ctrl-C; empty lines are left out."""
    if sys.stdin.isatty():
        import readline  # noqa: F401  lines can be edited, and called back with the arrow keys
    try:
        while True:
            line = input(PROMPT if sys.stdin.isatty() else "")
            if line.strip():
                yield line
    except (EOFError, KeyboardInterrupt):
        print(file=sys.stderr)


def _try(options: argparse.Namespace) -> int:
    from rich.console import Console

    from bot.dialogue.context import Context
    from bot.training import train
    from bot.trying.hear import hear, mind_of
    from bot.trying.show import show, to_dict

    mind, context, console = mind_of(train()), Context(), Console()
    for question in options.question or lines_typed():
        tried = hear(question, context, mind)
        context = tried.said.context
        if options.json:
            print(json.dumps(to_dict(tried), ensure_ascii=False), flush=True)
        else:
            show(tried, console)
    return 0


def _record(options: argparse.Namespace) -> int:
    from bot.fixtures.play import CannotTalk, InProcess, over_rest
    from bot.fixtures.record import CannotRecord, may_write, record

    bot = InProcess()
    try:
        may_write(options.file, force=options.force)
        if not options.url:
            print("Starting the bot ...", file=sys.stderr, flush=True)
            bot.load()
        say = over_rest(options.url) if options.url else bot.say
        name = options.name or options.file.stem.replace("-", " ")
        turns = record(lines_typed(), say, options.file, name=name, show=functools.partial(print, flush=True))
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1
    except (CannotRecord, CannotTalk) as reason:
        print(reason, file=sys.stderr)
        return 1
    finally:
        bot.close()
    print(
        f"What was said ({turns} turns) is in {options.file}." if turns else "Nothing was said, so nothing is written.",
        file=sys.stderr,
    )
    return 0


RUN = {"try": _try, "record": _record}
