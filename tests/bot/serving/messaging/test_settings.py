"""Each messenger is set up in one file; what is missing or cannot be stops the start by name, and no secret is told."""

from __future__ import annotations

import re

import pytest
import yaml
from rasa.core.run import create_http_input_channels

from bot.places import ROOT
from bot.serving.messaging.settings import (
    BLOCKS,
    FacebookSettings,
    SlackSettings,
    TelegramSettings,
    TwilioSettings,
    check_file,
    settings_from,
)
from bot.serving.server import credentials
from bot.serving.wrong_setting import WrongSetting

KEY = "conversation-key-0123456789abcdef"
GIVEN = {
    TwilioSettings: {
        "account_sid": "AC" + "0a" * 16,
        "auth_token": "hush-twilio",
        "webhook_url": "https://waymark.example/webhooks/twilio/webhook",
    },
    TelegramSettings: {
        "access_token": "1:hush-telegram",
        "secret_token": "hush-hush-hush-hush",
        "webhook_url": "https://waymark.example/webhooks/telegram/webhook",
    },
    FacebookSettings: {"app_secret": "hush-app", "verify_token": "hush-verify", "page_access_token": "hush-page"},
    SlackSettings: {"slack_token": "xoxb-hush", "slack_signing_secret": "hush-signing"},
}
REQUIRED = [(model, key) for model, given in GIVEN.items() for key in (*given, "conversation_key")]


def given(model, **other: object) -> dict:
    return {"conversation_key": KEY, **GIVEN[model], **other}


@pytest.mark.parametrize("model", GIVEN)
def test_what_is_given_is_taken_and_no_secret_is_shown(model):
    settings = settings_from(model, given(model))
    assert settings.messages == 20 and settings.forget_after_hours == 24
    assert "hush" not in repr(settings) + str(settings) and KEY not in repr(settings)


@pytest.mark.parametrize("model, key", REQUIRED)
def test_a_missing_key_is_named(model, key):
    rest = given(model)
    del rest[key]
    with pytest.raises(WrongSetting, match=rf"'{key}' is missing, in bot\.serving\.\S+\. Mend: add it: "):
        settings_from(model, rest)


def test_an_empty_block_is_incomplete():
    with pytest.raises(WrongSetting, match="'conversation_key' is missing"):
        settings_from(TwilioSettings, None)


# model, key, value -> what is told
WRONG = {
    "no SID": (TwilioSettings, "account_sid", "hush", "'account_sid' cannot be so.*Account SID"),
    "an address without a scheme": (TwilioSettings, "webhook_url", "hush.example", "begins with https://"),
    "an address that others can listen to": (TwilioSettings, "webhook_url", "http://hush.example", "https://"),
    "no token of BotFather's": (TelegramSettings, "access_token", "hush", "as @BotFather gives it"),
    "a secret that Telegram would not take": (TelegramSettings, "secret_token", "hush hush hush hush", "16 to 256"),
    "a secret that can be guessed": (TelegramSettings, "secret_token", "hush", "16 to 256"),
    "a short key": (SlackSettings, "conversation_key", "hush", "openssl rand -hex 32"),
    "a number that is none": (SlackSettings, "messages", "hush", "messages a minute"),
    "none at all": (SlackSettings, "messages", 0, "messages a minute"),
    "a key that is none": (FacebookSettings, "verify", "hush", "'verify' is no setting.*verify_token"),
    "a place for the API that is none": (SlackSettings, "api_base", "hush", "https://"),
}


@pytest.mark.parametrize("model, key, value, told", WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_with_its_mend_and_without_its_value(model, key, value, told):
    with pytest.raises(WrongSetting, match=rf"'{key}'.*Mend: ") as refused:
        settings_from(model, given(model, **{key: value}))
    assert re.search(told, str(refused.value)) and "hush" not in str(refused.value)


BLOCK = next(iter(BLOCKS))
# what the file holds -> what is told
FILES = {
    "a variable that is not set": (f"{BLOCK}:\n  auth_token: ${{NOT_SET}}\n", r"'auth_token' of \S+ is \$\{NOT_SET\}"),
    "a variable that is empty": (f"{BLOCK}:\n  auth_token: ${{EMPTY}}\n", r"\$\{EMPTY\}.*Mend: set EMPTY"),
    "one within an address": (f"{BLOCK}:\n  webhook_url: https://${{NOT_SET}}/x\n", "'webhook_url'"),
    "Rasa's own channel": ("telegram:\n  access_token: x\n", r"'telegram'.*telegram_channel\.TelegramInput"),
    "a key that is missing": (f"{BLOCK}:\n  account_sid: AC{'0' * 32}\n", "'conversation_key' is missing"),
    "an empty block": (f"{BLOCK}:\n", "'conversation_key' is missing"),
    "what a variable holds cannot be": (f"{BLOCK}:\n  conversation_key: ${{SHORT}}\n", "'conversation_key' cannot be"),
    "no YAML": ("a: b: c\n", r"credentials.yml:1 is not valid YAML"),
    "no blocks": ("- a\n", "no list of blocks"),
}


@pytest.mark.parametrize("text, told", FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_is_told_of(tmp_path, text, told):
    (tmp_path / "credentials.yml").write_text(text)
    with pytest.raises(WrongSetting, match=f"(?s){told}"):
        check_file(tmp_path / "credentials.yml", {"EMPTY": "", "SHORT": "hush"})


def test_a_file_that_is_not_there_is_told_of(tmp_path):
    with pytest.raises(WrongSetting, match="is missing. Mend: .*CREDENTIALS"):
        check_file(tmp_path / "credentials.yml", {})


def test_without_their_blocks_no_messenger_is_on(monkeypatch):
    monkeypatch.delenv("CREDENTIALS", raising=False)
    assert names() == ["rest", "web"]


def names() -> list[str]:
    """The channels that are on."""
    return [channel.name() for channel in create_http_input_channels(None, str(credentials()))]


def example() -> str:
    return (ROOT / "credentials.example.yml").read_text(encoding="utf-8")


def test_the_example_starts_every_messenger_once_its_variables_are_set(monkeypatch):
    values = {name: value for model in GIVEN for name, value in given(model).items()}
    for block in yaml.safe_load(example()).values():
        for key, variable in block.items():
            monkeypatch.setenv(variable.strip("${}"), values[key])
    monkeypatch.setenv("CREDENTIALS", "credentials.example.yml")
    assert names() == ["twilio", "telegram", "facebook", "slack"]


@pytest.mark.parametrize("block, model", BLOCKS.items())
def test_the_example_explains_every_key_with_its_default(block, model):
    rows = example().split(f"{block}:\n")[1].split("\n\n")[0]
    for key, field in model.__fields__.items():
        written = (
            rf"^  {key}: \$\{{\w+\}} # \S" if field.required else rf"^  # {key}: {re.escape(str(field.default))}( #|$)"
        )
        assert re.search(written, rows, re.M), key


ROWS = [(block, key) for block, model in BLOCKS.items() for key in model.__fields__]


@pytest.mark.parametrize("block, key", ROWS)
def test_every_key_stands_in_the_docs_with_its_default(block, key):
    rows = (ROOT / "docs" / "channels.md").read_text(encoding="utf-8").splitlines()
    field = BLOCKS[block].__fields__[key]
    name = block.split(".")[-2].partition("_")[0]
    fitting = [row for row in rows if row.startswith(f"| `{key}` |") and (name in row.lower() or "| all |" in row)]
    assert len(fitting) == 1, f"no row, or more than one, for {key} of {name}"
    told = fitting[0].split("|")[4].strip().strip("`")
    assert told == ("must be set" if field.required else str(field.default))
