"""The commands of the workbench, for `python -m bot`."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import Callable

from bot.nlu.examples import answer_id
from bot.places import REPORTS, ROOT

Command = Callable[[argparse.Namespace], int]
FINE, FOUND, WRONG_USE = 0, 1, 2  # exit statuses


def register(commands: argparse._SubParsersAction) -> None:
    """Add the commands of the workbench."""
    check = commands.add_parser("check", help="validate knowledge, phrasings and domain")
    check.add_argument("--guide", type=Path, help="folder with the guide's text, to verify the index of passages")
    check.add_argument("--cases", type=Path, help="folder with evaluation cases, which must not be in training")
    check.add_argument("--root", type=Path, default=ROOT, help="of a copy of the repository, to check that")
    new = commands.add_parser("new-answer", help="make the files of a new answer, to be filled in")
    new.add_argument("name", metavar="TOPIC.NAME", help="the answer's id, such as living.exercise")
    stale = commands.add_parser("stale", help="which answers and records are due for review, the oldest first")
    stale.add_argument("--older-than", type=int, default=12, metavar="MONTHS", help="what is overdue (12)")
    commands.add_parser("coverage", help="which passages of the guide are answered by what")
    diff = commands.add_parser("diff", help="what changed in the replies, question by question")
    diff.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="replies saved earlier, and perhaps later ones"
    )
    diff.add_argument("--save", type=Path, metavar="FILE", help="save the replies of today, to compare with later")
    unanswered = commands.add_parser("unanswered", help="what people asked in vain, in groups")
    unanswered.add_argument("files", nargs="*", type=Path, metavar="FILE", help="logs that UNANSWERED_LOG named")
    for name in RUN:
        commands.choices[name].add_argument("--json", action="store_true", help="print JSON for programs")


def _check(options: argparse.Namespace) -> int:
    from bot.checking.report import check_all

    return check_all(options.guide, options.cases, options.root, as_json=options.json)


def _new_answer(options: argparse.Namespace) -> int:
    from bot.places import HERE
    from bot.terminal import console, show_json
    from bot.workbench.new_answer import CannotMake, make_answer

    try:
        made = make_answer(options.name, HERE)
    except CannotMake as reason:
        return _wrong_use(reason)
    names = [str(path.relative_to(ROOT)) for path in made]
    if options.json:
        show_json({"made": names})
    else:
        for name in names:
            console().print(f"Made {name}")
        console().print("Fill them in, then run: make check")
    return FINE


def _stale(options: argparse.Namespace) -> int:
    from bot.knowledge.load import shared_knowledge
    from bot.terminal import console, show_json, table
    from bot.workbench.stale import as_rows, overdue, reviews

    if options.older_than < 1:
        return _wrong_use("--older-than must be 1 month or more")
    today = date.today()
    found = reviews(shared_knowledge())
    late = overdue(found, today, options.older_than)
    if options.json:
        show_json({"overdue": as_rows(late, today, ROOT), "reviewed": len(found)})
    else:
        rows = [row.values() for row in as_rows(late, today, ROOT)]
        if late:
            console().print(table("Overdue", ("file", "name", "reviewed", "months ago"), rows, numbers=("months ago",)))
        oldest = f"; the oldest review is of {found[0].reviewed}" if found else ""
        console().print(f"{len(late)} of {len(found)} are older than {options.older_than} months{oldest}")
    return FOUND if late else FINE


def _coverage(options: argparse.Namespace) -> int:
    from bot.knowledge.load import shared_knowledge
    from bot.terminal import console, show_json, table
    from bot.workbench.coverage import OPEN, STATES, as_rows, by_section, coverage
    from bot.workbench.coverage_picture import draw

    knowledge = shared_knowledge()
    covered = coverage(knowledge)
    picture = REPORTS / "coverage.png"
    draw(covered, knowledge, picture)
    if options.json:
        show_json(as_rows(covered, knowledge))
    else:
        rows = [
            (name, *(counts[state] or "" for state in STATES), counts.total())
            for name, counts in by_section(covered, knowledge)
        ]
        columns = ("section", *STATES, "all")
        console().print(table("Passages of the guide, by what rests on them", columns, rows, numbers=columns[1:]))
        console().print(f"The picture: {os.path.relpath(picture, ROOT)}")
    return FOUND if any(one.state == OPEN for one in covered) else FINE


def _diff(options: argparse.Namespace) -> int:
    from bot.terminal import console, show_json
    from bot.workbench.diff import as_rows, compare, show
    from bot.workbench.snapshot import NoSnapshot, read_snapshot, write_snapshot

    if len(options.files) > 2 or (options.save and options.files):
        return _wrong_use("name the older replies and perhaps the newer ones; or --save FILE alone")
    if options.save:
        told, model = _replies_of_today()
        write_snapshot(told, options.save, model)
        print(f"Saved {len(told)} replies to {options.save}")
        return FINE
    try:
        if not options.files:
            old, new = _last_two()
        else:
            old = read_snapshot(options.files[0])
            new = read_snapshot(options.files[1]) if len(options.files) > 1 else _replies_of_today()[0]
    except NoSnapshot as reason:
        return _wrong_use(reason)
    difference = compare(old, new)
    if options.json:
        show_json(as_rows(difference))
    else:
        show(difference, console())
    return FOUND if difference.broken else FINE


def _replies_of_today() -> tuple[list, str]:
    """The replies of the model of today's files, refused or not, and the model's name."""
    from bot.evaluation.direct import read_bot
    from bot.nlu.examples import read_questions
    from bot.places import QUESTIONS
    from bot.training import newest
    from bot.workbench.snapshot import golden_replies, look_up_replies

    model = newest()
    bot = read_bot(model)
    return [*golden_replies(bot, read_questions(QUESTIONS)), *look_up_replies(bot)], model.name


def _last_two() -> tuple[list, list]:
    """The replies that the last two trainings left, to the golden questions."""
    from bot.training import last_two_replies
    from bot.workbench.snapshot import NoSnapshot, read_snapshot

    before, now = last_two_replies()
    if not before.exists():
        mend = "keep the replies before a change with `python -m bot diff --save before.json`, and name that file here"
        raise NoSnapshot(f"There was no training before the last to compare with. Mend: {mend}")
    return read_snapshot(before), read_snapshot(now)


def _unanswered(options: argparse.Namespace) -> int:
    from bot.evaluation.direct import read_bot, understood_by
    from bot.terminal import console, show_json
    from bot.training import newest
    from bot.unanswered_log import UNANSWERED_LOG, WrongLog, read_logs
    from bot.workbench.unanswered import as_rows, groups_of, show

    files = options.files or [Path(name) for name in [os.environ.get(UNANSWERED_LOG)] if name]
    if not files:
        return _wrong_use(f"name a log, or set {UNANSWERED_LOG} to one")
    try:
        asked = read_logs(files)
    except WrongLog as reason:
        return _wrong_use(reason)
    bot = read_bot(newest()) if asked else None

    def nearest(text: str) -> tuple[str, float]:
        ranking = understood_by(bot, text).ranking
        return next(((name, score) for label, score in ranking if (name := answer_id(label))), ("", 0.0))

    groups = groups_of(asked, bot.trained.encoder.encode if bot else None, nearest)
    if options.json:
        show_json(as_rows(groups))
    else:
        console().print(f"{len(asked)} questions asked in vain, in {len(groups)} groups.")
        show(groups, console())
    return FOUND if groups else FINE


def _wrong_use(reason: object) -> int:
    print(reason, file=sys.stderr)
    return WRONG_USE


# What each runs; its exit status is 0 where nothing is amiss, 1 where something was found, 2 where it was used wrongly.
RUN: dict[str, Command] = {
    "check": _check,
    "new-answer": _new_answer,
    "stale": _stale,
    "coverage": _coverage,
    "diff": _diff,
    "unanswered": _unanswered,
}
