"""What must never happen on the page: script out of words, a foreign site that reads along, a look at others' talk."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Optional

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.browser import after, ask
from tests.web.conftest import bot_at, free_port, opened

pytestmark = pytest.mark.server

PAYLOADS = (Path(__file__).parent / "payloads.txt").read_text(encoding="utf-8").splitlines()

GREETING = 1  # replies before the first question
HOSTILE = 10  # the number of the first event of a hostile server, after those of the true one


def call(url: str, method: str, path: str, body: object = None, **headers: str) -> tuple[int, dict, Optional[dict]]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}/webhooks/web{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, dict(reply.headers), json.loads(reply.read() or b"null")
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), None


def unharmed(page: Page) -> None:
    """Nothing was run, and nothing that could be is in the page."""
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked ?? ({}).hacked ?? Object.prototype.hacked ?? null") is None
    strange = page.evaluate(
        """() => {
            const root = document.querySelector("waymark-chat").shadowRoot;
            const tags = "script, img, iframe, object, embed, style, link, base, meta, form form, math, video, audio, template";
            const handlers = [...root.querySelectorAll("*")].filter((e) => [...e.attributes].some((a) => /^on/i.test(a.name)));
            const links = [...root.querySelectorAll("[href], [src], [formaction]")].filter((e) => !/^tel:[+\\d]*$/.test(e.getAttribute("href") ?? ""));
            return [...root.querySelectorAll(tags), ...handlers, ...links].map((e) => e.outerHTML);
        }"""
    )
    assert strange == []


def hostile_stream(route: Route) -> None:
    """A server, or somebody between, that puts the payloads into every part of its replies."""
    entries = [hostile(n, payload) for n, payload in enumerate(PAYLOADS, HOSTILE)]
    body = "".join(f"event: message\ndata: {json.dumps(entry)}\n\n" for entry in entries)
    route.fulfill(status=200, content_type="text/event-stream", body=body)


def meet_a_hostile_server(page: Page) -> None:
    """Ask something, and get all payloads as replies."""
    page.route("**/webhooks/web/events*", hostile_stream)
    page.get_by_label("Your question").fill("hello")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("article.bot")).to_have_count(GREETING + len(PAYLOADS))


def hostile(n: int, text: str) -> dict:
    mark = {
        "kind": "urgent" if n % 2 else "lookup",
        "id": text,
        "title": text,
        "sources": [{"section": text, "edition": text, "reviewed": text}],
        "columns": [text, text, text],
        "rows": [[text, text, text], ["x", text, "y"]],
        "phones": [{"number": text, "dial": f"javascript:window.hacked=1//{text}", "label": text}],
        "terms": [{"said": text, "name": text, "explains": text}],
    }
    return {
        "n": n,
        "id": None,
        "from": "bot",
        "text": text,
        "paragraphs": [text],
        "buttons": [{"title": text}],
        "custom": mark,
    }


def test_there_are_a_hundred_payloads():
    assert len(set(PAYLOADS)) >= 100


def test_no_payload_typed_by_a_person_runs(page):
    for payload in PAYLOADS:
        ask(page, payload)
    unharmed(page)


def test_no_payload_in_a_hostile_reply_runs(page):
    meet_a_hostile_server(page)
    for button in page.locator(".call").all()[:5]:
        button.click(force=True)
    unharmed(page)


def test_no_payload_in_the_conversation_that_is_printed_runs(page):
    meet_a_hostile_server(page)
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Print or save").click()
    paper = page.frame_locator("#waymark-print")
    expect(paper.locator("section")).to_have_count(GREETING + len(PAYLOADS))
    assert paper.locator("script, img, svg, iframe, a").count() == 0
    unharmed(page)


def test_a_payload_as_a_choice_is_refused(url):
    token = call(url, "POST", "/session", {})[2]["token"]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for payload in PAYLOADS:
        status, _, _ = call(url, "POST", "/message", {"id": "1", "choice": payload, "button": payload}, **headers)
        assert status == 400


@pytest.mark.parametrize("path", ["/", "/widget.js", "/page.css", "/icon.svg"])
def test_the_policy_is_strict(url, path):
    with urllib.request.urlopen(url + path, timeout=10) as reply:
        policy = dict(part.strip().split(" ", 1) for part in reply.headers["Content-Security-Policy"].split(";"))
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in reply.headers
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"


def test_the_page_keeps_to_the_policy_and_to_its_server(browser, url):
    with opened(browser, "about:blank") as page:
        asked, warned = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: warned.append(message.text))
        page.goto(url)
        ask(page, "compare letrozole and anastrozole")
        assert all(address.startswith(url) for address in asked)
        assert warned == []


def test_words_of_others_are_not_given(url):
    mine, other = (call(url, "POST", "/session", {})[2]["token"] for _ in range(2))
    assert mine != other
    for token in ("", "guess", mine[:-1] + ("A" if mine[-1] != "A" else "B")):
        assert call(url, "GET", "/events?after=0", None, Authorization=f"Bearer {token}")[0] == 401


def test_another_site_is_refused(url):
    status, headers, _ = call(url, "POST", "/session", {}, Origin="https://other.example")
    assert status == 403 and "Access-Control-Allow-Origin" not in headers


def test_a_choice_is_sent_by_number_only(page):
    sent = []
    page.on(
        "request", lambda request: sent.append(request.post_data_json) if request.url.endswith("/message") else None
    )
    after(page, page.locator("article.bot button").first.click)
    assert sent[0].keys() == {"id", "choice", "button"}


def test_who_floods_is_told_so_kindly_while_another_is_served(browser, model):
    with bot_at(free_port(), WEB_MESSAGES="2") as address, opened(browser, address) as page:
        for _ in range(2):
            ask(page, "What is a bone scan?")
        page.get_by_label("Your question").fill("and again")
        page.keyboard.press("Enter")
        expect(page.locator(".trouble")).to_contain_text("many messages in a short time")
        expect(page.get_by_role("button", name="Try again")).to_be_visible()
        with opened(browser, address) as other:
            ask(other, "What is a bone scan?")
