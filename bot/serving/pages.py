"""The web page and the health report."""

from __future__ import annotations

import platform

import rasa
from sanic import Blueprint, Request, Sanic
from sanic.response import HTTPResponse, file, json

from bot.knowledge.load import fingerprint
from bot.places import ROOT

PAGE = ROOT / "bot" / "serving" / "page"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def pages(model_name: str) -> Blueprint:
    """The routes `/`, its script and style, and `/health`."""
    routes = Blueprint("pages")
    answer_base = fingerprint()

    @routes.get("/")
    async def index(request: Request) -> HTTPResponse:
        return await file(PAGE / "index.html", headers=HEADERS)

    @routes.get("/page/<name:(chat.js|chat.css)>")
    async def asset(request: Request, name: str) -> HTTPResponse:
        return await file(PAGE / name, headers=HEADERS)

    @routes.get("/health")
    async def health(request: Request) -> HTTPResponse:
        ready = is_ready(request.app)
        report = {
            "status": "ok" if ready else "starting",
            "model": model_name,
            "answer_base": answer_base,
            "versions": {"rasa": rasa.__version__, "python": platform.python_version()},
        }
        return json(report, status=200 if ready else 503)

    return routes


def is_ready(app: Sanic) -> bool:
    """Whether the bot can answer."""
    agent = getattr(app.ctx, "agent", None)
    return agent is not None and agent.is_ready()
