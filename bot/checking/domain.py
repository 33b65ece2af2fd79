"""Checks that domain, rules, actions and data speak of the same intents, actions and entities."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any, Iterator, NamedTuple, Sequence

from bot.faults import Fault
from bot.knowledge.models import Knowledge
from bot.knowledge.yaml_lines import Lines, line_of, read_yaml
from bot.nlu.examples import FAQ, Phrasing, Question, answer_id
from bot.nlu.frames import LOOK_UP
from bot.nlu.terms import DOUBTFUL_KIND
from bot.places import Places

# Decided by what is looked up, under an intent of its own.
WITHOUT_RULE = {LOOK_UP}
# Rasa's own: what it calls an intent that it is not sure of, and what stands in no rule of ours.
OF_RASA = {"nlu_fallback"}
NAME = re.compile(r"def name\(self\) -> str:\s+return \"(\w+)\"")
# Names of replies that no intent calls for: another reply does.
NO_INTENT = {"way_out"}


class Step(NamedTuple):
    """An intent or an action in a rule, and its place."""

    name: str
    path: Path
    line: int


def check_domain(
    knowledge: Knowledge, phrasings: Sequence[Phrasing], questions: Sequence[Question], places: Places
) -> list[Fault]:
    """Every fault between domain.yml, the rules, the actions and what they speak of."""
    domain, lines = read_yaml(places.domain)
    domain = domain or {}
    intents, actions = _steps(places, "intent"), _steps(places, "action")
    return [
        *_twice(domain, lines, places),
        *_intents(domain, lines, intents, places),
        *_actions(domain, lines, actions, places),
        *_entities(domain, lines, knowledge, places),
        *_replies(domain, knowledge),
        *_phrasings(domain, phrasings),
        *_questions(domain, questions),
    ]


def _steps(places: Places, key: str) -> list[Step]:
    """What the rules name under a key, in their order."""
    found = []
    for path in sorted(places.stories.rglob("*.yml")):
        rules, lines = read_yaml(path)
        for number, rule in enumerate((rules or {}).get("rules") or ()):
            for index, step in enumerate(rule.get("steps") or ()):
                if key in step:
                    found.append(Step(step[key], path, line_of(lines, ("rules", number, "steps", index, key))))
    return found


def _names(domain: dict[str, Any], key: str) -> list[str]:
    return [name if isinstance(name, str) else next(iter(name)) for name in domain.get(key) or ()]


def _twice(domain: dict, lines: Lines, places: Places) -> Iterator[Fault]:
    for key in ("intents", "entities", "actions"):
        seen: set[str] = set()
        for index, name in enumerate(_names(domain, key)):
            if name in seen:
                line = line_of(lines, (key, index))
                yield Fault(places.domain, line, "D01", f"'{name}' stands twice in {key}.", "remove one of the two.")
            seen.add(name)


def _intents(domain: dict, lines: Lines, steps: list[Step], places: Places) -> Iterator[Fault]:
    names = _names(domain, "intents")
    ruled = Counter(step.name for step in steps)
    for index, name in enumerate(names):
        if not ruled[name] and name not in WITHOUT_RULE:
            mend = "write a rule for it in data/stories/rules.yml, or remove it here."
            yield Fault(places.domain, line_of(lines, ("intents", index)), "D02", f"'{name}' has no rule.", mend)
    seen: set[str] = set()
    for step in steps:
        if step.name not in names and step.name not in OF_RASA:
            what = f"the intent '{step.name}' is not in domain.yml."
            yield Fault(step.path, step.line, "D03", what, "correct it, or add it there under 'intents'.")
        elif step.name in seen:
            what = f"the intent '{step.name}' has a rule already."
            yield Fault(step.path, step.line, "D04", what, "keep one rule for an intent.")
        seen.add(step.name)


def _actions(domain: dict, lines: Lines, steps: list[Step], places: Places) -> Iterator[Fault]:
    names = _names(domain, "actions")
    written = {name: path for path in sorted(places.actions.glob("*.py")) for name in NAME.findall(path.read_text())}
    ruled = {step.name for step in steps}
    for index, name in enumerate(names):
        line = line_of(lines, ("actions", index))
        if name not in written:
            what = f"no file of actions/ has an action called '{name}'."
            yield Fault(
                places.domain, line, "D05", what, "write it in actions/, or correct the name, or remove it here."
            )
        if name not in ruled:
            mend = "use it in a rule of data/stories/rules.yml, or remove it here."
            yield Fault(places.domain, line, "D06", f"no rule uses '{name}'.", mend)
    for step in steps:
        if step.name not in names:
            what = f"the action '{step.name}' is not in domain.yml."
            yield Fault(step.path, step.line, "D07", what, "correct it, or add it there under 'actions'.")
    for name, path in written.items():
        if name not in names:
            line = next(n for n, row in enumerate(path.read_text().splitlines(), start=1) if f'"{name}"' in row)
            mend = "add it there under 'actions'."
            yield Fault(path, line, "D08", f"the action '{name}' is not in domain.yml.", mend)


def _entities(domain: dict, lines: Lines, knowledge: Knowledge, places: Places) -> Iterator[Fault]:
    kinds = {term.kind for term in knowledge.terms} | {DOUBTFUL_KIND}
    names = _names(domain, "entities")
    for index, name in enumerate(names):
        if name not in kinds:
            line = line_of(lines, ("entities", index))
            mend = "name a file of knowledge/terms, or remove it here."
            yield Fault(places.domain, line, "D09", f"nothing finds the entity '{name}'.", mend)
    for kind in sorted(kinds - set(names)):
        line = line_of(lines, ("entities",))
        mend = "add it here, under 'entities'."
        yield Fault(places.domain, line, "D10", f"the entity '{kind}' of knowledge/terms is missing.", mend)


def _replies(domain: dict, knowledge: Knowledge) -> Iterator[Fault]:
    path = knowledge.root / "replies.yml"
    _, lines = read_yaml(path)
    for name in knowledge.replies.keys() - set(_names(domain, "intents")) - NO_INTENT:
        what = f"'{name}' is no intent of domain.yml."
        yield Fault(path, line_of(lines, (name,)), "D11", what, "correct it, or add the intent there with a rule.")


def _phrasings(domain: dict, phrasings: Sequence[Phrasing]) -> Iterator[Fault]:
    known = set(_names(domain, "intents")) - {FAQ}
    told: set[str] = set()
    for phrasing in phrasings:
        if not answer_id(phrasing.intent) and phrasing.intent not in known | told:
            told.add(phrasing.intent)
            what = f"the intent '{phrasing.intent}' is not in domain.yml."
            yield Fault(phrasing.path, phrasing.line, "D12", what, "correct it; of an answer it is 'faq/' and its id.")


def _questions(domain: dict, questions: Sequence[Question]) -> Iterator[Fault]:
    known = set(_names(domain, "intents"))
    for question in questions:
        for name in question.accepted:
            if not answer_id(name) and name not in known:
                what = f"'{name}' is no intent of domain.yml."
                yield Fault(question.path, question.line, "D13", what, "name an intent, or an answer by its id.")
