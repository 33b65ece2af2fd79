"""One line on somebody else's page, of another origin."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.places import ROOT
from tests.web.browser import ask
from tests.web.conftest import bot_at, free_port, opened
from tests.web.test_accessibility import AXE, violations

pytestmark = pytest.mark.server

SITE = """<!doctype html>
<html lang="en"><head><title>Our clinic</title>
<style>html {{ font-size: 10px; color: red }} button {{ display: none !important }} p {{ font-size: 4px }}</style></head>
<body><main><h1>Our clinic</h1><p style="height: 3000px">We are here for you.</p></main>
<script src="{url}/widget.js" {attributes}></script></body></html>"""
ATTRIBUTES = 'data-title="Ask us" data-color="#5b2a86" data-greeting="Welcome to our clinic." data-topics="What is a bone scan?|How is it treated?"'


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("clinic")


@pytest.fixture(scope="module")
def site(folder) -> Iterator[str]:
    """A plain website of another origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def url(model, site, folder) -> Iterator[str]:
    """The bot, which allows that site."""
    with bot_at(free_port(), WEB_ORIGINS=site) as address:
        (folder / "index.html").write_text(SITE.format(url=address, attributes=ATTRIBUTES))
        (folder / "plain.html").write_text(SITE.format(url=address, attributes=""))
        yield address


@pytest.fixture
def clinic(browser: Browser, url: str, site: str) -> Iterator[Page]:
    with opened(browser, site) as page:
        yield page


def test_one_line_is_enough(browser, url, site):
    with opened(browser, f"{site}/plain.html") as page:
        page.get_by_role("button", name="Open the chat").click()
        expect(ask(page, "What is a bone scan?").locator(".sources")).to_contain_text("Diagnosis, 2021 edition")


def test_the_attributes_hold(clinic):
    launcher = clinic.get_by_role("button", name="Ask us")
    assert launcher.evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(91, 42, 134)"
    launcher.click()
    expect(clinic.locator("article.bot")).to_contain_text("Welcome to our clinic.")
    expect(clinic.locator(".choices button")).to_have_text(["What is a bone scan?", "How is it treated?"])
    clinic.locator(".choices button").first.click()
    expect(clinic.locator("article.bot .sources")).to_be_visible()


def test_nothing_is_asked_of_the_server_before_it_is_opened(browser, url, site):
    with opened(browser, "about:blank") as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site)
        page.get_by_role("button", name="Ask us").wait_for()
        assert [address for address in asked if address.startswith(url)] == [f"{url}/widget.js"]


def test_the_site_keeps_its_look_and_the_widget_its_own(clinic):
    clinic.get_by_role("button", name="Ask us").click()
    article = clinic.locator("article.bot p").nth(1)
    assert article.evaluate("(e) => parseFloat(getComputedStyle(e).fontSize)") >= 16
    assert clinic.evaluate("Object.keys(window).filter((name) => /waymark/i.test(name))") == []


def test_opened_and_closed_by_keyboard(clinic):
    clinic.keyboard.press("Tab")
    clinic.keyboard.press("Enter")
    expect(clinic.get_by_label("Your question")).to_be_focused()
    clinic.keyboard.press("Escape")
    expect(clinic.get_by_role("button", name="Ask us")).to_be_focused()


def test_the_conversation_is_there_after_a_reload(clinic):
    clinic.get_by_role("button", name="Ask us").click()
    ask(clinic, "What is a bone scan?")
    clinic.reload()
    clinic.get_by_role("button", name="Ask us").click()
    expect(clinic.locator("article.you")).to_have_count(1)


@pytest.mark.parametrize(
    "viewport", [{"width": 1280, "height": 800}, {"width": 390, "height": 844}, {"width": 320, "height": 256}]
)
def test_axe_finds_nothing(browser, url, site, viewport):
    with opened(browser, site, viewport=viewport, bypass_csp=True) as page:
        page.get_by_role("button", name="Ask us").click()
        ask(page, "What is a bone scan?")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert [found for found in violations(page) if "waymark" in found or "article" in found] == []


def test_a_site_that_is_not_allowed_gets_no_answer(browser, model, site, folder):
    with bot_at(free_port()) as other:
        (folder / "other.html").write_text(SITE.format(url=other, attributes=""))
        with opened(browser, f"{site}/other.html") as page:
            page.get_by_role("button", name="Open the chat").click()
            page.get_by_label("Your question").fill("What is a bone scan?")
            page.get_by_role("button", name="Send").click()
            expect(page.locator(".trouble")).to_be_visible()
            expect(page.locator("article.bot")).to_have_count(1)


def test_the_guide_for_webmasters_shows_the_line():
    guide = (ROOT / "docs" / "widget.md").read_text(encoding="utf-8")
    for name in (
        "data-server",
        "data-title",
        "data-color",
        "data-greeting",
        "data-topics",
        "WEB_ORIGINS",
        "widget.png",
    ):
        assert name in guide
    assert (ROOT / "docs" / "widget.png").exists()
