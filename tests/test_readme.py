"""What the README shows is what the bot does."""

import json
import re

import pytest

from bot.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_make_target_named_in_the_readme_exists():
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.findall(r"(?:`|^    )make ([a-z-]+)", README, re.M))
    assert named and {name for name in named if not re.search(rf"^{name}:", makefile, re.M)} == set()


def test_every_file_linked_in_the_readme_exists():
    linked = set(re.findall(r"\]\(([^)#]+)\)", README))
    assert linked and [path for path in linked if not (ROOT / path).exists()] == []


@pytest.mark.model
def test_the_example_is_the_bots_reply(waymark):
    message = json.loads(re.search(r"-d '(\{.*\})'", README).group(1))["message"]
    shown = " ".join(README.split())
    assert " ".join(waymark.say(message, "readme").text.split()) in shown
