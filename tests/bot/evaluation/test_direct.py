"""The bot without Rasa around it replies as the bot does."""

import asyncio

import pytest

from bot.evaluation.direct import read_bot, replies_of, reply_of, understood_by

pytestmark = pytest.mark.model

ASKED = [
    "What is a bone scan?",
    "/greet",
    "side effects of everolimus",
    "scan",
    "compare letrozole and anastrozole",
    "I can't breathe",
    "should I stop my tablets",
    "who won the football cup",
    "how is elacestrant taken and what is hospice?",
    "hello",
]


@pytest.fixture(scope="module")
def bot(model):
    return read_bot(model)


def test_it_replies_as_the_whole_bot_does(bot, model):
    from bot.serving.in_process import load_bot, say

    async def through_rasa() -> list[list[dict]]:
        agent = await load_bot(model)
        return [await say(agent, text, f"direct-{n}") for n, text in enumerate(ASKED)]

    whole = [(messages[0]["text"], messages[-1]["custom"]["id"]) for messages in asyncio.run(through_rasa())]
    assert [(reply.text, reply.id) for reply in replies_of(bot, ASKED)] == whole


def test_replies_come_in_the_order_of_the_questions(bot):
    assert [reply.id for reply in replies_of(bot, ASKED)] == [reply_of(bot, text).id for text in ASKED]


def test_it_tells_what_a_message_is_understood_as(bot):
    assert understood_by(bot, ASKED[0]).near[0] == "diagnosis.bone-scan"
