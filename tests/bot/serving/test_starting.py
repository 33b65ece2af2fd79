"""What cannot answer does not start."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.serving import server
from bot.serving.server import CannotStart, _load


def test_a_model_that_cannot_be_loaded_stops_the_start_with_its_mend(monkeypatch):
    async def broken(model, loop):
        return SimpleNamespace(is_ready=lambda: False)

    monkeypatch.setattr(server, "load_bot", broken)
    app = SimpleNamespace(ctx=SimpleNamespace())
    with pytest.raises(CannotStart, match="the model m.tar.gz cannot be loaded. Mend: delete .*m.tar.gz, then run"):
        asyncio.run(_load(Path("models/m.tar.gz"), app, None))
