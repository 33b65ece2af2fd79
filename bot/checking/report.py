"""`make check`: every fault at once, in seconds, without a model."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.checking.answers import check_answers, check_index
from bot.checking.phrasings import check_follow_ups, check_kept_apart, check_phrasings
from bot.checking.records import check_records
from bot.knowledge.load import load
from bot.nlu.examples import Phrasing, Question, read_cases, read_phrasings, read_questions, read_texts
from bot.nlu.follow_ups import read_follow_ups
from bot.places import CALIBRATION, FOLLOW_UP_DATA, LOOK_UPS, QUESTIONS, TRIAGE, TRIAGE_DATA
from bot.triage.messages import read_messages


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
    tests = read_tests()
    if cases:
        tests["evaluation"] = read_cases(cases)
    faults = check_answers(knowledge) + check_records(knowledge) + check_phrasings(knowledge, phrasings, tests)
    faults += check_kept_apart([*read_triage(), *read_leaning()], tests)
    faults += check_follow_ups(knowledge, read_follow_ups())
    if guide:
        faults += check_index(knowledge, guide)
    for fault in sorted(faults):
        print(fault, file=sys.stderr)
    print(
        f"{len(knowledge.answers)} answers and {len(knowledge.drugs)} drugs over {len(knowledge.passages)} passages, "
        f"{len(phrasings)} phrasings, "
        f"{len(tests['golden'])} golden and {len(tests['calibration'])} calibration questions: {len(faults)} faults"
    )
    return 1 if faults else 0


def read_tests() -> dict[str, list[Question]]:
    """Every test question by the name of its set."""
    return {
        "golden": read_questions(QUESTIONS),
        "calibration": read_questions(CALIBRATION),
        "look-up": read_texts(LOOK_UPS),
        "triage": read_texts(TRIAGE),
    }


def read_leaning() -> list[Phrasing]:
    """The messages that are known to be asked after an answer."""
    return [Phrasing(row.text, row.target, path=FOLLOW_UP_DATA) for row in read_follow_ups()]


def read_triage() -> list[Phrasing]:
    """The messages that triage is trained on."""
    return [Phrasing(one.text, one.label, path=TRIAGE_DATA) for one in read_messages()]
