"""One browser for all tests of the page, and one bot for each module."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import IO, Iterator

import pytest
from playwright.sync_api import Browser, Page

from bot.places import ROOT
from tests.web.browser import DESKTOP, chromium

# Limits as wide as the tests need; those of the limits set their own.
WIDE = {"WEB_MESSAGES": "6000", "WEB_ADDRESS_MESSAGES": "6000", "WEB_ADDRESS_SESSIONS": "6000"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def bot_at(port: int, log: int | IO = subprocess.DEVNULL, **settings: str) -> Iterator[str]:
    """The bot, served at a port until the block ends; its address. What it logs goes to `log`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT,
        env={**os.environ, **WIDE, **settings, "PORT": str(port), "HOST": "127.0.0.1"},
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )
    try:
        while "answers at" not in (line := process.stdout.readline()):
            if not line:
                raise RuntimeError("the bot did not start. Mend: python -m bot run says why.")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        process.stdout.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def url(model) -> Iterator[str]:
    with bot_at(free_port()) as address:
        yield address


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    """The page, opened by somebody new."""
    with opened(browser, url) as page:
        yield page


@contextmanager
def opened(browser: Browser, url: str, **options) -> Iterator[Page]:
    """A page of its own; what its script cannot handle makes the test fail."""
    context = browser.new_context(**{"viewport": DESKTOP, **options})
    page, faults = context.new_page(), []
    page.on("pageerror", lambda fault: faults.append(fault))
    page.goto(url)
    yield page
    context.close()
    assert not faults
