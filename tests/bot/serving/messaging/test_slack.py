"""Slack: blocks within its limits, links that dial, and no formatting that somebody else wrote."""

from __future__ import annotations

from bot.serving.messaging.outgoing import Outgoing
from bot.serving.messaging.slack import LONGEST, payload, render
from tests.bot.serving.messaging.looks import answer, answers, urgent


def texts(fields: dict) -> list[str]:
    return [block["text"]["text"] for block in fields["blocks"] if "text" in block]


def test_every_answer_fits(knowledge):
    for out in answers(knowledge):
        for message in render(out, knowledge).now:
            fields = payload(message)
            buttons = [row for block in fields["blocks"] for row in block.get("elements", ())]
            assert all(0 < len(text) <= LONGEST for text in texts(fields))
            assert all(len(row["text"]["text"]) <= 75 for row in buttons)
            assert {row["value"] for row in buttons} == {choice.id for choice in out.buttons}


def test_the_title_is_the_head(knowledge):
    (message,) = render(answer(knowledge), knowledge).now
    head = payload(message)["blocks"][0]
    assert (head["type"], head["text"]["text"]) == ("header", "Bone scan")


def test_a_call_for_help_has_links_that_dial_above_the_words(knowledge):
    out = urgent(knowledge)
    (message,) = render(out, knowledge).now
    assert texts(payload(message)) == [knowledge.page.urgent, "<tel:988|Call 988>  <tel:911|Call 911>", out.body]


def test_nothing_in_the_words_is_read_as_formatting(knowledge):
    (message,) = render(Outgoing("<!channel> *x* & y"), knowledge).now
    fields = payload(message)
    assert fields["blocks"][0]["text"] == {"type": "plain_text", "text": "<!channel> *x* & y", "emoji": False}
    assert fields["text"] == "&lt;!channel&gt; *x* &amp; y"
