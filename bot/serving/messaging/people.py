"""Who is being spoken with, by the hash of who they are: what they were offered, and who wants no more messages."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Callable, Iterator

from bot.serving.messaging.outgoing import Choice, Message, Rendered

MOST_PEOPLE = 2000  # kept at once; who was silent longest goes first
MOST_BUTTONS = 60  # kept of one person, so that a few messages further up can still be tapped
MOST_STOPPED = 100_000  # who want no more messages; 100 bytes each


@dataclass(eq=False)
class Person:
    """What is remembered of a conversation beside what the bot does.

    Attributes:
        later: what is still to be said of the last reply.
        detail: what to ask of the bot when more is asked for and all was said.
        numbers: the choices that the last messages listed by number.
        last: the vendor's id of the last message, which alone may be mended.
        warned: they were told to wait, and nothing more is said until they have.
    """

    key: str
    seen: float
    later: tuple[Message, ...] = ()
    detail: Choice | None = None
    numbers: tuple[Choice, ...] = ()
    last: str = ""
    warned: bool = False
    buttons: OrderedDict[str, Choice] = field(default_factory=OrderedDict)

    def hear(self, rendered: Rendered) -> tuple[Message, ...]:
        """Note a reply; what is to be sent of it now."""
        self.later, self.detail, self.numbers = rendered.later, rendered.detail, ()
        return self._offer(rendered.now)

    def more(self) -> tuple[Message, ...]:
        """What comes next of the last reply; nothing where all was sent."""
        now, self.later = self.later[:1], self.later[1:]
        return self._offer(now)

    def _offer(self, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        for message in messages:
            self.numbers = message.numbers or self.numbers
            for row in message.buttons:
                self.buttons[row.id] = row
        while len(self.buttons) > MOST_BUTTONS:
            self.buttons.popitem(last=False)
        return messages

    def by_number(self, text: str) -> Choice | None:
        """The choice that a message of a bare number means, or None."""
        text = text.strip().rstrip(".)")
        if not (text.isascii() and text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= len(self.numbers)):
            return None
        return self.numbers[int(text) - 1]


class People:
    """Everyone spoken with, in memory.

    Args:
        idle: seconds of silence after which a conversation is forgotten.
        clock: seconds.
    """

    def __init__(self, idle: float, clock: Callable[[], float]) -> None:
        self._idle, self._clock = idle, clock
        self._by_key: OrderedDict[str, Person] = OrderedDict()  # who spoke last is last
        self._stopped: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._by_key)

    def find(self, key: str) -> Person:
        """The person of a key, who spoke just now."""
        person = self._by_key.get(key) or Person(key, self._clock())
        person.seen = self._clock()
        self._by_key[key] = person
        self._by_key.move_to_end(key)
        return person

    def overdue(self) -> Iterator[str]:
        """Keys of conversations that are to be forgotten: those silent for too long, and those there are too many of."""
        too_many = max(0, len(self._by_key) - MOST_PEOPLE)
        for place, (key, person) in enumerate(list(self._by_key.items())):
            if place < too_many or self._clock() - person.seen > self._idle:
                yield key

    def forget(self, key: str) -> None:
        """Keep nothing of a conversation, but whether its person wants no more messages."""
        self._by_key.pop(key, None)

    def stop(self, key: str) -> None:
        """Note that a person wants no more messages."""
        self._stopped[key] = None
        self._stopped.move_to_end(key)
        while len(self._stopped) > MOST_STOPPED:
            self._stopped.popitem(last=False)

    def start(self, key: str) -> None:
        """Take that back."""
        self._stopped.pop(key, None)

    def is_stopped(self, key: str) -> bool:
        """Whether a person wants no more messages."""
        return key in self._stopped
