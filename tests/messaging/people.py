"""People who write to the bot, one kind for each channel; each reads the reply as the vendor was given it."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
import urllib.request
import uuid
from typing import Any, Mapping, Optional
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from bot.knowledge.load import shared_knowledge
from bot.serving.messaging.segments import plain
from tests.bot.serving.web.test_channel import Client
from tests.messaging.conftest import PUBLIC, SECRETS, Bot, Said
from tests.messaging.stand_ins import ACCOUNT, REPLY_WITHIN

NUMBERS = itertools.count(2025550100)
WORDS = shared_knowledge().messaging


class OverRest:
    """Somebody who asks over REST."""

    def __init__(self, bot: Bot) -> None:
        self.bot, self.name = bot, uuid.uuid4().hex
        self.said = Said([])

    def ask(self, text: str) -> Said:
        body = json.dumps({"sender": self.name, "message": text}).encode()
        _, reply = self.bot.post("/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
        rows = json.loads(reply)
        self.said = Said(
            [row["text"] for row in rows if "text" in row],
            [(button["title"], button["payload"]) for row in rows for button in row.get("buttons", ())],
            next(row["custom"] for row in rows if "custom" in row),
        )
        return self.said

    def pick(self, place: int) -> Said:
        return self.ask(self.said.buttons[place - 1][1])


class OnThePage:
    """Somebody who asks on the web page."""

    def __init__(self, bot: Bot) -> None:
        self.client = Client(bot.url).open()
        self.last = 1

    def ask(self, text: str) -> Said:
        self.client.say(text)
        return self._reply()

    def pick(self, place: int) -> Said:
        body = {"id": str(uuid.uuid4()), "choice": self.last, "button": place - 1}
        self.client.ask("POST", "/message", body)
        return self._reply()

    def _reply(self) -> Said:
        _, answer = self.client.messages(2, after=self.last)
        self.last = answer["n"]
        return Said([answer["text"]], [(row["title"], None) for row in answer["buttons"]], answer["custom"])


class ByTwilio:
    """Somebody with a phone number."""

    prefix = ""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.me, self.to = f"{self.prefix}+1{next(NUMBERS)}", f"{self.prefix}+12025550199"
        bot.sent.append(self.me)

    def fields(self, text: str, **more: str) -> dict[str, str]:
        sid = "SM" + uuid.uuid4().hex
        fields = {
            "MessageSid": sid,
            "AccountSid": ACCOUNT,
            "From": self.me,
            "To": self.to,
            "Body": text,
            "NumMedia": "0",
        }
        return {**fields, "SmsStatus": "received", **more}

    def send(self, fields: Mapping[str, str], url: str = PUBLIC, **headers: str) -> int:
        """Post a form, signed as Twilio signs it; the status of the reply."""
        if fields.get("Body"):
            self.bot.sent.append(fields["Body"])
        signature = RequestValidator(SECRETS["twilio"]).compute_signature(url, fields)
        given = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(fields).encode()
        return self.bot.post("/webhooks/twilio/webhook", body, {**given, **headers})[0]

    def tell(self, text: str, **more: str) -> int:
        return self.send(self.fields(text, **more))

    def next(self) -> str:
        """The next message, which must be for me."""
        message = self.bot.twilio.taken.get(timeout=REPLY_WITHIN)
        assert (message["To"], message["From"]) == (self.me, self.to)
        return message["Body"]

    def ask(self, text: str) -> Said:
        """All of the reply: help is asked for after it, which leaves the conversation as it is."""
        assert self.tell(text) == 204
        return Said(self._until_help())

    def pick(self, place: int) -> Said:
        return self.ask(str(place))

    def all_of(self, said: Said) -> Said:
        """The reply with the rest of it, asked for as often as it says so."""
        while said.texts[-1].endswith(WORDS.more):
            said.texts += self.ask("MORE").texts
        return said

    def _until_help(self) -> list[str]:
        assert self.tell("HELP") == 204
        texts = [self.next()]
        begins = WORDS.help.partition("{")[0]
        while not plain(texts[-1]).startswith(begins):
            texts.append(self.next())
        return texts[:-1]


class BySms(ByTwilio):
    """Somebody who sends SMS."""


class ByWhatsApp(ByTwilio):
    """Somebody on WhatsApp."""

    prefix = "whatsapp:"


class OnTelegram:
    """Somebody on Telegram."""

    def __init__(self, bot: Bot) -> None:
        self.bot, self.me = bot, next(NUMBERS)
        bot.sent.append(str(self.me))
        self.said = Said([])
        self.waiting: list[dict] = []

    @property
    def about_me(self) -> dict:
        return {"id": self.me, "is_bot": False, "first_name": "Test"}

    @property
    def chat(self) -> dict:
        return {"id": self.me, "type": "private", "first_name": "Test"}

    def update(self, **kinds: Any) -> dict:
        return {"update_id": next(NUMBERS), **kinds}

    def message(self, text: str, **more: Any) -> dict:
        self.bot.sent.append(text)
        about = {"from": self.about_me, "chat": self.chat, "date": int(time.time())}
        return {**about, "message_id": next(NUMBERS), "text": text, **more}

    def send(self, update: Any, secret: Optional[str] = SECRETS["telegram_secret"], method: str = "POST") -> int:
        """Post an update as Telegram would; the status of the reply."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
        body = update if isinstance(update, bytes) else json.dumps(update).encode()
        path = "/webhooks/telegram/webhook"
        return self.bot.post(path, body, {**headers, "Content-Type": "application/json"}, method)[0]

    def ask(self, text: str) -> Said:
        """Say something by way of Telegram's test server."""
        self.bot.sent.append(text)
        message = {"botToken": SECRETS["telegram"], "from": self.about_me, "chat": self.chat, "text": text}
        self._ask_telegram("sendMessage", {**message, "date": int(time.time())})
        return self.next()

    def pick(self, place: int) -> Said:
        tap = {"botToken": SECRETS["telegram"], "from": self.about_me, "data": self.said.buttons[place - 1][1]}
        self._ask_telegram("sendCallback", {**tap, "message": {"message_id": 1, "chat": self.chat}})
        return self.next()

    def next(self) -> Said:
        """The next message, which Telegram's test server must be asked for."""
        until = time.monotonic() + REPLY_WITHIN
        while not self.waiting:
            assert time.monotonic() < until, "no message came"
            body = {"token": SECRETS["telegram"], "chatId": self.me}
            self.waiting = [row["message"] for row in self._ask_telegram("getUpdates", body)["result"]]
        message = self.waiting.pop(0)
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        assert all(len(row["callback_data"].encode()) <= 64 for line in rows for row in line)
        assert len(message["text"]) <= 4096
        self.said = Said([message["text"]], [(row["text"], row["callback_data"]) for line in rows for row in line])
        return self.said

    def _ask_telegram(self, path: str, body: dict) -> dict:
        data = json.dumps(body).encode()
        request = urllib.request.Request(f"{self.bot.telegram}/{path}", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)


