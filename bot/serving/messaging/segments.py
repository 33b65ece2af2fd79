"""What an SMS costs: its alphabet, and the segments it is sent in. GSM 03.38 and 3GPP TS 23.040."""

from __future__ import annotations

import unicodedata

from bot.serving.messaging.split import utf16_length

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€\f")  # each takes two places
GSM_ALONE, GSM_EACH = 160, 153  # places in an SMS of one segment, and in each of several
UCS_ALONE, UCS_EACH = 70, 67

# Signs that would make a whole message cost twice as much, and what says the same.
PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "•": "-",
        "·": "-",
        "…": "...",
        "×": "x",
        "®": "",
        "™": "",
        "\t": " ",
    }
)


def plain(text: str) -> str:
    """The text with punctuation that every phone has; the letters stay.

    >>> plain("It’s here – “now”…")
    'It\\'s here - "now"...'
    """
    text = unicodedata.normalize("NFC", text).translate(PLAIN)
    return "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in text)


def is_gsm(text: str) -> bool:
    """Whether the text can be sent in the alphabet that takes the least room."""
    return all(sign in BASIC or sign in EXTENDED for sign in text)


def segments(text: str) -> int:
    """How many segments an SMS is sent in; 0 where there is nothing to send.

    >>> segments("a" * 160), segments("a" * 161), segments("ж" * 70), segments("ж" * 71)
    (1, 2, 1, 2)
    """
    if is_gsm(text):
        places, alone, each = [2 if sign in EXTENDED else 1 for sign in text], GSM_ALONE, GSM_EACH
    else:
        places, alone, each = [utf16_length(sign) for sign in text], UCS_ALONE, UCS_EACH
    if sum(places) <= alone:
        return min(1, len(places))
    count, left = 0, 0
    for place in places:  # a sign is never parted
        if place > left:
            count, left = count + 1, each
        left -= place
    return count
