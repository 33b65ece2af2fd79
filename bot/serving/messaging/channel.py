"""What all messengers share: requests that are checked before they are read, and replies sent in the background."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any, Callable, Optional, Type

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Request, Sanic
from sanic.constants import HTTP_METHODS
from sanic.exceptions import PayloadTooLarge, SanicException
from sanic.response import HTTPResponse, json

from bot.knowledge.load import shared_knowledge
from bot.knowledge.models import Knowledge
from bot.serving.asking import Handle, OneByOne, ask
from bot.serving.limits import Limit
from bot.serving.messaging.keys import conversation_key
from bot.serving.messaging.outgoing import Message, Outgoing, Rendered, outgoing
from bot.serving.messaging.people import People, Person
from bot.serving.messaging.seen import Seen
from bot.serving.messaging.sending import ANSWERS_WITHIN, Failure, send
from bot.serving.messaging.settings import ChannelSettings, settings_from
from bot.serving.short_memory import memory_of

logger = logging.getLogger(__name__)

LATE = 3600.0  # seconds after which a message is no longer answered: whoever asked does not wait for it any more
DUPLICATE = "duplicate"
SWEEP_EVERY = 60.0  # seconds between looks for conversations that are over
VENDORS = ("twilio", "aiogram", "slack_sdk", "aiohttp")  # libraries whose log lines hold words, numbers or tokens

Render = Callable[[Outgoing, Knowledge], Rendered]


@dataclass(frozen=True, repr=False)  # no error and no log line may show it
class Heard:
    """A message as a vendor's request brings it. It lives as long as its turn; none of it is kept in clear.

    Attributes:
        id: by which the same one is known when it comes again.
        person: what the vendor knows the person by.
        to: where the reply goes.
        text: None where it is a picture or the like.
        button: the id of the choice that was tapped.
        at: when it was sent, in seconds since 1970, where the vendor says so.
        message: the vendor's id of what the person wrote, which stays the same when it is mended.
        mended: it takes the place of an earlier one.
        group: others can read it too.
        receipt: what the vendor wants to hear back, if anything.
        answered: the vendor has replied to it already.
    """

    id: str
    person: str
    to: Any
    text: Optional[str] = None
    button: Optional[str] = None
    at: Optional[float] = None
    message: str = ""
    mended: bool = False
    group: bool = False
    receipt: str = ""
    answered: bool = False


class Refused(Exception):
    """Why a request is not taken, for the count, and the status of the reply."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.reason, self.status = reason, status


