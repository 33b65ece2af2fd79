"""What people do on the page, in a real browser with the real bot."""

from __future__ import annotations

import json
import re
import statistics
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import PHONE, after, ask, said
from tests.web.conftest import bot_at, free_port, opened

pytestmark = pytest.mark.server

CLARIFIED = "scans"
TURNS = 200
SAMPLE = 20  # replies at the beginning and at the end, because one alone may be held up
SLOWER = 1.5  # times as long as reply 2 that reply 200 may take to be shown


def kept(page: Page) -> dict[str, str]:
    """What the browser keeps of the page."""
    return page.evaluate("() => ({...localStorage, ...sessionStorage})")


def test_first_question_is_answered_with_its_source(page):
    reply = ask(page, "What is a bone scan?")
    expect(reply.get_by_role("heading")).to_have_text("Bone scan")
    expect(reply.locator(".sources")).to_contain_text("Diagnosis, 2021 edition")
    expect(reply).not_to_contain_text("Source:")  # the card says it
    expect(page.get_by_label("Your question")).to_be_focused()
    expect(page.get_by_label("Your question")).to_have_value("")


def test_it_says_who_it_is_before_the_first_message(page):
    expect(page.locator("article.bot")).to_contain_text("a computer program, not a person or a nurse")
    expect(page.locator("header a")).to_have_attribute("href", "tel:911")


def test_a_topic_is_answered(page):
    topic = page.locator("article.bot button").first
    reply = after(page, topic.click)
    assert len(said(page)) == 1
    expect(reply.locator(".sources")).to_be_visible()


@pytest.mark.parametrize("way", ["click", "number", "name"])
def test_clarified(page, way):
    question = ask(page, CLARIFIED)
    choice = question.locator(".choices button").first
    name = re.sub(r"^1\.\s*", "", choice.inner_text())
    reply = after(page, choice.click) if way == "click" else ask(page, "1" if way == "number" else name)
    expect(reply.get_by_role("heading")).to_have_text(name)
    expect(question.locator(".choices")).to_have_count(0)  # what was chosen from is not offered again


def test_urgent_is_unmistakable_and_can_be_called(page):
    reply = ask(page, "I can't breathe")
    expect(reply.locator(".flag")).to_have_text("Get help now")
    expect(reply.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")


def test_comparison_is_a_table(page):
    table = ask(page, "compare letrozole and anastrozole").get_by_role("table")
    expect(table.get_by_role("columnheader", name="Letrozole (Femara)")).to_be_visible()
    expect(table.get_by_role("rowheader", name="Side effects", exact=True)).to_be_visible()


def test_a_table_stays_a_table_on_a_phone(browser, url):
    with opened(browser, url, viewport=PHONE) as page:
        table = ask(page, "compare letrozole and anastrozole").get_by_role("table")
        expect(table.get_by_role("rowheader", name="Side effects", exact=True)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_term_is_explained_on_tap_and_by_keyboard(page):
    term = ask(page, "what is letrozole").locator(".term").first
    term.click()
    expect(page.locator(".explanation")).to_be_visible()
    term.press("Enter")
    expect(page.locator(".explanation")).to_have_count(0)
    expect(term).to_be_focused()


def test_printed_as_a_clean_page_with_sources(page):
    ask(page, "What is a bone scan?")
    page.evaluate("() => { Window.prototype.print = () => {}; }")
    page.get_by_role("button", name="More", exact=True).click()
    page.evaluate(
        """() => { // the frame has a print of its own
            const add = HTMLBodyElement.prototype.append;
            HTMLBodyElement.prototype.append = function (...nodes) {
              add.apply(this, nodes);
              for (const node of nodes) if (node.contentWindow) node.contentWindow.print = () => { window.printed = true; };
            };
        }"""
    )
    page.get_by_role("button", name="Print or save").click()
    paper = page.frame_locator("#waymark-print")
    expect(paper.locator("h1")).to_have_text("My conversation with Waymark")
    expect(paper.locator("h2")).to_have_text("You said: What is a bone scan?")
    expect(paper.locator("body")).to_contain_text("Source: Cancer.Net guide, Diagnosis, 2021 edition")
    expect(paper.locator("button")).to_have_count(0)
    assert page.evaluate("window.printed")


def test_copied(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "What is a bone scan?").get_by_role("button", name="Copy").click()
    expect(page.locator(".status")).to_have_text("Copied")
    assert "Source: Cancer.Net guide, Diagnosis" in page.evaluate("navigator.clipboard.readText()")


def test_deleted_and_gone_from_browser_and_server(page, url):
    ask(page, "What is a bone scan?")
    token = json.loads(next(iter(kept(page).values())))["token"]
    assert "bone" not in json.dumps(kept(page))
    choose_in_menu(page, "Delete my conversation", "Yes, delete it")
    expect(page.locator(".status")).to_contain_text("deleted")
    assert said(page) == [] and kept(page) == {}
    request = urllib.request.Request(f"{url}/webhooks/web/events?after=0", headers={"Authorization": f"Bearer {token}"})
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(request, timeout=5)
    page.reload()
    page.locator("article.bot").wait_for()
    assert said(page) == []
    assert page.context.cookies() == []


def test_started_over(page):
    ask(page, "What is a bone scan?")
    choose_in_menu(page, "Start over", "Yes, delete it")
    expect(page.locator("article.you")).to_have_count(0)
    expect(ask(page, "tell me more")).not_to_contain_text("scan")
    assert said(page) == ["tell me more"]


def test_there_is_no_switch_for_a_log_that_nobody_keeps(page):
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Start over").wait_for()
    expect(page.get_by_role("switch")).to_have_count(0)


def test_only_who_turns_the_switch_on_is_noted(browser, tmp_path):
    log = tmp_path / "log.jsonl"
    with bot_at(free_port(), UNANSWERED_LOG=str(log)) as url, opened(browser, url) as page:
        ask(page, "who won the football cup")
        page.get_by_role("button", name="More", exact=True).click()
        switch = page.get_by_role("switch")
        expect(switch).to_have_attribute("aria-checked", "false")
        switch.click()
        expect(switch).to_have_attribute("aria-checked", "true")
        ask(page, "what is the price of bitcoin")
        page.reload()
        page.get_by_role("button", name="More", exact=True).click()
        expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "true")
        page.get_by_role("switch").click()
        expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "false")
        ask(page, "who won the tennis cup")
    assert [json.loads(line)["text"] for line in log.read_text().splitlines()] == ["what is the price of bitcoin"]


