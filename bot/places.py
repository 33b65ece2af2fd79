"""Where things lie in the repository."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = ROOT / "knowledge"
NLU_DATA = ROOT / "data" / "nlu"
STORIES = ROOT / "data" / "stories"
QUESTIONS = ROOT / "tests" / "questions"
CALIBRATION = ROOT / "tests" / "calibration"
MODELS = ROOT / "models"
ENCODER = ROOT / "bot" / "nlu" / "encoder"
REPORTS = ROOT / "reports"
