"""The web channel of the running bot, from outside: what a page, a second tab, a flood and a stranger meet."""

from __future__ import annotations

import asyncio
import http.client
import itertools
import json
import os
import signal
import subprocess
import sys
import time
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any, Iterator, Optional
from urllib.parse import urlsplit

import pytest

from bot.evaluation.bench import served
from bot.places import ROOT
from bot.serving.short_memory import memory_of
from bot.serving.web.glossary import glossary_of
from bot.serving.web.sessions import Session, new_conversation
from bot.serving.web.settings import Settings
from bot.serving.web.turns import Turns
from bot.serving.web.words import LONGEST_MESSAGE

pytestmark = pytest.mark.server

CLINIC, STRANGER = "https://clinic.example", "https://evil.example"
ADDRESSES = (f"127.0.1.{number}" for number in itertools.count(1))  # each client has one of its own, and its own limits


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    """Where the server notes what is asked in vain."""
    return tmp_path_factory.mktemp("log") / "unanswered.jsonl"


@pytest.fixture(scope="module")
def url(model, log) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("WEB_ORIGINS", CLINIC)
        environment.setenv("UNANSWERED_LOG", str(log))
        with served(ROOT) as (address, _, _):
            yield address


class Client:
    """A client with an address and, once it has opened one, a session."""

    def __init__(self, url: str) -> None:
        self.place, self.address, self.token = urlsplit(url).netloc, next(ADDRESSES), ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict, Any]:
        """Status, headers and JSON of a reply; `body` is sent as JSON, bytes as they are."""
        with closing(self._connection()) as connection:
            data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
            connection.request(method, f"/webhooks/web{path}", data, self._headers(headers))
            reply = connection.getresponse()
            text = reply.read()
            return reply.status, {key.lower(): value for key, value in reply.getheaders()}, json.loads(text or "null")

    def open(self) -> "Client":
        status, _, reply = self.ask("POST", "/session")
        assert status == 201
        self.token = reply["token"]
        return self

    def say(self, text: str, message_id: Optional[str] = None) -> tuple[int, Any]:
        status, _, reply = self.ask("POST", "/message", {"id": message_id or str(uuid.uuid4()), "text": text})
        return status, reply

    def stream(self, after: int = 0) -> Iterator[tuple[str, Any]]:
        """Kind and data of each server-sent event; one more than 10 seconds late is an error."""
        with closing(self._connection()) as connection:
            connection.request("GET", f"/webhooks/web/events?after={after}", headers=self._headers({}))
            reply = connection.getresponse()
            assert reply.status == 200, reply.read()
            kind = ""
            for line in iter(reply.readline, b""):
                name, _, value = line.decode().rstrip("\n").partition(": ")
                kind = value if name == "event" else kind
                if name == "data":
                    yield kind, json.loads(value)

    def messages(self, count: int, after: int = 0) -> list[dict]:
        """The next messages after a number."""
        return list(itertools.islice((data for kind, data in self.stream(after) if kind == "message"), count))

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.place, timeout=10, source_address=(self.address, 0))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**own, **{key.replace("_", "-"): value for key, value in more.items()}}


@pytest.fixture
def client(url) -> Client:
    return Client(url).open()


def test_session_begins_with_who_this_is_and_topics(url, knowledge):
    status, headers, reply = Client(url).ask("POST", "/session")
    (greeting,) = reply["events"]
    assert (status, headers["cache-control"], len(reply["token"])) == (201, "no-store", 43)
    assert "set-cookie" not in headers
    assert knowledge.replies["identity"].texts[0].strip() in greeting["text"]
    assert greeting["buttons"] == [{"title": row.title} for row in knowledge.menu]


def test_client_cannot_choose_its_session(url):
    client = Client(url)
    _, _, reply = client.ask("POST", "/session", {"token": "mine", "sender": "mine"})
    assert reply["token"] != "mine"
    client.token = "mine"
    assert client.say("hello")[0] == 401


def test_answer_comes_with_its_source_and_no_payload(client):
    assert client.say("What is a bone scan?") == (202, {"n": 2})
    question, answer = client.messages(2, after=1)
    assert (question["from"], question["text"], question["n"]) == ("you", "What is a bone scan?", 2)
    assert (answer["from"], answer["custom"]["id"], answer["n"]) == ("bot", "diagnosis.bone-scan", 3)
    assert answer["custom"]["sources"] == [{"section": "Diagnosis", "edition": "2021", "reviewed": "2021-01"}]
    assert answer["paragraphs"][-1].startswith("Source: ") and "\n\n".join(answer["paragraphs"]) == answer["text"]
    assert answer["buttons"] and all(button.keys() == {"title"} for button in answer["buttons"])


