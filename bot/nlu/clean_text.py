"""Making any text safe to handle, without changing what it says."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 4000  # characters kept of a message; the rest is cut, for time
EMPTY = "\N{HORIZONTAL ELLIPSIS}"  # stands for a message without any content, which Rasa could not handle
COMMAND_PREFIX = re.compile(r"^[\s/]+")
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control, format, surrogate, private and unassigned characters


def clean(text: str) -> str:
    """The text without control characters, leading slashes and needless white space, and not too long.

    A leading slash would make Rasa read the rest as an intent, so a person could trigger one.

    >>> clean("/restart"), clean("  what is\\x00 chemo?  ")
    ('restart', 'what is chemo?')
    >>> clean("///") == clean("") == EMPTY
    True
    """
    text = unicodedata.normalize("NFC", text[:LONGEST])
    text = "".join(c if unicodedata.category(c) not in INVISIBLE else " " for c in text)
    text = COMMAND_PREFIX.sub("", " ".join(text.split()))
    return text or EMPTY
