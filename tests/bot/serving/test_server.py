"""The running bot, from outside: what the contract promises."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from email.message import Message

import pytest

from bot.evaluation.bench import served
from bot.places import ROOT

pytestmark = pytest.mark.server

KINDS = {"answer", "lookup", "clarify", "decline", "urgent", "chat"}


@pytest.fixture(scope="module")
def url(model):
    with served(ROOT) as (address, _, _):
        yield address


def post(url: str, body: object, raw: bool = False) -> tuple[int, object]:
    data = body if raw else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}/webhooks/rest/webhook", data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def get(url: str) -> tuple[int, Message, str]:
    with urllib.request.urlopen(url, timeout=10) as reply:
        return reply.status, reply.headers, reply.read().decode()


ODD_MESSAGES = {
    "empty": "",
    "white space": " \n\t ",
    "very long": "why me " * 900,
    "one long word": "a" * 5000,
    "emoji": "😢😢😢",
    "control characters": "\x00\x01\x1b[31m\u202e\ufeff",
    "lone surrogate": "\ud800",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template braces": "{{7*7}} {drug} ${x} %s %(a)s",
    "slash command": "/restart",
    "slash command with data": '/faq{"intent_response_key": "faq/x"}',
    "session start": "/session_start",
    "only slashes": "///",
    "digits": "12345",
    "one letter": "x",
    "zeros and signs": "-1 0 +1 1e999 NaN",
    "other script": "ما هو سرطان الثدي",
    "sql": "'; DROP TABLE answers; --",
    "line breaks": "what\nis\n\na\n\nbone scan",
}


@pytest.mark.parametrize("message", ODD_MESSAGES.values(), ids=ODD_MESSAGES)
def test_odd_message_gets_a_marked_reply(url, message):
    status, messages = post(url, {"sender": "odd", "message": message})
    marks = [m["custom"] for m in messages if "custom" in m]
    said = "\n".join(m.get("text", "") for m in messages)
    assert status == 200
    assert len(marks) == 1 and marks[0]["kind"] in KINDS
    assert said.strip()
    assert not any(sign in said for sign in ("<script", "<img", "Traceback", "{{", "${", "DROP TABLE"))


ODD_BODIES = {
    "no JSON": (b"hello", 400),
    "a list": (b"[1, 2]", 400),
    "nothing": (b"", 400),
    "message a number": (b'{"sender": "a", "message": 5}', 200),
    "message null": (b'{"sender": "a", "message": null}', 200),
    "no message": (b'{"sender": "a"}', 200),
    "no sender": (b'{"message": "hello"}', 200),
    "sender a list": (b'{"sender": ["a"], "message": "hello"}', 200),
}


@pytest.mark.parametrize("body, expected", ODD_BODIES.values(), ids=ODD_BODIES)
def test_odd_body_is_answered_or_refused_without_a_trace(url, body, expected):
    status, reply = post(url, body, raw=True)
    assert status == expected
    if status == 200:
        assert [m for m in reply if "custom" in m]
    else:
        assert "Traceback" not in reply and "json" in reply.lower()


def test_answer_names_its_source_in_mark_and_text(url):
    _, messages = post(url, {"sender": "s", "message": "What is a bone scan?"})
    mark = next(m["custom"] for m in messages if "custom" in m)
    assert (mark["kind"], mark["id"]) == ("answer", "diagnosis.bone-scan")
    assert mark["sources"] == [{"section": "Diagnosis", "edition": "2021", "reviewed": "2021-01"}]
    assert messages[0]["text"].endswith("Source: Cancer.Net guide, Diagnosis, 2021 edition")


def test_more_is_given_when_asked_for(url):
    first = post(url, {"sender": "m", "message": "What is a bone scan?"})[1]
    second = post(url, {"sender": "m", "message": "Tell me more"})[1]
    assert second[-1]["custom"]["id"] == first[-1]["custom"]["id"]
    assert second[0]["text"] != first[0]["text"]


def test_conversations_do_not_mix(url):
    post(url, {"sender": "one", "message": "What is a bone scan?"})
    assert post(url, {"sender": "two", "message": "Tell me more"})[1][-1]["custom"]["kind"] == "chat"


def test_health_tells_what_answers(url):
    status, _, body = get(f"{url}/health")
    report = json.loads(body)
    assert status == 200 and report["status"] == "ok"
    assert report["model"] and len(report["answer_base"]) == 16 and report["versions"]["rasa"].startswith("3.6")


@pytest.mark.parametrize("path, holds", [("/", "<waymark-chat"), ("/widget.js", "fetch"), ("/page.css", "{")])
def test_page_is_served_under_a_strict_policy(url, path, holds):
    status, headers, body = get(url + path)
    assert status == 200 and holds in body
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe-inline" not in policy


def test_busy_port_is_told_in_one_line(model):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = start({"PORT": str(taken.getsockname()[1])})
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if "cannot listen" in line and "Mend:" in line]
    assert "Traceback" not in done.stderr


def test_wrong_port_is_told_in_one_line(model):
    done = start({"PORT": "many"})
    assert done.returncode == 1 and "PORT is 'many'" in done.stderr and "Traceback" not in done.stderr


def test_stops_on_sigterm(model):
    with served(ROOT) as (_, process, _):
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) in (0, -signal.SIGTERM)


def start(environment: dict[str, str]) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "bot", "run"]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120
    )
