"""What commands show: text for people in a terminal, JSON for programs."""

from __future__ import annotations

import json
import sys
from typing import Any, Iterable, Iterator, Sequence, TypeVar

from rich.console import Console
from rich.progress import track
from rich.table import Table

T = TypeVar("T")
WIDTH = 140  # of a table that goes to a file


def console(*, to_errors: bool = False) -> Console:
    """Where text goes; lines are folded by the terminal alone, so that a file holds them whole."""
    watched = (sys.stderr if to_errors else sys.stdout).isatty()
    return Console(stderr=to_errors, highlight=False, soft_wrap=True, width=None if watched else WIDTH)


def show_json(value: Any) -> None:
    """Print a value as JSON, and nothing else."""
    print(json.dumps(value, indent=1, ensure_ascii=False, default=str))


def shown_progress(items: Sequence[T], what: str) -> Iterator[T]:
    """The items one by one, with a progress bar where somebody is watching the terminal."""
    if not sys.stderr.isatty():
        return iter(items)
    return iter(track(items, description=what, console=Console(stderr=True), transient=True))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, numbers: Sequence[str] = ()) -> Table:
    """A table for the terminal.

    Args:
        numbers: names of the columns that are set to the right.
    """
    made = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        made.add_row(*(str(cell) for cell in row))
    return made


def share(value: float | None) -> str:
    """A share from 0 to 1 as people read it.

    >>> share(0.9731), share(None)
    ('97.3%', '')
    """
    return "" if value is None else f"{value:.1%}"
