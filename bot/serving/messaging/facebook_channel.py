"""Facebook Messenger."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, Iterator, Optional

from aiohttp import ClientError, ClientSession, ClientTimeout
from sanic import Request
from sanic.response import HTTPResponse, empty, text

from bot.serving.messaging import messenger
from bot.serving.messaging.channel import Heard, MessagingInput, Refused, Render
from bot.serving.messaging.outgoing import Message
from bot.serving.messaging.sending import ANSWERS_WITHIN, Failure
from bot.serving.messaging.settings import FacebookSettings

SIGNATURE = "x-hub-signature-256"
PREFIX = "sha256="
BUSY = 429
LONGEST_CHALLENGE = 200  # characters; Meta sends a number


class NotTaken(Exception):
    """Meta refused a message: the status, its error's code, and whether it says that this will pass."""

    def __init__(self, status: int, code: Any, passes: bool) -> None:
        super().__init__(status)
        self.status, self.code, self.passes = status, code, passes


class FacebookInput(MessagingInput):
    """`/webhooks/facebook/webhook`: GET confirms the address, POST brings messages."""

    Settings = FacebookSettings
    methods = ("GET", "POST")

    @classmethod
    def name(cls) -> str:
        return "facebook"

    async def accept(self, request: Request) -> HTTPResponse:
        if request.method == "GET":
            return self._confirm_address(request)
        secret = self.settings.app_secret.get_secret_value()
        if not is_signed(request.body, request.headers.get(SIGNATURE, ""), secret):
            raise Refused("signature", 403)
        for heard in list(heard_in(request.json)):
            self.take(heard)
        return empty(status=200)

    def _confirm_address(self, request: Request) -> HTTPResponse:
        sent, challenge = request.args.get("hub.verify_token", ""), request.args.get("hub.challenge", "")
        token = self.settings.verify_token.get_secret_value()
        if not hmac.compare_digest(sent.encode("utf-8", "replace"), token.encode()):
            raise Refused("signature", 403)
        if request.args.get("hub.mode") != "subscribe" or not challenge or len(challenge) > LONGEST_CHALLENGE:
            raise Refused("malformed", 400)
        return text(challenge, headers={"X-Content-Type-Options": "nosniff"})

    def look(self, heard: Heard) -> Render:
        return messenger.render

    async def open(self) -> None:
        self._session = ClientSession(timeout=ClientTimeout(total=ANSWERS_WITHIN))

    async def close(self) -> None:
        await self._session.close()

    async def deliver(self, to: str, message: Message) -> None:
        token = self.settings.page_access_token.get_secret_value()
        proof = hmac.new(self.settings.app_secret.get_secret_value().encode(), token.encode(), hashlib.sha256)
        keys = {"access_token": token, "appsecret_proof": proof.hexdigest()}
        body = {"recipient": {"id": to}, "messaging_type": "RESPONSE", "message": messenger.payload(message)}
        async with self._session.post(f"{self.settings.api_base}/me/messages", params=keys, json=body) as reply:
            if reply.status >= 400:
                raise await _not_taken(reply)

    def failure_of(self, error: Exception) -> Failure:
        if isinstance(error, NotTaken):
            again = error.status == BUSY or error.status >= 500 or error.passes
            return Failure(f"status {error.status}, Meta's error {error.code}", again)
        return Failure(type(error).__name__, again=isinstance(error, ClientError))


async def _not_taken(reply: Any) -> NotTaken:
    try:
        error = (await reply.json())["error"]
        return NotTaken(reply.status, error.get("code"), error.get("is_transient") is True)
    except (ValueError, KeyError, TypeError, AttributeError, ClientError):
        return NotTaken(reply.status, None, False)


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether the signature is Meta's, of these very bytes; the older kind of signature is none."""
    expected = PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(signature.encode("utf-8", "replace"), expected.encode())


def heard_in(event: Any) -> Iterator[Heard]:
    """The messages that an event holds: of the person, not echoes of ours, nor news of what was read.

    Raises:
        Refused: where it is no event.
    """
    entries = event.get("entry") if isinstance(event, dict) else None
    if not isinstance(entries, list):
        raise Refused("malformed", 400)
    for entry in entries:
        rows = entry.get("messaging", []) if isinstance(entry, dict) else None
        if not isinstance(rows, list):
            raise Refused("malformed", 400)
        for row in rows:
            heard = _heard(row)
            if heard:
                yield heard


def _heard(row: Any) -> Optional[Heard]:
    if not isinstance(row, dict) or not isinstance(row.get("sender"), dict):
        raise Refused("malformed", 400)
    message, tap = row.get("message"), row.get("postback")
    if isinstance(message, dict) and not message.get("is_echo"):
        reply = message.get("quick_reply")
        said, title, button = message, message.get("text"), reply.get("payload") if isinstance(reply, dict) else None
    elif isinstance(tap, dict):
        said, title, button = tap, tap.get("title"), tap.get("payload")
    else:
        return None
    person, at = row["sender"].get("id"), row.get("timestamp")
    message_id = said.get("mid") or f"{person} {at}"
    if not isinstance(person, str) or not isinstance(message_id, str):
        raise Refused("malformed", 400)
    return Heard(
        id=message_id,
        person=person,
        to=person,
        text=title if isinstance(title, str) else None,
        button=button if isinstance(button, str) else None,
        at=at / 1000 if isinstance(at, (int, float)) else None,  # Meta counts milliseconds
    )
