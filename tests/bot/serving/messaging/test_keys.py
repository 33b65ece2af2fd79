"""People are known by hashes that nobody can undo without the key."""

from __future__ import annotations

import hashlib

from bot.serving.messaging.keys import conversation_key

SECRET, NUMBER = "0123456789abcdef0123456789abcdef", "+12025550100"


def test_the_key_holds_nothing_of_the_person():
    key = conversation_key(SECRET, "twilio", NUMBER)
    assert key.startswith("twilio-") and len(key) == len("twilio-") + 64
    assert NUMBER[1:] not in key
    assert hashlib.sha256(NUMBER.encode()).hexdigest() not in key  # which anyone could find by trying all numbers


def test_another_secret_channel_or_person_is_another_key():
    keys = {
        conversation_key(SECRET, "twilio", NUMBER),
        conversation_key(SECRET[::-1], "twilio", NUMBER),
        conversation_key(SECRET, "slack", NUMBER),
        conversation_key(SECRET, "twilio", f"whatsapp:{NUMBER}"),
    }
    assert len({key.partition("-")[2] for key in keys}) == 4
