"""The web page's channel: sessions that the server issues, messages that are taken once, replies as they come."""

from __future__ import annotations

import asyncio
import logging
import os
import time
import uuid
from datetime import datetime, timezone
from functools import partial
from typing import Any, Optional

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Request, Sanic
from sanic.exceptions import PayloadTooLarge, SanicException
from sanic.response import HTTPResponse, empty, json

from bot.knowledge.load import shared_knowledge
from bot.nlu.clean_text import clean
from bot.serving.asking import Handle
from bot.serving.limits import Limit, site_of, wait_for_all
from bot.serving.replies import greeting_of
from bot.serving.short_memory import ShortMemory, memory_of
from bot.serving.web.glossary import glossary_of
from bot.serving.web.origins import PREFLIGHT, headers_for, may_use
from bot.serving.web.sessions import BOT, Choice, Event, Session, Sessions
from bot.serving.web.settings import settings_from
from bot.serving.web.stream import follow
from bot.serving.web.turns import CHANNEL, Turns
from bot.serving.web.words import LONGEST_MESSAGE, page, words

logger = logging.getLogger(__name__)

BEARER = "Bearer "
MOST_STREAMS = 8  # of one session: tabs that are open at once
STREAM_AGAIN = 5  # seconds after which a client may ask for one more
SWEEP_EVERY = 60.0  # seconds between looks for sessions that are over
STREAM = {"X-Accel-Buffering": "no"}  # asks a proxy not to hold it back
PATHS = ("/page.json", "/session", "/message", "/events", "/start-over", "/consent")


class Refused(Exception):
    """Why a request is not taken: the code and status of the reply, and the seconds to wait where that helps."""

    def __init__(self, code: str, status: int, *, wait: int = 0) -> None:
        super().__init__(code)
        self.code, self.status, self.wait = code, status, wait


