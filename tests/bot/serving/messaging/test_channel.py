"""What all messengers share, with a vendor and a bot that do as the test says."""

from __future__ import annotations

import asyncio
import gc
import time
from types import SimpleNamespace
from typing import Any, Callable, Optional

import pytest
from rasa.core.channels.channel import UserMessage

from bot.serving.messaging import channel as module
from bot.serving.messaging import telegram
from bot.serving.messaging.channel import LATE, Heard, MessagingInput
from bot.serving.messaging.outgoing import Message
from bot.serving.messaging.sending import Failure
from bot.serving.messaging.settings import ChannelSettings

NUMBER = "+12025550100"
KEY = "conversation-key-0123456789abcdef"


class Vendor(MessagingInput):
    """A messenger that keeps what it is told to send."""

    Settings = ChannelSettings

    def __init__(self, bot: Callable, **settings: Any) -> None:
        super().__init__(ChannelSettings(conversation_key=KEY, **settings))
        self._handle = bot
        self.said: list[tuple[Any, str]] = []
        self.slow: dict[Any, asyncio.Event] = {}

    @classmethod
    def name(cls) -> str:
        return "vendor"

    def look(self, heard: Heard):
        return telegram.render

    async def deliver(self, to: Any, message: Message) -> None:
        if to in self.slow:
            await self.slow[to].wait()
        self.said.append((to, message.text))

    def failure_of(self, error: Exception) -> Failure:
        return Failure(type(error).__name__, again=False)

    async def done(self) -> None:
        """Wait until nothing is under way."""
        while self._work._last:
            await asyncio.wait(list(self._work._last.values()))


ids = iter(range(10**6))


def heard(text: Optional[str] = "hi", person: str = NUMBER, **more: Any) -> Heard:
    return Heard(**{"id": str(next(ids)), "person": person, "to": person, "text": text, **more})


def echo(asked: list[UserMessage]):
    """A bot that repeats what it hears, and offers more."""

    async def handle(message: UserMessage) -> None:
        asked.append(message)
        button = {"title": "Again", "payload": "the payload"}
        await message.output_channel.send_response(
            message.sender_id, {"text": f"re: {message.text}", "buttons": [button]}
        )

    return handle


@pytest.fixture
def asked() -> list[UserMessage]:
    return []


def run(vendor: Vendor, *messages: Heard) -> list[Optional[str]]:
    """Take messages one after the other, each once the one before is answered."""

    async def converse() -> list[Optional[str]]:
        reasons = []
        for message in messages:
            reasons.append(vendor.take(message))
            await vendor.done()
        return reasons

    return asyncio.run(converse())


def test_a_message_is_answered_to_where_it_came_from(asked):
    vendor = Vendor(echo(asked))
    assert run(vendor, heard("what is pain?")) == [None]
    assert vendor.said == [(NUMBER, "re: what is pain?")] and vendor.sent["messages"] == 1


def test_the_bot_never_learns_who_it_is(asked):
    run(Vendor(echo(asked)), heard())
    assert NUMBER[1:] not in str(vars(asked[0])) and len(asked[0].sender_id) == len("vendor-") + 64


def test_nothing_that_is_kept_holds_who_it_is(asked):
    vendor = Vendor(echo([]))
    run(vendor, heard("my secret words", message=""))
    vendor.said.clear()
    kept, look = set(), [vars(vendor)]
    while look:
        thing = look.pop()
        if id(thing) in kept or isinstance(thing, type) or type(thing).__name__ in ("module", "function", "Knowledge"):
            continue
        kept.add(id(thing))
        assert not isinstance(thing, str) or (NUMBER[1:] not in thing and "my secret words" not in thing)
        look += gc.get_referents(thing)
    assert len(kept) > 50


# what is taken after a first message -> why it is not answered
NOT_ANSWERED = {
    "the same again": (lambda: heard(id="first"), "duplicate"),
    "an old one": (lambda: heard(at=time.time() - LATE - 1), "late"),
    "an older one, mended": (lambda: heard(message="another", mended=True), "mended_too_late"),
    "in a group": (lambda: heard(person="group", group=True), "group"),
}


@pytest.mark.parametrize("message, reason", NOT_ANSWERED.values(), ids=NOT_ANSWERED)
def test_what_is_not_answered_is_counted(asked, message, reason):
    vendor = Vendor(echo(asked))
    assert run(vendor, heard(id="first", message="m"), message()) == [None, reason]
    assert vendor.refused == {reason: 1} and len(asked) == 1


def test_the_last_message_is_answered_as_mended(asked):
    vendor = Vendor(echo(asked))
    assert run(vendor, heard("pian", message="m"), heard("pain", message="m", mended=True)) == [None, None]
    assert [message.text for message in asked] == ["pian", "pain"]


