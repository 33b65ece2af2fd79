"""Meta's signatures and events."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.serving.messaging.channel import Heard, Refused
from bot.serving.messaging.facebook_channel import FacebookInput, NotTaken, heard_in, is_signed
from bot.serving.messaging.settings import FacebookSettings

# Meta publishes the rule (HMAC-SHA256 of the body with the app's secret, in hex, after "sha256=") and no example of it.
# This one is GitHub's, whose header of the same name follows the same rule.
SECRET, BODY = "It's a Secret to Everybody", b"Hello, World!"
DIGEST = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"

# signature, body -> whether it holds
SIGNATURES = {
    "the published one": (f"sha256={DIGEST}", BODY, True),
    "of another body": (f"sha256={DIGEST}", BODY + b" ", False),
    "without its prefix": (DIGEST, BODY, False),
    "of another kind": (f"sha1={DIGEST}", BODY, False),
    "in capitals": (f"sha256={DIGEST.upper()}", BODY, False),
    "none": ("", BODY, False),
    "no letters": ("sha256=\udcff", BODY, False),
}


@pytest.mark.parametrize("signature, body, holds", SIGNATURES.values(), ids=SIGNATURES)
def test_signatures(signature, body, holds):
    assert is_signed(body, signature, SECRET) == holds


def test_a_signature_is_of_the_bytes_as_meta_escapes_them():
    escaped, plain = '{"text": "\\u00e4\\u00f6\\u00e5"}'.encode(), '{"text": "äöå"}'.encode()
    signature = "sha256=" + hmac.new(SECRET.encode(), escaped, hashlib.sha256).hexdigest()
    assert is_signed(escaped, signature, SECRET) and not is_signed(plain, signature, SECRET)


FROM = {"sender": {"id": "7"}, "recipient": {"id": "1"}, "timestamp": 1_000_000}

# row -> what is heard
ROWS = {
    "a message": ({"message": {"mid": "m", "text": "hi"}}, Heard("m", "7", "7", "hi", at=1000.0)),
    "a quick reply": (
        {"message": {"mid": "m", "text": "1", "quick_reply": {"payload": "abc"}}},
        Heard("m", "7", "7", "1", button="abc", at=1000.0),
    ),
    "a button": (
        {"postback": {"mid": "m", "title": "Start", "payload": "abc"}},
        Heard("m", "7", "7", "Start", button="abc", at=1000.0),
    ),
    "a button of the older kind": (
        {"postback": {"title": "Start", "payload": "abc"}},
        Heard("7 1000000", "7", "7", "Start", button="abc", at=1000.0),
    ),
    "a picture": ({"message": {"mid": "m", "attachments": [{}]}}, Heard("m", "7", "7", at=1000.0)),
    "an echo": ({"message": {"mid": "m", "text": "hi", "is_echo": True}}, None),
    "something else": ({"read": {"watermark": 1}}, None),
}


@pytest.mark.parametrize("row, heard", ROWS.values(), ids=ROWS)
def test_events(row, heard):
    assert list(heard_in({"entry": [{"messaging": [{**FROM, **row}]}]})) == ([heard] if heard else [])


def test_every_message_of_an_event_is_heard():
    rows = [{**FROM, "message": {"mid": mid, "text": mid}} for mid in "abc"]
    event = {"entry": [{"messaging": rows[:2]}, {"messaging": rows[2:]}]}
    assert [heard.text for heard in heard_in(event)] == ["a", "b", "c"]


MALFORMED = [
    None,
    [],
    {},
    {"entry": 1},
    {"entry": [1]},
    {"entry": [{"messaging": 1}]},
    {"entry": [{"messaging": [{}]}]},
]


@pytest.mark.parametrize("event", MALFORMED)
def test_what_is_no_event_is_refused(event):
    with pytest.raises(Refused, match="malformed"):
        list(heard_in(event))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["message", "postback", "mid", "text", "quick_reply", "timestamp"]), inner)
    ),
)


@given(JSON, st.sampled_from(["message", "postback"]))
def test_whatever_comes_is_heard_or_refused(row, kind):
    try:
        heard = list(heard_in({"entry": [{"messaging": [{**FROM, kind: row}]}]}))
    except Refused:
        return
    assert all(isinstance(message, Heard) for message in heard)


# status, whether Meta says that it will pass -> whether another try may help
ERRORS = {(429, False): True, (500, False): True, (400, True): True, (400, False): False, (403, False): False}


@pytest.mark.parametrize("error, again", ERRORS.items())
def test_errors(error, again):
    settings = FacebookSettings(app_secret="a", verify_token="v", page_access_token="p", conversation_key="k" * 32)
    status, passes = error
    assert FacebookInput(settings).failure_of(NotTaken(status, 4, passes)).again == again
