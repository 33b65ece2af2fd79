"""`make check`: every fault at once, in seconds, without a model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

from rich.console import Console
from rich.markup import escape

from bot.checking.answers import check_answers, check_index
from bot.checking.domain import check_domain
from bot.checking.forms import check_forms
from bot.checking.originality import check_originality
from bot.checking.phrasings import CALIBRATION, GOLDEN, check_follow_ups, check_kept_apart, check_phrasings
from bot.checking.reasons import WHY
from bot.checking.records import check_records
from bot.faults import Fault, FaultsFound
from bot.knowledge.load import load
from bot.nlu.examples import Phrasing, Question, read_cases, read_phrasings, read_questions, read_texts
from bot.nlu.follow_ups import read_follow_ups
from bot.places import HERE, Places
from bot.terminal import console, show_json
from bot.triage.messages import read_messages


@dataclass(frozen=True)
class Checked:
    """The faults in their order, and how much was looked at; nothing is counted where it cannot be read."""

    faults: list[Fault]
    counts: dict[str, int]


def check_all(
    guide: Path | None = None, cases: Path | None = None, root: Path = HERE.root, *, as_json: bool = False
) -> int:
    """Print every fault, one a line, and below the first of each kind why it matters.

    Args:
        guide: folder with the guide's text, to verify the index of passages and that no sentence is copied.
        cases: folder with evaluation cases (`*.jsonl`), none of which may be a training phrasing.
        root: of the repository, or of a copy of it.

    Returns:
        The exit status: 0 where there is none.
    """
    checked = examine(Places(root), guide, cases)
    if as_json:
        show_json(as_rows(checked, root))
    else:
        show_faults(checked.faults, root, console(to_errors=True))
        print(_summary(checked))
    return 1 if checked.faults else 0


def examine(places: Places, guide: Path | None = None, cases: Path | None = None) -> Checked:
    """Look at everything. Where a file cannot even be read, that is told, and what rests on it is left for later."""
    unreadable = check_forms(places)
    try:
        knowledge = load(places.knowledge)
    except FaultsFound as found:
        unreadable += found.faults
    if unreadable:
        return Checked(sorted(unreadable), {})
    phrasings = read_phrasings(places.nlu_data)
    tests = read_tests(places)
    if cases:
        tests["evaluation"] = read_cases(cases)
    asked = [*tests[GOLDEN], *tests[CALIBRATION]]
    follow_ups = read_follow_ups(places.follow_up_data)
    leaning = [Phrasing(row.text, row.target, path=row.path, line=row.line) for row in follow_ups]
    urgent = [Phrasing(m.text, m.label, path=m.path, line=m.line) for m in read_messages(places.triage_data)]
    faults = [
        *check_answers(knowledge),
        *check_records(knowledge),
        *check_phrasings(knowledge, phrasings, tests, places),
        *check_kept_apart([*urgent, *leaning], tests),
        *check_follow_ups(knowledge, follow_ups, places),
        *check_domain(knowledge, phrasings, asked, places),
    ]
    if guide:
        faults += [*check_index(knowledge, guide), *check_originality(places, guide)]
    counts = {
        "answers": len(knowledge.answers),
        "drugs": len(knowledge.drugs),
        "passages": len(knowledge.passages),
        "phrasings": len(phrasings),
        "golden": len(tests[GOLDEN]),
        "calibration": len(tests[CALIBRATION]),
    }
    return Checked(sorted(faults), counts)


def show_faults(faults: Sequence[Fault], root: Path, to: Console) -> None:
    """Each fault in a line, and below the first of each kind why it matters."""
    told: set[str] = set()
    for fault in faults:
        code, rest = fault.told(root).split(" ", 1)
        to.print(f"[bold red]{code}[/] {escape(rest)}")
        if fault.code not in told:
            told.add(fault.code)
            to.print(f"    [dim]Why it matters: {WHY[fault.code]}[/]")


def as_rows(checked: Checked, root: Path) -> dict[str, Any]:
    """The outcome as plain values."""
    rows = [
        {
            "code": fault.code,
            "file": fault.where(root).partition(":")[0],
            "line": fault.line,
            "what": fault.what,
            "why": WHY[fault.code],
            "mend": fault.mend,
        }
        for fault in checked.faults
    ]
    return {"counts": checked.counts, "faults": rows}


def read_tests(places: Places = HERE) -> dict[str, list[Question]]:
    """Every test question by the name of its set."""
    return {
        GOLDEN: read_questions(places.questions),
        CALIBRATION: read_questions(places.calibration),
        "look-up": read_texts(places.look_ups),
        "triage": read_texts(places.triage),
    }


def _summary(checked: Checked) -> str:
    count = f"{len(checked.faults)} faults"
    if not checked.counts:
        return f"{count}: what cannot be read comes first, so more may follow"
    return (
        "{answers} answers and {drugs} drugs over {passages} passages, {phrasings} phrasings, "
        "{golden} golden and {calibration} calibration questions: ".format(**checked.counts)
        + count
    )
