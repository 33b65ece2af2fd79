"""Deliberate faults of every kind, each planted in a copy of the repository, found at its file and line, and mended.

The faults of one round are planted together, so that a few looks at everything are enough: in the first rounds those
that keep a file from being read, in the last those that are found once everything can be read.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Callable, NamedTuple

import pytest

from bot.checking.report import Checked, examine
from bot.places import ROOT, Places

COPIED = ("knowledge", "data", "actions", "domain.yml", "config.yml")
TESTS = ("questions", "calibration", "look-ups", "triage", "dialogues")

Change = Callable[[Path], None]


class Fault(NamedTuple):
    """A planted fault: how it is made, where it is told, and the mend that it names, both in words and as a change."""

    code: str
    file: str
    at: str  # what stands in the line that is named; "" where the whole file is named
    make: Change
    says: str  # what the mend says
    mend: Change


def swap(file: str, old: str, new: str) -> Change:
    """Put `new` in place of the first `old`."""

    def change(root: Path) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} holds no '{old}' any more. Mend: plant the fault elsewhere."
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def add(file: str, text: str) -> Change:
    """Write a text to the end of a file, which may be new."""

    def change(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as opened:
            opened.write(text)

    return change


def drop(file: str, row: str) -> Change:
    """Remove the last line that holds a text."""

    def change(root: Path) -> None:
        lines = (root / file).read_text(encoding="utf-8").splitlines(keepends=True)
        del lines[max(number for number, line in enumerate(lines) if row in line)]
        (root / file).write_text("".join(lines), encoding="utf-8")

    return change


def restore(file: str) -> Change:
    """Put a file back as version control has it."""
    return lambda root: shutil.copy(ROOT / file, root / file)


def remove(file: str) -> Change:
    return lambda root: (root / file).unlink()


def copy(file: str, to: str, *changes: tuple[str, str]) -> Change:
    """Copy a file to another place with some text changed."""

    def change(root: Path) -> None:
        shutil.copy(root / file, root / to)
        for old, new in changes:
            swap(to, old, new)(root)

    return change


def keep(file: str, *, first: int) -> Change:
    """Keep so many phrasings of each style."""

    def change(root: Path) -> None:
        kept, count = [], 0
        for line in (root / file).read_text(encoding="utf-8").splitlines(keepends=True):
            count = 0 if "examples" in line else count + 1
            if not line.startswith("      - ") or count <= first:
                kept.append(line)
        (root / file).write_text("".join(kept), encoding="utf-8")

    return change


ANSWERS, NLU, GOLDEN, FIT = "knowledge/answers", "data/nlu", "tests/questions", "tests/calibration"
RULES, DOMAIN = "data/stories/rules.yml", "domain.yml"
ONE_ROW = "introduction.curable: is it still curable at that point"
HARD = "Multidisciplinary rehabilitation recommendations necessitate considerable individualized deliberation. "

UNREADABLE = {
    "a missing file": Fault(
        "K01", "knowledge/choices.yml", "", remove("knowledge/choices.yml"), "restore", restore("knowledge/choices.yml")
    ),
    "no YAML": Fault(
        "K02",
        f"{ANSWERS}/diagnosis/mri.yml",
        "title:",
        swap(f"{ANSWERS}/diagnosis/mri.yml", "title: ", "title: scan: "),
        "after '>-'",
        swap(f"{ANSWERS}/diagnosis/mri.yml", "title: scan: ", "title: >-\n  "),
    ),
    "a key twice": Fault(
        "K02",
        f"{ANSWERS}/diagnosis/x-ray.yml",
        "reviewed: 2020",
        add(f"{ANSWERS}/diagnosis/x-ray.yml", "reviewed: 2020-01-01\n"),
        "keep one",
        drop(f"{ANSWERS}/diagnosis/x-ray.yml", "reviewed: 2020"),
    ),
    "an unknown key": Fault(
        "K03",
        f"{ANSWERS}/diagnosis/biopsy.yml",
        "heading",
        add(f"{ANSWERS}/diagnosis/biopsy.yml", "heading: A biopsy\n"),
        "remove it",
        drop(f"{ANSWERS}/diagnosis/biopsy.yml", "heading"),
    ),
    "a day that is none": Fault(
        "K03",
        f"{ANSWERS}/diagnosis/ct-scan.yml",
        "reviewed",
        swap(f"{ANSWERS}/diagnosis/ct-scan.yml", "reviewed: ", "reviewed: last May # "),
        "README",
        swap(f"{ANSWERS}/diagnosis/ct-scan.yml", "reviewed: last May # ", "reviewed: "),
    ),
    "an id of another name": Fault(
        "K04",
        f"{ANSWERS}/brain/one.yml",
        "id:",
        swap(f"{ANSWERS}/brain/one.yml", "id: brain.one", "id: brain.single"),
        "write 'brain.one'",
        swap(f"{ANSWERS}/brain/one.yml", "id: brain.single", "id: brain.one"),
    ),
    "a passage that there is not": Fault(
        "K05",
        f"{ANSWERS}/brain/overview.yml",
        "t23.types-of-treatment.999",
        swap(f"{ANSWERS}/brain/overview.yml", "  - t23.types-of-treatment.147", "  - t23.types-of-treatment.999"),
        "cite one of",
        swap(f"{ANSWERS}/brain/overview.yml", "  - t23.types-of-treatment.999", "  - t23.types-of-treatment.147"),
    ),
    "a button to no answer": Fault(
        "K06",
        f"{ANSWERS}/hormonal/elacestrant.yml",
        "hormonal.none",
        swap(f"{ANSWERS}/hormonal/elacestrant.yml", "  - hormonal.options", "  - hormonal.none"),
        "name an active answer",
        swap(f"{ANSWERS}/hormonal/elacestrant.yml", "  - hormonal.none", "  - hormonal.options"),
    ),
    "a button to the answer itself": Fault(
        "K06",
        f"{ANSWERS}/statistics/deaths.yml",
        "  - statistics.deaths",
        swap(f"{ANSWERS}/statistics/deaths.yml", "  - statistics.how-sure", "  - statistics.deaths"),
        "name another active answer",
        swap(f"{ANSWERS}/statistics/deaths.yml", "  - statistics.deaths", "  - statistics.how-sure"),
    ),
    "a retired answer without a successor": Fault(
        "K07",
        f"{ANSWERS}/brain/old.yml",
        "id:",
        copy(
            f"{ANSWERS}/brain/two-to-four.yml",
            f"{ANSWERS}/brain/old.yml",
            ("id: brain.two-to-four", "id: brain.old\nstatus: retired"),
        ),
        "set replaced_by",
        swap(f"{ANSWERS}/brain/old.yml", "status: retired", "status: retired\nreplaced_by: brain.two-to-four"),
    ),
    "a section without a row": Fault(
        "K08",
        "knowledge/sources.yml",
        "sections:",
        swap("knowledge/sources.yml", "  g21.risk-factors:", "  g21.risks:"),
        "add its row",
        swap("knowledge/sources.yml", "  g21.risks:", "  g21.risk-factors:"),
    ),
    "a caveat that is not written": Fault(
        "K09",
        "knowledge/sources.yml",
        "caveat: old",
        swap("knowledge/sources.yml", "caveat: superseded", "caveat: old"),
        "write it there",
        add("knowledge/wording.yml", "old: This is an older text.\n"),
    ),
    "a class that there is not": Fault(
        "K12",
        "knowledge/drugs/elacestrant.yml",
        "classes:",
        swap("knowledge/drugs/elacestrant.yml", "downregulator, hormonal therapy]", "downregulator, hormones]"),
        "knowledge/classes",
        swap("knowledge/drugs/elacestrant.yml", "downregulator, hormones]", "downregulator, hormonal therapy]"),
    ),
    "a treatment that there is not": Fault(
        "K13",
        "knowledge/drugs/tucatinib.yml",
        "with: [",
        swap("knowledge/drugs/tucatinib.yml", "with: [capecitabine,", "with: [capecitabin,"),
        "name a drug",
        swap("knowledge/drugs/tucatinib.yml", "with: [capecitabin,", "with: [capecitabine,"),
    ),
    "a side effect that there is not": Fault(
        "K14",
        "knowledge/drugs/tucatinib.yml",
        "effect: the runs",
        swap("knowledge/drugs/tucatinib.yml", "effect: diarrhea", "effect: the runs"),
        "side-effects.yml",
        swap("knowledge/drugs/tucatinib.yml", "effect: the runs", "effect: diarrhea"),
    ),
    "a marker that there is not": Fault(
        "K16",
        "knowledge/drugs/elacestrant.yml",
        "markers: [ESR9]",
        swap("knowledge/drugs/elacestrant.yml", "markers: [ESR1]", "markers: [ESR9]"),
        "genes-and-markers.yml",
        swap("knowledge/drugs/elacestrant.yml", "markers: [ESR9]", "markers: [ESR1]"),
    ),
    "a subtype that there is not": Fault(
        "K17",
        "knowledge/paths.yml",
        "subtypes: [hormonal]",
        swap("knowledge/paths.yml", "subtypes: [hormone receptor-positive]", "subtypes: [hormonal]"),
        "subtypes.yml",
        swap("knowledge/paths.yml", "subtypes: [hormonal]", "subtypes: [hormone receptor-positive]"),
    ),
    "a place that there is not": Fault(
        "K18",
        "knowledge/tests-by-purpose.yml",
        "finds: [chest]",
        swap("knowledge/tests-by-purpose.yml", "finds: [lung]", "finds: [chest]"),
        "sites.yml",
        swap("knowledge/tests-by-purpose.yml", "finds: [chest]", "finds: [lung]"),
    ),
    "a test that there is not": Fault(
        "K19",
        "knowledge/drugs/alpelisib.yml",
        "tests: [a look]",
        swap("knowledge/drugs/alpelisib.yml", "tests: [molecular testing]", "tests: [a look]"),
        "tests.yml",
        swap("knowledge/drugs/alpelisib.yml", "tests: [a look]", "tests: [molecular testing]"),
    ),
    "a language that is none": Fault(
        "K20",
        "knowledge/languages.yml",
        "spanish:",
        swap("knowledge/languages.yml", "\nes: ", "\nspanish: "),
        "two small letters",
        swap("knowledge/languages.yml", "\nspanish: ", "\nes: "),
    ),
    "a number that nothing fills in": Fault(
        "K21",
        "knowledge/help-lines.yml",
        "us:",
        swap("knowledge/help-lines.yml", 'us:\n  emergency_number: "911"', 'us:\n  emergency_number: "{number}"'),
        "name a key",
        swap("knowledge/help-lines.yml", '"{number}"', '"911"'),
    ),
    "a word of two choices": Fault(
        "K22",
        "knowledge/broad-words.yml",
        "Checkup-Scan:",
        add(
            "knowledge/broad-words.yml",
            "checkup-scan:\n  also: [other]\n  answers: [diagnosis.ct-scan, diagnosis.mri]\n"
            "Checkup-Scan:\n  answers: [diagnosis.ct-scan, diagnosis.mri]\n",
        ),
        "keep it in one row",
        lambda root: (
            [drop("knowledge/broad-words.yml", "[diagnosis.ct-scan, diagnosis.mri]")(root)]
            and drop("knowledge/broad-words.yml", "Checkup-Scan:")(root)
        ),
    ),
    "a pattern that names no words": Fault(
        "K23",
        "knowledge/triage.yml",
        "<breathing> is|'s an",
        swap("knowledge/triage.yml", "<breathe> is|'s an", "<breathing> is|'s an"),
        "correct it",
        swap("knowledge/triage.yml", "<breathing> is|'s an", "<breathe> is|'s an"),
    ),
    "words that no pattern names": Fault(
        "K24",
        "knowledge/triage.yml",
        "unheard:",
        swap("knowledge/triage.yml", "words:\n", "words:\n  unheard: [word]\n"),
        "remove them",
        swap("knowledge/triage.yml", "  unheard: [word]\n", ""),
    ),
    "follow-ups that are no list": Fault(
        "F01",
        "data/follow-ups/brain.yml",
        "introduction.curable: is",
        swap("data/follow-ups/brain.yml", "introduction.curable: [is it still curable at that point]", ONE_ROW),
        "[messages]",
        swap("data/follow-ups/brain.yml", ONE_ROW, "introduction.curable: [is it still curable at that point]"),
    ),
    "a phrasing without its dash": Fault(
        "F02",
        f"{NLU}/hormonal/elacestrant.yml",
        "Who can take elacestrant?",
        swap(f"{NLU}/hormonal/elacestrant.yml", "- Who can take elacestrant?", "Who can take elacestrant?"),
        "write '- '",
        swap(f"{NLU}/hormonal/elacestrant.yml", "  Who can take elacestrant?", "  - Who can take elacestrant?"),
    ),
    "a style that there is not": Fault(
        "K03",
        f"{NLU}/hormonal/fulvestrant.yml",
        "style: fancy",
        swap(f"{NLU}/hormonal/fulvestrant.yml", "style: long", "style: fancy"),
        "README",
        swap(f"{NLU}/hormonal/fulvestrant.yml", "style: fancy", "style: long"),
    ),
    "a question that asks nothing": Fault(
        "K03",
        f"{GOLDEN}/hormonal/elacestrant.yml",
        "style: ",
        swap(f"{GOLDEN}/hormonal/elacestrant.yml", "    ask: ", "    # ask: "),
        "add it",
        swap(f"{GOLDEN}/hormonal/elacestrant.yml", "    # ask: ", "    ask: "),
    ),
    "domain that is no YAML": Fault(
        "K02",
        DOMAIN,
        "- faq",
        swap(DOMAIN, "intents:", "intents: ["),
        "check the indentation",
        swap(DOMAIN, "intents: [", "intents:"),
    ),
}

NAMES_TWICE = {
    "a drug of two files": Fault(
        "K10",
        "knowledge/drugs/zz-copy.yml",
        "name:",
        copy("knowledge/drugs/tucatinib.yml", "knowledge/drugs/zz-copy.yml"),
        "merge the two files",
        remove("knowledge/drugs/zz-copy.yml"),
    ),
    "a side effect of two rows": Fault(
        "K10",
        "knowledge/side-effects.yml",
        "also: [heat]",
        add("knowledge/side-effects.yml", "- {name: hot flashes, also: [heat]}\n"),
        "merge the two rows",
        drop("knowledge/side-effects.yml", "also: [heat]"),
    ),
    "an organ that there is not": Fault(
        "K15",
        "knowledge/side-effects.yml",
        "organs: [belly]",
        swap("knowledge/side-effects.yml", "organs: [womb]", "organs: [belly]"),
        "organs.yml",
        swap("knowledge/side-effects.yml", "organs: [belly]", "organs: [womb]"),
    ),
}

ELACESTRANT = f"{ANSWERS}/hormonal/elacestrant.yml"
ONE, DEATHS, MRI = f"{ANSWERS}/brain/one.yml", f"{ANSWERS}/statistics/deaths.yml", f"{ANSWERS}/diagnosis/mri.yml"
CT, PET = f"{ANSWERS}/diagnosis/ct-scan.yml", f"{ANSWERS}/diagnosis/pet-ct-scan.yml"
BONE_SCAN, BIOPSY = f"{ANSWERS}/diagnosis/bone-scan.yml", f"{ANSWERS}/diagnosis/biopsy.yml"
TUCATINIB, TRASTUZUMAB = "knowledge/drugs/tucatinib.yml", "knowledge/drugs/trastuzumab.yml"
FOLLOW_UPS = "data/follow-ups/brain.yml"


def shorten(root: Path) -> None:
    """Leave the first sentence of the short answer, and keep the rest at the end for the mend."""
    path = root / MRI
    text = path.read_text(encoding="utf-8")
    short = re.search(r"(?s)short: >-\n(.*?)\n(?=\w)", text).group(1)
    path.write_text(text.replace(short, "  An MRI is a scan.") + "# " + short.replace("\n", "\n# ") + "\n")


def lengthen(root: Path) -> None:
    path = root / MRI
    text, _, kept = path.read_text(encoding="utf-8").partition("# ")
    path.write_text(text.replace("  An MRI is a scan.", kept.rstrip("\n").replace("\n# ", "\n")))


CONTENT = {
    "a passage that nothing cites": Fault(
        "A01",
        "knowledge/passages.jsonl",
        '"g21.palliative-care.005"',
        drop("knowledge/left-out.yml", "g21.palliative-care.005"),
        "list it in left-out.yml",
        add("knowledge/left-out.yml", "g21.palliative-care.005: pointer to another section\n"),
    ),
    "a figure that the passages lack": Fault(
        "A03",
        ELACESTRANT,
        "at least 7 type",
        swap(ELACESTRANT, "at least 1 type", "at least 7 type"),
        "cite the passage that gives it",
        swap(ELACESTRANT, "at least 7 type", "at least 1 type"),
    ),
    "a drug that the passages lack": Fault(
        "A04",
        ONE,
        "Ask about everolimus.",
        add(ONE, "more: >-\n  Ask.\n\n  Ask about everolimus.\n")
        if "\nmore:" not in (ROOT / ONE).read_text()
        else swap(ONE, "more: >-\n", "more: >-\n  Ask about everolimus.\n"),
        "remove it",
        drop(ONE, "Ask about everolimus."),
    ),
    "a short answer that is too short": Fault("A05", MRI, "short:", shorten, "keep it to about 40", lengthen),
    "an answer too hard to read": Fault(
        "A06",
        CT,
        "short:",
        swap(CT, "short: >-\n", f"short: >-\n  {HARD * 3}\n"),
        "plainer words",
        drop(CT, HARD.strip()),
    ),
    "figures without their year": Fault(
        "A09",
        DEATHS,
        "short:",
        swap(DEATHS, "estimate for 2021 was", "estimate was"),
        "are of 2021",
        swap(DEATHS, "estimate was", "estimate for 2021 was"),
    ),
    "a title of two answers": Fault(
        "A10",
        PET,
        "title:",
        lambda root: swap(PET, *_titles(root, PET, CT))(root),
        "what sets this one apart",
        restore(PET),
    ),
    "a review that is to come": Fault(
        "A12",
        BONE_SCAN,
        "reviewed: 2999",
        swap(BONE_SCAN, "reviewed: 2", "reviewed: 2999-01-01 # 2"),
        "the last review",
        swap(BONE_SCAN, "reviewed: 2999-01-01 # 2", "reviewed: 2"),
    ),
    "a passage left out, and cited": Fault(
        "A13",
        "knowledge/left-out.yml",
        "t23.types-of-treatment.147",
        add("knowledge/left-out.yml", "t23.types-of-treatment.147: no reason\n"),
        "remove its row",
        drop("knowledge/left-out.yml", "t23.types-of-treatment.147"),
    ),
    "a figure that a record's passage lacks": Fault(
        "R01",
        TUCATINIB,
        "Tucatinib can affect",
        swap(TUCATINIB, "says: Tucatinib can affect the liver.", "says: Tucatinib can affect the liver in 97%."),
        "remove it",
        swap(TUCATINIB, "the liver in 97%.", "the liver."),
    ),
    "a drug that a record's passage lacks": Fault(
        "R02",
        "knowledge/drugs/elacestrant.yml",
        "says: Elacestrant is taken",
        swap("knowledge/drugs/elacestrant.yml", "by mouth once a day.", "by mouth once a day with everolimus."),
        "remove it",
        swap("knowledge/drugs/elacestrant.yml", "once a day with everolimus.", "once a day."),
    ),
    "a side effect that the passage lacks": Fault(
        "R03",
        "knowledge/drugs/elacestrant.yml",
        "effect: hot flashes",
        add(
            "knowledge/drugs/elacestrant.yml",
            "side_effects:\n  - effect: hot flashes\n    how: rare\n    passages: [t23.types-of-treatment.047]\n",
        ),
        "remove it",
        lambda root: [
            drop("knowledge/drugs/elacestrant.yml", row)(root)
            for row in ("passages: [t23.types-of-treatment.047]", "how: rare", "effect: hot flashes", "side_effects:")
        ],
    ),
    "a brand that the guide lacks": Fault(
        "R04",
        "knowledge/drugs/elacestrant.yml",
        "brands:",
        swap("knowledge/drugs/elacestrant.yml", "brands: [Orserdu]", "brands: [Orserdu, Elacia]"),
        "move it to 'also'",
        swap("knowledge/drugs/elacestrant.yml", "brands: [Orserdu, Elacia]", "brands: [Orserdu]\nalso: [Elacia]"),
    ),
    "a fact too hard to read": Fault(
        "R07",
        "knowledge/drugs/alpelisib.yml",
        "says:",
        lambda root: _first_sentence(root, "knowledge/drugs/alpelisib.yml", HARD),
        "plainer words",
        restore("knowledge/drugs/alpelisib.yml"),
    ),
    "a brand of two drugs": Fault(
        "R09",
        TUCATINIB,
        "also: [Hylecta]",
        swap(TUCATINIB, "brands: [Tukysa]\n", "brands: [Tukysa]\nalso: [Hylecta]\n"),
        "keep it where it belongs",
        drop(TUCATINIB, "also: [Hylecta]"),
    ),
    "too few phrasings": Fault(
        "P01",
        f"{NLU}/brain/one.yml",
        "      - ",
        keep(f"{NLU}/brain/one.yml", first=2),
        "write at least",
        restore(f"{NLU}/brain/one.yml"),
    ),
    "no phrasing of a style": Fault(
        "P02",
        f"{NLU}/brain/two-to-four.yml",
        "      - ",
        swap(f"{NLU}/brain/two-to-four.yml", "style: typo", "style: plain"),
        "'style: typo'",
        restore(f"{NLU}/brain/two-to-four.yml"),
    ),
    "phrasings of no answer": Fault(
        "P03",
        f"{NLU}/brain/extra.yml",
        "- may she fly with it",
        add(
            f"{NLU}/brain/extra.yml",
            'version: "3.1"\nnlu:\n  - intent: faq/brain.none\n    examples: |\n      - may she fly with it\n',
        ),
        "remove them",
        remove(f"{NLU}/brain/extra.yml"),
    ),
    "a phrasing of two answers": Fault(
        "P05",
        f"{NLU}/hormonal/fulvestrant.yml",
        "WHO can take elacestrant",
        add(f"{NLU}/hormonal/fulvestrant.yml", "      - WHO can take elacestrant\n"),
        "keep it where",
        drop(f"{NLU}/hormonal/fulvestrant.yml", "WHO can take elacestrant"),
    ),
    "a phrasing of two answers in another order": Fault(
        "P11",
        f"{NLU}/hormonal/fulvestrant.yml",
        "ESR1 oral SERD",
        add(f"{NLU}/hormonal/fulvestrant.yml", "      - ESR1 oral SERD\n"),
        "keep the one",
        drop(f"{NLU}/hormonal/fulvestrant.yml", "ESR1 oral SERD"),
    ),
    "another answer's title": Fault(
        "P12",
        f"{NLU}/hormonal/fulvestrant.yml",
        "elacestrant (orserdu)?",
        add(f"{NLU}/hormonal/fulvestrant.yml", "      - elacestrant (orserdu)?\n"),
        "remove it",
        drop(f"{NLU}/hormonal/fulvestrant.yml", "elacestrant (orserdu)?"),
    ),
    "a phrasing twice": Fault(
        "P13",
        f"{NLU}/hormonal/elacestrant.yml",
        "can men take orserdu??",
        add(f"{NLU}/hormonal/elacestrant.yml", "      - can men take orserdu??\n"),
        "remove one",
        drop(f"{NLU}/hormonal/elacestrant.yml", "can men take orserdu??"),
    ),
    "a phrasing with brackets": Fault(
        "P14",
        f"{NLU}/hormonal/elacestrant.yml",
        "a pill called [orserdu], how",
        add(f"{NLU}/hormonal/elacestrant.yml", "      - a pill called [orserdu], how strong\n"),
        "without them",
        swap(f"{NLU}/hormonal/elacestrant.yml", "called [orserdu], how", "called orserdu, how"),
    ),
    "too few golden questions": Fault(
        "P06",
        f"{GOLDEN}/brain/one.yml",
        "",
        remove(f"{GOLDEN}/brain/one.yml"),
        "write",
        restore(f"{GOLDEN}/brain/one.yml"),
    ),
    "too few calibration questions": Fault(
        "P15", f"{FIT}/brain/one.yml", "", remove(f"{FIT}/brain/one.yml"), "write", restore(f"{FIT}/brain/one.yml")
    ),
    "a golden question in training": Fault(
        "P08",
        f"{NLU}/targeted/talazoparib.yml",
        "talzenna side effects",
        add(f"{NLU}/targeted/talazoparib.yml", "      - talzenna side effects\n"),
        "remove this phrasing",
        drop(f"{NLU}/targeted/talazoparib.yml", "talzenna side effects"),
    ),
    "a message of triage that is tested": Fault(
        "P08",
        "data/triage/urgent.yml",
        "i cant get my breath tonight",
        add("data/triage/urgent.yml", '- {topic: breathing, say: "i cant get my breath tonight"}\n'),
        "remove this phrasing",
        drop("data/triage/urgent.yml", "i cant get my breath tonight"),
    ),
    "a follow-up that leads nowhere": Fault(
        "P09",
        FOLLOW_UPS,
        "brain.none: [",
        swap(FOLLOW_UPS, "  radiation.what-is: [does the radiation hurt]", "  brain.none: [does the radiation hurt]"),
        "name one",
        swap(FOLLOW_UPS, "  brain.none: [does the radiation hurt]", "  radiation.what-is: [does the radiation hurt]"),
    ),
    "a question for no answer": Fault(
        "P16",
        f"{GOLDEN}/brain/two-to-four.yml",
        "shall we try this",
        add(
            f"{GOLDEN}/brain/two-to-four.yml",
            '  - style: plain\n    ask: "shall we try this, nurse"\n    also: [brain.none]\n',
        ),
        "name an active answer",
        drop(f"{GOLDEN}/brain/two-to-four.yml", "also: [brain.none]"),
    ),
    "a question asked twice": Fault(
        "P17",
        f"{FIT}/hormonal/fulvestrant.yml",
        "Who can take Orserdu and is it a daily tablet?!",
        add(
            f"{FIT}/hormonal/fulvestrant.yml",
            '  - style: keyword\n    ask: "Who can take Orserdu and is it a daily tablet?!"\n',
        ),
        "ask something else",
        swap(
            f"{FIT}/hormonal/fulvestrant.yml",
            "Who can take Orserdu and is it a daily tablet?!",
            "needle in the hip, for how long each time, nurse",
        ),
    ),
    "an entity twice": Fault(
        "D01",
        DOMAIN,
        "sites # again",
        swap(DOMAIN, "  - sites\n", "  - sites\n  - sites # again\n"),
        "remove one",
        drop(DOMAIN, "sites # again"),
    ),
    "an intent without a rule": Fault(
        "D02",
        DOMAIN,
        "- joke",
        swap(DOMAIN, "  - look_up\n", "  - look_up\n  - joke\n"),
        "write a rule",
        add(RULES, "\n  - rule: joke\n    steps:\n      - intent: joke\n      - action: action_reply\n"),
    ),
    "a rule of an unknown intent": Fault(
        "D03",
        RULES,
        "intent: show_some",
        add(RULES, "\n  - rule: some\n    steps:\n      - intent: show_some\n      - action: action_show_all\n"),
        "add it there",
        lambda root: (
            [drop(RULES, row)(root) for row in ("action: action_show_all", "intent: show_some")]
            and _drop_tail(root / RULES, "\n  - rule: some\n    steps:\n")
        ),
    ),
    "an action that is not written": Fault(
        "D05",
        DOMAIN,
        "- action_say_simpler",
        remove("actions/action_say_simpler.py"),
        "write it in actions/",
        restore("actions/action_say_simpler.py"),
    ),
    "an action that no rule uses": Fault(
        "D06",
        DOMAIN,
        "- action_sing",
        lambda root: (
            swap(DOMAIN, "  - action_answer_each\n", "  - action_sing\n  - action_answer_each\n")(root),
            copy("actions/action_choose.py", "actions/action_sing.py", ("action_choose", "action_sing"))(root),
        ),
        "remove it here",
        lambda root: (drop(DOMAIN, "- action_sing")(root), remove("actions/action_sing.py")(root)),
    ),
    "an action that the domain lacks": Fault(
        "D08",
        "actions/action_hum.py",
        '"action_hum"',
        copy("actions/action_choose.py", "actions/action_hum.py", ("action_choose", "action_hum")),
        "'actions'",
        remove("actions/action_hum.py"),
    ),
    "an entity that nothing finds": Fault(
        "D09",
        DOMAIN,
        "- colours",
        swap(DOMAIN, "  - sites\n", "  - sites\n  - colours\n"),
        "remove it here",
        drop(DOMAIN, "- colours"),
    ),
    "an entity that the domain lacks": Fault(
        "D10",
        DOMAIN,
        "entities:",
        drop(DOMAIN, "  - kinship"),
        "add it here",
        swap(DOMAIN, "  - sites\n", "  - sites\n  - kinship\n"),
    ),
    "phrasings of an unknown intent": Fault(
        "D12",
        f"{NLU}/conversation/mood.yml",
        "- la la la la",
        add(
            f"{NLU}/conversation/mood.yml",
            'version: "3.1"\nnlu:\n  - intent: mood\n    examples: |\n      - la la la la\n',
        ),
        "correct it",
        swap(f"{NLU}/conversation/mood.yml", "intent: mood", "intent: gibberish"),
    ),
}


def _titles(root: Path, of: str, other: str) -> tuple[str, str]:
    """The title of one answer as its file has it, and that of the other."""
    mine, theirs = (re.search(r"^title:.*$", (root / file).read_text(), re.M).group() for file in (of, other))
    return mine, theirs


def _first_sentence(root: Path, file: str, text: str) -> None:
    """Put a text in place of the first fact's."""
    path = root / file
    path.write_text(re.sub(r"(?ms)- says: .*?\n(?=    \w+:)", f"- says: {text.strip()}\n", path.read_text(), count=1))


