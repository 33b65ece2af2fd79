"""Plain Rasa works on the same files, without warnings of ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.places import ROOT

RASA = Path(sys.executable).with_name("rasa")


def rasa(*arguments: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    return subprocess.run([RASA, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)


@pytest.mark.model
def test_data_validates_without_a_warning():
    done = rasa("data", "validate")
    warnings = [line for line in (done.stdout + done.stderr).splitlines() if "UserWarning" in line]
    assert done.returncode == 0, done.stderr[-2000:]
    assert not warnings


@pytest.mark.model
def test_conversations_in_rasas_format_go_as_told(model, tmp_path):
    done = rasa("test", "core", "--stories", "tests/conversations", "--model", str(model), "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr[-2000:]
    failed = (tmp_path / "failed_test_stories.yml").read_text()
    assert "None of the test stories failed" in failed, failed
