"""Checks of training phrasings and test questions: enough of each, and kept apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Iterable, Iterator, Sequence

from bot.faults import Fault
from bot.knowledge.models import Knowledge
from bot.knowledge.references import line_at
from bot.nlu.examples import FAQ, OUT_OF_SCOPE, Phrasing, Question, answer_id
from bot.nlu.follow_ups import FollowUp
from bot.nlu.frames import ATTRIBUTES
from bot.nlu.look_ups import DRUG
from bot.places import HERE, Places, of_answer

GOLDEN, CALIBRATION = "golden", "calibration"  # names of sets of test questions
BRACKETS = re.compile(r"[\[\]]")  # Rasa would read what they hold as an entity
STYLES = ("plain", "keyword", "typo", "long", "indirect")
FEWEST_PHRASINGS = 25  # of an answer, in training
FEWEST_QUESTIONS = 3  # of an answer, in the golden questions, and in the calibration questions
FEWEST_FOLLOW_UPS = 10  # of an answer
FEWEST_OUT_OF_SCOPE = 800
FEWEST_TOPICS = 80
FEWEST_OUT_OF_SCOPE_QUESTIONS = 250


def check_phrasings(
    knowledge: Knowledge, phrasings: list[Phrasing], tests: dict[str, list[Question]], places: Places = HERE
) -> list[Fault]:
    """Every fault of phrasings and questions that can be found without a model.

    Args:
        tests: test questions by the name of their set; those named "golden" and "calibration" must cover every answer.
    """
    return [
        *_too_few(knowledge, phrasings, places),
        *_of_two_answers(phrasings),
        *_in_other_order(phrasings),
        *_titles_of_others(knowledge, phrasings),
        *_twice(phrasings),
        *_in_brackets(phrasings),
        *_without_questions(knowledge, tests[GOLDEN], "P06", GOLDEN, places.questions),
        *_without_questions(knowledge, tests[CALIBRATION], "P15", CALIBRATION, places.calibration),
        *_too_few_declined(tests[GOLDEN], places),
        *_of_no_answer(knowledge, [*tests[GOLDEN], *tests[CALIBRATION]]),
        *_asked_twice([*tests[GOLDEN], *tests[CALIBRATION]]),
        *check_kept_apart(phrasings, tests),
    ]


def check_kept_apart(phrasings: list[Phrasing], tests: dict[str, list[Question]]) -> list[Fault]:
    """Every phrasing in training that is a test question too, whatever it is to teach."""
    return [fault for name, asked in tests.items() for fault in _known_in_training(name, asked, phrasings)]


def check_follow_ups(knowledge: Knowledge, rows: Sequence[FollowUp], places: Places = HERE) -> list[Fault]:
    """Every follow-up that leans on, or asks for, what there is not; every answer that too few are known of."""
    faults: dict[str, Fault] = {}
    of_classes = {f"{attribute} of {name}" for attribute in ATTRIBUTES for name in knowledge.classes}
    known = {*knowledge.answers, *knowledge.replies, *ATTRIBUTES, *of_classes, DRUG}
    for row in rows:
        for name in (row.after, row.target):
            if name not in known:
                what = f"'{name}' is neither an active answer, an intent of replies.yml, nor an attribute of a drug."
                faults.setdefault(name, Fault(row.path, row.line, "P09", what, "name one that is, or remove it."))
    counts = Counter(row.after for row in rows)
    few = [
        _few_follow_ups(name, counts[name], places) for name in knowledge.answers if counts[name] < FEWEST_FOLLOW_UPS
    ]
    return [*faults.values(), *few]


def _few_follow_ups(name: str, count: int, places: Places) -> Fault:
    path = places.follow_up_data / f"{name.partition('.')[0]}.yml"
    mend = f"write at least {FEWEST_FOLLOW_UPS}: what people ask after it."
    return Fault(path, line_at(path, (name,)), "P10", f"{count} follow-ups of '{name}'.", mend)


def plain_form(text: str) -> str:
    """A text without capitals, punctuation and white space, for telling equal from different; as it is without words.

    A placeholder stays one, so that a phrasing that speaks of any drug is none that says "drug".

    >>> plain_form("What IS a bone-scan?!"), plain_form("{drug}, side effects")
    ('what is a bone scan', '{drug} side effects')
    """
    return " ".join(re.findall(r"\{\w+\}|\w+", text.lower())) or text


def _too_few(knowledge: Knowledge, phrasings: list[Phrasing], places: Places) -> Iterator[Fault]:
    of_intent: dict[str, list[Phrasing]] = defaultdict(list)
    for phrasing in phrasings:
        of_intent[phrasing.intent].append(phrasing)
    for name in knowledge.answers:
        known = of_intent.pop(f"{FAQ}/{name}", [])
        path, line = (known[0].path, known[0].line) if known else (of_answer(places.nlu_data, name), 0)
        if len(known) < FEWEST_PHRASINGS:
            yield Fault(path, line, "P01", f"{len(known)} phrasings.", f"write at least {FEWEST_PHRASINGS}.")
        styles = {phrasing.style for phrasing in known}
        for style in (style for style in STYLES if style not in styles):
            mend = f"write some under 'style: {style}'; a neighbouring file shows the form."
            yield Fault(path, line, "P02", f"no phrasing of style '{style}'.", mend)
    for intent, known in of_intent.items():
        if answer_id(intent):
            what = f"phrasings for '{intent}', which is no active answer."
            yield Fault(known[0].path, known[0].line, "P03", what, "correct the intent, move them, or remove them.")
    out = of_intent[OUT_OF_SCOPE]
    if len(out) < FEWEST_OUT_OF_SCOPE or len({phrasing.topic for phrasing in out}) < FEWEST_TOPICS:
        what = "too few phrasings or topics out of scope."
        mend = f"write {FEWEST_OUT_OF_SCOPE} over {FEWEST_TOPICS} topics."
        yield Fault(places.nlu_data / "out-of-scope", 0, "P04", what, mend)


def _of_two_answers(phrasings: list[Phrasing]) -> Iterator[Fault]:
    first: dict[str, Phrasing] = {}
    for phrasing in phrasings:
        other = first.setdefault(plain_form(phrasing.text), phrasing)
        if other.intent != phrasing.intent:
            what = f"'{phrasing.text}' is a phrasing of '{other.intent}' too ({_place(other)})."
            yield Fault(phrasing.path, phrasing.line, "P05", what, "keep it where the better answer is.")


def _in_other_order(phrasings: list[Phrasing]) -> Iterator[Fault]:
    """The words of one answer's phrasing as another answer's, in another order."""
    first: dict[tuple[str, ...], Phrasing] = {}
    for phrasing in phrasings:
        if not answer_id(phrasing.intent):
            continue
        form = plain_form(phrasing.text)
        other = first.setdefault(tuple(sorted(form.split())), phrasing)
        if other.intent != phrasing.intent and plain_form(other.text) != form:
            what = f"'{phrasing.text}' has the words of '{other.text}' of '{other.intent}' ({_place(other)})."
            yield Fault(phrasing.path, phrasing.line, "P11", what, "keep the one where the better answer is.")


def _titles_of_others(knowledge: Knowledge, phrasings: list[Phrasing]) -> Iterator[Fault]:
    """Phrasings of an answer that are the title of another, which is learnt too."""
    titles = {plain_form(answer.title): name for name, answer in knowledge.answers.items()}
    for phrasing in phrasings:
        titled = titles.get(plain_form(phrasing.text))
        if titled and answer_id(phrasing.intent) not in (None, titled):
            what = f"'{phrasing.text}' is the title of '{titled}'."
            yield Fault(phrasing.path, phrasing.line, "P12", what, "remove it, or move it to that answer.")


def _twice(phrasings: list[Phrasing]) -> Iterator[Fault]:
    """Phrasings that stand twice for one answer, or twice out of scope; in look-ups signs alone may differ."""
    first: dict[tuple[str, str], Phrasing] = {}
    for phrasing in phrasings:
        if answer_id(phrasing.intent) or phrasing.intent == OUT_OF_SCOPE:
            other = first.setdefault((phrasing.intent, plain_form(phrasing.text)), phrasing)
            if other is not phrasing:
                what = f"'{phrasing.text}' stands there already ({_place(other)})."
                yield Fault(phrasing.path, phrasing.line, "P13", what, "remove one of the two.")


def _in_brackets(phrasings: list[Phrasing]) -> Iterator[Fault]:
    for phrasing in phrasings:
        if BRACKETS.search(phrasing.text):
            what = f"'{phrasing.text}' has square brackets."
            yield Fault(phrasing.path, phrasing.line, "P14", what, "write it without them.")


def _without_questions(
    knowledge: Knowledge, questions: list[Question], code: str, name_of_set: str, folder: Path
) -> Iterator[Fault]:
    first: dict[str | None, Question] = {}
    for question in questions:
        first.setdefault(answer_id(question.accepted[0]), question)
    counts = Counter(answer_id(question.accepted[0]) for question in questions)
    for name in knowledge.answers:
        if counts[name] < FEWEST_QUESTIONS:
            path, line = (first[name].path, first[name].line) if name in first else (of_answer(folder, name), 0)
            what = f"{counts[name]} {name_of_set} questions for '{name}'."
            yield Fault(path, line, code, what, f"write at least {FEWEST_QUESTIONS}.")


def _too_few_declined(golden: list[Question], places: Places) -> Iterator[Fault]:
    count = sum(answer_id(question.accepted[0]) is None for question in golden)
    if count < FEWEST_OUT_OF_SCOPE_QUESTIONS:
        what = f"{count} golden questions out of scope."
        mend = f"write {FEWEST_OUT_OF_SCOPE_QUESTIONS}."
        yield Fault(places.questions / "out-of-scope", 0, "P07", what, mend)


def _of_no_answer(knowledge: Knowledge, questions: Iterable[Question]) -> Iterator[Fault]:
    """Questions for which an answer would be right that there is not."""
    told: set[tuple[Path, str]] = set()
    for question in questions:
        for name in filter(None, map(answer_id, question.accepted)):
            if name not in knowledge.answers and (question.path, name) not in told:
                told.add((question.path, name))
                mend = "name an active answer, or remove the file or the row."
                yield Fault(question.path, question.line, "P16", f"'{name}' is no active answer.", mend)


def _asked_twice(questions: Iterable[Question]) -> Iterator[Fault]:
    """Questions of an answer that stand twice, in the golden set, the calibration set or both."""
    first: dict[str, Question] = {}
    for question in questions:
        if answer_id(question.accepted[0]):
            other = first.setdefault(plain_form(question.text), question)
            if other is not question:
                what = f"'{question.text}' is asked already ({_place(other)})."
                yield Fault(question.path, question.line, "P17", what, "ask something else in one of the two.")


def _known_in_training(name: str, questions: list[Question], phrasings: list[Phrasing]) -> Iterator[Fault]:
    known = {plain_form(phrasing.text): phrasing for phrasing in phrasings}
    for question in questions:
        twin = known.get(plain_form(question.text))
        if twin:
            what = f"'{twin.text}' is a question of the {name} set too ({_place(question)})."
            mend = "remove this phrasing: what is tested must not be learnt."
            yield Fault(twin.path, twin.line, "P08", what, mend)


def _place(one: Phrasing | Question) -> str:
    """Where something stands, in few words: its topic, file and line."""
    return f"{one.path.parent.name}/{one.path.name}:{one.line}"
