"""Asking the bot: what every channel of ours does between a message and its replies."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.knowledge.models import Knowledge
from bot.nlu.clean_text import clean
from bot.serving.replies import failed_reply

logger = logging.getLogger(__name__)

REPLY_WITHIN = 30.0  # seconds, after which a turn is given up

Handle = Callable[[UserMessage], Awaitable[Any]]


class Collected(OutputChannel):
    """Keeps the replies to one message, each whole."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.replies.append(message)


async def ask(
    handle: Handle, conversation: str, text: str, *, channel: str, knowledge: Knowledge
) -> list[dict[str, Any]]:
    """The bot's replies to a message, each with what it holds of `text`, `buttons` and `custom`; never none.

    Args:
        handle: Rasa's way in.
        conversation: the id by which Rasa knows it.
    """
    output = Collected()
    message = UserMessage(clean(text), output, conversation, input_channel=channel)
    try:
        await asyncio.wait_for(handle(message), REPLY_WITHIN)
    except (
        Exception
    ) as error:  # whatever it was, the person gets a reply; the error may quote them, so it is not logged
        logger.error("A reply failed: %s", type(error).__name__)
    failed = failed_reply(knowledge)
    return output.replies or [{"text": failed.text, "custom": failed.custom()}]


class OneByOne:
    """Work in the background, one piece at a time for each key, in the order in which it came."""

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Task] = {}  # by key; also keeps tasks alive, which a loop alone may lose

    def begin(self, key: str, work: Callable[[], Awaitable[Any]]) -> asyncio.Task:
        """Do a piece of work after those before it, however those ended."""
        task = asyncio.ensure_future(self._after(self._last.get(key), work))
        self._last[key] = task
        task.add_done_callback(lambda done: self._forget(key, done))
        return task

    async def _after(self, before: asyncio.Task | None, work: Callable[[], Awaitable[Any]]) -> None:
        if before is not None:
            await asyncio.wait([before])
        await work()

    def _forget(self, key: str, task: asyncio.Task) -> None:
        if self._last.get(key) is task:
            del self._last[key]
