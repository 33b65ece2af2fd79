"""A reply as every messenger's look begins with it: its words, its choices, its source, its numbers to call."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Mapping, Sequence

from bot.answering.phrase import paragraphs
from bot.answering.reply import Reply
from bot.knowledge.models import Knowledge
from bot.serving.replies import phones_in

TOLD = ("answer", "lookup")  # kinds whose last paragraph is the source
URGENT = "urgent"
ID_BYTES = 9  # 12 characters, of the 64 bytes that Telegram allows; nobody can guess them


@dataclass(frozen=True)
class Choice:
    """A button: what it says, what it asks of the bot, and the id that a messenger is told instead."""

    title: str
    payload: str
    id: str


@dataclass(frozen=True)
class Phone:
    """A number to call: as it stands in the text, as a phone dials it, and what its link says."""

    number: str
    dial: str
    label: str


@dataclass(frozen=True)
class Outgoing:
    """What is to be said.

    Attributes:
        body: paragraphs, parted by blank lines; a table stands in it as lines.
        title: of an answer or a call for help; empty where there is none, or the body begins with it.
        source: where it comes from; empty where there is nothing to name.
        numbered: the body lists the choices by number.
        detail: the guide has more, which asking for more gives; the choice that says so is left out.
        whole: it must not be cut.
    """

    body: str
    title: str = ""
    source: str = ""
    choices: tuple[Choice, ...] = ()
    phones: tuple[Phone, ...] = ()
    numbered: bool = False
    detail: Choice | None = None
    whole: bool = True

    @property
    def buttons(self) -> tuple[Choice, ...]:
        """All choices, for a messenger that draws them."""
        return (self.detail, *self.choices) if self.detail else self.choices


@dataclass(frozen=True)
class Message:
    """What a messenger sends at once.

    Attributes:
        buttons: what it draws below the text.
        numbers: the choices that the text lists by number.
        title: drawn bold above the text, where a messenger does so by itself.
    """

    text: str
    buttons: tuple[Choice, ...] = ()
    numbers: tuple[Choice, ...] = ()
    phones: tuple[Phone, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Rendered:
    """A reply as one messenger shows it: what is sent now, and what is sent one by one when more is asked for."""

    now: tuple[Message, ...]
    later: tuple[Message, ...] = ()
    detail: Choice | None = None  # what asking for more asks of the bot, once all is sent


def outgoing(reply: Mapping[str, Any], knowledge: Knowledge) -> Outgoing:
    """What a reply of the bot says, without the mark that only pages read.

    Args:
        reply: `text`, and perhaps `buttons` and `custom`, as the bot gives them.
    """
    mark = reply.get("custom") or {}
    text = (reply.get("text") or "").strip()
    told, urgent = mark.get("kind") in TOLD, mark.get("kind") == URGENT
    body, _, source = text.rpartition("\n\n") if told else (text, "", "")
    choices = [choice(row["title"], row["payload"]) for row in reply.get("buttons") or ()]
    detail = next((row for row in choices if row.payload == knowledge.wording["more-button"]), None)
    # The text of a look-up is its table in lines already; beside an answer's sentences the table is something more,
    # unless it has but one row.
    rows = mark.get("rows") or () if mark.get("kind") == "answer" else ()
    title = mark.get("title", "") if told else knowledge.page.urgent if urgent else ""
    return Outgoing(
        body=paragraphs(body, "\n".join(table_lines(rows)) if len(rows) > 1 else ""),
        title="" if _letters(body).startswith(_letters(title)) else title,
        source=source,
        choices=tuple(row for row in choices if row is not detail),
        phones=tuple(Phone(**row) for row in phones_in(text, knowledge)) if urgent else (),
        numbered=bool(choices) and all(row in text.splitlines() for row in numbered(choices, knowledge)),
        detail=detail,
        whole=not told,
    )


def said_by(reply: Reply, knowledge: Knowledge) -> Outgoing:
    """A reply that a channel gives by itself."""
    return outgoing({"text": reply.text, "buttons": [vars(row) for row in reply.buttons]}, knowledge)


def in_parts(parts: Sequence[str], out: Outgoing, *, by_number: bool) -> list[Message]:
    """A message for each part of a text, the buttons below the last.

    Args:
        by_number: the text lists the choices by number.
    """
    last = len(parts) - 1
    numbers = out.choices if by_number else ()
    return [Message(part, buttons=out.buttons if n == last else (), numbers=numbers) for n, part in enumerate(parts)]


def choice(title: str, payload: str) -> Choice:
    """A choice with a new id."""
    return Choice(title, payload, secrets.token_urlsafe(ID_BYTES))


def numbered(choices: Sequence[Choice], knowledge: Knowledge) -> list[str]:
    """The choices as lines to choose from by number."""
    row = knowledge.wording["clarify-row"]
    return [row.format(number=number, title=choice.title) for number, choice in enumerate(choices, start=1)]


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """A table as lines that can be read on a phone: what a row is about, and all that is said of it.

    >>> table_lines([["bone", "pain"], ["bone", "a break"], ["lung", "cough"]])
    ['Bone: pain; a break', 'Lung: cough']
    """
    lines: dict[str, list[str]] = {}
    for first, *others in rows:
        lines.setdefault(first, []).extend(others)
    return [f"{first[:1].upper()}{first[1:]}: {'; '.join(dict.fromkeys(said))}" for first, said in lines.items()]


def _letters(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())
