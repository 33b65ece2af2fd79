"""Which websites may use the channel, and the headers that let a browser know."""

from __future__ import annotations

from typing import Collection, Optional
from urllib.parse import urlsplit

ALWAYS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Vary": "Origin"}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Last-Event-ID",
    "Access-Control-Max-Age": "600",  # seconds
}


def may_use(origin: Optional[str], host: str, allowed: Collection[str]) -> bool:
    """Whether a page may use the channel: one of the bot's own, or of a website that is allowed.

    Args:
        origin: what the browser says the page is from; None from what is no browser, and from some of our own pages.
        host: what the request was addressed to. The scheme may be another, for a proxy may stand before the bot.

    >>> may_use("https://bot.example", "bot.example", ()), may_use("https://other.example", "bot.example", ())
    (True, False)
    >>> may_use("null", "", ())
    False
    """
    if origin is None or origin.lower() in allowed:
        return True
    parts = urlsplit(origin.lower())
    return parts.scheme in ("http", "https") and parts.netloc != "" and parts.netloc == host.lower()


def headers_for(origin: Optional[str], allowed: Collection[str]) -> dict[str, str]:
    """The headers of every reply; those that open it to another website only for one that is allowed."""
    if origin is None or origin.lower() not in allowed:
        return ALWAYS
    return {**ALWAYS, "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "Retry-After"}