class MessagingInput(InputChannel):
    """One route, `/webhooks/<name>/webhook`. A messenger says how a request is checked, how a reply looks and is sent.

    Raises:
        WrongSetting: where a setting is missing or cannot be.
    """

    Settings: Type[ChannelSettings]
    methods: tuple[str, ...] = ("POST",)

    def __init__(self, settings: ChannelSettings) -> None:
        self.settings = settings
        self.knowledge = shared_knowledge()
        self.refused: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self._people = People(settings.forget_after_hours * 3600, time.monotonic)
        self._seen = Seen(time.monotonic)
        self._limit = Limit(settings.messages, time.monotonic)
        self._work = OneByOne()
        self._sweeper: Optional[asyncio.Task] = None
        for name in VENDORS:
            logging.getLogger(name).setLevel(logging.WARNING)

    @classmethod
    def from_credentials(cls, credentials: Optional[dict[str, Any]]) -> "MessagingInput":
        return cls(settings_from(cls.Settings, credentials))

    # What each messenger says for itself.

    async def accept(self, request: Request) -> HTTPResponse:
        """Check a request, take what it holds, and answer the vendor at once.

        Raises:
            Refused: where it is not from the vendor, or cannot be read.
        """
        raise NotImplementedError

    def look(self, heard: Heard) -> Render:
        """How the reply to a message looks."""
        raise NotImplementedError

    async def deliver(self, to: Any, message: Message) -> None:
        """Ask the vendor once to send a message."""
        raise NotImplementedError

    def failure_of(self, error: Exception) -> Failure:
        """What an error of the vendor's client means."""
        raise NotImplementedError

    async def open(self) -> None:
        """Make ready what sending needs."""

    async def close(self) -> None:
        """Let go of it."""

    async def confirm(self, heard: Heard) -> None:
        """Tell the vendor what it wants to hear back of a message, before the reply."""

    def command(self, person: Person, heard: Heard) -> Optional[tuple[Message, ...]]:
        """The reply to a message that is no question; None where it is one."""
        return None

    # What is the same for all.

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        self._handle = on_new_message
        routes = Blueprint(self.name())
        # Every method has the route, so that wrong ones are counted too.
        routes.add_route(partial(self.receive), "/webhook", methods=HTTP_METHODS, name="webhook")
        routes.exception(Refused, SanicException, Exception)(self.tell_error)
        routes.listener("after_server_start")(self.start)
        routes.listener("before_server_stop")(self.stop)
        return routes

    async def receive(self, request: Request) -> HTTPResponse:
        """A request of whoever sent it."""
        if request.method not in self.methods:
            raise Refused("method", 405)
        return await self.accept(request)

    async def tell_error(self, request: Request, error: Exception) -> HTTPResponse:
        """Why a request is refused, in a word; what nobody foresaw is noted without its text, which may be a person's."""
        if isinstance(error, Refused):
            refused = error
        elif isinstance(error, PayloadTooLarge):
            refused = Refused("too_large", 413)
        elif isinstance(error, SanicException) and error.status_code < 500:
            refused = Refused("malformed", 400)
        else:
            logger.error("A request to %s failed: %s", self.name(), type(error).__name__)
            refused = Refused("failed", 500)
        self.count(refused.reason)
        headers = {"Allow": ", ".join(self.methods)} if refused.status == 405 else None
        return json({"error": refused.reason}, status=refused.status, headers=headers)

    def count(self, reason: str) -> None:
        """Count what is not answered; the log tells of the 1st, 2nd, 4th, 8th of a kind, so that nobody can flood it."""
        self.refused[reason] += 1
        number = self.refused[reason]
        if number & (number - 1) == 0:
            logger.warning("Refused by %s: %s, %d so far", self.name(), reason, number)

    def take(self, heard: Heard) -> Optional[str]:
        """Have a message answered in the background, unless it came before, or came late.

        Returns:
            Why it is not answered; None where it is.
        """
        reason = self._begin(heard)
        if reason:
            self.count(reason)
        return reason

    def _begin(self, heard: Heard) -> Optional[str]:
        if heard.at is not None and time.time() - heard.at > LATE:
            return "late"
        if not self._seen.is_new(heard.id):
            return DUPLICATE
        key = conversation_key(self.settings.conversation_key.get_secret_value(), self.name(), heard.person)
        if heard.group:
            self._refuse_group(key, heard)
            return "group"
        person = self._people.find(key)
        if heard.mended and heard.message != person.last:
            return "mended_too_late"
        person.last = heard.message
        too_many = bool(self._limit.wait(key))
        if not too_many:
            self._limit.take(key)
            self._work.begin(key, partial(self._turn, person, heard))
        elif not person.warned:
            self._work.begin(key, partial(self._warn, person, heard))
        person.warned = too_many
        return "too_many" if too_many else None

    def say(self, heard: Heard, text: str) -> tuple[Message, ...]:
        """A sentence of the channel's own, which leaves the conversation as it is."""
        return self.look(heard)(Outgoing(text), self.knowledge).now

    async def _turn(self, person: Person, heard: Heard) -> None:
        try:
            await self._quietly(self.confirm(heard))
            await self._send(person, heard, await self._reply(person, heard))
        except Exception as error:  # one turn must not end the others; the error may quote the person
            logger.error("A turn of %s failed: %s", self.name(), type(error).__name__)

    async def _warn(self, person: Person, heard: Heard) -> None:
        if self._people.is_stopped(person.key):
            return
        seconds = self._limit.wait(person.key) or 1
        await self._send(person, heard, self.say(heard, self.knowledge.page.error_too_many.format(seconds=seconds)))

    async def _reply(self, person: Person, heard: Heard) -> tuple[Message, ...]:
        command = self.command(person, heard)
        if command is not None:
            return command
        text = heard.text
        if heard.button is not None:
            tapped = person.buttons.get(heard.button)
            text = tapped.payload if tapped else heard.text
            if text is None:
                return self.say(heard, self.knowledge.page.error_choice_gone)
        if not (text or "").strip():
            return self.say(heard, self.knowledge.messaging.not_text)
        if is_word(text, self.knowledge.messaging.more_words):
            rest = person.more()
            if rest:
                return rest
            text = person.detail.payload if person.detail else text
        picked = person.by_number(text)
        replies = await ask(
            self._handle,
            person.key,
            picked.payload if picked else text,
            channel=self.name(),
            knowledge=self.knowledge,
        )
        looks = [self.look(heard)(outgoing(reply, self.knowledge), self.knowledge) for reply in replies]
        return person.hear(
            Rendered(
                now=tuple(message for look in looks for message in look.now),
                later=tuple(message for look in looks for message in look.later),
                detail=looks[-1].detail,
            )
        )

    async def _send(self, person: Person, heard: Heard, messages: tuple[Message, ...]) -> None:
        for message in messages:
            if not await send(partial(self.deliver, heard.to, message), self.failure_of, channel=self.name()):
                self.sent["failed"] += 1
                break
            self.sent["messages"] += 1
            self.note_sent(heard, message)

    def note_sent(self, heard: Heard, message: Message) -> None:
        """Count what the vendor will charge for."""

    def _refuse_group(self, key: str, heard: Heard) -> None:
        if self._seen.is_new(f"group {key}"):
            messages = self.say(heard, self.knowledge.messaging.group)
            self._work.begin(key, partial(self._send, Person(key, 0.0), heard, messages))

    async def _quietly(self, work: Any) -> None:
        """Do what the conversation can do without."""
        try:
            await asyncio.wait_for(work, ANSWERS_WITHIN)
        except Exception as error:
            logger.warning("%s did not take a receipt: %s", self.name(), type(error).__name__)

    async def start(self, app: Sanic, loop: object) -> None:
        """Make ready to send, and look for conversations that are over from time to time."""
        await self.open()
        self._sweeper = asyncio.ensure_future(self._keep_sweeping(app))

    async def stop(self, app: Sanic, loop: object) -> None:
        """Let go of everything."""
        self._sweeper.cancel()
        await self.close()

    async def _keep_sweeping(self, app: Sanic) -> None:
        while True:
            await asyncio.sleep(SWEEP_EVERY)
            try:
                self.sweep(app)
            except Exception as error:  # one bad sweep must not be the last
                logger.error("A look for conversations that are over failed: %s", type(error).__name__)

    def sweep(self, app: Sanic) -> None:
        """Delete conversations that are over, here and in Rasa's memory."""
        memory = memory_of(app.ctx.agent.tracker_store)
        for key in list(self._people.overdue()):
            self._people.forget(key)
            self._limit.forget(key)

            async def delete(key: str = key) -> None:
                memory.delete(key)

            self._work.begin(key, delete)


def is_word(text: str, words: list[str]) -> bool:
    """Whether a message is one of these words, and nothing else."""
    return text.strip().strip(".!\"'").lower() in words
