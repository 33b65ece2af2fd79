"""Where things lie in the repository."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = ROOT / "knowledge"
NLU_DATA = ROOT / "data" / "nlu"
TRIAGE_DATA = ROOT / "data" / "triage"
FOLLOW_UP_DATA = ROOT / "data" / "follow-ups"
STORIES = ROOT / "data" / "stories"
QUESTIONS = ROOT / "tests" / "questions"
CALIBRATION = ROOT / "tests" / "calibration"
LOOK_UPS = ROOT / "tests" / "look-ups"
TRIAGE = ROOT / "tests" / "triage"
DIALOGUES = ROOT / "tests" / "dialogues"
MODELS = ROOT / "models"
ENCODER = ROOT / "bot" / "nlu" / "encoder"
REPORTS = ROOT / "reports"
