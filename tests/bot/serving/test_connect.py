"""What stops the command that tells Telegram where the bot is; that it does is shown in tests/messaging."""

from __future__ import annotations

import pytest

from bot.serving.connect import NotConnected, connect_telegram

BLOCK = """
bot.serving.messaging.telegram_channel.TelegramInput:
  access_token: 1:hush-telegram
  secret_token: hush-hush-hush-hush
  webhook_url: https://waymark.example/webhooks/telegram/webhook
  conversation_key: hush-conversation-key-0123456789abcdef
  api_base: http://127.0.0.1:1
"""

# the credentials file -> what is told
CASES = {
    "no block": ("bot.serving.web.channel.WebInput:\n", "no block of Telegram. Mend: "),
    "a key missing": (BLOCK.replace("  webhook_url", "  # webhook_url"), "'webhook_url' is missing.*Mend: "),
    "nobody there": (BLOCK, r"Telegram refused \(NetworkError\). Mend: "),
}


@pytest.mark.parametrize("text, told", CASES.values(), ids=CASES)
def test_why_it_was_not_told(monkeypatch, tmp_path, text, told):
    (tmp_path / "credentials.yml").write_text(text)
    monkeypatch.setenv("CREDENTIALS", str(tmp_path / "credentials.yml"))
    with pytest.raises(NotConnected, match=told) as refused:
        connect_telegram()
    assert "hush" not in str(refused.value)
