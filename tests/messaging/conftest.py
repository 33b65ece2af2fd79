"""One bot with every messenger connected, the vendors that it speaks to, and people who write to it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator, Mapping, Optional

import pytest

from bot.places import ROOT
from tests.messaging.stand_ins import ACCOUNT, APP_SECRET, PAGE_TOKEN, SLACK_TOKEN, TOKEN, Meta, Slack, Twilio, running
from tests.web.conftest import bot_at, free_port

COUNTERPART = Path(__file__).parent / "counterpart"
PUBLIC = "https://waymark.example/webhooks/twilio/webhook"  # where Twilio believes the bot to be, behind its proxy
SECRETS = {
    "account_sid": ACCOUNT,
    "twilio": TOKEN,
    "telegram": "123456:telegram-token-of-the-test",
    "telegram_secret": "telegram-secret-of-the-test",
    "facebook": APP_SECRET,
    "page": PAGE_TOKEN,
    "verify": "verify-token-of-the-test",
    "slack": SLACK_TOKEN,
    "slack_signing": "slack-signing-secret-of-the-test",
    "key": "conversation-key-of-the-test-0123456789",
}
CREDENTIALS = """
bot.serving.rest_channel.SafeRestInput:
bot.serving.web.channel.WebInput:
bot.serving.messaging.twilio_channel.TwilioInput:
  account_sid: ${account_sid}
  auth_token: ${twilio}
  webhook_url: %(public)s
  api_base: %(twilio)s
  conversation_key: ${key}
  messages: 600
bot.serving.messaging.telegram_channel.TelegramInput:
  access_token: ${telegram}
  secret_token: ${telegram_secret}
  webhook_url: %(bot)s/webhooks/telegram/webhook
  api_base: %(telegram)s
  conversation_key: ${key}
  messages: 600
bot.serving.messaging.facebook_channel.FacebookInput:
  app_secret: ${facebook}
  verify_token: ${verify}
  page_access_token: ${page}
  api_base: %(meta)s/v23.0
  conversation_key: ${key}
  messages: 600
bot.serving.messaging.slack_channel.SlackInput:
  slack_token: ${slack}
  slack_signing_secret: ${slack_signing}
  api_base: %(slack)s/api
  conversation_key: ${key}
  messages: 600
"""


@dataclass
class Bot:
    """The running bot, and the vendors."""

    url: str
    log: Path
    twilio: type[Twilio]
    meta: type[Meta]
    slack: type[Slack]
    telegram: str
    sent: list[str] = field(default_factory=list)  # all that people wrote, and who they were, which no log may hold

    def post(
        self, path: str, body: bytes | None, headers: Mapping[str, str], method: str = "POST"
    ) -> tuple[int, bytes]:
        """Status and body of a reply to a request."""
        request = urllib.request.Request(self.url + path, body, dict(headers), method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return reply.status, reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def refused(self, channel: str) -> Counter[str]:
        """How many requests to a channel were refused, by reason."""
        return Counter(self.health()["messengers"][channel]["refused"])

    def health(self) -> dict[str, Any]:
        with urllib.request.urlopen(self.url + "/health", timeout=10) as reply:
            return json.load(reply)


def node() -> str:
    """Node, as setup/npm finds it."""
    own = ROOT / ".venv" / "bin" / "node"
    found = shutil.which("node") or (str(own) if own.exists() else None)
    if found is None or not (COUNTERPART / "node_modules").exists():
        raise RuntimeError("Telegram's test server is not installed. Mend: make test, which installs it.")
    return found


@contextmanager
def telegram_server() -> Iterator[str]:
    """Telegram's test server, until the block ends; its address."""
    port = free_port()
    command = [node(), "telegram.js", str(port)]
    process = subprocess.Popen(command, cwd=COUNTERPART, stdout=subprocess.PIPE, text=True)
    try:
        if "ready" not in process.stdout.readline():
            raise RuntimeError("Telegram's test server did not start. Mend: node telegram.js 9000 says why.")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@pytest.fixture(scope="session")
def bot(model, tmp_path_factory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("messaging")
    port = free_port()
    with running(Twilio) as twilio, running(Meta) as meta, running(Slack) as slack, telegram_server() as telegram:
        places = {
            "public": PUBLIC,
            "bot": f"http://127.0.0.1:{port}",
            "twilio": twilio[0],
            "meta": meta[0],
            "slack": slack[0],
            "telegram": telegram,
        }
        (folder / "credentials.yml").write_text(CREDENTIALS % places)
        settings = {**SECRETS, "CREDENTIALS": str(folder / "credentials.yml"), "LOG_LEVEL": "INFO"}
        with open(folder / "log", "w") as log, bot_at(port, log, **settings) as url:
            connect = [sys.executable, "-m", "bot", "connect", "telegram"]
            done = subprocess.run(connect, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
            yield Bot(url, folder / "log", twilio[1], meta[1], slack[1], telegram)


Buttons = list[tuple[str, Any]]  # what each says, and what a tap on it sends


@dataclass
class Said:
    """A reply as a person sees it: the texts in their order, and the buttons."""

    texts: list[str]
    buttons: Buttons = field(default_factory=list)
    custom: Optional[dict] = None

    @property
    def text(self) -> str:
        return "\n\n".join(self.texts)