def test_a_group_is_told_once(asked, knowledge):
    vendor = Vendor(echo(asked))
    run(vendor, heard(group=True), heard(group=True))
    assert vendor.said == [(NUMBER, knowledge.messaging.group)]


def test_who_sends_too_much_is_told_once_and_others_are_not_held_up(asked):
    vendor = Vendor(echo(asked), messages=2)
    reasons = run(vendor, *(heard() for _ in range(4)), heard(person="other"))
    assert reasons == [None, None, "too_many", "too_many", None]
    assert [to for to, _ in vendor.said] == [NUMBER] * 3 + ["other"]
    assert "wait 30 seconds" in vendor.said[2][1]


def test_who_wants_no_more_messages_is_not_told_to_wait_either(asked):
    vendor = Vendor(echo(asked), messages=1)
    run(vendor, heard())
    vendor._people.stop(asked[0].sender_id)
    assert run(vendor, heard()) == ["too_many"] and len(vendor.said) == 1


def test_what_was_heard_is_shown_in_no_error():
    assert NUMBER not in repr(heard("my secret words")) and "secret" not in repr(heard("my secret words"))


def test_a_tap_asks_what_its_button_stands_for(asked):
    vendor = Vendor(echo(asked))

    async def converse() -> None:
        vendor.take(heard())
        await vendor.done()
        (person,) = vendor._people._by_key.values()
        vendor.take(heard(None, button=next(iter(person.buttons))))
        await vendor.done()

    asyncio.run(converse())
    assert asked[-1].text == "the payload"


def test_a_tap_on_what_is_not_there_any_more_says_so(asked, knowledge):
    vendor = Vendor(echo(asked))
    run(vendor, heard(None, button="gone"))
    assert vendor.said == [(NUMBER, knowledge.page.error_choice_gone)] and not asked


@pytest.mark.parametrize("text", [None, "", " \n", "\u200b"])
def test_what_is_no_text_gets_an_answer(asked, text):
    vendor = Vendor(echo(asked))
    run(vendor, heard(text))
    assert len(vendor.said) == 1 and vendor.said[0][1]


def test_answers_come_in_the_order_of_the_questions_and_a_slow_vendor_holds_up_nobody_else(asked):
    vendor = Vendor(echo(asked))

    async def converse() -> None:
        vendor.slow[NUMBER] = asyncio.Event()
        for text in ("one", "two"):
            vendor.take(heard(text))
        other = heard("three", person="other")
        vendor.take(other)
        while not vendor.said:
            await asyncio.sleep(0)
        assert vendor.said == [("other", "re: three")]
        vendor.slow[NUMBER].set()
        await vendor.done()

    asyncio.run(converse())
    assert [text for _, text in vendor.said] == ["re: three", "re: one", "re: two"]


def test_a_bot_that_fails_still_answers_and_nothing_of_it_is_logged(knowledge, caplog):
    async def fail(message: UserMessage) -> None:
        raise RuntimeError(message.text)

    vendor = Vendor(fail)
    run(vendor, heard("my secret words"))
    assert vendor.said == [(NUMBER, knowledge.page.error_failed)]
    assert "secret" not in caplog.text and "A reply failed" in caplog.text


def test_a_vendor_that_fails_ends_the_reply_and_not_the_conversation(asked, monkeypatch, caplog):
    vendor = Vendor(echo(asked))
    deliver, failing = vendor.deliver, [ValueError(NUMBER)]

    async def fail_once(to: Any, message: Message) -> None:
        if failing:
            raise failing.pop()
        await deliver(to, message)

    monkeypatch.setattr(vendor, "deliver", fail_once)
    run(vendor, heard("one"), heard("two"))
    assert vendor.said == [(NUMBER, "re: two")] and vendor.sent["failed"] == 1
    assert NUMBER not in caplog.text


def test_a_conversation_that_is_over_is_deleted_everywhere(asked, monkeypatch, clock):
    vendor, deleted = Vendor(echo(asked), forget_after_hours=1), []
    monkeypatch.setattr(vendor._people, "_clock", clock)
    monkeypatch.setattr(module, "memory_of", lambda store: SimpleNamespace(delete=deleted.append))

    async def converse() -> None:
        vendor.take(heard())
        await vendor.done()
        app = SimpleNamespace(ctx=SimpleNamespace(agent=SimpleNamespace(tracker_store=None)))
        vendor.sweep(app)
        assert not deleted
        clock.now += 3601
        vendor.sweep(app)
        await vendor.done()

    asyncio.run(converse())
    assert deleted == [asked[0].sender_id] and len(vendor._people) == 0


def test_the_log_tells_of_refusals_without_being_flooded(asked, caplog):
    vendor = Vendor(echo(asked))
    for _ in range(100):
        vendor.count("signature")
    assert vendor.refused["signature"] == 100
    assert [record.args[-1] for record in caplog.records] == [1, 2, 4, 8, 16, 32, 64]