def test_urgent_reply_has_a_number_to_tap(client):
    client.say("I want to kill myself")
    reply = client.messages(2, after=1)[1]["custom"]
    assert reply["kind"] == "urgent" and {phone["dial"] for phone in reply["phones"]} == {"tel:988", "tel:911"}


def test_words_of_a_reply_are_explained(client):
    client.say("side effects of everolimus")
    reply = client.messages(2, after=1)[1]
    assert [term["name"] for term in reply["custom"]["terms"]] == ["everolimus"]
    assert all(term["said"] in reply["text"] for term in reply["custom"]["terms"])


def test_topic_is_chosen_by_its_place(client, knowledge):
    choice = {"id": str(uuid.uuid4()), "choice": 1, "button": 4}
    assert client.ask("POST", "/message", choice)[0] == 202
    question, answer = client.messages(2, after=1)
    assert answer["custom"]["id"] == knowledge.menu[4].answer
    assert question["text"] == knowledge.answers[knowledge.menu[4].answer].title


def test_message_is_taken_once(client):
    message_id = str(uuid.uuid4())
    numbers = [client.say("What is a bone scan?", message_id)[1]["n"] for _ in range(3)]
    client.say("thanks")
    assert numbers == [2, 2, 2]
    told = client.messages(4, after=1)
    assert [event["text"] for event in told if event["from"] == "you"] == ["What is a bone scan?", "thanks"]
    assert [event["id"] for event in told if event["from"] == "you"][0] == message_id


def test_messages_are_answered_in_their_order(client):
    asked = ["What is a bone scan?", "What is a CT scan?", "What is a PET scan?", "thanks"]
    for text in asked:
        client.say(text)
    told = client.messages(8, after=1)
    assert [event["text"] for event in told if event["from"] == "you"] == asked
    replies = [event["custom"]["id"] for event in told if event["from"] == "bot"]
    assert replies == ["diagnosis.bone-scan", "diagnosis.ct-scan", "diagnosis.pet-ct-scan", "thanks"]


def test_listener_comes_back_and_misses_nothing(client):
    client.say("What is a bone scan?")
    first = client.messages(2, after=1)
    client.say("thanks")  # while nobody listens
    rest = client.messages(2, after=first[-1]["n"])
    assert [event["n"] for event in (*first, *rest)] == [2, 3, 4, 5]
    assert [event["n"] for event in client.messages(5)] == [1, 2, 3, 4, 5]


def test_two_tabs_see_the_same(client):
    tabs = [client.stream(after=1) for _ in range(2)]
    assert [next(tab) for tab in tabs] == [("typing", {"on": False})] * 2
    client.say("What is a bone scan?")
    told = [[next(tab) for _ in range(4)] for tab in tabs]
    assert told[0] == told[1]
    assert [kind for kind, _ in told[0]] == ["message", "typing", "message", "typing"]
    assert [data["on"] for kind, data in told[0] if kind == "typing"] == [True, False]


def test_session_of_another_is_refused(url, client):
    other = Client(url).open()
    client.say("What is a bone scan?")
    assert [event["n"] for event in other.messages(1)] == [1]
    for token in ("", "a" * 43, client.token[:-1] + "!", client.token[::-1]):
        other.token = token
        for method, path in (("GET", "/events"), ("POST", "/message"), ("POST", "/start-over"), ("DELETE", "/session")):
            status, _, reply = other.ask(method, path, {"id": str(uuid.uuid4()), "text": "x"})
            assert (status, reply["error"]) == (401, "no_session") and reply["text"]
    assert len(client.messages(3)) == 3


def test_deleted_session_is_gone_from_every_tab(client):
    client.say("What is a bone scan?")
    tab = client.stream()
    while next(tab) != ("typing", {"on": False}):
        pass
    assert client.ask("DELETE", "/session")[0] == 204
    assert list(tab) == [("gone", {})]
    assert client.say("hello")[0] == 401 and client.ask("DELETE", "/session")[0] == 401


def test_starting_over_forgets_what_was_said(client):
    client.say("What is a bone scan?")
    tab = client.stream()
    while next(tab) != ("typing", {"on": False}):
        pass
    status, _, reply = client.ask("POST", "/start-over")
    assert (status, reply["n"], [event["n"] for event in reply["events"]]) == (200, 5, [5])
    assert [next(tab)[0] for _ in range(2)] == ["reset", "message"]
    client.say("Tell me more")
    assert [event["n"] for event in client.messages(3)] == [5, 6, 7]
    assert client.messages(3)[-1]["custom"]["kind"] == "chat"


def in_vain(client: Client, text: str) -> None:
    """Ask what the guide does not cover, and wait for the reply."""
    _, reply = client.say(text)
    assert client.messages(2, after=reply["n"] - 1)[1]["custom"]["kind"] == "decline"


