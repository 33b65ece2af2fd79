"""Settings come from the environment; what cannot be is refused with the mend."""

from __future__ import annotations

from dataclasses import fields

import pytest

from bot.places import ROOT
from bot.serving.web.settings import PREFIX, Settings, settings_from
from bot.serving.wrong_setting import WrongSetting
from bot.unanswered_log import UNANSWERED_LOG


def test_without_any_setting_no_other_website_is_allowed():
    assert settings_from({}) == Settings() and not Settings().origins


def test_settings_are_read():
    settings = settings_from(
        {"WEB_ORIGINS": "https://a.example  HTTP://b.example:81", "WEB_MESSAGES": "5", "WEB_PROXIES": "1"}
    )
    assert settings.origins == {"https://a.example", "http://b.example:81"}
    assert (settings.messages, settings.proxies, settings.sessions) == (5, 1, Settings().sessions)


def test_a_log_that_can_be_written_is_taken(tmp_path):
    path = tmp_path / "log.jsonl"
    assert settings_from({"UNANSWERED_LOG": str(path)}).unanswered_log == path
    assert settings_from({"UNANSWERED_LOG": ""}).unanswered_log is None


WRONG = {
    "no number": {"WEB_MESSAGES": "many"},
    "none at all": {"WEB_MESSAGES": "0"},
    "less than none": {"WEB_PROXIES": "-1"},
    "every website": {"WEB_ORIGINS": "*"},
    "with a path": {"WEB_ORIGINS": "https://a.example/"},
    "without a scheme": {"WEB_ORIGINS": "a.example"},
    "of a file": {"WEB_ORIGINS": "file://a"},
    "null": {"WEB_ORIGINS": "null"},
    "a log in no folder": {"UNANSWERED_LOG": "/no/such/folder/log.jsonl"},
    "a log that is a folder": {"UNANSWERED_LOG": "/"},
}


@pytest.mark.parametrize("environment", WRONG.values(), ids=WRONG)
def test_wrong_setting_is_told_with_its_mend(environment):
    with pytest.raises(WrongSetting, match=f"{next(iter(environment))} .*Mend: "):
        settings_from(environment)


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_setting_stands_in_the_docs_with_its_default(setting):
    told = str(setting.default) if isinstance(setting.default, int) else "none"
    name = UNANSWERED_LOG if setting.name == "unanswered_log" else PREFIX + setting.name.upper()
    rows = (ROOT / "docs" / "widget.md").read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if row.startswith(f"| `{name}` |"))
    assert row.split("|")[3].strip() == told
