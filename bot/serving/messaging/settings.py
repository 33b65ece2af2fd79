"""The settings of each messenger, as a block of credentials.yml gives them. No secret is ever part of an error."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Mapping, Optional, Type
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, Extra, Field, SecretStr, ValidationError, constr, validator

from bot.serving.wrong_setting import WrongSetting

PACKAGE = "bot.serving.messaging"
SHORTEST_KEY = 32  # characters of a key that nobody can guess
VARIABLE = re.compile(r"\$\{(\w+)\}")
LOCAL = ("127.0.0.1", "localhost", "::1")


class ChannelSettings(BaseModel):
    """What every messenger can be told."""

    conversation_key: SecretStr = Field(
        ..., description="at least 32 characters that nobody can guess; people are known by hashes made with it"
    )
    messages: int = Field(20, ge=1, description="messages a minute of one person; who sends more is asked to wait")
    forget_after_hours: int = Field(24, ge=1, description="hours of silence after which a conversation is deleted")

    class Config:
        extra = Extra.forbid
        frozen = True

    @validator("conversation_key")
    def cannot_be_guessed(cls, key: SecretStr) -> SecretStr:
        """Refuse a short key: with it, all phone numbers could be tried."""
        if len(key.get_secret_value()) < SHORTEST_KEY:
            raise ValueError(f"write at least {SHORTEST_KEY} characters; `openssl rand -hex 32` makes some")
        return key

    @validator("api_base", "webhook_url", check_fields=False)
    def is_an_address(cls, url: str) -> str:
        """Refuse what is no address, and one that others could listen to."""
        parts = urlsplit(url)
        if not parts.netloc or parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
            raise ValueError("write a whole address that begins with https://")
        return url.rstrip("/")


class TwilioSettings(ChannelSettings):
    """SMS and WhatsApp."""

    account_sid: constr(regex=r"^AC[0-9a-fA-F]{32}$") = Field(
        ..., description="Account SID, from the first page of Twilio's console"
    )
    auth_token: SecretStr = Field(..., description="Auth Token, from the same page; Twilio signs its requests with it")
    webhook_url: str = Field(
        ...,
        description="the bot's public address, exactly as it stands in Twilio's console; it is part of what is signed",
    )
    api_base: str = Field("https://api.twilio.com", description="where messages are sent to")


class TelegramSettings(ChannelSettings):
    """Telegram."""

    access_token: SecretStr = Field(..., description="the bot's token, from @BotFather")
    secret_token: SecretStr = Field(
        ...,
        description="16 to 256 letters, digits, hyphens or underscores of your own; Telegram sends it with each request",
    )
    webhook_url: str = Field(..., description="the bot's public address, which `python -m bot connect` tells Telegram")
    api_base: str = Field("https://api.telegram.org", description="where messages are sent to")

    @validator("access_token")
    def is_a_token(cls, token: SecretStr) -> SecretStr:
        """Refuse what BotFather cannot have given."""
        return _matching(token, r"\d+:[\w-]+", "write it as @BotFather gives it, such as 123456:ABC-DEF")

    @validator("secret_token")
    def can_be_a_header(cls, token: SecretStr) -> SecretStr:
        """Refuse what Telegram would not take."""
        return _matching(token, r"[A-Za-z0-9_-]{16,256}", "write 16 to 256 letters, digits, hyphens or underscores")


class FacebookSettings(ChannelSettings):
    """Facebook Messenger."""

    app_secret: SecretStr = Field(
        ..., description="App secret, from the app's basic settings; Meta signs its requests with it"
    )
    verify_token: SecretStr = Field(..., description="words of your own, which Meta sends once when the address is set")
    page_access_token: SecretStr = Field(..., description="the page's token, from the app's Messenger settings")
    api_base: str = Field(
        "https://graph.facebook.com/v23.0", description="where messages are sent to, with the version"
    )


class SlackSettings(ChannelSettings):
    """Slack."""

    slack_token: SecretStr = Field(..., description="Bot User OAuth Token, which begins with xoxb-")
    slack_signing_secret: SecretStr = Field(
        ..., description="Signing SecretStr, from the app's basic information; Slack signs its requests with it"
    )
    api_base: str = Field("https://slack.com/api", description="where messages are sent to")


# The block of each messenger, and the name of Rasa's own, which takes its place in a file made for Rasa.
BLOCKS: Mapping[str, Type[ChannelSettings]] = {
    f"{PACKAGE}.twilio_channel.TwilioInput": TwilioSettings,
    f"{PACKAGE}.telegram_channel.TelegramInput": TelegramSettings,
    f"{PACKAGE}.facebook_channel.FacebookInput": FacebookSettings,
    f"{PACKAGE}.slack_channel.SlackInput": SlackSettings,
}
OURS = {block.split(".")[-2].partition("_")[0]: block for block in BLOCKS}


def check_file(path: Path, environment: Mapping[str, str]) -> None:
    """Refuse a credentials file that lacks a setting, or lets anyone in, before anything is started from it.

    Raises:
        WrongSetting: with the block, the key and the mend.
    """
    for block, rows in _blocks(path).items():
        if block in OURS:
            raise WrongSetting(
                f"{path.name} names Rasa's own channel '{block}', which does not keep what Waymark promises. "
                f"Mend: name {OURS[block]} instead, as credentials.example.yml shows."
            )
        rows = rows if isinstance(rows, dict) else {}
        for key, value in rows.items():
            for variable in VARIABLE.findall(str(value)):
                if not environment.get(variable):
                    raise WrongSetting(
                        f"{path.name}: '{key}' of {block} is ${{{variable}}}, which the environment does not hold. "
                        f"Mend: set {variable}, or take the block out."
                    )
        if block in BLOCKS:
            settings_from(BLOCKS[block], {key: _filled_in(value, environment) for key, value in rows.items()})


def _blocks(path: Path) -> dict[str, Any]:
    if not path.exists():
        raise WrongSetting(f"{path} is missing. Mend: restore it, or set CREDENTIALS to the file that is meant.")
    try:
        blocks = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}:{mark.line + 1}" if mark else path.name
        raise WrongSetting(f"{where} is not valid YAML. Mend: see credentials.example.yml.") from None
    if not isinstance(blocks, dict):
        raise WrongSetting(f"{path.name} is no list of blocks. Mend: see credentials.example.yml.")
    return blocks


def _filled_in(value: Any, environment: Mapping[str, str]) -> Any:
    return VARIABLE.sub(lambda found: environment[found[1]], value) if isinstance(value, str) else value


def settings_from(model: Type[ChannelSettings], given: Optional[Mapping[str, Any]]) -> Any:
    """The settings of a messenger.

    Args:
        given: its block of credentials.yml, filled in from the environment.

    Raises:
        WrongSetting: with the first key that is missing or cannot be, and the mend; never with its value.
    """
    try:
        return model(**(given or {}))
    except ValidationError as error:
        block = next(name for name, settings in BLOCKS.items() if settings is model)
        problem = error.errors()[0]
        key = str(problem["loc"][0])
        if problem["type"] == "value_error.missing":
            what, mend = f"'{key}' is missing", f"add it: {model.__fields__[key].field_info.description}."
        elif problem["type"] == "value_error.extra":
            what, mend = f"'{key}' is no setting", f"remove it, or use one of: {', '.join(model.__fields__)}."
        else:
            about = model.__fields__[key].field_info.description
            what, mend = (
                f"'{key}' cannot be so",
                f"{problem['msg']}." if problem["type"] == "value_error" else f"{about}.",
            )
        raise WrongSetting(f"credentials.yml: {what}, in {block}. Mend: {mend}") from None


def _matching(secret: SecretStr, pattern: str, mend: str) -> SecretStr:
    if not re.fullmatch(pattern, secret.get_secret_value(), re.ASCII):
        raise ValueError(mend)
    return secret
