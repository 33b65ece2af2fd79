"""Faults in what people edit: what is wrong, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.places import ROOT


@dataclass(frozen=True, order=True)
class Fault:
    """One fault. `line` is 1-based; 0 means the whole file."""

    path: Path
    line: int
    code: str
    what: str
    mend: str

    def __str__(self) -> str:
        return self.told()

    def told(self, root: Path = ROOT) -> str:
        """The fault in one line, its file named from `root`."""
        return f"{self.code} {self.where(root)}: {self.what} Mend: {self.mend}"

    def where(self, root: Path = ROOT) -> str:
        """Its file, from `root` where it lies below, and its line."""
        try:
            place = self.path.resolve().relative_to(root.resolve())
        except ValueError:
            place = self.path
        return f"{place}:{self.line}" if self.line else str(place)


class FaultsFound(Exception):
    """Raised with every fault found, never only the first."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ModelRefused(Exception):
    """A model is not good enough to be served; the message says what it misses, and the mend."""
