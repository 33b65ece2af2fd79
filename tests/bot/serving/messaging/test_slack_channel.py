"""Slack's published example of a signature, its events and its taps."""

from __future__ import annotations

import json
import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError

from bot.serving.messaging.channel import Heard, Refused
from bot.serving.messaging.settings import SlackSettings
from bot.serving.messaging.slack_channel import SlackInput, said_in, tapped_in

# From "Verifying requests from Slack" in its documentation.
SECRET, STAMP = "8f742231b10e8888abcd99yyyzzz85a5", 1531420618
SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
    b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
    b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)


def slack() -> SlackInput:
    return SlackInput(SlackSettings(slack_token="xoxb-x", slack_signing_secret=SECRET, conversation_key="k" * 32))


# seconds since it was signed, body, signature -> whether it holds
REQUESTS = {
    "at once": (0, BODY, SIGNATURE, True),
    "five minutes later": (299, BODY, SIGNATURE, True),
    "too late": (301, BODY, SIGNATURE, False),
    "from the future": (-301, BODY, SIGNATURE, False),
    "altered": (0, BODY + b"x", SIGNATURE, False),
    "forged": (0, BODY, "v0=" + "0" * 64, False),
    "unsigned": (0, BODY, "", False),
}


@pytest.mark.parametrize("age, body, signature, holds", REQUESTS.values(), ids=REQUESTS)
def test_signatures(monkeypatch, age, body, signature, holds):
    monkeypatch.setattr(time, "time", lambda: STAMP + age)
    headers = {"X-Slack-Signature": signature, "X-Slack-Request-Timestamp": str(STAMP)}
    request = SimpleNamespace(headers=headers, body=body)
    assert slack()._rasa.is_request_from_slack_authentic(request) == holds


SAID = {"type": "message", "channel_type": "im", "user": "U1", "channel": "D1", "text": "hi"}

# event -> what is heard
EVENTS = {
    "a message": ({}, Heard("E1", "U1", "D1", "hi")),
    "with marks": ({"text": "3 &lt; 5 &amp; <https://x.example|x>"}, Heard("E1", "U1", "D1", "3 < 5 & x")),
    "with a file": ({"subtype": "file_share"}, Heard("E1", "U1", "D1", "hi")),
    "without words": ({"text": None}, Heard("E1", "U1", "D1", None)),
    "named in a channel": ({"type": "app_mention", "channel": "C1"}, Heard("E1", "C1", "C1", "hi", group=True)),
    "in a channel": ({"channel_type": "channel"}, None),
    "of a bot": ({"bot_id": "B1"}, None),
    "changed": ({"subtype": "message_changed"}, None),
    "joined": ({"type": "member_joined_channel"}, None),
}


@pytest.mark.parametrize("more, heard", EVENTS.values(), ids=EVENTS)
def test_events(more, heard):
    assert said_in({"event_id": "E1", "event": {**SAID, **more}}) == heard


@pytest.mark.parametrize("event", [None, [], {}, {"event": SAID}, {"event_id": "E", "event": {**SAID, "user": 1}}])
def test_what_is_no_event_is_refused(event):
    with pytest.raises(Refused, match="malformed"):
        said_in(event)


TAP = {
    "trigger_id": "t",
    "user": {"id": "U1"},
    "channel": {"id": "D1"},
    "actions": [{"type": "button", "value": "abc"}],
}

# payload -> what is heard
TAPS = {
    "a button": (TAP, Heard("t", "U1", "D1", button="abc")),
    "a link": ({**TAP, "actions": [{"type": "button", "url": "https://x.example"}]}, None),
    "a date": ({**TAP, "actions": [{"type": "datepicker", "value": "x"}]}, None),
}


@pytest.mark.parametrize("tap, heard", TAPS.values(), ids=TAPS)
def test_taps(tap, heard):
    assert tapped_in(json.dumps(tap)) == heard


@pytest.mark.parametrize("payload", [None, "", "{", "[]", "1", "{}", json.dumps({**TAP, "actions": []})])
def test_what_is_no_tap_is_refused(payload):
    with pytest.raises(Refused, match="malformed"):
        tapped_in(payload)


@given(st.text())
def test_whatever_comes_is_a_tap_or_refused(payload):
    with pytest.raises(Refused):
        tapped_in(payload)


# status, when to try again -> whether another try may help, and when
ERRORS = {(429, "30"): (True, 30.0), (503, ""): (True, None), (200, ""): (False, None)}


@pytest.mark.parametrize("error, expected", ERRORS.items())
def test_errors(error, expected):
    class Response(dict):
        status_code, headers = error[0], {"Retry-After": error[1]}

    failure = slack().failure_of(SlackApiError("said to U1", Response(error="invalid_auth")))
    assert (failure.again, failure.after) == expected and "U1" not in failure.name
