"""The whole bot in one process, on one public port."""

from __future__ import annotations

import os
import socket
from asyncio import AbstractEventLoop
from functools import partial
from pathlib import Path
from typing import Sequence

from rasa.core import channels
from rasa.core.channels.channel import InputChannel
from rasa.core.run import close_resources, create_http_input_channels
from sanic import Sanic

from bot.places import ROOT
from bot.serving.in_process import load_bot
from bot.serving.messaging.settings import check_file
from bot.serving.pages import PageMissing, pages
from bot.serving.wrong_setting import WrongSetting

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 5005
LARGEST_REQUEST = 100_000  # bytes; a question is far smaller
REPLY_WITHIN = 60  # seconds before the server gives up on a request


class CannotStart(Exception):
    """Why the bot cannot start, and the mend, in one line."""


def address() -> tuple[str, int]:
    """Host and port from `HOST` and `PORT`.

    Raises:
        CannotStart: where `PORT` is no port, or another program has it.
    """
    host, port = os.environ.get("HOST", DEFAULT_HOST), os.environ.get("PORT", str(DEFAULT_PORT))
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CannotStart(f"PORT is '{port}', which is no port. Mend: set it to a number from 1 to 65535.")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            raise CannotStart(
                f"cannot listen on {host}:{port}: {error.strerror}. Mend: stop the program that uses it, "
                f"or choose another, such as: make run PORT={int(port) % 65535 + 1}"
            ) from error
    return host, int(port)


def credentials() -> Path:
    """The file that says which channels there are: `credentials.yml`, or the one that `CREDENTIALS` names.

    Raises:
        CannotStart: where a channel lacks a setting, or has one that cannot be.
    """
    path = ROOT / os.environ.get("CREDENTIALS", "credentials.yml")
    try:
        check_file(path, os.environ)
    except WrongSetting as reason:
        raise CannotStart(str(reason)) from reason
    return path


def build_app(model: Path, input_channels: Sequence[InputChannel]) -> Sanic:
    """The web application: channels, page and health; it loads the model before it serves."""
    app = Sanic("waymark", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
    app.config.RESPONSE_TIMEOUT = REPLY_WITHIN
    app.config.MOTD = False
    channels.channel.register(list(input_channels), app, route="/webhooks/")
    app.blueprint(pages(model.name))
    app.register_listener(partial(_load, model), "before_server_start")
    app.register_listener(close_resources, "after_server_stop")
    return app


def run(model: Path) -> None:
    """Serve in the foreground until Ctrl-C or SIGTERM.

    Raises:
        CannotStart: with the reason and the mend.
    """
    host, port = address()
    try:
        app = build_app(model, create_http_input_channels(None, str(credentials())))
    except (WrongSetting, PageMissing) as reason:
        raise CannotStart(str(reason)) from reason
    app.register_listener(partial(_announce, f"http://{host}:{port}"), "after_server_start")
    app.run(host=host, port=port, workers=1, access_log=False)


async def _load(model: Path, app: Sanic, loop: object) -> None:
    app.ctx.agent = await load_bot(model, loop)
    if not app.ctx.agent.is_ready():
        raise CannotStart(f"the model {model.name} cannot be loaded. Mend: delete {model}, then run: make train")


async def _announce(url: str, app: Sanic, loop: AbstractEventLoop) -> None:
    # Once the loop runs, so that a signal sent as soon as this is read finds its handler in place.
    loop.call_later(0.1, partial(print, f"Waymark answers at {url}", flush=True))
