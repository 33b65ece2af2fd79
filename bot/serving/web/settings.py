"""What of the channel can be set, in the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Mapping, Optional
from urllib.parse import urlsplit

from bot.serving.wrong_setting import WrongSetting
from bot.unanswered_log import UNANSWERED_LOG

PREFIX = "WEB_"
ORIGINS = "WEB_ORIGINS"


@dataclass(frozen=True)
class Settings:
    """Settings of the web channel; each whole number is read from `WEB_` and its name."""

    origins: frozenset[str] = frozenset()  # other websites that may use the bot, as a browser names them
    forget_after_hours: int = 24  # a conversation that nobody used so long is deleted
    sessions: int = 1000  # conversations kept at once
    messages: int = 20  # a minute, of one session
    address_messages: int = 60  # a minute, of one address, behind which may be a whole clinic
    address_sessions: int = 20  # opened a minute, of one address
    proxies: int = 0  # in front of the bot, each of which adds to X-Forwarded-For
    unanswered_log: Optional[Path] = None  # where questions asked in vain go, of those who agreed


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment holds.

    Raises:
        WrongSetting: where one is no number, or no origin.

    >>> settings_from({"WEB_MESSAGES": "5", "WEB_ORIGINS": "https://clinic.example"}).messages
    5
    """
    numbers = {
        field.name: _number(PREFIX + field.name.upper(), field.default, environment)
        for field in fields(Settings)
        if isinstance(field.default, int)
    }
    origins = frozenset(map(_origin, environment.get(ORIGINS, "").split()))
    return Settings(origins=origins, unanswered_log=_log(environment.get(UNANSWERED_LOG, "")), **numbers)


def _log(name: str) -> Optional[Path]:
    """A file that can be written to; none where there is no name."""
    if not name:
        return None
    path = Path(name)
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise WrongSetting(
            f"{UNANSWERED_LOG} is '{name}', which cannot be written. Mend: name a file in a folder that can."
        )
    return path


def _number(name: str, default: int, environment: Mapping[str, str]) -> int:
    text = environment.get(name, str(default))
    least = min(default, 1)
    if not (text.isascii() and text.isdecimal() and int(text) >= least):
        raise WrongSetting(f"{name} is '{text}'. Mend: set it to a whole number, {least} or more.")
    return int(text)


def _origin(text: str) -> str:
    """An origin as a browser sends it: scheme and host, in small letters, and the port if it is not the usual one."""
    parts = urlsplit(text.lower())
    if parts.scheme not in ("http", "https") or not parts.netloc or f"{parts.scheme}://{parts.netloc}" != text.lower():
        raise WrongSetting(
            f"{ORIGINS} holds '{text}'. Mend: write scheme and host alone, such as https://clinic.example."
        )
    return text.lower()
