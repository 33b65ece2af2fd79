"""What is sent while a page listens: a session's changes as server-sent events."""

from __future__ import annotations

import asyncio
import json
from typing import Any, AsyncIterator, Callable

from bot.serving.web.sessions import Session

HEARTBEAT = 15.0  # seconds; proxies close a connection on which nothing comes
ALIVE = ": alive\n\n"


def frame(kind: str, data: Any, n: int | None = None) -> str:
    """One server-sent event.

    >>> frame("typing", {"on": True})
    'event: typing\\ndata: {"on": true}\\n\\n'
    """
    number = "" if n is None else f"id: {n}\n"
    return f"{number}event: {kind}\ndata: {json.dumps(data)}\n\n"


async def follow(
    session: Session, after: int, show: Callable[..., dict], *, heartbeat: float = HEARTBEAT
) -> AsyncIterator[str]:
    """Every change of a session from the event after number `after` on, until the session is closed.

    It is told what is, not what happened, so whoever is slow or comes late misses nothing.

    Args:
        show: an event as the page sees it.
        heartbeat: seconds after which a sign of life is sent where nothing changed.
    """
    changed = asyncio.Event()
    session.listeners.append(changed.set)
    typing = None
    try:
        while session.open:
            changed.clear()
            if after < session.cleared:
                after = session.cleared
                yield frame("reset", {"n": after}, after)
            for event in session.after(after):
                if event.n <= session.cleared:  # deleted while the ones before were on their way
                    break
                after = event.n
                yield frame("message", show(event), after)
            if typing != bool(session.waiting):
                typing = bool(session.waiting)
                yield frame("typing", {"on": typing})
            try:
                await asyncio.wait_for(changed.wait(), heartbeat)
            except asyncio.TimeoutError:
                yield ALIVE
        yield frame("gone", {})
    finally:
        session.listeners.remove(changed.set)
