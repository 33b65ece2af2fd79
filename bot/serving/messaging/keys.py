"""The key of a conversation: a keyed hash, so that no number and no chat id is kept."""

from __future__ import annotations

import hashlib
import hmac


def conversation_key(secret: str, channel: str, person: str) -> str:
    """What a person is known by. Without the secret nobody can tell whose it is, not even by trying all numbers.

    Args:
        secret: `conversation_key` of the settings.
        person: what the vendor knows the person by, such as a phone number.

    >>> conversation_key("s", "twilio", "+1555") == conversation_key("s", "twilio", "+1555")
    True
    >>> conversation_key("s", "twilio", "+1555") == conversation_key("s", "telegram", "+1555")
    False
    """
    # A zero byte stands in neither part, so that no other two parts give the same.
    said = f"{channel}\0{person}".encode("utf-8", "surrogatepass")
    return f"{channel}-{hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()}"
