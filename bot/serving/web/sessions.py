"""The conversations of the web page: who may read which, and what was said. Knows nothing of Rasa or of the web."""

from __future__ import annotations

import hashlib
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Callable, Iterator, Mapping, Optional, Sequence

YOU, BOT = "you", "bot"
TOKEN_BYTES = 32
MOST_EVENTS = 600  # kept of one conversation; the oldest go first
MOST_IDS = 1200  # of messages, kept so that none is taken twice


@dataclass(frozen=True)
class Choice:
    """A button: what it says, and what it sends, which never leaves the server."""

    title: str
    payload: str


@dataclass(frozen=True)
class Event:
    """A message of a conversation. `at` is in seconds since 1970."""

    n: int
    sender: str  # YOU or BOT
    text: str
    at: float
    id: Optional[str] = None  # the client's own, of what a person said
    choices: tuple[Choice, ...] = ()
    custom: Optional[Mapping[str, Any]] = None


@dataclass(eq=False)
class Session:
    """A conversation.

    Attributes:
        key: the hash of its token; the token itself is not kept.
        conversation: the id by which Rasa knows it; never shown to anyone.
        last: the number of the last event; it never goes back.
        cleared: the number of the last deletion; the events before it are gone.
        waiting: how many messages have no reply yet.
        agreed: whether what is asked in vain may be noted; it ends with what was said.
        listeners: called whenever something changed.
    """

    key: str
    conversation: str
    created: float
    seen: float
    last: int = 0
    cleared: int = 0
    waiting: int = 0
    open: bool = True
    spoken: bool = False
    agreed: bool = False
    events: deque[Event] = field(default_factory=lambda: deque(maxlen=MOST_EVENTS))
    taken: dict[str, int] = field(default_factory=dict)
    listeners: list[Callable[[], None]] = field(default_factory=list)

    def after(self, n: int) -> list[Event]:
        """The events that are kept, from the one after number `n`."""
        return [event for event in self.events if event.n > n]

    def choice(self, n: int, button: int) -> Optional[Choice]:
        """What a button of event `n` stands for; None where there is none."""
        choices = next((event.choices for event in self.events if event.n == n), ())
        return choices[button] if 0 <= button < len(choices) else None

    def say(self, text: str, at: float, *, choices: Sequence[Choice] = (), custom: Optional[Mapping] = None) -> Event:
        """Add what the bot says."""
        return self._append(Event(self.last + 1, BOT, text, at, choices=tuple(choices), custom=custom))

    def hear(self, message_id: str, text: str, at: float) -> int:
        """Add what the person says; an id that was heard before adds nothing.

        Returns:
            The event's number.
        """
        if message_id not in self.taken:
            event = Event(self.last + 1, YOU, text, at, id=message_id)
            self.taken[message_id] = event.n
            while len(self.taken) > MOST_IDS:
                del self.taken[next(iter(self.taken))]
            self.waiting += 1
            self.spoken, self.seen = True, at
            self._append(event)
        return self.taken[message_id]

    def answered(self) -> None:
        """Note that one message has its reply."""
        self.waiting -= 1
        self._changed()

    def clear(self) -> str:
        """Delete what was said, and go on as another conversation.

        Returns:
            The id by which Rasa knew the conversation.
        """
        old, self.conversation = self.conversation, new_conversation()
        self.events.clear()
        self.last += 1  # a number of its own, so that who knew everything before it is told of it too
        self.cleared, self.spoken, self.agreed = self.last, False, False
        self._changed()
        return old

    def close(self) -> None:
        """Delete what was said, for good."""
        self.open = False
        self.events.clear()
        self.taken.clear()
        self._changed()

    def _append(self, event: Event) -> Event:
        self.events.append(event)
        self.last = event.n
        self._changed()
        return event

    def _changed(self) -> None:
        for listener in tuple(self.listeners):
            listener()


class Sessions:
    """All conversations, in memory.

    Args:
        most: how many are kept at once.
        idle: seconds after which one that is not used is deleted.
        clock: seconds since 1970.
    """

    def __init__(self, most: int, idle: float, clock: Callable[[], float]) -> None:
        self._most, self._idle, self._clock = most, idle, clock
        self._by_key: dict[str, Session] = {}

    def __len__(self) -> int:
        return len(self._by_key)

    def open(self) -> tuple[str, Session]:
        """A new session, and its token, which nobody can guess and which is not kept here."""
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self._clock()
        session = Session(hash_of(token), new_conversation(), created=now, seen=now)
        self._by_key[session.key] = session
        return token, session

    def find(self, token: str) -> Optional[Session]:
        """The session of a token, used just now; None where there is none, or where it was idle for too long."""
        session = self._by_key.get(hash_of(token))
        if session is None or self._is_over(session):
            return None
        session.seen = self._clock()
        return session

    def forget(self, session: Session) -> None:
        """Delete a session, and tell those who listen."""
        self._by_key.pop(session.key, None)
        session.close()

    def overdue(self) -> Iterator[Session]:
        """Sessions that are to be forgotten: those idle for too long, and those there are too many of.

        Of the latter, those in which nothing was said go first, then the one longest idle.
        """
        over = [session for session in self._by_key.values() if self._is_over(session)]
        rest = [session for session in self._by_key.values() if session not in over]
        rest.sort(key=lambda session: (session.spoken, session.seen))
        yield from over
        yield from rest[: max(0, len(rest) - self._most)]

    def _is_over(self, session: Session) -> bool:
        return self._clock() - session.seen > self._idle


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def new_conversation() -> str:
    """An id for Rasa."""
    return f"web-{secrets.token_hex(16)}"
