"""Telegram."""

from __future__ import annotations

import hmac
import json
from typing import Any, Mapping, Optional

from aiogram import Bot
from aiogram.bot.api import TelegramAPIServer
from aiogram.utils.exceptions import NetworkError, RestartingTelegram, RetryAfter, TelegramAPIError
from sanic import Request
from sanic.response import HTTPResponse, empty

from bot.serving.messaging import telegram
from bot.serving.messaging.channel import Heard, MessagingInput, Refused, Render
from bot.serving.messaging.outgoing import Message, said_by
from bot.serving.messaging.people import Person
from bot.serving.messaging.sending import Failure
from bot.serving.messaging.settings import TelegramSettings
from bot.serving.replies import greeting_of

SECRET_HEADER = "x-telegram-bot-api-secret-token"
START = "/start"  # what Telegram sends when a person opens the chat for the first time
PRIVATE = "private"
UPDATES = ("message", "edited_message", "callback_query")


class TelegramInput(MessagingInput):
    """`/webhooks/telegram/webhook`."""

    Settings = TelegramSettings

    @classmethod
    def name(cls) -> str:
        return "telegram"

    async def accept(self, request: Request) -> HTTPResponse:
        secret = self.settings.secret_token.get_secret_value()
        sent = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(sent.encode("utf-8", "replace"), secret.encode()):
            raise Refused("signature", 403)
        heard = heard_in(request.json)
        if heard:
            self.take(heard)
        return empty(status=200)  # for what is not answered too, or Telegram would send it again

    def look(self, heard: Heard) -> Render:
        return telegram.render

    def command(self, person: Person, heard: Heard) -> Optional[tuple[Message, ...]]:
        """The greeting, where a person opens the chat."""
        if (heard.text or "").split()[:1] != [START]:  # a link to the bot may add words of its own
            return None
        greeting = said_by(greeting_of(self.knowledge), self.knowledge)
        return person.hear(telegram.render(greeting, self.knowledge))

    async def open(self) -> None:
        self._bot = client(self.settings)

    async def close(self) -> None:
        await self._bot.session.close()

    async def deliver(self, to: int, message: Message) -> None:
        # Not `send_message`: it reads the reply, and where it could not, a message that went out would go out again.
        await self._bot.request("sendMessage", {"chat_id": to, **telegram.payload(message)})

    async def confirm(self, heard: Heard) -> None:
        if heard.receipt:
            await self._bot.request("answerCallbackQuery", {"callback_query_id": heard.receipt})

    def failure_of(self, error: Exception) -> Failure:
        after = float(error.timeout) if isinstance(error, RetryAfter) else None
        # Faults of Telegram's own have no class of their own: they are what is no narrower kind of error.
        again = isinstance(error, (RetryAfter, NetworkError, RestartingTelegram)) or type(error) is TelegramAPIError
        return Failure(type(error).__name__, again, after)


def client(settings: TelegramSettings) -> Bot:
    """Telegram's client, for the address that is set."""
    return Bot(settings.access_token.get_secret_value(), server=TelegramAPIServer.from_base(settings.api_base))


async def connect(settings: TelegramSettings) -> None:
    """Tell Telegram where to send messages, with which secret, and which kinds.

    Raises:
        TelegramAPIError: where Telegram refuses.
    """
    bot = client(settings)
    try:
        fields = {
            "url": settings.webhook_url,
            "secret_token": settings.secret_token.get_secret_value(),
            "allowed_updates": json.dumps(UPDATES),
        }
        await bot.request("setWebhook", fields)
    finally:
        await bot.session.close()


def heard_in(update: Any) -> Optional[Heard]:
    """The message that an update holds; None where it is about something else.

    Raises:
        Refused: where it is no update.
    """
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        raise Refused("malformed", 400)
    kind = next((kind for kind in UPDATES if isinstance(update.get(kind), dict)), None)
    if kind is None:
        return None
    said: Mapping[str, Any] = update[kind]
    tapped = kind == "callback_query"
    message = said.get("message") if tapped else said
    chat = message.get("chat") if isinstance(message, dict) else None
    if not isinstance(chat, dict) or type(chat.get("id")) is not int:
        if tapped:  # below a message that Telegram does not show the bot any more
            return None
        raise Refused("malformed", 400)
    sender = said.get("from")
    if isinstance(sender, dict) and sender.get("is_bot") is True:
        return None
    text, data = said.get("text"), said.get("data")
    at = said.get("edit_date") or said.get("date")
    return Heard(
        id=str(update["update_id"]),
        person=str(chat["id"]),
        to=chat["id"],
        text=text if isinstance(text, str) and not tapped else None,
        button=str(data) if tapped else None,
        at=float(at) if isinstance(at, (int, float)) and not tapped else None,
        message=str(message.get("message_id", "")) if not tapped else "",
        mended=kind == "edited_message",
        group=chat.get("type") != PRIVATE,
        receipt=str(said.get("id", "")) if tapped else "",
    )
