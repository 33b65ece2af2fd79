"""Pictures of an evaluation: reliability, coverage against error, and the worst pairs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Sequence

import matplotlib
import numpy as np

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402 - the backend is chosen first

WORST_PAIRS = 25
BINS = 10


def draw(outcomes: Sequence, guide: Sequence, folder: Path) -> None:
    """Write `reliability.png`, `coverage.png` and `confusion.png` into a folder.

    Args:
        outcomes: of all questions, in scope or not.
        guide: of those that the guide answers.
    """
    _save(_reliability(outcomes), folder / "reliability.png")
    _save(_coverage(guide), folder / "coverage.png")
    _save(_confusion(guide), folder / "confusion.png")


def _reliability(outcomes: Sequence) -> pyplot.Figure:
    chances = np.array([o.chance for o in outcomes])
    right = np.array([o.first for o in outcomes])
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    figure, axes = pyplot.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", label="perfect")
    used = np.unique(bins)
    axes.plot(
        [chances[bins == b].mean() for b in used], [right[bins == b].mean() for b in used], marker="o", label="ours"
    )
    axes.set(xlabel="probability given", ylabel="share right", title="Reliability")
    axes.legend()
    return figure


def _coverage(guide: Sequence) -> pyplot.Figure:
    ordered = sorted(guide, key=lambda o: -o.chance)
    wrong = np.cumsum([not o.first for o in ordered]) / np.arange(1, len(ordered) + 1)
    figure, axes = pyplot.subplots(figsize=(6, 4))
    axes.plot(np.arange(1, len(ordered) + 1) / len(ordered), wrong)
    axes.set(
        xlabel="share of questions answered, surest first", ylabel="share wrong among them", title="Coverage and error"
    )
    return figure


def _confusion(guide: Sequence) -> pyplot.Figure:
    pairs = Counter((o.meant, o.said) for o in guide if o.verdict == "wrong").most_common(WORST_PAIRS)
    rows = sorted({meant for (meant, _), _ in pairs})
    columns = sorted({said for (_, said), _ in pairs})
    grid = np.zeros((max(len(rows), 1), max(len(columns), 1)))
    for (meant, said), times in pairs:
        grid[rows.index(meant), columns.index(said)] = times
    figure, axes = pyplot.subplots(figsize=(11, 9))
    axes.imshow(grid, cmap="Reds")
    axes.set_xticks(range(len(columns)))
    axes.set_xticklabels(columns, rotation=90, fontsize=7)
    axes.set_yticks(range(len(rows)))
    axes.set_yticklabels(rows, fontsize=7)
    axes.set(xlabel="given", ylabel="meant", title="The worst pairs")
    return figure


def _save(figure: pyplot.Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=90)
    pyplot.close(figure)
