"""What cannot answer does not start."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot import training
from bot.__main__ import main
from bot.serving import server
from bot.serving.server import CannotStart, _load
from tests.web.conftest import free_port


def test_a_model_that_cannot_be_loaded_stops_the_start_with_its_mend(monkeypatch):
    async def broken(model, loop):
        return SimpleNamespace(is_ready=lambda: False)

    monkeypatch.setattr(server, "load_bot", broken)
    app = SimpleNamespace(ctx=SimpleNamespace())
    with pytest.raises(CannotStart, match="the model m.tar.gz cannot be loaded. Mend: delete .*m.tar.gz, then run"):
        asyncio.run(_load(Path("models/m.tar.gz"), app, None))


def test_a_missing_setting_is_told_before_anything_is_trained(monkeypatch, tmp_path, capsys):
    (tmp_path / "mine.yml").write_text("bot.serving.messaging.slack_channel.SlackInput:\n  slack_token: ${NOT_SET}\n")
    monkeypatch.setenv("CREDENTIALS", str(tmp_path / "mine.yml"))
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setattr(training, "train", lambda: pytest.fail("trained"))
    assert main(["run"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Waymark cannot start: mine.yml: 'slack_token' of ") and "Mend: set NOT_SET" in line
