"""Requests that no vendor made, or that came before: refused, counted, and nobody gets an answer to them."""

from __future__ import annotations

import hmac
import json
import time
from types import MappingProxyType
from typing import Mapping

import pytest
from twilio.request_validator import RequestValidator

from tests.messaging.conftest import PUBLIC, SECRETS
from tests.messaging.people import BySms, OnMessenger, OnSlack, OnTelegram

pytestmark = pytest.mark.server

ASKED, ALTERED = "What is a bone scan?", "What is a CT scan?"
HUGE = "a" * 200_000
OLD = 2 * 3600  # seconds
TWILIO, FACEBOOK = "/webhooks/twilio/webhook", "/webhooks/facebook/webhook"
FORM = "application/x-www-form-urlencoded"


def sms(
    person: BySms,
    signed: Mapping[str, str] = MappingProxyType({}),
    url: str = PUBLIC,
    token: str = SECRETS["twilio"],
    **sent: str,
) -> int:
    """Send a form whose signature is that of others, or of another address, or made with another token."""
    fields = person.fields(ASKED)
    signature = RequestValidator(token).compute_signature(url, {**fields, **signed})
    return person.send({**fields, **sent}, **{"X-Twilio-Signature": signature})


def facebook(body: bytes, kind: str = "sha256") -> dict[str, str]:
    """The signature of a body."""
    return {"X_Hub_Signature_256": f"{kind}={hmac.new(SECRETS['facebook'].encode(), body, kind).hexdigest()}"}


def sms_twice(person: BySms) -> int:
    fields = person.fields("HELP")
    assert person.send(fields) == 204 and person.next()
    return person.send(fields)


def telegram_twice(person: OnTelegram) -> int:
    update = person.update(message=person.message("hello"))
    assert person.send(update) == 200 and person.next()
    return person.send(update)


def messenger_twice(person: OnMessenger) -> int:
    event = person.event({"text": "hello"})
    assert person.send(event) == 200 and person.next()
    return person.send(event)


def slack_again(person: OnSlack) -> int:
    event = person.event("hello", "Ev-again")
    assert person.send(event) == 200 and person.next()
    return person.send(event, X_Slack_Retry_Num="1", X_Slack_Retry_Reason="http_timeout")