class WebInput(InputChannel):
    """The routes below `/webhooks/web`, as docs/widget.md tells them.

    Raises:
        WrongSetting: where the environment holds a setting that cannot be.
    """

    def __init__(self) -> None:
        self._settings = settings_from(os.environ)
        self._knowledge = shared_knowledge()
        self._words = words(self._knowledge, self._settings)
        self._page = page(self._knowledge, self._settings)
        self._sessions = Sessions(self._settings.sessions, self._settings.forget_after_hours * 3600, time.time)
        self._messages = Limit(self._settings.messages, time.monotonic)
        self._address_messages = Limit(self._settings.address_messages, time.monotonic)
        self._address_sessions = Limit(self._settings.address_sessions, time.monotonic)
        self._streams: set[asyncio.Task] = set()
        self._turns: Optional[Turns] = None
        self._sweeper: Optional[asyncio.Task] = None

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    def blueprint(self, on_new_message: Handle) -> Blueprint:
        self._turns = Turns(
            on_new_message, self._knowledge, glossary_of(self._knowledge), time.time, self._settings.unanswered_log
        )
        routes = Blueprint("web")
        for path, method, handler in (
            ("/page.json", "GET", self.give_page),
            ("/session", "POST", self.open_session),
            ("/session", "DELETE", self.delete_session),
            ("/message", "POST", self.take_message),
            ("/events", "GET", self.give_events),
            ("/start-over", "POST", self.start_over),
            ("/consent", "GET", self.give_consent),
            ("/consent", "POST", self.take_consent),
        ):
            # Sanic writes on its handlers, which a method does not allow.
            routes.add_route(partial(handler), path, methods=[method], name=handler.__name__)
        for number, path in enumerate(PATHS):
            routes.add_route(partial(self.preflight), path, methods=["OPTIONS"], name=f"preflight_{number}")
        routes.middleware("request")(self.check_origin)
        routes.middleware("response")(self.add_headers)
        routes.exception(Refused, SanicException, Exception)(self.tell_error)
        routes.listener("after_server_start")(self.start)
        routes.listener("before_server_stop")(self.stop)
        return routes

    async def give_page(self, request: Request) -> HTTPResponse:
        """What the page says around the conversation."""
        return json(self._page)

    async def open_session(self, request: Request) -> HTTPResponse:
        """A new conversation, which begins with the greeting."""
        self._limit((self._address_sessions, address_of(request)))
        token, session = self._sessions.open()
        event = self._greet(session)
        await self._sweep(memory_in(request.app))
        hours = self._settings.forget_after_hours
        return json({"token": token, "events": [shown(event)], "forget_after_hours": hours}, status=201)

    async def take_message(self, request: Request) -> HTTPResponse:
        """Take a message, or a tap on a button, once."""
        session = self._session(request)
        body = body_of(request)
        message_id = id_in(body)
        if message_id not in session.taken:
            text = text_in(body, session)
            self._limit((self._messages, session.key), (self._address_messages, address_of(request)))
            session.hear(message_id, clean(text), time.time())
            self._turns.begin(session, text)
        return json({"n": session.taken[message_id]}, status=202)

    async def give_events(self, request: Request) -> None:
        """The events after a number, and then each as it comes, for as long as the client listens."""
        session = self._session(request)
        after = max(number_in(request.args.get("after")), number_in(request.headers.get("last-event-id")))
        if len(session.listeners) >= MOST_STREAMS:
            raise Refused("too_many", 429, wait=STREAM_AGAIN)
        task = asyncio.current_task()
        self._streams.add(task)
        changes = follow(session, after, shown)
        try:
            response = await request.respond(headers=STREAM, content_type="text/event-stream; charset=utf-8")
            async for change in changes:
                await response.send(change)
            await response.eof()
        finally:
            self._streams.discard(task)
            await changes.aclose()

    async def start_over(self, request: Request) -> HTTPResponse:
        """Delete what was said, and begin anew in the same session."""
        session = self._session(request)
        old = session.clear()
        await self._turns.delete(session, old, memory_in(request.app))
        event = self._greet(session)
        return json({"events": [shown(event)], "n": event.n})

    async def give_consent(self, request: Request) -> HTTPResponse:
        """Whether what is asked in vain may be noted, as it stands."""
        return json({"agree": self._session(request).agreed})

    async def take_consent(self, request: Request) -> HTTPResponse:
        """Note from now on what is asked in vain, or no longer; never where the operator keeps no log."""
        session = self._session(request)
        agree = body_of(request).get("agree")
        if type(agree) is not bool:
            raise Refused("bad_request", 400)
        session.agreed = agree and self._settings.unanswered_log is not None
        return json({"agree": session.agreed})

    async def delete_session(self, request: Request) -> HTTPResponse:
        """Delete the conversation, here and in Rasa's memory."""
        await self._forget(self._session(request), memory_in(request.app))
        return empty()

    async def preflight(self, request: Request) -> HTTPResponse:
        """Tell a browser what a page of another website may send."""
        return empty(headers=PREFLIGHT)

    async def check_origin(self, request: Request) -> None:
        """Refuse pages of websites that may not use the bot."""
        if not may_use(request.headers.get("origin"), request.headers.get("host", ""), self._settings.origins):
            raise Refused("origin", 403)

    async def add_headers(self, request: Request, response: HTTPResponse) -> None:
        """Add what every reply carries."""
        response.headers.update(headers_for(request.headers.get("origin"), self._settings.origins))

    async def tell_error(self, request: Request, error: Exception) -> HTTPResponse:
        """The error as the page shows it, in words of the knowledge."""
        refused = refusal_of(error)
        text = self._words[f"error_{refused.code}"]
        if refused.wait:
            text = text.format(seconds=refused.wait)
        headers = {"Retry-After": str(refused.wait)} if refused.wait else None
        return json({"error": refused.code, "text": text}, status=refused.status, headers=headers)

    async def start(self, app: Sanic, loop: object) -> None:
        """Believe as many proxies as are set, and look for sessions that are over from time to time."""
        app.config.PROXIES_COUNT = self._settings.proxies or None
        self._sweeper = asyncio.ensure_future(self._keep_sweeping(app))

    async def stop(self, app: Sanic, loop: object) -> None:
        """End every stream, which would hold up the server's end; the pages come back by themselves."""
        for task in (self._sweeper, *self._streams):
            task.cancel()

    def _session(self, request: Request) -> Session:
        header = request.headers.get("authorization", "")
        session = self._sessions.find(header[len(BEARER) :]) if header.startswith(BEARER) else None
        if session is None:
            raise Refused("no_session", 401)
        return session

    def _greet(self, session: Session) -> Event:
        greeting = greeting_of(self._knowledge)
        choices = [Choice(button.title, button.payload) for button in greeting.buttons]
        return session.say(greeting.text, time.time(), choices=choices, custom=greeting.custom())

    def _limit(self, *asked: tuple[Limit, str]) -> None:
        seconds = wait_for_all(*asked)
        if seconds:
            raise Refused("too_many", 429, wait=seconds)

    async def _forget(self, session: Session, memory: ShortMemory) -> None:
        self._sessions.forget(session)
        self._messages.forget(session.key)
        await self._turns.delete(session, session.conversation, memory)

    async def _sweep(self, memory: ShortMemory) -> None:
        for session in list(self._sessions.overdue()):
            await self._forget(session, memory)

    async def _keep_sweeping(self, app: Sanic) -> None:
        while True:
            await asyncio.sleep(SWEEP_EVERY)
            try:
                await self._sweep(memory_in(app))
            except Exception as error:  # one bad sweep must not be the last
                logger.error("A look for sessions that are over failed: %s", type(error).__name__)


