"""Vendors that run in the test: each keeps what it was sent, and refuses what the vendor's documentation says it refuses."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections import deque
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any, Iterator, Optional
from urllib.parse import parse_qs, parse_qsl, urlsplit

ACCOUNT, TOKEN = "AC" + "0a" * 16, "twilio-auth-token-of-the-test"
PAGE_TOKEN, APP_SECRET = "page-token-of-the-test", "app-secret-of-the-test"
SLACK_TOKEN = "xoxb-token-of-the-test"
NUMBER = re.compile(r"(whatsapp:)?\+[1-9]\d{1,14}")  # E.164
REPLY_WITHIN = 20  # seconds that a test waits for a message


class Vendor(BaseHTTPRequestHandler):
    """A vendor's API. What it takes is put into `taken`; `answers` holds what it says instead of that, for a while."""

    taken: "Queue[Any]"
    answers: "deque[tuple[int, dict[str, str], Optional[threading.Event]]]"  # status, headers, what is waited for

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.answers:
            status, headers, until = self.answers.popleft()
            if until:
                until.wait(REPLY_WITHIN)
            return self._say(status, {}, **headers)
        fault, said = self.read(body)
        if fault is None:
            self.taken.put(said)
            return self._say(201 if isinstance(self, Twilio) else 200, self.good(said))
        self._say(fault[0], fault[1])

    def read(self, body: str) -> tuple[Optional[tuple[int, dict]], Any]:
        """What is wrong with a request, as status and body of the reply, and what it says."""
        raise NotImplementedError

    def good(self, said: Any) -> dict:
        """The reply to a request that is taken."""
        raise NotImplementedError

    def _say(self, status: int, body: dict, **headers: str) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        for key, value in {**headers, "Content-Type": "application/json", "Content-Length": str(len(data))}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        pass


class Twilio(Vendor):
    """https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource"""

    def read(self, body: str) -> tuple[Optional[tuple[int, dict]], Any]:
        expected = "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if self.headers["Authorization"] != expected:
            return _twilio_fault(401, 20003), None
        if self.path != f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json":
            return _twilio_fault(404, 20404), None
        if self.headers["Content-Type"] != "application/x-www-form-urlencoded":
            return _twilio_fault(400, 20001), None
        said = dict(parse_qsl(body, keep_blank_values=True))
        if not NUMBER.fullmatch(said.get("To", "")):
            return _twilio_fault(400, 21211), None
        if not NUMBER.fullmatch(said.get("From", "")) or ("whatsapp" in said["From"]) != ("whatsapp" in said["To"]):
            return _twilio_fault(400, 21212), None
        if not said.get("Body"):
            return _twilio_fault(400, 21602), None
        if len(said["Body"]) > 1600:
            return _twilio_fault(400, 21617), None
        return None, said

    def good(self, said: dict) -> dict:
        return {
            "sid": "SM" + "0" * 32,
            "status": "queued",
            "to": said["To"],
            "from": said["From"],
            "body": said["Body"],
        }


class Meta(Vendor):
    """https://developers.facebook.com/docs/messenger-platform/reference/send-api"""

    def read(self, body: str) -> tuple[Optional[tuple[int, dict]], Any]:
        keys = parse_qs(urlsplit(self.path).query)
        if keys.get("access_token") != [PAGE_TOKEN] or len(keys.get("appsecret_proof", [""])[0]) != 64:
            return (400, {"error": {"code": 190}}), None
        said = json.loads(body)
        message = said.get("message", {})
        replies = message.get("quick_replies", [])
        wrong = (
            not urlsplit(self.path).path.endswith("/me/messages")
            or said.get("messaging_type") != "RESPONSE"
            or not said.get("recipient", {}).get("id")
            or not 0 < len(message.get("text", "")) <= 2000
            or len(replies) > 13
            or any(len(row["title"]) > 20 or len(row["payload"]) > 1000 for row in replies)
        )
        return ((400, {"error": {"code": 100}}), None) if wrong else (None, said)

    def good(self, said: dict) -> dict:
        return {"recipient_id": said["recipient"]["id"], "message_id": "m_1"}


class Slack(Vendor):
    """https://docs.slack.dev/reference/methods/chat.postMessage and its blocks"""

    def read(self, body: str) -> tuple[Optional[tuple[int, dict]], Any]:
        if self.headers["Authorization"] != f"Bearer {SLACK_TOKEN}":
            return (200, {"ok": False, "error": "invalid_auth"}), None
        said = json.loads(body)
        blocks = said.get("blocks", [])
        sections = [block["text"]["text"] for block in blocks if block["type"] == "section"]
        buttons = [row for block in blocks if block["type"] == "actions" for row in block["elements"]]
        wrong = (
            self.path != "/api/chat.postMessage"
            or not said.get("channel")
            or not sections
            or any(not 0 < len(text) <= 3000 for text in sections)
            or len(blocks) > 50
            or len(buttons) > 25
            or len({row["action_id"] for row in buttons}) != len(buttons)
            or any(len(row["text"]["text"]) > 75 or len(row["value"]) > 2000 for row in buttons)
        )
        return ((200, {"ok": False, "error": "invalid_blocks"}), None) if wrong else (None, said)

    def good(self, said: dict) -> dict:
        return {"ok": True, "channel": said["channel"], "ts": "1.1"}


def _twilio_fault(status: int, code: int) -> tuple[int, dict]:
    return status, {"status": status, "code": code, "message": "refused", "more_info": ""}


@contextmanager
def running(vendor: type[Vendor]) -> Iterator[tuple[str, type[Vendor]]]:
    """A vendor at a free port, until the block ends: its address, and what keeps what it took."""
    kept = type(vendor.__name__, (vendor,), {"taken": Queue(), "answers": deque()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kept)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", kept
    finally:
        server.shutdown()
        server.server_close()
