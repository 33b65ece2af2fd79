"""Messages are answered in order; what was deleted is not answered, and a reply that fails is still a reply."""

from __future__ import annotations

import asyncio

import pytest
from rasa.core.channels.channel import UserMessage

from bot.serving.web.glossary import Glossary
from bot.serving.web.sessions import Session, new_conversation
from bot.serving.web.turns import Turns


class Memory:
    """Stands in for Rasa's memory: the conversations it was told to delete, and those it was told of."""

    def __init__(self) -> None:
        self.kept: set[str] = set()

    def delete(self, conversation: str) -> None:
        self.kept.discard(conversation)


@pytest.fixture
def session() -> Session:
    return Session("key", new_conversation(), created=0.0, seen=0.0)


@pytest.fixture
def memory() -> Memory:
    return Memory()


def slow_bot(memory: Memory):
    """A bot that takes its time, the longer the earlier it is asked, and keeps the conversation when it is done."""
    waits = iter((0.05, 0.02, 0.0))

    async def handle(message: UserMessage) -> None:
        await asyncio.sleep(next(waits))
        mark = {"kind": "chat", "id": "x"}
        reply = {"text": f"re: {message.text}", "custom": mark, "buttons": [{"title": "A", "payload": "secret"}]}
        await message.output_channel.send_response(message.sender_id, reply)
        memory.kept.add(message.sender_id)

    return handle


def begin(turns: Turns, session: Session, *texts: str) -> None:
    """Take messages as the channel does."""
    for text in texts:
        session.hear(text, text, 0.0)
        turns.begin(session, text)


def test_replies_come_in_the_order_of_the_messages(session, memory, knowledge):
    async def converse() -> None:
        turns = Turns(slow_bot(memory), knowledge, Glossary({}), lambda: 0.0)
        begin(turns, session, "one", "two", "three")
        await asyncio.sleep(0.2)

    asyncio.run(converse())
    assert [event.text for event in session.events] == ["one", "two", "three", "re: one", "re: two", "re: three"]
    assert session.waiting == 0 and session.choice(4, 0).payload == "secret"


# how it is deleted
DELETIONS = {"start over": Session.clear, "delete": Session.close}


@pytest.mark.parametrize("delete", DELETIONS.values(), ids=DELETIONS)
def test_deleted_amid_a_turn_leaves_nothing(session, memory, knowledge, delete):
    async def converse() -> None:
        turns = Turns(slow_bot(memory), knowledge, Glossary({}), lambda: 0.0)
        begin(turns, session, "one", "two")
        await asyncio.sleep(0.01)
        old = session.conversation
        delete(session)
        await turns.delete(session, old, memory)
        assert memory.kept == set()
        await asyncio.sleep(0.1)

    asyncio.run(converse())
    assert memory.kept == set() and not session.events and session.waiting == 0


def test_deletion_is_done_even_if_the_client_goes(session, memory, knowledge):
    async def converse() -> None:
        turns = Turns(slow_bot(memory), knowledge, Glossary({}), lambda: 0.0)
        begin(turns, session, "one")
        await asyncio.sleep(0.01)
        session.close()
        request = asyncio.ensure_future(turns.delete(session, session.conversation, memory))
        await asyncio.sleep(0.01)
        request.cancel()
        await asyncio.sleep(0.1)

    asyncio.run(converse())
    assert memory.kept == set()


def declining(kind: str):
    """A bot whose replies are all of a kind."""

    async def handle(message: UserMessage) -> None:
        reply = {"text": "no", "custom": {"kind": kind, "id": "x"}}
        await message.output_channel.send_response(message.sender_id, reply)

    return handle


NOTED = {
    "agreed, and in vain": (True, "decline", 1),
    "not agreed": (False, "decline", 0),
    "agreed, and answered": (True, "chat", 0),
}


@pytest.mark.parametrize("agreed, kind, lines", NOTED.values(), ids=NOTED)
def test_only_what_is_asked_in_vain_by_who_agreed_is_noted(session, knowledge, tmp_path, agreed, kind, lines):
    log = tmp_path / "log.jsonl"
    session.agreed = agreed

    async def converse() -> None:
        begin(Turns(declining(kind), knowledge, Glossary({}), lambda: 0.0, log), session, "is tea ok")
        await asyncio.sleep(0.05)

    asyncio.run(converse())
    assert len(log.read_text().splitlines() if log.exists() else []) == lines
    assert session.events[-1].text == "no"


def test_who_takes_back_the_consent_before_the_reply_is_not_noted(session, memory, knowledge, tmp_path):
    session.agreed = True

    async def converse() -> None:
        begin(Turns(declining("decline"), knowledge, Glossary({}), lambda: 0.0, tmp_path / "log"), session, "is tea ok")
        session.agreed = False
        await asyncio.sleep(0.05)

    asyncio.run(converse())
    assert not (tmp_path / "log").exists()


def test_a_log_that_cannot_be_written_keeps_nobody_from_a_reply(session, knowledge, tmp_path):
    session.agreed = True

    async def converse() -> None:
        begin(Turns(declining("decline"), knowledge, Glossary({}), lambda: 0.0, tmp_path), session, "is tea ok")
        await asyncio.sleep(0.05)

    asyncio.run(converse())
    assert session.events[-1].text == "no" and session.waiting == 0


async def fail(message: UserMessage) -> None:
    raise RuntimeError("what the person wrote")


async def say_nothing(message: UserMessage) -> None:
    pass


@pytest.mark.parametrize("handle", [fail, say_nothing])
def test_a_failed_turn_gets_a_marked_reply_and_logs_no_words(session, knowledge, caplog, handle):
    async def converse() -> None:
        begin(Turns(handle, knowledge, Glossary({}), lambda: 0.0), session, "one")
        await asyncio.sleep(0.05)

    asyncio.run(converse())
    reply = session.events[-1]
    assert (reply.text, reply.custom["id"]) == (knowledge.page.error_failed, "failed")
    assert session.waiting == 0 and "wrote" not in caplog.text
