"""The knowledge, the domain and the rules of this repository go together."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.checking.answers import MOST_LEFT_OUT
from bot.checking.report import examine
from bot.knowledge.models import EVERYDAY_KINDS
from bot.places import HERE, ROOT, STORIES

FEWEST_ANSWERS = 170

SOURCES = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py")])
STEPS = [rule["steps"] for rule in yaml.safe_load((STORIES / "rules.yml").read_text())["rules"]]
ACTION_OF = {steps[0]["intent"]: steps[1]["action"] for steps in STEPS}
REPLIED = sorted(intent for intent, action in ACTION_OF.items() if action == "action_reply")

# Kinds whose names are data and never code; shorter ones, such as ER or PET, are common parts of code.
MEDICAL_KINDS = {"drugs", "genes-and-markers", "tests"}
SHORTEST_MEDICAL = 4
OTHER_SENSE = {"bot/serving/messaging/facebook_channel.py": {"echo"}}  # a key of Meta's events: "is_echo"


def told(faults: list) -> str:
    """Faults as the message of a failed test."""
    return "\n".join(map(str, faults))


def test_nothing_is_at_fault():
    faults = examine(HERE).faults
    assert not faults, told(faults)


def test_there_are_enough_answers(knowledge):
    assert len(knowledge.answers) >= FEWEST_ANSWERS


def test_few_passages_are_left_out_each_with_a_reason(knowledge):
    assert len(knowledge.left_out) <= MOST_LEFT_OUT
    assert [key for key, reason in knowledge.left_out.items() if not reason] == []


def test_every_title_names_one_answer(knowledge):
    titles = Counter(answer.title.lower() for answer in knowledge.answers.values())
    titles.update(knowledge.wording[name].lower() for name in ("more-button", "none-button"))
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_name_belongs_to_one_term(knowledge):
    owners: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for term in knowledge.terms:
        rivals = term.kind if term.kind in EVERYDAY_KINDS else ""  # each everyday kind is found for itself
        for alias in (term.name, *term.also):
            owners.setdefault((rivals, alias.lower()), set()).add((term.kind, term.name))
    assert {alias: terms for alias, terms in owners.items() if len(terms) > 1} == {}


@pytest.mark.parametrize("intent", REPLIED)
def test_intent_that_is_replied_to_has_a_reply(intent, knowledge):
    assert intent in knowledge.replies, f"Mend: add '{intent}' to knowledge/replies.yml"


def test_every_reply_is_used(knowledge):
    in_code = " ".join(source.read_text() for source in SOURCES)
    assert [name for name in knowledge.replies if name not in REPLIED and f'"{name}"' not in in_code] == []


def test_wording_that_the_code_uses_is_written(knowledge):
    pattern = re.compile(r"wording\[\"([\w-]+)\"\]|wording_reply\(\"([\w-]+)\"")
    used = {a or b for source in SOURCES for a, b in pattern.findall(source.read_text())}
    assert used, "the pattern finds nothing any more"
    assert used <= knowledge.wording.keys()


def code_of(source: Path) -> str:
    """A Python file without its comments and docstrings."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, documented) and ast.get_docstring(node):
            node.body[0] = ast.Pass()
    return ast.unparse(tree)


@pytest.fixture(scope="module")
def medical(knowledge) -> re.Pattern:
    """Finds any longer name of a drug, gene or test as a word of its own."""
    names = {alias for term in knowledge.terms if term.kind in MEDICAL_KINDS for alias in (term.name, *term.also)}
    longer = sorted(map(re.escape, (name for name in names if len(name) >= SHORTEST_MEDICAL)))
    return re.compile(rf"(?<![^\W_])({'|'.join(longer)})(?![^\W_])", re.IGNORECASE)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.relative_to(ROOT).as_posix())
def test_no_medical_word_stands_in_code(source, medical):
    found = set(medical.findall(code_of(source))) - OTHER_SENSE.get(source.relative_to(ROOT).as_posix(), set())
    assert found == set(), "Mend: move it to knowledge/"


def test_a_medical_word_in_code_would_be_found(medical, tmp_path):
    (tmp_path / "a.py").write_text('"""About Ibrance."""\nname = "Tell of Ibrance"  # not tamoxifen\nbone_scan = 1\n')
    assert medical.findall(code_of(tmp_path / "a.py")) == ["Ibrance"]