# who sends, what is sent -> status, and the reason it is counted under
REQUESTS = {
    "SMS: unsigned": (BySms, lambda p: p.bot.post(TWILIO, b"Body=hi", {})[0], 403, "signature"),
    "SMS: altered": (BySms, lambda p: sms(p, Body=ALTERED), 403, "signature"),
    "SMS: a field added": (BySms, lambda p: sms(p, Extra=""), 403, "signature"),
    "SMS: for another address": (BySms, lambda p: sms(p, url=p.bot.url + TWILIO), 403, "signature"),
    "SMS: with another token": (BySms, lambda p: sms(p, token="another"), 403, "signature"),
    "SMS: twice": (BySms, sms_twice, 403, "duplicate"),
    "SMS: without an id": (BySms, lambda p: sms(p, signed={"MessageSid": ""}, MessageSid=""), 400, "malformed"),
    "SMS: no form": (BySms, lambda p: p.bot.post(TWILIO, b"\xff\xfe=1", {})[0], 400, "malformed"),
    "SMS: oversized": (BySms, lambda p: p.tell(HUGE), 413, "too_large"),
    "SMS: GET": (BySms, lambda p: p.bot.post(TWILIO, None, {}, "GET")[0], 405, "method"),
    "Telegram: without the secret": (
        OnTelegram,
        lambda p: p.send(p.update(message=p.message(ASKED)), secret=None),
        403,
        "signature",
    ),
    "Telegram: another secret": (
        OnTelegram,
        lambda p: p.send(p.update(message=p.message(ASKED)), secret="telegram-secret-of-another"),
        403,
        "signature",
    ),
    "Telegram: a secret of no letters": (
        OnTelegram,
        lambda p: p.send(p.update(message=p.message(ASKED)), secret="\xff" * 16),
        403,
        "signature",
    ),
    "Telegram: twice": (OnTelegram, telegram_twice, 200, "duplicate"),
    "Telegram: late": (
        OnTelegram,
        lambda p: p.send(p.update(message=p.message(ASKED, date=int(time.time()) - OLD))),
        200,
        "late",
    ),
    "Telegram: no JSON": (OnTelegram, lambda p: p.send(b"{"), 400, "malformed"),
    "Telegram: no update": (OnTelegram, lambda p: p.send([1, 2]), 400, "malformed"),
    "Telegram: no chat": (OnTelegram, lambda p: p.send(p.update(message={"text": ASKED})), 400, "malformed"),
    "Telegram: oversized": (OnTelegram, lambda p: p.send(p.update(message=p.message(HUGE))), 413, "too_large"),
    "Telegram: PUT": (
        OnTelegram,
        lambda p: p.send(p.update(message=p.message(ASKED)), method="PUT"),
        405,
        "method",
    ),
    "Messenger: unsigned": (
        OnMessenger,
        lambda p: p.send(p.event({"text": ASKED}), X_Hub_Signature_256=""),
        403,
        "signature",
    ),
    "Messenger: the older hash": (
        OnMessenger,
        lambda p: p.send(body := p.event({"text": ASKED}), **facebook(body, "sha1")),
        403,
        "signature",
    ),
    "Messenger: altered": (
        OnMessenger,
        lambda p: p.send(p.event({"text": ALTERED}), **facebook(p.event({"text": ASKED}))),
        403,
        "signature",
    ),
    "Messenger: address confirmed with a guess": (
        OnMessenger,
        lambda p: p.bot.post(f"{FACEBOOK}?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1", None, {}, "GET")[
            0
        ],
        403,
        "signature",
    ),
    "Messenger: twice": (OnMessenger, messenger_twice, 200, "duplicate"),
    "Messenger: late": (
        OnMessenger,
        lambda p: p.send(p.event({"text": ASKED}, timestamp=int(time.time() - OLD) * 1000)),
        200,
        "late",
    ),
    "Messenger: no JSON": (OnMessenger, lambda p: p.send(b"{"), 400, "malformed"),
    "Messenger: no event": (OnMessenger, lambda p: p.send(b'{"entry": [{"messaging": [1]}]}'), 400, "malformed"),
    "Messenger: oversized": (OnMessenger, lambda p: p.send(p.event({"text": HUGE})), 413, "too_large"),
    "Messenger: DELETE": (
        OnMessenger,
        lambda p: p.send(p.event({"text": ASKED}), method="DELETE"),
        405,
        "method",
    ),
    "Slack: unsigned": (OnSlack, lambda p: p.send(p.event(ASKED), X_Slack_Signature=""), 403, "signature"),
    "Slack: forged": (
        OnSlack,
        lambda p: p.send(p.event(ASKED), X_Slack_Signature="v0=" + "0" * 64),
        403,
        "signature",
    ),
    "Slack: late": (OnSlack, lambda p: p.send(p.event(ASKED), at=time.time() - 301), 403, "signature"),
    "Slack: again": (OnSlack, slack_again, 200, "duplicate"),
    "Slack: no JSON": (OnSlack, lambda p: p.send(b"{"), 400, "malformed"),
    "Slack: no event": (OnSlack, lambda p: p.send(b'{"event": 1}'), 400, "malformed"),
    "Slack: no tap": (OnSlack, lambda p: p.send(b"payload=%7B%7D", FORM), 400, "malformed"),
    "Slack: oversized": (OnSlack, lambda p: p.send(p.event(HUGE)), 413, "too_large"),
    "Slack: GET": (OnSlack, lambda p: p.bot.post("/webhooks/slack/webhook", None, {}, "GET")[0], 405, "method"),
}
CHANNEL = {BySms: "twilio", OnTelegram: "telegram", OnMessenger: "facebook", OnSlack: "slack"}


@pytest.mark.parametrize("kind, send, status, reason", REQUESTS.values(), ids=REQUESTS)
def test_refused_counted_and_not_answered(bot, kind, send, status, reason):
    person, channel = kind(bot), CHANNEL[kind]
    before = bot.refused(channel)
    assert send(person) == status
    assert bot.refused(channel) - before == {reason: 1}
    # What comes next is the reply to this, so nothing was said to what came before.
    assert "911" in person.ask("I have chest pain and cannot breathe").texts[0]


@pytest.mark.parametrize("path", ["/webhooks/telegram/set_webhook", "/webhooks/telegram/", "/webhooks/twilio/"])
def test_there_is_no_other_route(bot, path):
    assert bot.post(path, None, {}, "GET")[0] == 404


def test_a_refusal_tells_nothing_but_its_reason(bot):
    _, body = bot.post("/webhooks/telegram/webhook", b"{}", {})
    assert json.loads(body) == {"error": "signature"}