def test_only_who_agreed_is_noted_and_without_what_is_personal(client, log):
    in_vain(client, "who won the football cup")
    assert client.ask("POST", "/consent", {"agree": True})[::2] == (200, {"agree": True})
    in_vain(client, "what is the price of bitcoin, my name is Ann, 0161 496 0000")
    assert client.ask("POST", "/consent", {"agree": False})[2] == {"agree": False}
    in_vain(client, "who won the tennis cup")
    (row,) = map(json.loads, log.read_text().splitlines())
    assert row.keys() == {"day", "kind", "text"}
    assert row["text"] == "what is the price of bitcoin, my name is ***, ***"


@pytest.mark.parametrize("body", [{}, {"agree": "yes"}, {"agree": 1}, []])
def test_a_consent_that_is_none_is_refused(client, body):
    assert client.ask("POST", "/consent", body)[0] == 400


def test_flood_is_limited_and_another_is_served(url, client):
    said = [client.say("thanks") for _ in range(Settings().messages + 5)]
    assert [status for status, _ in said].count(202) in range(Settings().messages, Settings().messages + 2)
    status, headers, reply = client.ask("POST", "/message", {"id": str(uuid.uuid4()), "text": "thanks"})
    assert (status, reply["error"]) == (429, "too_many") and headers["retry-after"] in reply["text"]
    other = Client(url).open()
    started = time.perf_counter()
    assert other.say("What is a bone scan?")[0] == 202
    assert other.messages(2, after=1)[1]["custom"]["id"] == "diagnosis.bone-scan"
    assert time.perf_counter() - started < 5


def test_one_address_cannot_open_sessions_without_end(url):
    client = Client(url)
    most = Settings().address_sessions
    claims = [f"192.0.2.{number}" for number in range(most + 2)]  # nobody asked the bot to believe them
    statuses = [client.ask("POST", "/session", X_Forwarded_For=claim)[0] for claim in claims]
    assert statuses[:most] == [201] * most and statuses[-1] == 429
    assert Client(url).ask("POST", "/session")[0] == 201


def test_message_sent_again_is_not_limited(client):
    message_id = str(uuid.uuid4())
    client.say("thanks", message_id)
    for _ in range(Settings().messages + 5):
        client.say("thanks")
    assert client.say("thanks", message_id) == (202, {"n": 2})


ID = str(uuid.uuid4())
LONG = "é" * LONGEST_MESSAGE

# body, status, error
BODIES = {
    "as long as it may be": ({"id": str(uuid.uuid4()), "text": LONG}, 202, None),
    "too long": ({"id": ID, "text": LONG + "x"}, 413, "too_long"),
    "too large": (b"x" * 100_001, 413, "too_large"),
    "no JSON": (b"hello", 400, "bad_request"),
    "no body": (b"", 400, "bad_request"),
    "a list": ([1], 400, "bad_request"),
    "no id": ({"text": "x"}, 400, "bad_request"),
    "an id that is none": ({"id": "1", "text": "x"}, 400, "bad_request"),
    "an id that is a number": ({"id": 1, "text": "x"}, 400, "bad_request"),
    "no text": ({"id": ID}, 400, "bad_request"),
    "a text that is none": ({"id": ID, "text": ["x"]}, 400, "bad_request"),
    "a choice without a button": ({"id": ID, "choice": 1}, 400, "bad_request"),
    "a button that is none": ({"id": ID, "choice": 1, "button": True}, 400, "bad_request"),
    "a choice of no event": ({"id": ID, "choice": 99, "button": 0}, 400, "choice_gone"),
    "a choice of no button": ({"id": ID, "choice": 1, "button": 99}, 400, "choice_gone"),
    "a payload of its own": ({"id": ID, "payload": "/restart"}, 400, "bad_request"),
}


@pytest.mark.parametrize("body, expected, error", BODIES.values(), ids=BODIES)
def test_odd_body_is_refused_in_friendly_words(client, body, expected, error):
    status, _, reply = client.ask("POST", "/message", body)
    assert (status, reply.get("error")) == (expected, error)
    assert not error or (reply["text"].endswith(".") and "Traceback" not in reply["text"])


@pytest.mark.parametrize("after", ["x", "-1", "9" * 20, "1e3"])
def test_odd_number_to_resume_after_is_refused(client, after):
    assert client.ask("GET", f"/events?after={after}")[0] == 400


# text -> as the conversation shows it
ODD_TEXTS = {
    "empty": ("", "…"),
    "command": ("/restart", "restart"),
    "lone surrogate": ("a\ud800b", "a b"),
    "lines": ("a\nb", "a b"),
}