def shown(event: Event) -> dict[str, Any]:
    """An event as the page sees it; what its buttons send stays here."""
    return {
        "n": event.n,
        "id": event.id,
        "from": event.sender,
        "text": event.text,
        "paragraphs": event.text.split("\n\n") if event.sender == BOT else [],
        "buttons": [{"title": choice.title} for choice in event.choices],
        "custom": event.custom,
        "at": datetime.fromtimestamp(event.at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that a request holds.

    Raises:
        Refused: where it holds none.
    """
    body = request.json
    if not isinstance(body, dict):
        raise Refused("bad_request", 400)
    return body


def id_in(body: dict[str, Any]) -> str:
    """The client's id of a message, in its usual form.

    Raises:
        Refused: where it is no UUID.
    """
    try:
        return str(uuid.UUID(body["id"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused("bad_request", 400) from error


def text_in(body: dict[str, Any], session: Session) -> str:
    """What a message says to the bot: its text, or what the button that was tapped sends.

    Raises:
        Refused: where it has neither, is too long, or there is no such button.
    """
    text, n, button = body.get("text"), body.get("choice"), body.get("button")
    if isinstance(text, str):
        if characters(text) > LONGEST_MESSAGE:
            raise Refused("too_long", 413)
        return text
    if type(n) is not int or type(button) is not int:  # a bool is an int, and no number
        raise Refused("bad_request", 400)
    choice = session.choice(n, button)
    if choice is None:
        raise Refused("choice_gone", 400)
    return choice.payload


def characters(text: str) -> int:
    """The length of a text as a browser counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def number_in(text: Optional[str]) -> int:
    """A number of an event that a client names; 0 where it names none.

    Raises:
        Refused: where it is no number.
    """
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise Refused("bad_request", 400)
    return int(text)


def address_of(request: Request) -> str:
    """Whose requests are counted together."""
    return site_of(request.remote_addr or request.ip)


def refusal_of(error: Exception) -> Refused:
    """An error as a refusal; what nobody foresaw is noted, without its words, which may be a person's."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, PayloadTooLarge):
        return Refused("too_large", 413)
    if isinstance(error, SanicException) and error.status_code < 500:
        return Refused("bad_request", 400)
    logger.error("A request failed: %s", type(error).__name__)
    return Refused("failed", 500)


def memory_in(app: Sanic) -> ShortMemory:
    """Where Rasa keeps its conversations."""
    return memory_of(app.ctx.agent.tracker_store)
