"""Checks of training phrasings and test questions: enough of each, and kept apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Iterator, Sequence

from bot.faults import Fault
from bot.knowledge.models import Knowledge
from bot.nlu.examples import FAQ, OUT_OF_SCOPE, Phrasing, Question, answer_id
from bot.nlu.follow_ups import FollowUp
from bot.places import FOLLOW_UP_DATA, NLU_DATA, QUESTIONS

STYLES = ("plain", "keyword", "typo", "long", "indirect")
FEWEST_PHRASINGS = 25  # of an answer, in training
FEWEST_QUESTIONS = 3  # of an answer, in the test
FEWEST_FOLLOW_UPS = 10  # of an answer
FEWEST_OUT_OF_SCOPE = 800
FEWEST_TOPICS = 80
FEWEST_OUT_OF_SCOPE_QUESTIONS = 250


def check_phrasings(knowledge: Knowledge, phrasings: list[Phrasing], tests: dict[str, list[Question]]) -> list[Fault]:
    """Every fault of phrasings and questions that can be found without a model.

    Args:
        tests: test questions by the name of their set; the set named "golden" must cover every answer.
    """
    return [
        *_too_few(knowledge, phrasings),
        *_of_two_answers(phrasings),
        *_without_questions(knowledge, tests["golden"]),
        *check_kept_apart(phrasings, tests),
    ]


def check_kept_apart(phrasings: list[Phrasing], tests: dict[str, list[Question]]) -> list[Fault]:
    """Every phrasing in training that is a test question too, whatever it is to teach."""
    return [fault for name, asked in tests.items() for fault in _known_in_training(name, asked, phrasings)]


def check_follow_ups(knowledge: Knowledge, rows: Sequence[FollowUp]) -> list[Fault]:
    """Every follow-up that leans on, or asks for, what there is not; every answer that too few are known of."""
    faults = []
    for name in sorted({name for row in rows for name in (row.after, row.target)} - set(knowledge.answers)):
        if name not in knowledge.replies:
            what = f"'{name}' is neither an active answer nor an intent of replies.yml."
            faults.append(Fault(FOLLOW_UP_DATA, 0, "P09", what, "name one that is."))
    counts = Counter(row.after for row in rows)
    for name in knowledge.answers:
        if counts[name] < FEWEST_FOLLOW_UPS:
            path = FOLLOW_UP_DATA / f"{name.partition('.')[0]}.yml"
            what = f"{counts[name]} follow-ups of '{name}'."
            faults.append(Fault(path, 0, "P10", what, f"write at least {FEWEST_FOLLOW_UPS}."))
    return faults


def plain_form(text: str) -> str:
    """A text without capitals, punctuation and white space, for telling equal from different; as it is without words.

    A placeholder stays one, so that a phrasing that speaks of any drug is none that says "drug".

    >>> plain_form("What IS a bone-scan?!"), plain_form("{drug}, side effects")
    ('what is a bone scan', '{drug} side effects')
    """
    return " ".join(re.findall(r"\{\w+\}|\w+", text.lower())) or text


def _too_few(knowledge: Knowledge, phrasings: list[Phrasing]) -> Iterator[Fault]:
    styles: dict[str, Counter] = defaultdict(Counter)
    for phrasing in phrasings:
        styles[phrasing.intent][phrasing.style] += 1
    for name in knowledge.answers:
        counts = styles.pop(f"{FAQ}/{name}", Counter())
        path = NLU_DATA / name.replace(".", "/", 1)
        path = path.with_name(f"{path.name}.yml")
        if counts.total() < FEWEST_PHRASINGS:
            yield Fault(path, 0, "P01", f"{counts.total()} phrasings.", f"write at least {FEWEST_PHRASINGS}.")
        for style in STYLES:
            if not counts[style]:
                yield Fault(path, 0, "P02", f"no phrasing of style '{style}'.", "write some; the file shows the form.")
    for intent in styles:
        if answer_id(intent):
            yield Fault(
                NLU_DATA, 0, "P03", f"phrasings for '{intent}', which is no active answer.", "remove or rename them."
            )
    out = [phrasing for phrasing in phrasings if phrasing.intent == OUT_OF_SCOPE]
    if len(out) < FEWEST_OUT_OF_SCOPE or len({phrasing.topic for phrasing in out}) < FEWEST_TOPICS:
        yield Fault(
            NLU_DATA / "out-of-scope",
            0,
            "P04",
            "too few phrasings or topics out of scope.",
            f"write {FEWEST_OUT_OF_SCOPE} over {FEWEST_TOPICS} topics.",
        )


def _of_two_answers(phrasings: list[Phrasing]) -> Iterator[Fault]:
    first: dict[str, Phrasing] = {}
    for phrasing in phrasings:
        other = first.setdefault(plain_form(phrasing.text), phrasing)
        if other.intent != phrasing.intent:
            what = f"'{phrasing.text}' is a phrasing of '{other.intent}' too."
            yield Fault(phrasing.path, phrasing.line, "P05", what, "keep it where the better answer is.")


def _without_questions(knowledge: Knowledge, golden: list[Question]) -> Iterator[Fault]:
    counts = Counter(answer_id(question.accepted[0]) for question in golden)
    for name in knowledge.answers:
        if counts[name] < FEWEST_QUESTIONS:
            path = QUESTIONS / f"{name.replace('.', '/', 1)}.yml"
            yield Fault(
                path, 0, "P06", f"{counts[name]} golden questions for '{name}'.", f"write at least {FEWEST_QUESTIONS}."
            )
    if counts[None] < FEWEST_OUT_OF_SCOPE_QUESTIONS:
        yield Fault(
            QUESTIONS / "out-of-scope",
            0,
            "P07",
            f"{counts[None]} golden questions out of scope.",
            f"write {FEWEST_OUT_OF_SCOPE_QUESTIONS}.",
        )


def _known_in_training(name: str, questions: list[Question], phrasings: list[Phrasing]) -> Iterator[Fault]:
    known = {plain_form(phrasing.text): phrasing for phrasing in phrasings}
    for question in questions:
        twin = known.get(plain_form(question.text))
        if twin:
            what = f"'{twin.text}' is a question of the {name} set too."
            yield Fault(twin.path, twin.line, "P08", what, "remove this phrasing: what is tested must not be learnt.")
