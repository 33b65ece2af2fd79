"""WhatsApp: its own bold and italics, and none that somebody else wrote."""

from __future__ import annotations

from bot.serving.messaging.outgoing import Outgoing
from bot.serving.messaging.whatsapp import LONGEST, render
from tests.bot.serving.messaging.looks import answer, answers, urgent


def test_title_and_source_are_marked(knowledge):
    out = answer(knowledge)
    text = render(out, knowledge).now[0].text
    assert text.startswith("*Bone scan*\n\n") and f"_{out.source}_" in text.split("\n\n")


def test_every_answer_fits(knowledge):
    for out in answers(knowledge):
        rendered = render(out, knowledge)
        assert not rendered.later and rendered.now[-1].numbers == out.choices
        assert all(0 < len(message.text) <= LONGEST for message in rendered.now)


def test_a_call_for_help_says_so_first(knowledge):
    assert render(urgent(knowledge), knowledge).now[0].text.startswith(f"*{knowledge.page.urgent}*")


def test_marks_in_the_words_are_no_formatting(knowledge):
    (message,) = render(Outgoing("This guide does not cover *~x~* `y` _z_."), knowledge).now
    assert message.text == "This guide does not cover x y z."
