"""One conversation goes the same way through every channel, each in its own look."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.serving.messaging.segments import plain
from tests.messaging.people import BySms, ByTwilio, ByWhatsApp, OnMessenger, OnSlack, OnTelegram, OnThePage, OverRest

pytestmark = pytest.mark.server

TURNS = yaml.safe_load((Path(__file__).parent / "conversation.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def over_rest(bot):
    """The replies over REST, which the others are held against."""
    return hold(OverRest(bot))


def hold(person) -> list:
    """Have the conversation; all of each reply."""
    said = []
    for turn in TURNS:
        reply = person.pick(turn["pick"]) if "pick" in turn else person.ask(turn["says"])
        said.append(person.all_of(reply) if isinstance(person, ByTwilio) else reply)
    return said


def sentences(text: str) -> list[str]:
    """What a text says, without how it is set."""
    return [normal(part) for part in re.split(r"(?<=[.?!:])\s+|\n", text) if part.strip()]


def normal(text: str) -> str:
    return " ".join(re.sub(r"[*_]", "", plain(text)).split())


@pytest.mark.parametrize("place, turn", enumerate(TURNS), ids=[str(turn.get("says", "pick")) for turn in TURNS])
def test_over_rest_it_goes_as_the_file_says(over_rest, place, turn):
    mark = over_rest[place].custom
    assert mark["kind"] == turn["kind"] and mark["id"] == turn.get("id", mark["id"])


CHANNELS = (OnThePage, BySms, ByWhatsApp, OnTelegram, OnMessenger, OnSlack)


@pytest.mark.parametrize("person", CHANNELS, ids=lambda person: person.__name__)
def test_every_channel_says_the_same(bot, over_rest, person):
    for turn, expected, said in zip(TURNS, over_rest, hold(person(bot))):
        text = normal(said.text)
        assert [part for part in sentences(expected.text) if part not in text] == [], turn
        assert "custom" not in text and "sources" not in text and "{" not in text
