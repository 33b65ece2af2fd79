"""The web page, the script of the chat, and the health report."""

from __future__ import annotations

import gzip
import hashlib
import html
import json as plain_json
import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping

import rasa
from sanic import Blueprint, Request, Sanic
from sanic.response import HTTPResponse, empty, json, raw

from bot.knowledge.load import fingerprint, shared_knowledge
from bot.places import ROOT
from bot.serving.messaging.channel import MessagingInput
from bot.serving.web.settings import settings_from
from bot.serving.web.words import page

BUILT = ROOT / "bot" / "serving" / "web" / "built"  # made of web/ by `make run`
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",  # a browser asks whether what it has is still right
}
FOR_ALL = {"Cross-Origin-Resource-Policy": "cross-origin"}  # the script is there for other people's pages


class PageMissing(Exception):
    """The page was not built: what is missing, and the mend."""


@dataclass(frozen=True)
class Served:
    """A file as it is sent: its bytes, packed, its type, and a mark by which a browser knows that it has it."""

    body: bytes
    packed: bytes
    content_type: str
    mark: str
    headers: Mapping[str, str]


def pages(model_name: str) -> Blueprint:
    """The routes `/`, `/widget.js`, `/page.css`, `/icon.svg` and `/health`.

    Raises:
        PageMissing: where the page was not built.
    """
    routes = Blueprint("pages")
    answer_base = fingerprint()
    for path, served in files(page(shared_knowledge(), settings_from(os.environ))).items():
        routes.add_route(_sender(served), path, name=path.strip("/").replace(".", "_") or "index")

    @routes.get("/health")
    async def health(request: Request) -> HTTPResponse:
        ready = is_ready(request.app)
        report = {
            "status": "ok" if ready else "starting",
            "model": model_name,
            "answer_base": answer_base,
            "versions": {"rasa": rasa.__version__, "python": platform.python_version()},
            "messengers": {
                channel.name(): {"sent": channel.sent, "refused": channel.refused}
                for channel in getattr(request.app.ctx, "input_channels", ())
                if isinstance(channel, MessagingInput)
            },
        }
        return json(report, status=200 if ready else 503)

    return routes


def files(given: Mapping[str, Any], built: Path = BUILT) -> dict[str, Served]:
    """What is served at which path; `given` is what the page needs before there is a conversation."""
    return {
        "/": _served(fill(_read(built / "index.html"), given), "text/html; charset=utf-8"),
        "/widget.js": _served(wrap(_read(built / "widget.js"), given), "text/javascript; charset=utf-8", FOR_ALL),
        "/page.css": _served(_read(built / "page.css"), "text/css; charset=utf-8"),
        "/icon.svg": _served(_read(built / "icon.svg"), "image/svg+xml"),
    }


def fill(template: str, given: Mapping[str, Any]) -> str:
    """The page with its words, so that it says who this is before any script runs.

    >>> fill("<h1>{name}</h1>{greeting}", {"words": {"name": "A & B"}, "greeting": {"paragraphs": ["Hi"]}, "phones": []})
    '<h1>A &amp; B</h1><p>Hi</p>'
    """
    said = {name: _with_calls(html.escape(text), given["phones"]) for name, text in given["words"].items()}
    said["greeting"] = "".join(f"<p>{html.escape(text)}</p>" for text in given["greeting"]["paragraphs"])
    return re.sub(r"\{(\w+)\}", lambda found: said[found[1]], template)


def wrap(script: str, given: Mapping[str, Any]) -> str:
    """The script with its words. They are handed to a function, so a site that embeds it gets no new global name.

    >>> wrap("go(WAYMARK)", {"name": "x"})
    '(function(WAYMARK){go(WAYMARK)\\n})({"name": "x"});'
    """
    return f"(function(WAYMARK){{{script}\n}})({plain_json.dumps(given)});"


def is_ready(app: Sanic) -> bool:
    """Whether the bot can answer."""
    agent = getattr(app.ctx, "agent", None)
    return agent is not None and agent.is_ready()


def _with_calls(escaped: str, phones: list[dict[str, str]]) -> str:
    for phone in phones:
        link = f'<a href="{html.escape(phone["dial"])}">{phone["number"]}</a>'
        escaped = re.sub(rf"(?<!\d){re.escape(phone['number'])}(?!\d)", link, escaped)
    return escaped


def _read(path: Path) -> str:
    if not path.exists():
        raise PageMissing(f"the page is not built: {path.name} is missing. Mend: make page")
    return path.read_text(encoding="utf-8")


def _served(text: str, content_type: str, headers: Mapping[str, str] = {}) -> Served:
    body = text.encode()
    mark = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    return Served(body, gzip.compress(body), content_type, mark, {**HEADERS, **headers})


def _sender(served: Served):
    async def send(request: Request) -> HTTPResponse:
        headers = {**served.headers, "ETag": served.mark, "Vary": "Accept-Encoding"}
        if request.headers.get("If-None-Match") == served.mark:
            return empty(status=304, headers=headers)
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return raw(served.body, headers=headers, content_type=served.content_type)
        headers["Content-Encoding"] = "gzip"
        return raw(served.packed, headers=headers, content_type=served.content_type)

    return send
