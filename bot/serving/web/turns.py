"""Messages on their way through the bot, one at a time for each session, and their deletion."""

from __future__ import annotations

import asyncio
import logging
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Callable, Optional

from bot.knowledge.models import Knowledge
from bot.nlu.clean_text import clean
from bot.serving.asking import Handle, OneByOne, ask
from bot.serving.short_memory import ShortMemory
from bot.serving.web.glossary import Glossary
from bot.serving.web.sessions import Choice, Session
from bot.serving.web.words import marked
from bot.unanswered_log import note

logger = logging.getLogger(__name__)

CHANNEL = "web"


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
        self._work = OneByOne()

    def begin(self, session: Session, text: str) -> None:
        """Have a message answered, after those before it."""
        answer = partial(self._answer, session, session.conversation, text, agreed=session.agreed)
        self._work.begin(session.key, answer)

    async def delete(self, session: Session, conversation: str, memory: ShortMemory) -> None:
        """Delete what Rasa keeps of a conversation, once no turn of it runs. It is done even if the client is gone."""
        await asyncio.shield(self._work.begin(session.key, partial(self._delete, conversation, memory)))

    async def _answer(self, session: Session, conversation: str, text: str, *, agreed: bool) -> None:
        if session.conversation == conversation:  # what was deleted in the meantime is neither asked nor answered
            replies = await ask(self._handle, conversation, text, channel=CHANNEL, knowledge=self._knowledge)
            if session.open and session.conversation == conversation:
                for reply in replies:
                    self._say(session, reply)
                if agreed and session.agreed:  # both when it was asked, and still
                    self._note(text, replies)
        session.answered()

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

    async def _delete(self, conversation: str, memory: ShortMemory) -> None:
        memory.delete(conversation)
