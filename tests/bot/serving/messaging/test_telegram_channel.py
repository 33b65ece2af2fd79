"""Telegram's updates."""

from __future__ import annotations

import pytest
from aiogram.utils.exceptions import BotBlocked, MessageTextIsEmpty, NetworkError, RetryAfter, TelegramAPIError
from hypothesis import given
from hypothesis import strategies as st

from bot.serving.messaging.channel import Heard, Refused
from bot.serving.messaging.settings import TelegramSettings
from bot.serving.messaging.telegram_channel import TelegramInput, heard_in

CHAT, ME = {"id": 7, "type": "private"}, {"id": 7, "is_bot": False}
SAID = {"message_id": 3, "from": ME, "chat": CHAT, "date": 1000, "text": "hi"}
TAP = {"id": "9", "from": ME, "data": "abc", "message": {"message_id": 3, "chat": CHAT, "date": 1}}

# update -> what is heard
UPDATES = {
    "a message": ({"message": SAID}, Heard("1", "7", 7, "hi", at=1000.0, message="3")),
    "a mended one": (
        {"edited_message": {**SAID, "edit_date": 1200}},
        Heard("1", "7", 7, "hi", at=1200.0, message="3", mended=True),
    ),
    "a tap": ({"callback_query": TAP}, Heard("1", "7", 7, button="abc", receipt="9")),
    "a picture": (
        {"message": {**SAID, "text": None, "photo": []}},
        Heard("1", "7", 7, None, at=1000.0, message="3"),
    ),
    "in a group": (
        {"message": {**SAID, "chat": {"id": -5, "type": "group"}}},
        Heard("1", "-5", -5, "hi", at=1000.0, message="3", group=True),
    ),
    "of a bot": ({"message": {**SAID, "from": {"is_bot": True}}}, None),
    "something else": ({"poll": {}}, None),
    "a tap whose message is gone": ({"callback_query": {"id": "9", "data": "x"}}, None),
}


@pytest.mark.parametrize("update, heard", UPDATES.values(), ids=UPDATES)
def test_updates(update, heard):
    assert heard_in({"update_id": 1, **update}) == heard


MALFORMED = {
    "a list": [],
    "nothing": None,
    "without an id": {"message": SAID},
    "an id that is no number": {"update_id": "1", "message": SAID},
    "an id that is a truth": {"update_id": True, "message": SAID},
    "without a chat": {"update_id": 1, "message": {"text": "hi"}},
    "a chat without an id": {"update_id": 1, "message": {**SAID, "chat": {}}},
}


@pytest.mark.parametrize("update", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_update_is_refused(update):
    with pytest.raises(Refused, match="malformed"):
        heard_in(update)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["message", "chat", "id", "from", "text", "date"]), inner)
    ),
)


@given(JSON, st.sampled_from(["message", "edited_message", "callback_query"]))
def test_whatever_comes_is_heard_or_refused(row, kind):
    try:
        heard = heard_in({"update_id": 1, kind: row})
    except Refused:
        return
    assert heard is None or isinstance(heard, Heard)


# error -> whether another try may help, and when
ERRORS = {
    "too many": (RetryAfter(7), True, 7.0),
    "no network": (NetworkError("x"), True, None),
    "a fault of Telegram's own": (TelegramAPIError("Internal Server Error"), True, None),
    "a message it does not take": (MessageTextIsEmpty("x"), False, None),
    "blocked by the person": (BotBlocked("x"), False, None),
}


@pytest.mark.parametrize("error, again, after", ERRORS.values(), ids=ERRORS)
def test_errors(error, again, after):
    settings = TelegramSettings(
        access_token="1:x", secret_token="s" * 16, webhook_url="https://a.example/x", conversation_key="k" * 32
    )
    failure = TelegramInput(settings).failure_of(error)
    assert (failure.again, failure.after) == (again, after)
