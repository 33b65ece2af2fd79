"""Messages on their way through the bot, one at a time for each session, and their deletion."""

from __future__ import annotations

import asyncio
import logging
from datetime import date
from pathlib import Path
from typing import Any, Awaitable, Callable, Optional

from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.knowledge.models import Knowledge
from bot.nlu.clean_text import clean
from bot.serving.short_memory import ShortMemory
from bot.serving.web.glossary import Glossary
from bot.serving.web.sessions import Choice, Session
from bot.serving.web.words import failed_reply, marked
from bot.unanswered_log import note

logger = logging.getLogger(__name__)

CHANNEL = "web"
REPLY_WITHIN = 30.0  # seconds, after which a turn is given up

Handle = Callable[[UserMessage], Awaitable[Any]]


class Collected(OutputChannel):
    """Keeps the replies to one message, each whole."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.replies.append(message)


class Turns:
    """Asks the bot for its replies.

    Args:
        handle: Rasa's way in.
        clock: seconds since 1970.
        log: where questions asked in vain are noted, of those who agreed.
    """

    def __init__(
        self,
        handle: Handle,
        knowledge: Knowledge,
        glossary: Glossary,
        clock: Callable[[], float],
        log: Optional[Path] = None,
    ) -> None:
        self._handle, self._knowledge, self._glossary, self._clock = handle, knowledge, glossary, clock
        self._log = log
        self._locks: dict[str, asyncio.Lock] = {}  # by session; they let in whoever came first
        self._tasks: set[asyncio.Task] = set()  # kept here, for a loop alone may lose them

    def begin(self, session: Session, text: str) -> None:
        """Have a message answered, after those before it."""
        self._start(self._answer(session, session.conversation, text, agreed=session.agreed))

    async def delete(self, session: Session, conversation: str, memory: ShortMemory) -> None:
        """Delete what Rasa keeps of a conversation, once no turn of it runs. It is done even if the client is gone."""
        await asyncio.shield(self._start(self._delete(session, conversation, memory)))

    def _start(self, work: Awaitable[None]) -> asyncio.Task:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _answer(self, session: Session, conversation: str, text: str, *, agreed: bool) -> None:
        async with self._locks.setdefault(session.key, asyncio.Lock()):
            # What was deleted in the meantime is neither asked nor answered.
            replies = await self._ask(conversation, text) if session.conversation == conversation else []
            if session.open and session.conversation == conversation:
                for reply in replies:
                    self._say(session, reply)
                if agreed and session.agreed:  # both when it was asked, and still
                    self._note(text, replies)
            session.answered()

    async def _ask(self, conversation: str, text: str) -> list[dict[str, Any]]:
        output = Collected()
        message = UserMessage(clean(text), output, conversation, input_channel=CHANNEL)
        try:
            await asyncio.wait_for(self._handle(message), REPLY_WITHIN)
        except (
            Exception
        ) as error:  # whatever it was, the person gets a reply; the error may quote them, so it is not logged
            logger.error("A reply failed: %s", type(error).__name__)
        failed = failed_reply(self._knowledge)
        return output.replies or [{"text": failed.text, "custom": failed.custom()}]

    def _say(self, session: Session, reply: dict[str, Any]) -> None:
        text = reply.get("text") or ""
        custom = reply.get("custom")
        choices = [Choice(row["title"], row["payload"]) for row in reply.get("buttons") or ()]
        mark = marked(custom, text, self._knowledge, self._glossary) if custom else None
        session.say(text, self._clock(), choices=choices, custom=mark)

    def _note(self, text: str, replies: list[dict[str, Any]]) -> None:
        kind = next((reply["custom"]["kind"] for reply in replies if reply.get("custom")), "")
        if self._log is None:
            return
        try:
            note(self._log, clean(text), kind, date.fromtimestamp(self._clock()))
        except OSError as error:  # a full disk must not keep anyone from an answer
            logger.error("The log of unanswered questions cannot be written: %s", type(error).__name__)

    async def _delete(self, session: Session, conversation: str, memory: ShortMemory) -> None:
        async with self._locks.setdefault(session.key, asyncio.Lock()):
            memory.delete(conversation)
        if not session.open:
            self._locks.pop(session.key, None)
