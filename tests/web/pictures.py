"""Pictures of the page's main states, for looking at: `make pictures`; the one for webmasters goes to docs/."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from bot.places import ROOT
from tests.web.browser import DESKTOP, NARROW, PHONE, ask, chromium
from tests.web.conftest import bot_at, free_port

STATES = {
    "start": (),
    "answer": ("What is a bone scan?",),
    "clarify": ("scans",),
    "comparison": ("compare letrozole and anastrozole",),
    "list": ("which drugs cause diarrhea",),
    "urgent": ("I can't breathe",),
    "crisis": ("I want to kill myself",),
    "decline": ("best pizza in town",),
}


def main(url: str, folder: Path) -> None:
    """Take them all, of the bot at `url`, to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for name, questions in STATES.items():
            for size_name, size in {"phone": PHONE, "desktop": DESKTOP}.items():
                picture(browser, url, folder / f"{name}-{size_name}.png", questions, viewport=size)
        picture(browser, url, folder / "answer-dark.png", STATES["answer"], viewport=PHONE, color_scheme="dark")
        picture(browser, url, folder / "urgent-dark.png", STATES["urgent"], viewport=PHONE, color_scheme="dark")
        picture(browser, url, folder / "comparison-320.png", STATES["comparison"], viewport=NARROW)
        picture(browser, url, folder / "start-320.png", (), viewport=NARROW)
        picture(browser, url, folder / "zoom-400.png", STATES["answer"], viewport={"width": 320, "height": 256})
        picture(browser, url, folder / "error-phone.png", STATES["answer"], then=unreachable, viewport=PHONE)
        picture(browser, url, folder / "menu-phone.png", STATES["answer"], then=menu, viewport=PHONE)
        picture(browser, url, folder / "delete-phone.png", STATES["answer"], then=delete, viewport=PHONE)
        picture(browser, url, ROOT / "docs" / "widget.png", (), then=embedded, viewport=DESKTOP, bypass_csp=True)
        picture(browser, url, folder / "term-phone.png", ("what is letrozole",), then=term, viewport=PHONE)


def picture(browser: Browser, url: str, path: Path, questions: tuple[str, ...], then=None, **options) -> None:
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(url)
    for question in questions:
        ask(page, question)
    if then:
        then(page)
    page.wait_for_timeout(150)
    page.screenshot(path=path)
    context.close()


def unreachable(page: Page) -> None:
    page.route("**/webhooks/**", lambda route: route.abort())
    page.get_by_label("Your question").fill("What is a PET scan?")
    page.get_by_role("button", name="Send").click()
    page.locator(".trouble").wait_for()


def menu(page: Page) -> None:
    page.get_by_role("button", name="More", exact=True).click()


def delete(page: Page) -> None:
    menu(page)
    page.get_by_role("button", name="Delete my conversation").click()


def term(page: Page) -> None:
    if page.locator(".term").count():
        page.locator(".term").first.click()


def embedded(page: Page) -> None:
    """The widget on a clinic's page; the page is written here, so that the picture is the same each time."""
    page.set_content(
        """<html lang="en"><title>Our clinic</title><body style="margin: 3rem; font: 1.1rem/1.6 serif; max-width: 40rem">
        <h1>Our clinic</h1><p>We are here for you, Monday to Friday, from 8 to 5.</p>"""
    )
    page.add_script_tag(content=page.evaluate("() => fetch('/widget.js').then((reply) => reply.text())"))
    page.evaluate(
        "() => document.querySelector('waymark-chat') || document.body.append(document.createElement('waymark-chat'))"
    )
    page.get_by_role("button", name="Open the chat").click()
    ask(page, "What is a bone scan?")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main(sys.argv[1], Path(sys.argv[2]))
    else:
        with bot_at(free_port()) as address:
            main(address, ROOT / "reports" / "pictures")