class OnMessenger:
    """Somebody on Facebook Messenger."""

    def __init__(self, bot: Bot) -> None:
        self.bot, self.me = bot, str(next(NUMBERS))
        bot.sent.append(self.me)
        self.said = Said([])

    def event(self, said: dict, **more: Any) -> bytes:
        row = {"sender": {"id": self.me}, "recipient": {"id": "1"}, "timestamp": int(time.time() * 1000)}
        row |= {"message": {"mid": f"m_{uuid.uuid4().hex}", **said}, **more}
        return json.dumps({"object": "page", "entry": [{"id": "1", "time": 1, "messaging": [row]}]}).encode()

    def send(self, body: bytes, method: str = "POST", **headers: str) -> int:
        """Post an event, signed as Meta signs it; the status of the reply."""
        digest = hmac.new(SECRETS["facebook"].encode(), body, hashlib.sha256).hexdigest()
        given = {"X-Hub-Signature-256": f"sha256={digest}", "Content-Type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.bot.post("/webhooks/facebook/webhook", body, given, method)[0]

    def ask(self, text: str) -> Said:
        self.bot.sent.append(text)
        assert self.send(self.event({"text": text})) == 200
        return self.next()

    def pick(self, place: int) -> Said:
        title, payload = [row for row in self.said.buttons if row[0] != "Tell me more"][place - 1]
        assert self.send(self.event({"text": title, "quick_reply": {"payload": payload}})) == 200
        return self.next()

    def next(self) -> Said:
        body = self.bot.meta.taken.get(timeout=REPLY_WITHIN)
        assert body["recipient"] == {"id": self.me}
        replies = body["message"].get("quick_replies", [])
        self.said = Said([body["message"]["text"]], [(row["title"], row["payload"]) for row in replies])
        return self.said


class OnSlack:
    """Somebody in a Slack workspace."""

    def __init__(self, bot: Bot) -> None:
        number = next(NUMBERS)
        self.bot, self.me, self.channel = bot, f"U{number}", f"D{number}"
        bot.sent += [self.me, self.channel]
        self.said = Said([])

    def event(self, text: str, event_id: str = "", **more: Any) -> bytes:
        said = {"type": "message", "channel_type": "im", "user": self.me, "channel": self.channel, "text": text}
        row = {"type": "event_callback", "team_id": "T1", "event_id": event_id or f"Ev{uuid.uuid4().hex}"}
        return json.dumps({**row, "event": {**said, **more}}).encode()

    def send(
        self, body: bytes, kind: str = "application/json", at: Optional[float] = None, method: str = "POST", **more: str
    ) -> int:
        """Post an event, signed as Slack signs it; the status of the reply."""
        stamp = str(int(at or time.time()))
        secret = SECRETS["slack_signing"].encode()
        digest = hmac.new(secret, f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {"X-Slack-Signature": f"v0={digest}", "X-Slack-Request-Timestamp": stamp, "Content-Type": kind}
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        return self.bot.post("/webhooks/slack/webhook", body, headers, method)[0]

    def ask(self, text: str) -> Said:
        self.bot.sent.append(text)
        assert self.send(self.event(text)) == 200
        return self.next()

    def pick(self, place: int) -> Said:
        tap = {
            "type": "block_actions",
            "trigger_id": uuid.uuid4().hex,
            "user": {"id": self.me},
            "channel": {"id": self.channel},
            "actions": [{"type": "button", "value": self.said.buttons[place - 1][1]}],
        }
        body = urlencode({"payload": json.dumps(tap)}).encode()
        assert self.send(body, "application/x-www-form-urlencoded") == 200
        return self.next()

    def next(self) -> Said:
        body = self.bot.slack.taken.get(timeout=REPLY_WITHIN)
        assert body["channel"] == self.channel
        sections = [block["text"]["text"] for block in body["blocks"] if block["type"] == "section"]
        buttons = [row for block in body["blocks"] if block["type"] == "actions" for row in block["elements"]]
        self.said = Said(sections, [(row["text"]["text"], row["value"]) for row in buttons])
        return self.said
