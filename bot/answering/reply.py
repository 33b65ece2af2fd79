"""The reply: one value from the decision to every channel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Optional

KINDS = ("answer", "lookup", "clarify", "decline", "urgent", "chat")  # what a reply can be


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


def button(text: str) -> Button:
    """A choice that says what the person would type."""
    return Button(title=text, payload=text)


@dataclass(frozen=True)
class Table:
    """A look-up's result for a page to draw: the first column names what each row is about."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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
    table: Optional[Table] = None
    passages: tuple[str, ...] = ()  # ids of what it rests on
    unclear: bool = False  # it says that the message was not understood
    answer: Optional[str] = None  # id of the curated answer it gives, of which more can be told
    medicines: tuple[str, ...] = ()  # names of the drugs or classes it is about
    listed: tuple[str, ...] = ()  # names of all the drugs it names, to choose from in the next question

    def custom(self) -> dict[str, Any]:
        """The machine-readable mark of a reply, as the contract gives it."""
        mark = {
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "sources": [vars(source) for source in self.sources],
        }
        if self.passages:
            mark["passages"] = list(self.passages)
        if self.table:
            mark["columns"], mark["rows"] = list(self.table.columns), [list(row) for row in self.table.rows]
        return mark
