"""Copies of the repository, to be changed, trained and asked without harm to it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bot.places import ROOT

NEEDED = (
    "actions", "bot", "data", "knowledge", "reports", "config.yml", "credentials.yml", "domain.yml", "endpoints.yml",
    "requirements.lock", "Makefile",
)  # fmt: skip
TESTS = ("questions", "calibration", "look-ups", "triage", "dialogues")


def copy_to(folder: Path) -> Path:
    """A copy of all that is checked, learnt and asked; without models."""
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "built"))
        else:
            shutil.copy2(source, folder / name)
    for name in TESTS:
        shutil.copytree(ROOT / "tests" / name, folder / "tests" / name)
    return folder


def bot(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run a command of the bot in a copy."""
    command = [sys.executable, "-m", "bot", *arguments]
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "COLUMNS": "200"}
    return subprocess.run(command, cwd=root, capture_output=True, text=True, env=environment)
