"""Models trained on a small part of everything: the same files give the same model, and swapped phrasings are named."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import pytest
import yaml

from tests.bot.workbench.copies import bot, copy_to

pytestmark = pytest.mark.model

EVERY = 10  # of so many phrasings, follow-ups and messages one is kept
SWAPPED = ("diagnosis/bone-scan", "living/exercise")  # answers whose phrasings are swapped; theirs are all kept
IDS = {name.replace("/", ".") for name in SWAPPED}


FIXTURE = """\
conversations:
  - conversation: asks about the tracer
    steps:
      - user: which scan puts a radioactive tracer into a vein and looks at the skeleton
      - bot: {kind: answer, id: diagnosis.bone-scan}
  - conversation: asks about moving
    steps:
      - user: is it good to keep walking and moving about with this illness
      - bot: {kind: answer, id: living.exercise}
"""


class Small(NamedTuple):
    """What two trainings of the same files left, and what is told after a third with the phrasings swapped."""

    first: dict[str, bytes]
    second: dict[str, bytes]
    difference: dict
    printed: str
    status: int
    played: tuple[subprocess.CompletedProcess, subprocess.CompletedProcess]  # the fixture, before the swap and after


def kept(text: str) -> bool:
    return crc32(text.encode()) % EVERY == 0


def shrink(root: Path) -> None:
    """Keep a tenth of what is learnt, and the golden questions of the swapped answers with some others."""
    for path in (root / "data/nlu").rglob("*.yml"):
        if str(path.relative_to(root / "data/nlu").with_suffix("")) in SWAPPED:
            continue
        # At least one of each block, which would have no form without.
        blocks = re.split(r"(?m)^(?=  - intent: )", path.read_text(encoding="utf-8"))
        path.write_text(blocks[0] + "".join(_fewer(block) for block in blocks[1:]), encoding="utf-8")
    for path in (root / "data/triage").glob("*.yml"):
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        path.write_text(yaml.safe_dump([row for row in rows if kept(row["say"])], allow_unicode=True))
    for path in (root / "tests/questions").rglob("*.yml"):
        name = str(path.relative_to(root / "tests/questions").with_suffix(""))
        if name not in SWAPPED and not kept(name):
            path.unlink()


def _fewer(block: str) -> str:
    head, examples = block.split("examples: |\n")
    rows = examples.splitlines(keepends=True)
    return head + "examples: |\n" + "".join([row for row in rows if kept(row)] or rows[:1])


def swap(root: Path) -> None:
    """Give each of the two answers the phrasings of the other."""
    first, second = (root / "data/nlu" / f"{name}.yml" for name in SWAPPED)
    a, b = (f"faq/{name.replace('/', '.')}" for name in SWAPPED)
    texts = first.read_text(encoding="utf-8"), second.read_text(encoding="utf-8")
    first.write_text(texts[1].replace(b, a), encoding="utf-8")
    second.write_text(texts[0].replace(a, b), encoding="utf-8")


def trained(root: Path) -> dict[str, bytes]:
    """What a training leaves of the ranking; a model so small misses bars, so it is taken anyway."""
    done = bot(root, "train", "--anyway")
    assert done.returncode == 0, done.stderr
    (model,) = (root / "models").glob("*.tar.gz")
    with tarfile.open(model) as archive:
        members = [one for one in archive if Path(one.name).name in ("vectors.npz", "facts.json")]
        return {Path(one.name).name: archive.extractfile(one).read() for one in members}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Small:
    root = copy_to(tmp_path_factory.mktemp("copy"))
    shrink(root)
    first = trained(root)
    shutil.rmtree(root / "models")
    second = trained(root)
    before = play_fixture(root)
    swap(root)
    trained(root)
    told = bot(root, "diff", "--json")
    played = before, play_fixture(root)
    return Small(first, second, json.loads(told.stdout), bot(root, "diff").stdout, told.returncode, played)


def play_fixture(root: Path) -> subprocess.CompletedProcess:
    """Play the two conversations with the bot of a copy."""
    folder = root / "tests/conversations"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "planted.yml").write_text(FIXTURE, encoding="utf-8")
    (root / "pytest.ini").write_text("[pytest]\nmarkers = model\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "bot.fixtures.plugin", "tests/conversations"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


def test_two_trainings_of_the_same_files_rank_alike(small):
    assert small.first["facts.json"] == small.second["facts.json"]
    first, second = (np.load(io.BytesIO(one["vectors.npz"])) for one in (small.first, small.second))
    assert first.files == second.files
    assert [name for name in first.files if not np.array_equal(first[name], second[name])] == []


def test_swapped_phrasings_are_found_by_the_golden_questions_and_named(small):
    broken = [change for change in small.difference["changes"] if change["what"] == "was right, is now wrong"]
    assert small.status == 1
    assert {change["meant"] for change in broken} >= IDS
    given = {change["now"]["id"] for change in broken if change["meant"] in IDS}
    assert given & IDS, f"the thief is not among {given}"


def test_fixtures_that_hold_before_the_swap_fail_after_it_and_name_the_thief(small):
    before, after = small.played
    assert before.returncode == 0, before.stdout
    assert after.returncode == 1 and "2 failed" in after.stdout, after.stdout
    for meant, given in (SWAPPED, SWAPPED[::-1]):
        names = [name.replace("/", ".") for name in (meant, given)]
        assert re.search(rf"- id: {re.escape(names[0])}\n\s+\+\s+{re.escape(names[1])}", after.stdout), after.stdout


def test_the_swapped_answers_are_told_first(small):
    told = re.findall(r"was right, is now wrong: ([\w.-]+), now given", small.printed)
    assert set(told[:2]) == IDS
