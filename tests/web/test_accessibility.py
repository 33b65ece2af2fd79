"""The page for everyone: axe finds nothing, all goes by keyboard, and nothing is lost when it is narrow or zoomed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from bot.places import ROOT
from tests.web.browser import DESKTOP, NARROW, PHONE, ask
from tests.web.conftest import bot_at, free_port, opened
from tests.web.pictures import delete, menu, term, unreachable

pytestmark = pytest.mark.server

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DARK = {"viewport": PHONE, "color_scheme": "dark"}
ANSWER, TABLE, URGENT = "What is a bone scan?", "compare letrozole and anastrozole", "I can't breathe"

STATES = {
    "start": ({}, None, None),
    "conversation": ({}, ANSWER, None),
    "clarify": ({}, "scans", None),
    "table": ({}, TABLE, None),
    "table on a phone": ({"viewport": PHONE}, TABLE, None),
    "list": ({}, "which drugs cause diarrhea", None),
    "urgent": ({}, URGENT, None),
    "error": ({}, ANSWER, unreachable),
    "menu": ({}, ANSWER, menu),
    "delete": ({}, ANSWER, delete),
    "term": ({}, "what is letrozole", term),
    "dark": (DARK, ANSWER, None),
    "dark and urgent": (DARK, URGENT, None),
    "dark and error": (DARK, ANSWER, unreachable),
    "320 px": ({"viewport": NARROW}, TABLE, None),
    "400% zoom": ({"viewport": {"width": 320, "height": 256}}, ANSWER, None),
    "forced colours": ({"forced_colors": "active"}, URGENT, None),
}


def violations(page: Page) -> list[str]:
    """What axe finds; it runs past the page's policy, as a tool of the browser does."""
    found = page.evaluate(
        "(standards) => axe.run(document, {runOnly: {type: 'tag', values: standards}}).then((r) => r.violations)",
        STANDARDS,
    )
    return [f"{each['id']}: {node['html'][:150]} {node['any'][:1]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("options, question, then", STATES.values(), ids=STATES)
def test_axe_finds_nothing(browser, url, options, question, then):
    with opened(browser, url, bypass_csp=True, **options) as page:
        if question:
            ask(page, question)
        if then:
            then(page)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert violations(page) == []


def test_axe_finds_nothing_where_the_menu_has_a_switch(browser, tmp_path):
    with bot_at(free_port(), UNANSWERED_LOG=str(tmp_path / "log")) as url:
        with opened(browser, url, bypass_csp=True, viewport=PHONE) as page:
            menu(page)
            page.get_by_role("switch").click()
            page.locator("[role=switch][aria-checked=true]").wait_for()
            page.evaluate(AXE.read_text(encoding="utf-8"))
            assert violations(page) == []


@pytest.mark.parametrize("width, height", [(320, 568), (320, 256), (390, 844)])
@pytest.mark.parametrize("question", [ANSWER, TABLE, URGENT])
def test_nothing_scrolls_sideways(browser, url, width, height, question):
    with opened(browser, url, viewport={"width": width, "height": height}) as page:
        ask(page, question)
        wide = page.evaluate(
            """() => [document.documentElement, document.querySelector("waymark-chat").shadowRoot.querySelector(".log")]
                .filter((e) => e.scrollWidth > e.clientWidth).map((e) => [e.className, e.scrollWidth])"""
        )
        assert wide == []


def test_targets_are_large_enough(browser, url):
    with opened(browser, url, viewport=PHONE) as page:
        ask(page, ANSWER)
        menu(page)
        for button in page.locator("button:visible, a.call:visible, summary:visible").all():
            box = button.bounding_box()
            assert box["width"] >= 24 and box["height"] >= 24, button.inner_text()


def test_larger_text_is_larger_and_still_fits(browser, url):
    with opened(browser, url, viewport=PHONE) as page:
        ask(page, TABLE)
        size = "getComputedStyle(document.querySelector('waymark-chat').shadowRoot.querySelector('.root')).fontSize"
        before = page.evaluate(f"parseFloat({size})")
        menu(page)
        for _ in range(5):
            page.get_by_role("button", name="Larger text").click()
        assert page.evaluate(f"parseFloat({size})") == pytest.approx(2 * before)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_by_keyboard_alone(page):
    tab_to(page, "Your question")
    page.keyboard.type("scans")
    page.keyboard.press("Enter")
    page.locator(".choices").wait_for()
    page.locator(".typing").wait_for(state="detached")
    assert focused(page) == "Your question"
    tab_to(page, "1. ", "Shift+Tab", 12)
    page.keyboard.press("Enter")
    expect(page.locator("article.you")).to_have_count(2)
    page.locator("article.bot").nth(2).wait_for()
    assert focused(page) == "Your question"  # the button is gone, the focus is not lost
    tab_to(page, "More", "Shift+Tab", 40)
    page.keyboard.press("Enter")
    tab_to(page, "Delete my conversation")
    page.keyboard.press("Enter")
    assert focused(page) == "No, keep it"
    page.keyboard.press("Escape")
    expect(page.locator(".ask")).to_be_hidden()
    assert focused(page) == "Delete my conversation"
    page.keyboard.press("Enter")
    tab_to(page, "Yes, delete it")
    page.keyboard.press("Enter")
    expect(page.locator("article.you")).to_have_count(0)
    expect(page.get_by_label("Your question")).to_be_focused()


def tab_to(page: Page, name: str, key: str = "Tab", most: int = 40) -> None:
    """Go on by keyboard until what has this name is in focus."""
    for _ in range(most):
        page.keyboard.press(key)
        if focused(page).startswith(name):
            return
    raise AssertionError(f"'{name}' was not reached by keyboard")


def focused(page: Page) -> str:
    return page.evaluate(
        """() => {
            const element = document.querySelector("waymark-chat").shadowRoot.activeElement;
            return (element?.labels?.[0] ?? element)?.innerText.trim() ?? "";
        }"""
    )


def test_each_reply_is_announced_once(page):
    page.evaluate(
        """() => {
            window.announced = [];
            const region = document.querySelector("waymark-chat").shadowRoot.querySelector("[data-announcer]");
            new MutationObserver(() => region.innerText && window.announced.push(region.innerText)).observe(region, {childList: true, subtree: true, characterData: true});
        }"""
    )
    ask(page, ANSWER)
    ask(page, "tell me more")
    announced = page.evaluate("window.announced")
    assert len(announced) == 2
    assert announced[0].startswith("Waymark said: A bone scan is a test")


def test_a_reply_of_before_a_reload_is_not_announced(page):
    ask(page, ANSWER)
    page.reload()
    expect(page.locator("article.bot")).to_have_count(2)
    assert page.locator("[data-announcer]").inner_text() == ""


def test_nothing_moves_where_less_motion_is_asked_for(browser, url):
    with opened(browser, url, viewport=DESKTOP, reduced_motion="reduce") as page:
        page.route("**/webhooks/web/message", lambda route: None)  # never answered
        page.get_by_label("Your question").fill(ANSWER)
        page.keyboard.press("Enter")
        dot = page.locator(".dots i").first
        dot.wait_for()
        assert dot.evaluate("(e) => getComputedStyle(e).animationName") == "none"
