"""Slack: requests are checked and read as Rasa's own channel does; the rest is ours."""

from __future__ import annotations

import html
import json
from typing import Any, Optional

from aiohttp import ClientError
from rasa.core.channels.slack import SlackInput as RasaSlackInput
from sanic import Request
from sanic.response import HTTPResponse, empty, text
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.serving.messaging import slack
from bot.serving.messaging.channel import Heard, MessagingInput, Refused, Render
from bot.serving.messaging.outgoing import Message
from bot.serving.messaging.sending import ANSWERS_WITHIN, Failure
from bot.serving.messaging.settings import SlackSettings

BUSY = 429
SPOKEN = (None, "file_share")  # subtypes of what a person says; others are news of messages
DIRECT = "im"


class SlackInput(MessagingInput):
    """`/webhooks/slack/webhook`: events and taps on buttons."""

    Settings = SlackSettings

    def __init__(self, settings: SlackSettings) -> None:
        super().__init__(settings)
        self._rasa = RasaSlackInput(
            settings.slack_token.get_secret_value(),
            slack_signing_secret=settings.slack_signing_secret.get_secret_value(),
        )

    @classmethod
    def name(cls) -> str:
        return "slack"

    async def accept(self, request: Request) -> HTTPResponse:
        if not self._rasa.is_request_from_slack_authentic(request):  # forged, or older than five minutes
            raise Refused("signature", 403)
        if (request.content_type or "").startswith("application/json"):
            event = request.json
            if isinstance(event, dict) and isinstance(event.get("challenge"), str):
                return text(event["challenge"])
            heard = said_in(event)
        else:
            heard = tapped_in((request.form or {}).get("payload"))
        if heard:
            self.take(heard)
        return empty(status=200)

    def look(self, heard: Heard) -> Render:
        return slack.render

    async def open(self) -> None:
        self._client = AsyncWebClient(
            self.settings.slack_token.get_secret_value(),
            base_url=f"{self.settings.api_base}/",
            timeout=int(ANSWERS_WITHIN),
            retry_handlers=[],  # sending tries again itself
        )

    async def deliver(self, to: str, message: Message) -> None:
        await self._client.chat_postMessage(channel=to, **slack.payload(message))

    def failure_of(self, error: Exception) -> Failure:
        if not isinstance(error, SlackApiError):
            return Failure(type(error).__name__, again=isinstance(error, ClientError))
        status = error.response.status_code
        after = error.response.headers.get("Retry-After", "")
        return Failure(
            f"status {status}, Slack's error {error.response.get('error')}",
            again=status == BUSY or status >= 500,
            after=float(after) if after.isdecimal() else None,
        )


def said_in(event: Any) -> Optional[Heard]:
    """The message that an event of Slack's holds; None where it is about something else.

    Raises:
        Refused: where it is no event.
    """
    said = event.get("event") if isinstance(event, dict) else None
    if not isinstance(said, dict) or not isinstance(event.get("event_id"), str):
        raise Refused("malformed", 400)
    named = said.get("type") == "app_mention"
    direct = said.get("type") == "message" and said.get("channel_type") == DIRECT
    if not (named or direct) or said.get("bot_id") or said.get("subtype") not in SPOKEN:
        return None
    person, channel = said.get("user"), said.get("channel")
    if not isinstance(person, str) or not isinstance(channel, str):
        raise Refused("malformed", 400)
    words = said.get("text")
    return Heard(
        id=event["event_id"],
        person=channel if named else person,
        to=channel,
        text=html.unescape(RasaSlackInput._sanitize_user_message(words, [])) if isinstance(words, str) else None,
        group=named,
    )


def tapped_in(payload: Any) -> Optional[Heard]:
    """The tap that Slack tells of; None where it is no button of ours.

    Raises:
        Refused: where it is no tap.
    """
    try:
        tap = json.loads(payload)
        action, person, channel = tap["actions"][0], tap["user"]["id"], tap["channel"]["id"]
        tap_id = tap["trigger_id"]
        if action["type"] != "button" or not isinstance(action.get("value"), str):
            return None
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise Refused("malformed", 400) from error
    return Heard(id=str(tap_id), person=str(person), to=str(channel), button=action["value"])
