"""The page is light, and there at once."""

from __future__ import annotations

import gzip
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.web.conftest import opened

pytestmark = pytest.mark.server

MOST = 150 * 1024  # bytes of script and style, packed
USABLE_WITHIN = 1.0  # seconds


def test_script_and_style_are_light(url):
    packed = 0
    for path in ("/widget.js", "/page.css"):
        request = urllib.request.Request(url + path, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request, timeout=10) as reply:
            assert reply.headers["Content-Encoding"] == "gzip"
            body = reply.read()
            assert gzip.decompress(body)
            packed += len(body)
    assert packed <= MOST


def test_the_page_needs_no_answer_from_the_bot(browser, url):
    with opened(browser, "about:blank") as page:
        asked = []
        page.route("**/webhooks/**", lambda route: asked.append(route.request.url))
        page.goto(url)
        expect(page.locator("article.bot")).to_contain_text("a computer program")
        assert asked == []


def test_usable_within_a_second(browser, url):
    with opened(browser, url):
        pass  # the browser itself is warm
    with opened(browser, "about:blank") as page:
        began = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.get_by_label("Your question").fill("hello")
        assert time.perf_counter() - began <= USABLE_WITHIN


def test_without_javascript_the_page_says_so(browser, url):
    with urllib.request.urlopen(url, timeout=10) as reply:
        assert "<noscript><p><strong>This page needs JavaScript" in reply.read().decode()
    with opened(browser, url, java_script_enabled=False) as page:
        expect(page.locator("body")).to_contain_text("a computer program, not a person or a nurse")
        expect(page.get_by_role("link", name="911")).to_have_attribute("href", "tel:911")


def test_what_has_not_changed_is_not_sent_again(url):
    with urllib.request.urlopen(f"{url}/widget.js", timeout=10) as reply:
        mark = reply.headers["ETag"]
    with pytest.raises(urllib.error.HTTPError, match="304"):
        urllib.request.urlopen(urllib.request.Request(f"{url}/widget.js", headers={"If-None-Match": mark}), timeout=10)
