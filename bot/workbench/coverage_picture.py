"""A picture of the coverage: each passage a tile, by section, coloured by what answers it."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

import matplotlib

from bot.knowledge.models import Knowledge
from bot.workbench.coverage import ANSWERED, LEFT_OUT, OPEN, RECORDED, STATES, SUPERSEDED, Covered

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402 - the backend is chosen first
from matplotlib.patches import Patch, Rectangle  # noqa: E402

# Told apart by their lightness too, for those who see colours differently.
COLOURS = {
    ANSWERED: "#1b6f78",
    RECORDED: "#7cc0b4",
    LEFT_OUT: "#e0c27a",
    SUPERSEDED: "#d4d7da",
    OPEN: "#c0392b",
}
MEANING = {
    ANSWERED: "an answer rests on it",
    RECORDED: "only a drug or another record rests on it",
    LEFT_OUT: "left out, with the reason",
    SUPERSEDED: "superseded by the newer text",
    OPEN: "open: nothing rests on it",
}
PER_ROW = 40  # tiles
LEFT = -13  # where the names of the sections begin, in tiles
TILE = 0.82  # of the space that a tile has


def draw(covered: Sequence[Covered], knowledge: Knowledge, path: Path) -> None:
    """Write the picture; a number in a tile is how many answers rest on the passage, where there are several."""
    sections: dict[str, list[Covered]] = {}
    for one in covered:
        section = knowledge.section_of(one.id)
        sections.setdefault(f"{section.section}\n{section.edition}", []).append(one)
    heights = [-(-len(ones) // PER_ROW) for ones in sections.values()]
    rows = sum(heights) + 0.6 * len(heights)
    figure, axes = pyplot.subplots(figsize=(13, 0.25 * rows))
    top = 0.0
    for (name, ones), height in zip(sections.items(), heights):
        _draw_section(axes, name, ones, top)
        top += height + 0.6
    axes.set_xlim(LEFT, PER_ROW)
    axes.set_ylim(top, -3.2)
    axes.set_aspect("equal")
    axes.axis("off")
    counts = {state: sum(one.state == state for one in covered) for state in STATES}
    title = f"What answers the {len(covered)} passages of the guide"
    axes.text(LEFT, -2.6, title, fontsize=15, fontweight="bold", va="center")
    axes.text(
        LEFT, -1.4, "Each tile is a passage; a number says how many answers rest on it.", fontsize=9.5, va="center"
    )
    legend = [Patch(color=COLOURS[state], label=f"{counts[state]}  {MEANING[state]}") for state in STATES]
    axes.legend(handles=legend, loc="upper left", ncol=3, frameon=False, fontsize=9.5, bbox_to_anchor=(0, 0))
    figure.savefig(path, dpi=110, facecolor="white", bbox_inches="tight", pad_inches=0.3)
    pyplot.close(figure)


def _draw_section(axes: pyplot.Axes, name: str, ones: Sequence[Covered], top: float) -> None:
    title, edition = name.split("\n")
    axes.text(-0.6, top + 0.45, f"{title} ({edition})", ha="right", va="center", fontsize=8.5)
    for place, one in enumerate(ones):
        x, y = place % PER_ROW, top + place // PER_ROW
        axes.add_patch(Rectangle((x, y), TILE, TILE, color=COLOURS[one.state], linewidth=0))
        if len(one.answers) > 1:
            axes.text(
                x + TILE / 2, y + TILE / 2, str(len(one.answers)), ha="center", va="center", fontsize=6.5, color="white"
            )
