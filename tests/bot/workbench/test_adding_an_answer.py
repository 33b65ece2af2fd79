"""Adding an answer as knowledge/README.md tells it, in a copy of the repository: its own commands, its own example."""

from __future__ import annotations

import json
import re
import resource
import shlex
import shutil
from pathlib import Path

import pytest

from bot.places import ROOT
from tests.bot.workbench.copies import bot, copy_to

pytestmark = pytest.mark.model

STEPS = re.search(
    r"(?s)## Steps: add an answer\n(.*?)\nA new test or gene",
    (ROOT / "knowledge/README.md").read_text(encoding="utf-8"),
).group(1)
COMMANDS = [
    line.strip() for block in re.findall(r"(?s)```\n(.*?)```", STEPS) for line in block.splitlines() if line.strip()
]
FILES = re.findall(r"\| (?:the end of )?`([^`]+)` \| \[[\w.-]+\]\(\.\./([^)]+)\)", STEPS)
OURS = ".venv/bin/python -m bot "
LONGEST_WAIT = 120  # seconds
CORES = 2  # that training uses


def arguments_of(command: str) -> list[str]:
    """What a command of the page runs; `make` runs the same, after a look at the set-up."""
    if command.startswith("make "):
        name = command.removeprefix("make ")
        assert re.search(rf"(?m)^{name}:.*\n\t@\$\(PYTHON\) -m bot {name}\b", (ROOT / "Makefile").read_text())
        return [name]
    assert command.startswith(OURS), f"not a command that is known here: {command}"
    return shlex.split(command.removeprefix(OURS))


@pytest.fixture(scope="module")
def ran(tmp_path_factory) -> dict[str, tuple[int, str]]:
    """Each command of the page with its exit status and what it printed, run in their order, in one copy."""
    root = copy_to(tmp_path_factory.mktemp("copy"))
    found: dict[str, tuple[int, str]] = {}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in COMMANDS:
        arguments = arguments_of(command)
        if arguments[0] == "check":
            found["empty"] = outcome(bot(root, "check"))
            fill_in(root)
        if arguments[0] == "diff":
            continue  # it compares with the model before, which a copy does not have
        found[arguments[0]] = outcome(bot(root, *arguments))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    found["processor"] = (round(used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime), "")
    (card,) = (path for path in (root / "models").glob("*.json") if "replies" not in path.name)
    found["card"] = (0, card.read_text())
    return found


def outcome(done) -> tuple[int, str]:
    return done.returncode, done.stdout + done.stderr


def fill_in(root: Path) -> None:
    """Put the example's files where the page says; what goes to the end of a file takes the place of what is there."""
    for target, example in FILES:
        path, text = root / target, (ROOT / example).read_text(encoding="utf-8")
        if "follow-ups" in target:
            before = path.read_text(encoding="utf-8").partition("# What people ask after it")[0]
            path.write_text(before + text, encoding="utf-8")
        else:
            shutil.copy(ROOT / example, path)


def test_the_page_names_commands_and_files():
    assert {"coverage", "new-answer", "check", "train", "try", "diff"} <= {arguments_of(one)[0] for one in COMMANDS}
    assert len(FILES) == 5


def test_the_files_are_made_and_refused_while_they_are_empty(ran):
    assert ran["new-answer"][0] == 0
    status, printed = ran["empty"]
    assert status == 1
    for target, _ in FILES[:4]:
        assert re.search(rf"K03 {re.escape(target)}:\d+: ", printed), printed


def test_the_filled_in_files_have_no_fault(ran):
    assert ran["check"] == (0, ran["check"][1]) and "0 faults" in ran["check"][1], ran["check"][1]


def test_the_model_holds_every_bar(ran):
    assert ran["train"][0] == 0, ran["train"][1]
    assert json.loads(ran["card"][1])["missed"] == []


def test_the_question_gets_the_answer(ran):
    status, printed = ran["try"]
    told = " ".join(printed.replace("│", " ").split())
    assert status == 0 and "is a drug that is much like another drug" in told, printed


def test_the_wait_is_under_two_minutes(ran):
    """By the time of the processor, since another program's work is no fault of ours."""
    assert ran["processor"][0] / CORES < LONGEST_WAIT
