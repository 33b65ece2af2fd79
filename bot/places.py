"""Where things lie in the repository, or in a copy of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """The files and folders below the root of a repository."""

    root: Path

    @property
    def knowledge(self) -> Path:
        return self.root / "knowledge"

    @property
    def domain(self) -> Path:
        return self.root / "domain.yml"

    @property
    def actions(self) -> Path:
        return self.root / "actions"

    @property
    def nlu_data(self) -> Path:
        return self.root / "data" / "nlu"

    @property
    def triage_data(self) -> Path:
        return self.root / "data" / "triage"

    @property
    def follow_up_data(self) -> Path:
        return self.root / "data" / "follow-ups"

    @property
    def stories(self) -> Path:
        return self.root / "data" / "stories"

    @property
    def questions(self) -> Path:
        return self.root / "tests" / "questions"

    @property
    def calibration(self) -> Path:
        return self.root / "tests" / "calibration"

    @property
    def look_ups(self) -> Path:
        return self.root / "tests" / "look-ups"

    @property
    def triage(self) -> Path:
        return self.root / "tests" / "triage"

    @property
    def dialogues(self) -> Path:
        return self.root / "tests" / "dialogues"


def of_answer(folder: Path, name: str) -> Path:
    """The file of an answer, by its id, in a folder that holds a file for each.

    >>> of_answer(Path("answers"), "hormonal.elacestrant").as_posix()
    'answers/hormonal/elacestrant.yml'
    """
    topic, _, rest = name.partition(".")
    return folder / topic / f"{rest}.yml"


ROOT = Path(__file__).resolve().parent.parent
HERE = Places(ROOT)
KNOWLEDGE = HERE.knowledge
NLU_DATA = HERE.nlu_data
TRIAGE_DATA = HERE.triage_data
FOLLOW_UP_DATA = HERE.follow_up_data
STORIES = HERE.stories
QUESTIONS = HERE.questions
CALIBRATION = HERE.calibration
LOOK_UPS = HERE.look_ups
TRIAGE = HERE.triage
DIALOGUES = HERE.dialogues
MODELS = ROOT / "models"
ENCODER = ROOT / "bot" / "nlu" / "encoder"
REPORTS = ROOT / "reports"
