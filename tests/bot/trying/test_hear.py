"""What is tried outside of Rasa gets the very replies of the bot."""

import pytest

from bot.dialogue.context import Context
from bot.fixtures.read import read_conversations
from bot.places import ROOT
from bot.trying.channels import messages_of
from bot.trying.hear import hear, mind_of

pytestmark = pytest.mark.model

FILES = ["corrections-and-switches", "manipulation", "several-questions", "small-talk", "urgent", "warmth", "one-word"]


@pytest.fixture(scope="module")
def mind(model):
    return mind_of(model)


@pytest.mark.parametrize("name", FILES)
def test_replies_are_those_of_the_bot(mind, waymark, name):
    for conversation in read_conversations(ROOT / "tests" / "conversations" / f"{name}.yml"):
        context = Context()
        for turn in conversation.turns:
            tried = hear(turn.text, context, mind)
            context = tried.said.context
            came = waymark.say(turn.text, f"hear-{name}-{conversation.name}")
            told = [{key: value for key, value in row.items() if key != "recipient_id"} for row in came.messages]
            assert messages_of(tried.said.reply) == told, turn.text
            assert tried.why and tried.understood.decision.intent == came.heard.intent.split("/")[0], turn.text


def test_spelling_is_mended_and_terms_are_found(mind):
    tried = hear("/wat r the sied efects of everolims", Context(), mind)
    assert (tried.heard, tried.read[-10:]) == ("what are the sied efects of everolims", "everolimus")
    assert ("everolimus", "drugs") in {(term.name, term.kind) for term in tried.terms}
    assert any("everolimus; asked: side-effects" in sentence for sentence in tried.why)


def test_what_leans_on_an_earlier_question_says_so(mind):
    first = hear("What is letrozole?", Context(), mind)
    then = hear("is it a pill?", first.said.context, mind)
    assert then.why[-1] == "It leans on what was said before (letrozole); alone it would get which-drug."
