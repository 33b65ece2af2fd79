"""What the README shows is what the bot does."""

import asyncio
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
def test_the_example_is_the_bots_reply(model):
    from bot.serving.in_process import load_bot, say

    message = json.loads(re.search(r"-d '(\{.*\})'", README).group(1))["message"]

    async def reply() -> str:
        return (await say(await load_bot(model), message, "readme"))[0]["text"]

    shown = " ".join(README.split())
    assert " ".join(asyncio.run(reply()).split()) in shown
