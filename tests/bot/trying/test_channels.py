"""A reply as each channel shows it."""

import json
from dataclasses import replace

import pytest

from bot.answering.reply import Reply, Source, Table, button
from bot.trying.channels import CHANNELS, messages_of, on_page, over_rest

PLAIN = Reply(kind="chat", id="thanks", title="", text="You are welcome.")
FULL = Reply(
    kind="lookup",
    id="drug.x",
    title="X",
    text="X is a pill.\n\nSource: the guide",
    sources=(Source("Diagnosis", "2021", "2021-01"),),
    buttons=(button("Tell me more"), button("What is y?")),
    table=Table(("Drug", "Given"), (("x", "by mouth"),)),
)

ON_PAGE = {
    "only text": (PLAIN, "You are welcome."),
    "with a table and buttons": (
        FULL,
        "X is a pill.\n\nSource: the guide\n\nDrug | Given\nx | by mouth\n\n[Tell me more]\n[What is y?]",
    ),
}


@pytest.mark.parametrize("reply, shown", ON_PAGE.values(), ids=ON_PAGE)
def test_page_shows_text_table_and_buttons(reply, shown):
    assert on_page(messages_of(reply)) == shown


def test_buttons_and_mark_are_messages_as_rasa_gives_them():
    said, marked = messages_of(FULL)
    assert said["buttons"][0] == {"title": "Tell me more", "payload": "Tell me more"}
    assert marked == {"custom": FULL.custom()}


def test_without_buttons_each_paragraph_is_a_message():
    two = replace(PLAIN, text="One.\n\nTwo.\nStill two.")
    assert messages_of(two) == [{"text": "One."}, {"text": "Two.\nStill two."}, {"custom": PLAIN.custom()}]
    assert on_page(messages_of(two)) == two.text


def test_rest_sends_the_messages():
    assert json.loads(over_rest(messages_of(FULL))) == json.loads(json.dumps(messages_of(FULL)))


def test_every_channel_shows_any_reply():
    assert all(PLAIN.text in render(messages_of(PLAIN)) for render in CHANNELS.values())
