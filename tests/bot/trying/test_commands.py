"""Both commands, for real: from the command line to what stands in the terminal and in the file."""

import json
import os
import subprocess
import sys

import pytest

from bot.fixtures.read import read_conversations
from bot.places import ROOT


def bot(*arguments: str, typed: str = "") -> subprocess.CompletedProcess:
    environment = {**os.environ, "COLUMNS": "100", "RASA_TELEMETRY_ENABLED": "false"}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, input=typed, capture_output=True, text=True, timeout=120)


@pytest.mark.model
def test_questions_tried_are_one_conversation(model):
    done = bot("try", "What is letrozole?", "is it a pill?")
    assert done.returncode == 0, done.stderr
    assert "lookup drug.letrozole.given" in done.stdout and "It leans on what was said before" in done.stdout


@pytest.mark.model
def test_lines_are_read_where_no_question_is_given(model):
    done = bot("try", "--json", typed="What is letrozole?\n\nthanks\n")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["reply"]["id"] for row in rows] == ["drug.letrozole.about", "thanks"]


@pytest.mark.model
def test_recorded_conversation_is_a_fixture(model, tmp_path):
    path = tmp_path / "asks-of-it.yml"
    done = bot("record", str(path), typed="What is letrozole?\nis it a pill?\n")
    (conversation,) = read_conversations(path)
    assert done.returncode == 0 and "(2 turns) is in" in done.stderr, done.stderr
    assert conversation.name == "asks of it" and "by mouth" in done.stdout
    assert [turn.expected.id for turn in conversation.turns] == [("drug.letrozole.about",), ("drug.letrozole.given",)]


def test_file_that_is_there_is_not_written_over(tmp_path):
    path = tmp_path / "mine.yml"
    path.write_text("mine")
    done = bot("record", str(path), typed="hello\n")
    assert done.returncode == 1 and "say --force to write over it" in done.stderr
    assert path.read_text() == "mine" and "Traceback" not in done.stderr


def test_server_that_does_not_reply_is_told(tmp_path):
    done = bot("record", "--url", "http://127.0.0.1:9", str(tmp_path / "mine.yml"), typed="hello\n")
    assert done.returncode == 1 and "does not reply" in done.stderr and "Traceback" not in done.stderr
