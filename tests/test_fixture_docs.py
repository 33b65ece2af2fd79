"""What docs/fixtures.md shows is read, goes as told, and names commands that are there."""

import re
import shlex
import subprocess
import sys

import pytest

from bot.fixtures.explain import explain
from bot.fixtures.play import play
from bot.fixtures.read import read_conversations
from bot.places import ROOT

DOCS = (ROOT / "docs" / "fixtures.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", DOCS, re.M | re.S)
COMMANDS = re.findall(r"^\| `(\.venv/bin/python -m [^`]+)` \|", DOCS, re.M)


NEEDS_NO_MODEL = [command for command in COMMANDS if "pytest" in command]


@pytest.mark.model
@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_examples_go_as_told(waymark, tmp_path, text):
    path = tmp_path / "mine.yml"
    path.write_text(text, encoding="utf-8")
    for conversation in read_conversations(path):
        assert explain(conversation, play(conversation, waymark.say), path.name) == []


def test_commands_find_conversations(tmp_path):
    (tmp_path / "mine.yml").write_text(EXAMPLES[0], encoding="utf-8")
    rows = [shlex.split(command.replace("FOLDER", str(tmp_path)))[3:] for command in NEEDS_NO_MODEL]
    code = f"import pytest; print([int(pytest.main([*row, '--collect-only', '-q'])) for row in {rows!r}])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == str([0] * len(rows)), done.stdout  # none finds nothing


def test_every_command_is_looked_at():
    assert EXAMPLES and len(NEEDS_NO_MODEL) == 5 and all(" bot " in one for one in set(COMMANDS) - set(NEEDS_NO_MODEL))
