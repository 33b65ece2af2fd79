"""Phrasings and questions are read as they stand, each with its place."""

import pytest

from bot.nlu.examples import (
    Phrasing,
    Question,
    answer_id,
    read_cases,
    read_phrasings,
    read_questions,
    read_texts,
    sampled,
)

PHRASINGS = """\
version: "3.1"
nlu:
  - intent: faq/diagnosis.bone-scan
    metadata:
      style: plain
    examples: |
      - What is a bone scan?
      - Is it - or not - cancer?

      - does "it" hurt: yes or no
  - intent: out_of_scope
    metadata:
      topic: money
    examples: |
      - bitcoin price
  - intent: greet
    examples: |
      - hello
"""

QUESTIONS = """\
answer: diagnosis.bone-scan
questions:
  - style: plain
    ask: "What is a bone scan?"
  - style: typo
    ask: "bon scan"
    also: [diagnosis.ct-scan, out_of_scope]
"""

OUT_OF_SCOPE = """\
intent: out_of_scope
topic: money
questions:
  - ask: bitcoin price
"""


def test_phrasings_are_read_with_style_topic_and_line(tmp_path):
    path = tmp_path / "topic" / "a.yml"
    path.parent.mkdir()
    path.write_text(PHRASINGS)
    bone_scan = "faq/diagnosis.bone-scan"
    assert read_phrasings(tmp_path) == [
        Phrasing("What is a bone scan?", bone_scan, "plain", "", path, 7),
        Phrasing("Is it - or not - cancer?", bone_scan, "plain", "", path, 8),
        Phrasing('does "it" hurt: yes or no', bone_scan, "plain", "", path, 10),
        Phrasing("bitcoin price", "out_of_scope", "", "money", path, 15),
        Phrasing("hello", "greet", "", "", path, 18),
    ]


def test_questions_are_read_with_all_that_is_accepted(tmp_path):
    (tmp_path / "a.yml").write_text(QUESTIONS)
    (tmp_path / "b.yml").write_text(OUT_OF_SCOPE)
    accepted = ("faq/diagnosis.bone-scan", "faq/diagnosis.ct-scan", "out_of_scope")
    assert read_questions(tmp_path) == [
        Question("What is a bone scan?", accepted[:1], "plain"),
        Question("bon scan", accepted, "typo"),
        Question("bitcoin price", ("out_of_scope",), "", "money"),
    ]
    assert [(q.path.name, q.line) for q in read_questions(tmp_path)] == [("a.yml", 4), ("a.yml", 6), ("b.yml", 4)]


LOOK_UPS = """\
# Golden questions.
- {style: plain, ask: "What is Ibrance?", drugs: [palbociclib], look_up: about, says: ["pill"]}
- name: "a dialogue"
  turns:
    - {say: "how is it taken", says: ["mouth"]}
    - {say: "and Kisqali?"}
"""
TRIAGE = """\
- {sign: breathing, say: "cant breathe"}
"""


def test_messages_of_look_ups_dialogues_and_triage_are_read(tmp_path):
    (tmp_path / "a.yml").write_text(LOOK_UPS)
    (tmp_path / "b.yml").write_text(TRIAGE)
    texts = ["What is Ibrance?", "how is it taken", "and Kisqali?", "cant breathe"]
    assert read_texts(tmp_path) == [Question(text, ()) for text in texts]


def test_cases_are_read_turn_by_turn(tmp_path):
    rows = ['{"turns": [{"user": "Hello"}, {"user": "What is it?"}]}', "", '{"turns": [{"user": "Thanks"}]}']
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    assert [question.text for question in read_cases(tmp_path)] == ["Hello", "What is it?", "Thanks"]


INTENTS = [
    ("faq/diagnosis.bone-scan", "diagnosis.bone-scan"),
    ("faq", None),
    ("faq/", None),
    ("greet", None),
    ("out_of_scope/money", None),
    ("", None),
]


@pytest.mark.parametrize("intent, name", INTENTS)
def test_only_an_intent_of_the_guide_has_an_answer(intent, name):
    assert answer_id(intent) == name


def test_a_sample_is_about_one_in_so_many():
    texts = [f"phrasing {n}" for n in range(1000)]
    assert 150 <= sum(sampled(text, 5) for text in texts) <= 250
    assert all(sampled(text, 1) for text in texts)