def _drop_tail(path: Path, text: str) -> None:
    path.write_text(path.read_text().removesuffix(text))


ROUNDS = {"unreadable": UNREADABLE, "names twice": NAMES_TWICE, "content": CONTENT}
KINDS = [(name, kind) for name, faults in ROUNDS.items() for kind in faults]

Found = tuple[str, str, int]


class Round(NamedTuple):
    """What is told of the faults of one round, where they were planted, and what is told after their mends."""

    told: list[tuple[Found, str]]
    planted: dict[str, Found]
    mended: Checked


@pytest.fixture(scope="module")
def rounds(tmp_path_factory) -> Callable[[str], Round]:
    """Each round, run when it is first asked for."""
    root = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    for name in TESTS:
        shutil.copytree(ROOT / "tests" / name, root / "tests" / name)
    ran: dict[str, Round] = {}

    def run(name: str) -> Round:
        if name not in ran:
            ran[name] = _run(ROUNDS[name], root)
        return ran[name]

    return run


def _run(faults: dict[str, Fault], root: Path) -> Round:
    for fault in faults.values():
        fault.make(root)
    planted = {kind: (fault.code, fault.file, _line(root / fault.file, fault.at)) for kind, fault in faults.items()}
    found = examine(Places(root)).faults
    told = [((one.code, str(one.path.relative_to(root)), one.line), one.mend) for one in found]
    for fault in faults.values():
        fault.mend(root)
    return Round(told, planted, examine(Places(root)))


def _line(path: Path, at: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((number for number, line in enumerate(lines, start=1) if at and at in line), 0)


@pytest.mark.parametrize("name, kind", KINDS, ids=[kind for _, kind in KINDS])
def test_a_planted_fault_is_told_with_file_line_and_mend(name, kind, rounds):
    mends = [mend for found, mend in rounds(name).told if found == rounds(name).planted[kind]]
    assert mends, f"{rounds(name).planted[kind]} is not among {rounds(name).told}"
    assert ROUNDS[name][kind].says in mends[0]


@pytest.mark.parametrize("name", ROUNDS)
def test_nothing_else_is_told(name, rounds):
    told = Counter(found for found, _ in rounds(name).told)
    assert told == Counter(rounds(name).planted.values())


@pytest.mark.parametrize("name", ROUNDS)
def test_the_mends_that_are_named_mend_everything(name, rounds):
    assert [str(fault) for fault in rounds(name).mended.faults] == []


def test_there_are_thirty_kinds_and_more():
    assert len({(fault.code, kind) for _, kinds in ROUNDS.items() for kind, fault in kinds.items()}) >= 30
