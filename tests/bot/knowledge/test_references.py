"""A record that names what does not exist is refused, with the line of the name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.faults import FaultsFound
from bot.knowledge.load import load
from bot.knowledge.references import cited_passages
from bot.places import KNOWLEDGE

# The smallest knowledge in which every kind of record names something.
FILES = {
    "answers/a/one.yml": """\
id: a.one
title: One
short: Some words.
passages: [g21.diagnosis.001]
changed_from:
  - g21.diagnosis.002
related: [a.two]
reviewed: 2026-01-31
""",
    "answers/a/two.yml": """\
id: a.two
title: Two
short: Some words.
passages: [g21.diagnosis.001]
reviewed: 2026-01-31
""",
    "answers/a/old.yml": """\
id: a.old
title: Old
short: Some words.
passages: [g21.diagnosis.003]
reviewed: 2026-01-31
status: retired
replaced_by: a.two
""",
    "drugs/drug.yml": """\
name: drug
classes: [pills]
about: a.one
generic: g21.diagnosis.001
works:
  - says: It works.
    passages:
      - g21.diagnosis.001
for_whom:
  - says: It is for some.
    subtypes: [this kind]
    sites: [bone]
    markers:
      - GENE
    after: [pills]
    passages: [g21.diagnosis.001]
partners:
  - says: It goes with others.
    with:
      - pills
      - surgery
    passages: [g21.diagnosis.001]
side_effects:
  - effect: rash
    how: common
    passages: [g21.diagnosis.004]
monitoring:
  - says: It is checked.
    tests: [scan]
    passages: [g21.diagnosis.001]
reviewed: 2026-01-31
""",
    "classes/pills.yml": """\
name: pills
plural: pills
within: [medicines]
about: a.one
works:
  - says: They work.
    passages: [g21.diagnosis.001]
reviewed: 2026-01-31
""",
    "classes/medicines.yml": """\
name: medicines
plural: medicines
about: a.two
works:
  - says: They work too.
    passages: [g21.diagnosis.001]
reviewed: 2026-01-31
""",
    "side-effects.yml": """\
- {name: rash}
- name: itch
  organs: [skin]
  covers: [rash]
""",
    "paths.yml": """\
first:
  title: First
  subtypes: [this kind]
  markers: [GENE]
  sites: [bone]
  after: [surgery]
  options: [drug, pills, surgery]
  answer: a.one
  passages: [g21.diagnosis.001]
""",
    "symptoms.yml": "bone: {symptoms: [pain], answer: a.one, passages: [g21.diagnosis.001]}\n",
    "tests-by-purpose.yml": """\
scan:
  name: scan
  finds: [bone]
  purpose: It shows bones.
  answer: a.one
  passages: [g21.diagnosis.001]