def test_kept_when_asked_to(page):
    ask(page, "What is a bone scan?")
    choose_in_menu(page, "Delete my conversation", "No, keep it")
    assert said(page) == ["What is a bone scan?"]


def test_a_reload_keeps_the_conversation(page):
    ask(page, "What is a bone scan?")
    page.reload()
    expect(page.locator("article.you")).to_have_count(1)
    expect(page.locator("article.bot")).to_have_count(2)
    ask(page, "tell me more")
    assert said(page) == ["What is a bone scan?", "tell me more"]


def test_two_tabs_show_the_same(page, url):
    ask(page, "What is a bone scan?")
    other = page.context.new_page()
    other.goto(url)
    expect(other.locator("article.bot")).to_have_count(2)
    ask(other, "and a PET scan?")
    expect(page.locator("article.bot")).to_have_count(3)
    assert said(page) == said(other) == ["What is a bone scan?", "and a PET scan?"]
    choose_in_menu(other, "Delete my conversation", "Yes, delete it")
    expect(page.locator("article.you")).to_have_count(0)


def test_offline_and_back(page):
    ask(page, "What is a bone scan?")
    page.context.set_offline(True)
    expect(page.locator(".trouble")).to_contain_text("offline")
    page.get_by_label("Your question").fill("What is a PET scan?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("article.you").last).to_contain_text("Not sent yet")
    page.context.set_offline(False)
    expect(page.locator("article.bot")).to_have_count(3, timeout=15_000)
    expect(page.locator(".trouble")).to_have_count(0)
    assert said(page) == ["What is a bone scan?", "What is a PET scan?"]


def test_the_server_is_started_again_while_the_page_is_open(model, browser: Browser):
    port = free_port()
    with bot_at(port) as url:
        context = browser.new_context()
        page = context.new_page()
        page.goto(url)
        ask(page, "What is a bone scan?")
    page.get_by_label("Your question").fill("What is a PET scan?")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Try again").wait_for()
    with bot_at(port):
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("heading", name="PET or PET-CT scan")).to_be_visible(timeout=15_000)
        assert said(page) == ["What is a bone scan?", "What is a PET scan?"]
        expect(page.locator(".divider")).to_be_visible()  # it is told that the bot remembers nothing of before
        context.close()


def test_two_hundred_messages_stay_smooth(page):
    page.evaluate(TIMED)
    times = [shown_within(page, f"What is a bone scan? {number}") for number in range(1, TURNS + 1)]
    assert undisturbed(times[-SAMPLE:]) <= SLOWER * undisturbed(times[1 : SAMPLE + 1])
    assert len(said(page)) == TURNS


def undisturbed(times: list[float]) -> float:
    """The lower quartile: what else the machine does can only make a reply slower."""
    return statistics.quantiles(times, n=4)[0]


# Milliseconds from a reply's arrival in the page until it is laid out; frames come when they come.
TIMED = """() => {
    const chat = document.querySelector("waymark-chat");
    const happen = chat.happen;
    window.next = () => { window.shown = new Promise((done) => { window.tell = done; }); };
    chat.happen = function (what) {
      const reply = what.type === "entry" && what.entry.from === "bot" && what.entry.custom?.id !== "greeting";
      const began = performance.now();
      happen.call(chat, what);
      if (reply) chat.updateComplete.then(() => {
        chat.shadowRoot.querySelector(".log").getBoundingClientRect(); // the layout is made now
        window.tell(performance.now() - began);
      });
    };
}"""


def shown_within(page: Page, text: str) -> float:
    """Ask something; the milliseconds that showing the reply takes."""
    page.evaluate("window.next()")
    page.get_by_label("Your question").fill(text)
    page.keyboard.press("Enter")
    return page.evaluate("window.shown")


def choose_in_menu(page: Page, item: str, answer: str) -> None:
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name=item).click()
    page.get_by_role("button", name=answer).click()
