"""Telling a messenger where the bot is: an operator's command, so that the bot needs no route for it."""

from __future__ import annotations

import asyncio

from aiogram.utils.exceptions import TelegramAPIError
from rasa.core.run import create_http_input_channels

from bot.serving.messaging.telegram_channel import TelegramInput, connect
from bot.serving.server import CannotStart, credentials


class NotConnected(Exception):
    """Why the messenger was not told, and the mend, in one line."""


def connect_telegram() -> str:
    """Tell Telegram the address and the secret of the credentials file.

    Returns:
        What was done.

    Raises:
        NotConnected: with the reason and the mend.
    """
    try:
        path = str(credentials())
    except CannotStart as reason:
        raise NotConnected(str(reason)) from reason
    channels = [channel for channel in create_http_input_channels(None, path) if isinstance(channel, TelegramInput)]
    if not channels:
        raise NotConnected("the credentials file has no block of Telegram. Mend: see credentials.example.yml.")
    settings = channels[0].settings
    try:
        asyncio.run(connect(settings))
    except TelegramAPIError as error:
        raise NotConnected(
            f"Telegram refused ({type(error).__name__}). Mend: check access_token and webhook_url, and try again."
        ) from None
    return f"Telegram sends messages to {settings.webhook_url}"
