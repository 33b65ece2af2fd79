"""Rasa's REST channel, made safe against odd input."""

from __future__ import annotations

import uuid
from typing import Any, Optional

from rasa.core.channels.rest import RestInput
from sanic import Request
from sanic.exceptions import InvalidUsage

from bot.nlu.clean_text import clean

LONGEST_SENDER = 200


class SafeRestInput(RestInput):
    """`POST /webhooks/rest/webhook` with `{"sender": ..., "message": ...}`.

    A message that is no text is read as an empty one; without a sender each message is a conversation of its own.
    """

    async def _extract_sender(self, req: Request) -> Optional[str]:
        sender = _body(req).get("sender")
        return str(sender)[:LONGEST_SENDER] if sender else uuid.uuid4().hex

    def _extract_message(self, req: Request) -> Optional[str]:
        message = _body(req).get("message")
        return clean(message if isinstance(message, str) else "")

    def _extract_input_channel(self, req: Request) -> str:
        return self.name()

    def get_metadata(self, request: Request) -> Optional[dict[str, Any]]:
        return None


def _body(request: Request) -> dict[str, Any]:
    if not isinstance(request.json, dict):
        raise InvalidUsage('Send a JSON object: {"sender": "...", "message": "..."}')
    return request.json