@pytest.mark.parametrize("text, shown", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_gets_a_marked_reply(client, text, shown):
    client.say(text)
    question, answer = client.messages(2, after=1)
    assert question["text"] == shown and answer["text"] and answer["custom"]["kind"]


def test_tabs_have_a_bound(client):
    tabs = [client.stream() for _ in range(8)]
    for tab in tabs:
        next(tab)
    assert client.ask("GET", "/events")[0] == 429
    assert client.say("thanks")[0] == 202


ROUTES = {
    "page": ("GET", "/page.json"),
    "open": ("POST", "/session"),
    "message": ("POST", "/message"),
    "events": ("GET", "/events"),
    "start over": ("POST", "/start-over"),
    "delete": ("DELETE", "/session"),
}


@pytest.mark.parametrize("method, path", ROUTES.values(), ids=ROUTES)
def test_page_of_a_stranger_is_refused(client, method, path):
    for sent in (method, "OPTIONS"):
        status, headers, reply = client.ask(sent, path, Origin=STRANGER)
        assert (status, reply["error"]) == (403, "origin")
        assert not [name for name in headers if name.startswith("access-control")]
    assert client.say("thanks")[0] == 202  # and nothing was deleted


@pytest.mark.parametrize("method, path", ROUTES.values(), ids=ROUTES)
def test_page_of_an_allowed_website_is_let_in(url, method, path):
    status, headers, _ = Client(url).ask("OPTIONS", path, Origin=CLINIC, Access_Control_Request_Method=method)
    assert status == 204 and method in headers["access-control-allow-methods"]
    status, headers, _ = Client(url).ask(method, path, {"id": ID, "text": "x"}, Origin=CLINIC)
    assert status != 403 and headers["access-control-allow-origin"] == CLINIC and headers["vary"] == "Origin"


def test_own_page_is_let_in(url):
    assert Client(url).ask("POST", "/session", Origin=url)[0] == 201


def test_page_gets_its_words(url):
    status, _, reply = Client(url).ask("GET", "/page.json")
    assert status == 200 and reply["words"]["send"] and reply["greeting"]["buttons"] and reply["limits"]["message"]


def test_server_that_was_started_again_knows_no_session_and_serves_new_ones(client):
    with served(ROOT) as (address, process, _):
        again = Client(address)
        again.token = client.token
        assert again.say("hello")[0] == 401
        again.token = ""
        tab = again.open().stream()
        next(tab)
        started = time.perf_counter()
        process.send_signal(signal.SIGTERM)  # with a page listening
        assert process.wait(10) in (0, -signal.SIGTERM) and time.perf_counter() - started < 10


def test_behind_a_proxy_each_address_counts_and_the_silent_session_goes_first(model):
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {"WEB_PROXIES": "1", "WEB_ADDRESS_SESSIONS": "1", "WEB_SESSIONS": "2"}.items():
            environment.setenv(name, value)
        with served(ROOT) as (address, _, _):
            client = Client(address)
            # Of a list, the last address is the one that the proxy itself has seen.
            came = ["192.0.2.1", "192.0.2.1", "192.0.2.9, 192.0.2.1", "192.0.2.2", "192.0.2.3"]
            replies = [client.ask("POST", "/session", X_Forwarded_For=claim) for claim in came]
            assert [status for status, _, _ in replies] == [201, 429, 429, 201, 201]
            statuses = []
            for reply in (replies[0], replies[3], replies[4]):
                client.token = reply[2]["token"]
                statuses.append(client.say("thanks")[0])
            assert statuses == [401, 202, 202]


def test_wrong_setting_is_told_in_one_line(model):
    command, environment = [sys.executable, "-m", "bot", "run"], {**os.environ, "WEB_ORIGINS": "*", "PORT": "5699"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1 and "WEB_ORIGINS holds '*'" in done.stderr and "Traceback" not in done.stderr


def test_rasa_keeps_nothing_of_a_deleted_conversation(waymark, knowledge):
    agent = waymark.agent

    async def converse() -> tuple[bool, bool, int]:
        memory = memory_of(agent.tracker_store)
        turns = Turns(agent.handle_message, knowledge, glossary_of(knowledge), time.time)
        session = Session("key", new_conversation(), created=0.0, seen=0.0)
        session.hear("a", "What is a bone scan?", 0.0)
        turns.begin(session, "What is a bone scan?")
        while session.waiting:
            await asyncio.sleep(0.01)
        kept = session.conversation in memory.store
        session.close()
        await turns.delete(session, session.conversation, memory)
        return kept, session.conversation in memory.store, len(agent.lock_store.conversation_locks)

    assert waymark.run(converse()) == (True, False, 0)
