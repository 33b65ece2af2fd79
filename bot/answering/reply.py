"""The reply: one value from the decision to every channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Source:
    """A section of the guide that a reply rests on."""

    section: str
    edition: str
    reviewed: str


@dataclass(frozen=True)
class Button:
    """A choice. The payload is plain text: what the person would have typed."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """What is said, and what it is. `text` may hold paragraphs, parted by a blank line."""

    kind: str
    id: str
    title: str
    text: str
    sources: tuple[Source, ...] = ()
    buttons: tuple[Button, ...] = ()
    offered: tuple[str, ...] = field(default=())  # ids behind the buttons that name an answer

    def custom(self) -> dict[str, Any]:
        """The machine-readable mark of a reply, as the contract gives it."""
        return {
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "sources": [vars(source) for source in self.sources],
        }
