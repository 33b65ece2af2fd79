"""`make check`: every fault at once, in seconds, without a model."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.checking.answers import check_answers, check_index
from bot.checking.phrasings import check_phrasings
from bot.knowledge.load import load
from bot.nlu.examples import read_cases, read_phrasings, read_questions
from bot.places import CALIBRATION, QUESTIONS


def check_all(guide: Path | None = None, cases: Path | None = None) -> int:
    """Print every fault, one a line.

    Args:
        guide: folder with the guide's text, to verify the index of passages too.
        cases: folder with evaluation cases (`*.jsonl`), none of which may be a training phrasing.

    Returns:
        The exit status: 0 where there is none.

    Raises:
        FaultsFound: where the knowledge cannot even be read.
    """
    knowledge = load()
    phrasings = read_phrasings()
    tests = {"golden": read_questions(QUESTIONS), "calibration": read_questions(CALIBRATION)}
    if cases:
        tests["evaluation"] = read_cases(cases)
    faults = check_answers(knowledge) + check_phrasings(knowledge, phrasings, tests)
    if guide:
        faults += check_index(knowledge, guide)
    for fault in sorted(faults):
        print(fault, file=sys.stderr)
    print(
        f"{len(knowledge.answers)} answers over {len(knowledge.passages)} passages, {len(phrasings)} phrasings, "
        f"{len(tests['golden'])} golden and {len(tests['calibration'])} calibration questions: {len(faults)} faults"
    )
    return 1 if faults else 0
