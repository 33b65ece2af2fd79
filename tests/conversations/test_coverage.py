"""Together the conversations beside this file bring every kind of reply and every action of the domain."""

from pathlib import Path

import pytest
import yaml

from bot.answering.reply import KINDS
from bot.fixtures.play import play
from bot.fixtures.plugin import RASAS, responses_of
from bot.fixtures.read import read_conversations
from bot.places import ROOT

FILES = sorted(path for path in Path(__file__).parent.glob("*.yml") if not path.name.startswith(RASAS))
FEWEST = 120  # conversations


@pytest.fixture(scope="module")
def conversations():
    return [conversation for path in FILES for conversation in read_conversations(path)]


def test_there_are_enough(conversations):
    assert len({(conversation.path, conversation.written) for conversation in conversations}) >= FEWEST


@pytest.mark.model
def test_every_kind_and_every_action_occurs(conversations, waymark, pytestconfig):
    if pytestconfig.getoption("url"):
        responses = [response for one in conversations for response in play(one, waymark.say)]
    else:
        responses = [response for one in conversations for response in responses_of(one, pytestconfig)]
    actions = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["actions"]
    ran = {action for response in responses for action in response.heard.actions}
    assert set(KINDS) - {response.kind for response in responses} == set()
    assert set(actions) - ran == set()
