"""SMS and WhatsApp through Twilio."""

from __future__ import annotations

import logging
from typing import Mapping, Optional
from urllib.parse import parse_qsl

from aiohttp import ClientError
from multidict import MultiDict
from sanic import Request
from sanic.response import HTTPResponse, empty, json
from twilio.base.exceptions import TwilioRestException
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from bot.serving.messaging import sms, whatsapp
from bot.serving.messaging.channel import DUPLICATE, Heard, MessagingInput, Refused, Render, is_word
from bot.serving.messaging.outgoing import Message, said_by
from bot.serving.messaging.people import Person
from bot.serving.messaging.segments import segments
from bot.serving.messaging.sending import Failure
from bot.serving.messaging.settings import TwilioSettings
from bot.serving.replies import EMERGENCY, greeting_of

logger = logging.getLogger(__name__)

WHATSAPP = "whatsapp:"
MOST_FIELDS = 200  # of a form; Twilio sends some thirty
BUSY = 429


class TwilioInput(MessagingInput):
    """`/webhooks/twilio/webhook`: messages of any number of the account. The reply comes from the number written to."""

    Settings = TwilioSettings

    def __init__(self, settings: TwilioSettings) -> None:
        super().__init__(settings)
        self._validator = RequestValidator(settings.auth_token.get_secret_value())

    @classmethod
    def name(cls) -> str:
        return "twilio"

    async def accept(self, request: Request) -> HTTPResponse:
        form = form_of(request.body)
        # Over the address of the settings, whatever a proxy made of it on the way here.
        signature = request.headers.get("x-twilio-signature", "")
        if not self._validator.validate(self.settings.webhook_url, form, signature):
            raise Refused("signature", 403)
        if "MessageStatus" in form:  # news of a message of ours
            return empty()
        # Twilio signs no time, so a request that comes twice cannot be told from one that somebody kept.
        if self.take(heard_in(form)) == DUPLICATE:
            return json({"error": DUPLICATE}, status=403)
        return empty()

    def look(self, heard: Heard) -> Render:
        return whatsapp.render if is_whatsapp(heard) else sms.render

    def command(self, person: Person, heard: Heard) -> Optional[tuple[Message, ...]]:
        """Stop, start and help, which Twilio may have answered already: it does so by SMS."""
        words, text = self.knowledge.messaging, heard.text or ""
        if self._people.is_stopped(person.key):
            if not is_word(text, words.start_words):
                return ()
            self._people.start(person.key)
            return () if heard.answered else self._greet(person, heard)
        if is_word(text, words.stop_words):
            self._people.stop(person.key)
            return self.say(heard, words.stopped) if is_whatsapp(heard) and not heard.answered else ()
        if heard.answered:  # Twilio's own reply to a word of help or start
            return ()
        if is_word(text, words.help_words):
            number = self.knowledge.help_lines[EMERGENCY]
            return self.say(heard, words.help.format(guide=self.knowledge.guide, number=number))
        return None

    def _greet(self, person: Person, heard: Heard) -> tuple[Message, ...]:
        greeting = said_by(greeting_of(self.knowledge), self.knowledge)
        return person.hear(self.look(heard)(greeting, self.knowledge))

    def note_sent(self, heard: Heard, message: Message) -> None:
        if is_whatsapp(heard):
            return
        number = segments(message.text)
        self.sent["segments"] += number
        logger.info("An SMS of %d segments was sent, %d segments so far", number, self.sent["segments"])

    async def open(self) -> None:
        self._http = AsyncTwilioHttpClient()
        self._client = Client(
            self.settings.account_sid, self.settings.auth_token.get_secret_value(), http_client=self._http
        )
        self._client.api.base_url = self.settings.api_base

    async def close(self) -> None:
        await self._http.close()

    async def deliver(self, to: tuple[str, str], message: Message) -> None:
        person, number = to
        try:
            await self._client.messages.create_async(to=person, from_=number, body=message.text)
        finally:  # the client keeps its last request, with the person's number, for tests of its own
            self._http._test_only_last_request = self._http._test_only_last_response = None

    def failure_of(self, error: Exception) -> Failure:
        if isinstance(error, TwilioRestException):
            name = f"status {error.status}, Twilio's error {error.code}"
            return Failure(name, again=error.status == BUSY or error.status >= 500)
        return Failure(type(error).__name__, again=isinstance(error, ClientError))


def form_of(body: bytes) -> MultiDict:
    """The fields of a form, the empty ones too, for they are signed.

    Raises:
        Refused: where it is none.
    """
    try:
        return MultiDict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise Refused("malformed", 400) from error


def heard_in(form: Mapping[str, str]) -> Heard:
    """The message that a form holds.

    Raises:
        Refused: where it holds none.
    """
    sid, person, number = (form.get(key) for key in ("MessageSid", "From", "To"))
    if not (sid and person and number):
        raise Refused("malformed", 400)
    text = form.get("Body", "")
    if not person.startswith(WHATSAPP):
        text = text.replace("¡", "@")  # which some phone companies make of it
    return Heard(sid, person, (person, number), text, answered=bool(form.get("OptOutType")))


def is_whatsapp(heard: Heard) -> bool:
    """Whether a message came by WhatsApp, not by SMS."""
    return heard.person.startswith(WHATSAPP)
