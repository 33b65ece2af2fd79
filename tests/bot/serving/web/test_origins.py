"""Only the bot's own pages and those of allowed websites may use the channel."""

from __future__ import annotations

import pytest

from bot.serving.web.origins import headers_for, may_use

CLINIC = "https://clinic.example"

# origin, host, whether it may, whether it is opened to another website
ORIGINS = {
    "no browser": (None, "bot.example", True, False),
    "own page": ("https://bot.example", "bot.example", True, False),
    "own page behind a proxy": ("https://bot.example:8443", "bot.example:8443", True, False),
    "allowed": (CLINIC, "bot.example", True, True),
    "allowed, in capitals": ("HTTPS://Clinic.Example", "bot.example", True, True),
    "another": ("https://evil.example", "bot.example", False, False),
    "another port": ("http://bot.example:81", "bot.example", False, False),
    "allowed by another scheme": ("http://clinic.example", "bot.example", False, False),
    "begins alike": ("https://clinic.example.evil.example", "bot.example", False, False),
    "ends alike": ("https://evilclinic.example", "bot.example", False, False),
    "null": ("null", "bot.example", False, False),
    "null without a host": ("null", "", False, False),
    "empty": ("", "", False, False),
    "a file": ("file://", "", False, False),
    "an extension": ("chrome-extension://bot.example", "bot.example", False, False),
}


@pytest.mark.parametrize("origin, host, may, opened", ORIGINS.values(), ids=ORIGINS)
def test_who_may_use_it(origin, host, may, opened):
    assert may_use(origin, host, {CLINIC}) is may
    assert headers_for(origin, {CLINIC}).get("Access-Control-Allow-Origin") == (origin if opened else None)
