"""What changed in the replies between two times, question by question."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any, Sequence

from rich.console import Console
from rich.markup import escape

from bot.terminal import table
from bot.workbench.snapshot import Told

BROKEN, MENDED, OTHER, REWORDED = "was right, is now wrong", "was wrong, is now right", "another reply", "reworded"
ORDER = (BROKEN, MENDED, OTHER, REWORDED)
LONGEST_QUESTION = 70  # signs of a question in the table


@dataclass(frozen=True)
class Change:
    """A question whose reply changed."""

    what: str
    old: Told
    new: Told


@dataclass(frozen=True)
class Difference:
    """What changed, the worst first, and how many questions stand on one side only."""

    changes: list[Change]
    compared: int
    gone: int
    added: int

    @property
    def broken(self) -> list[Change]:
        return [change for change in self.changes if change.what == BROKEN]


def compare(old: Sequence[Told], new: Sequence[Told]) -> Difference:
    """Compare two snapshots, by the words of the questions and what they mean."""
    before = {(told.ask, told.meant): told for told in old}
    after = {(told.ask, told.meant): told for told in new}
    both = [key for key in after if key in before]
    changes = [Change(what, before[key], after[key]) for key in both if (what := _what(before[key], after[key]))]
    return Difference(
        sorted(changes, key=lambda change: (ORDER.index(change.what), change.new.meant)),
        len(both),
        len(before) - len(both),
        len(after) - len(both),
    )


def _what(old: Told, new: Told) -> str:
    if old.right != new.right:
        return MENDED if new.right else BROKEN
    if (old.kind, old.id) != (new.kind, new.id):
        return OTHER
    return REWORDED if old.text != new.text else ""


def by_answer(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """The changes by the answer that was meant, those with most questions first."""
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.new.meant].append(change)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def show(difference: Difference, to: Console) -> None:
    """Print every change: first how many of each kind, then question by question."""
    counts = Counter(change.what for change in difference.changes)
    said = ", ".join(f"{counts[what]} {what}" for what in ORDER)
    to.print(f"{difference.compared} questions compared: {said}.")
    if difference.gone or difference.added:
        to.print(f"Asked on one side only: {difference.gone} before, {difference.added} now.")
    for what in (BROKEN, MENDED, OTHER):
        groups = by_answer([change for change in difference.changes if change.what == what])
        for meant, changes in groups:
            given = Counter(change.new.id for change in changes).most_common(3)
            now = ", ".join(f"{name} ({count})" for name, count in given)
            colour = "red" if what == BROKEN else "green" if what == MENDED else "yellow"
            to.print(f"\n[bold {colour}]{what}[/]: [bold]{escape(meant)}[/], now given: {escape(now)}")
            to.print(_questions(changes))
    _show_words([change for change in difference.changes if change.what == REWORDED], to)


def _questions(changes: Sequence[Change]):
    rows = [(escape(_short(change.new.ask)), _reply(change.old), _reply(change.new)) for change in changes]
    return table("", ("question", "before", "now"), rows)


def _reply(told: Told) -> str:
    return escape(told.id if told.kind in ("answer", "lookup") else f"{told.kind} ({told.id})")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUESTION else text[: LONGEST_QUESTION - 3] + "..."


def _show_words(changes: Sequence[Change], to: Console) -> None:
    """What was reworded: each pair of texts once, with the lines that differ."""
    seen: set[tuple[str, str]] = set()
    for change in changes:
        if (change.old.text, change.new.text) in seen:
            continue
        seen.add((change.old.text, change.new.text))
        to.print(f"\n[bold]{REWORDED}[/]: [bold]{escape(change.new.id)}[/]")
        for line in _differing(change.old.text, change.new.text):
            colour = "red" if line.startswith("-") else "green"
            to.print(f"  [{colour}]{escape(line)}[/]")


def _differing(old: str, new: str) -> list[str]:
    """The sentences that went and came, with "- " and "+ " in front."""
    lines = difflib.ndiff(_sentences(old), _sentences(new))
    return [line for line in lines if line[:2] in ("- ", "+ ")]


def _sentences(text: str) -> list[str]:
    return text.replace(". ", ".\n").splitlines()


def as_rows(difference: Difference) -> dict[str, Any]:
    """The difference as plain values."""
    changes = [
        {
            "what": change.what,
            "ask": change.new.ask,
            "meant": change.new.meant,
            "before": {"kind": change.old.kind, "id": change.old.id, "text": change.old.text},
            "now": {"kind": change.new.kind, "id": change.new.id, "text": change.new.text},
        }
        for change in difference.changes
    ]
    return {
        "compared": difference.compared,
        "gone": difference.gone,
        "added": difference.added,
        "broken": len(difference.broken),
        "changes": changes,
    }