""",
    "care-team.yml": "nurse: {does: A nurse helps., answer: a.one, passages: [g21.diagnosis.001]}\n",
    "asked-alone.yml": "around: [does]\n",
    "menu.yml": "- {title: First, answer: a.one}\n- {title: Second, answer: a.two}\n",
    "broad-words.yml": "word: {answers: [a.one, a.two]}\n",
    "shorthand.yml": "- {typed: [w], means: with}\n",
    "languages.yml": "es: Hola.\n",
    "receptors.yml": "",
    "replies.yml": "greet: {kind: chat, title: Hello, texts: [Hello.], offers: [a.one]}\n",
    "wording.yml": "next-unknown-answer: a.one\nother: an answer\n",
    "left-out.yml": "g21.diagnosis.005: a pointer\n",
    "terms/treatments.yml": "- {name: surgery}\n",
    "terms/organs.yml": "- {name: skin}\n",
    "terms/genes-and-markers.yml": "- {name: GENE}\n",
    "terms/subtypes.yml": "- {name: this kind}\n",
    "terms/sites.yml": "- {name: bone}\n",
    "terms/tests.yml": "- {name: scan}\n",
    "sources.yml": 'guide: Guide\nsections:\n  g21.diagnosis: {section: Diagnosis, edition: "2021", reviewed: "2021-01"}\n',
    "passages.jsonl": "".join(
        f'{{"id": "g21.diagnosis.00{n}", "fingerprint": "0123456789abcdef"}}\n' for n in range(1, 6)
    ),
    "look-ups.yml": "",
    "choices.yml": "",
    # They name nothing, and each of their keys must be there.
    "page.yml": (KNOWLEDGE / "page.yml").read_text(encoding="utf-8"),
    "messaging.yml": (KNOWLEDGE / "messaging.yml").read_text(encoding="utf-8"),
    "help-lines.yml": "us: {emergency_number: '911'}\n",
    "triage.yml": "{first: crisis, signs: [], dampers: []}\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def break_file(root: Path, file: str, old: str, new: str) -> int:
    """Replace what stands once in a file; the line of what replaces it."""
    text = FILES[file]
    assert text.count(old) == 1, f"'{old}' does not stand once in {file}"
    (root / file).write_text(text.replace(old, new))
    return text[: text.index(old)].count("\n") + 1


def faults_of(root: Path) -> list[tuple[str, str, int]]:
    """The code, file and line of each fault."""
    with pytest.raises(FaultsFound) as found:
        load(root)
    return [(fault.code, fault.path.relative_to(root).as_posix(), fault.line) for fault in found.value.faults]


# file, what stands in it, what replaces it, code
BROKEN = {
    "passage of an answer": ("answers/a/two.yml", "g21.diagnosis.001", "g21.diagnosis.999", "K05"),
    "older passage of an answer": ("answers/a/one.yml", "g21.diagnosis.002", "g21.diagnosis.999", "K05"),
    "passage of a retired answer": ("answers/a/old.yml", "g21.diagnosis.003", "g21.diagnosis.999", "K05"),
    "passage of a fact": ("drugs/drug.yml", "      - g21.diagnosis.001", "      - g21.diagnosis.999", "K05"),
    "passage of a side effect": ("drugs/drug.yml", "g21.diagnosis.004", "g21.diagnosis.999", "K05"),
    "passage of a generic": ("drugs/drug.yml", "generic: g21.diagnosis.001", "generic: g21.diagnosis.999", "K05"),
    "passage of a class": ("classes/pills.yml", "g21.diagnosis.001", "g21.diagnosis.999", "K05"),
    "passage of a path": ("paths.yml", "g21.diagnosis.001", "g21.diagnosis.999", "K05"),
    "passage of symptoms": ("symptoms.yml", "g21.diagnosis.001", "g21.diagnosis.999", "K05"),
    "passage of a test": ("tests-by-purpose.yml", "g21.diagnosis.001", "g21.diagnosis.999", "K05"),
    "passage of the care team": ("care-team.yml", "g21.diagnosis.001", "g21.diagnosis.999", "K05"),
    "passage left out": ("left-out.yml", "g21.diagnosis.005", "g21.diagnosis.999", "K05"),
    "related answer": ("answers/a/one.yml", "related: [a.two]", "related: [a.none]", "K06"),
    "related answer that is retired": ("answers/a/one.yml", "related: [a.two]", "related: [a.old]", "K06"),
    "related answer that is this one": ("answers/a/one.yml", "related: [a.two]", "related: [a.one]", "K06"),
    "answer of a drug": ("drugs/drug.yml", "about: a.one", "about: a.none", "K06"),
    "answer of a drug that is retired": ("drugs/drug.yml", "about: a.one", "about: a.old", "K06"),
    "answer of a class": ("classes/pills.yml", "a.one", "a.none", "K06"),
    "answer of a path": ("paths.yml", "a.one", "a.none", "K06"),
    "answer of symptoms": ("symptoms.yml", "a.one", "a.none", "K06"),
    "answer of a test": ("tests-by-purpose.yml", "a.one", "a.none", "K06"),
    "answer of the care team": ("care-team.yml", "a.one", "a.none", "K06"),
    "answer of the menu": ("menu.yml", "a.two", "a.none", "K06"),
    "answer of a broad word": ("broad-words.yml", "a.two", "a.none", "K06"),
    "answer of the wording": ("wording.yml", "a.one", "a.none", "K06"),
    "answer that a reply offers": ("replies.yml", "a.one", "a.none", "K06"),
    "successor of a retired answer": ("answers/a/old.yml", "a.two", "a.none", "K07"),
    "class of a drug": ("drugs/drug.yml", "classes: [pills]", "classes: [drops]", "K12"),
    "class of a drug that is a treatment": ("drugs/drug.yml", "classes: [pills]", "classes: [surgery]", "K12"),
    "wider class": ("classes/pills.yml", "[medicines]", "[drug]", "K12"),
    "partner of a drug": ("drugs/drug.yml", "      - surgery", "      - sugar", "K13"),
    "treatment before a drug": ("drugs/drug.yml", "after: [pills]", "after: [drops]", "K13"),
    "treatment before a path": ("paths.yml", "after: [surgery]", "after: [bone]", "K13"),
    "option of a path": ("paths.yml", "drug, pills, surgery", "drug, drops", "K13"),
    "side effect of a drug": ("drugs/drug.yml", "effect: rash", "effect: hiccups", "K14"),
    "side effect that is covered": ("side-effects.yml", "covers: [rash]", "covers: [hiccups]", "K14"),
    "organ of a side effect": ("side-effects.yml", "organs: [skin]", "organs: [bone]", "K15"),
    "marker of a drug": ("drugs/drug.yml", "      - GENE", "      - GONE", "K16"),
    "marker of a path": ("paths.yml", "GENE", "GONE", "K16"),
    "subtype of a drug": ("drugs/drug.yml", "[this kind]", "[that kind]", "K17"),
    "subtype of a path": ("paths.yml", "[this kind]", "[that kind]", "K17"),
    "site of a drug": ("drugs/drug.yml", "sites: [bone]", "sites: [skin]", "K18"),
    "site of a path": ("paths.yml", "sites: [bone]", "sites: [skin]", "K18"),
    "site of a test": ("tests-by-purpose.yml", "finds: [bone]", "finds: [skin]", "K18"),
    "test of a drug": ("drugs/drug.yml", "tests: [scan]", "tests: [skim]", "K19"),
    "language": ("languages.yml", "es:", "spanish:", "K20"),
}


def test_sound_files_have_no_fault(root):
    assert load(root).drugs.keys() == {"drug"}


@pytest.mark.parametrize("file, old, new, code", BROKEN.values(), ids=BROKEN)
def test_name_of_nothing_is_told_alone_with_its_line(root, file, old, new, code):
    line = break_file(root, file, old, new)
    assert faults_of(root) == [(code, file, line)]


def test_faults_of_all_files_are_told_at_once(root):
    broken = ["passage of a path", "answer of the menu", "partner of a drug", "organ of a side effect", "language"]
    expected = []
    for name in broken:
        file, old, new, code = BROKEN[name]
        expected.append((code, file, break_file(root, file, old, new)))
    assert sorted(faults_of(root)) == sorted(expected)


def test_each_use_of_a_lost_name_is_told(root):
    (root / "terms/sites.yml").write_text("- {name: lung}\n")
    files = {file for code, file, _ in faults_of(root) if code == "K18"}
    assert files == {"drugs/drug.yml", "paths.yml", "tests-by-purpose.yml"}


# What names it is not called faulty as well.
UNREADABLE = ["drugs/drug.yml", "classes/pills.yml", "side-effects.yml", "terms/treatments.yml", "terms/tests.yml"]


@pytest.mark.parametrize("file", [*UNREADABLE, "answers/a/one.yml", "passages.jsonl"])
def test_what_a_faulty_file_should_hold_is_not_called_missing(root, file):
    (root / file).write_text("{ colour: red\n")
    assert {(code, where) for code, where, _ in faults_of(root)} == {("K02", file)}


def test_side_effect_of_two_rows_is_told(root):
    (root / "side-effects.yml").write_text(FILES["side-effects.yml"] + "- {name: rash, also: [spots]}\n")
    assert faults_of(root) == [("K10", "side-effects.yml", FILES["side-effects.yml"].count("\n") + 1)]


def test_passages_of_answers_in_force_and_of_every_other_record_are_cited(root):
    break_file(root, "paths.yml", "g21.diagnosis.001", "g21.diagnosis.005")
    cited = cited_passages(load(root))
    assert cited == {"g21.diagnosis.001", "g21.diagnosis.004", "g21.diagnosis.005"}


def test_a_broad_word_stands_once(root: Path):
    rows = "word: {also: [Other], answers: [a.one, a.two]}\nother: {answers: [a.one, a.two]}\n"
    (root / "broad-words.yml").write_text(rows)
    assert faults_of(root) == [("K22", "broad-words.yml", 2)]
