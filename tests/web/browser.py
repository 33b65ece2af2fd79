"""Chromium for the tests of the page, and what they do in it again and again."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import Iterator

from playwright.sync_api import Browser, Locator, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
NARROW = {"width": 320, "height": 568}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window.

    Raises:
        RuntimeError: where it is not installed.
    """
    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError("chromium was not found. Mend: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


def ask(page: Page, text: str) -> Locator:
    """Type a question and send it; the reply, once it is there."""
    page.get_by_label("Your question").fill(text)
    return after(page, lambda: page.get_by_role("button", name="Send").click())


def after(page: Page, act) -> Locator:
    """Do something that is answered; the reply, once it is there."""
    replies = page.locator("article.bot")
    before = replies.count()
    act()
    replies.nth(before).wait_for(timeout=15_000)
    page.locator(".typing").wait_for(state="detached")
    return replies.nth(before)


def said(page: Page) -> list[str]:
    """What the person said, as the page shows it."""
    return page.locator("article.you p:nth-of-type(2)").all_inner_texts()
