"""The files of a new answer, to be filled in. `make check` refuses each until it is."""

from __future__ import annotations

import re
from pathlib import Path

from bot.places import Places, of_answer

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*")
STYLES = {
    "plain": "clear questions",
    "keyword": "a few words, no sentence",
    "typo": "typed in a hurry or by ear",
    "long": "a story with the question in it",
    "indirect": "no direct question, or asked for someone else",
}

ANSWER = """\
# Fill in every line, and remove these comments. knowledge/README.md tells what each is.
id: {name}
# What it is about, 2 to 70 characters. It stands on buttons; no other answer may have it.
title:
# What a good nurse would say first, 40 to 110 words, after ">-" and indented by two spaces.
short: >-
# The passages it rests on, one a line: "  - t23.types-of-treatment.047".
passages:
# Up to 4 other answers, one a line, in the same way. Or remove this line.
related:
# The day you compared it with its passages, such as 2026-11-22.
reviewed:
"""

PHRASINGS_HEAD = """\
# How people ask for it: 25 phrasings or more, one a line, with "      - " in front.
version: "3.1"
nlu:
"""
PHRASINGS_BLOCK = """\
  # {meaning}
  - intent: faq/{name}
    metadata:
      style: {style}
    examples: |
"""

QUESTIONS_HEAD = """\
# {use} None may equal a phrasing.
answer: {name}
questions:
"""
QUESTION = """\
  - style: {style}
    ask:
"""

FOLLOW_UPS = """\
# What people ask after it: 10 or more, by the answer that they then ask for. For "out_of_scope" the guide has none.
{name}:
  {name}: []
"""


class CannotMake(Exception):
    """The files cannot be made; the message says why, and the mend."""


def make_answer(name: str, places: Places) -> list[Path]:
    """Make the files of a new answer; none that is there is touched, but the follow-ups of its topic are added to.

    Returns:
        What was made or added to.

    Raises:
        CannotMake: where the id is no id, or a file is there already; nothing is made then.
    """
    if not ID.fullmatch(name):
        raise CannotMake(
            f"'{name}' is no id of an answer. Mend: write topic, a dot and a name, in small letters, digits and hyphens, "
            "such as living.exercise"
        )
    files = {
        of_answer(places.knowledge / "answers", name): ANSWER.format(name=name),
        of_answer(places.nlu_data, name): PHRASINGS_HEAD
        + "".join(PHRASINGS_BLOCK.format(name=name, style=style, meaning=meaning) for style, meaning in STYLES.items()),
        of_answer(places.questions, name): _questions(
            name, "The exam: 3 questions or more, best one of each style.", 5
        ),
        of_answer(places.calibration, name): _questions(name, "For fitting the thresholds: 3 questions.", 3),
    }
    there = [str(path.relative_to(places.root)) for path in files if path.exists()]
    if there:
        raise CannotMake(f"there already: {', '.join(there)}. Mend: edit it, or choose another name.")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    follow_ups = places.follow_up_data / f"{name.partition('.')[0]}.yml"
    if not follow_ups.exists() or f"\n{name}:" not in follow_ups.read_text(encoding="utf-8"):
        with follow_ups.open("a", encoding="utf-8") as opened:
            opened.write(FOLLOW_UPS.format(name=name))
    return [*files, follow_ups]


def _questions(name: str, use: str, count: int) -> str:
    rows = "".join(QUESTION.format(style=style) for style in list(STYLES)[:count])
    return QUESTIONS_HEAD.format(name=name, use=use) + rows
