"""The files of a new answer are made once, in their form, and refused until they are filled in."""

import pytest

from bot.checking.forms import check_forms
from bot.places import Places
from bot.workbench.new_answer import CannotMake, make_answer

NAME = "scans.how-long"
MADE = [
    "knowledge/answers/scans/how-long.yml",
    "data/nlu/scans/how-long.yml",
    "tests/questions/scans/how-long.yml",
    "tests/calibration/scans/how-long.yml",
    "data/follow-ups/scans.yml",
]


@pytest.fixture
def places(tmp_path) -> Places:
    (tmp_path / "data/follow-ups").mkdir(parents=True)
    (tmp_path / "domain.yml").write_text("intents: []\n")
    (tmp_path / "config.yml").write_text("language: en\n")
    return Places(tmp_path)


def test_the_files_are_made_where_they_belong(places):
    assert [str(path.relative_to(places.root)) for path in make_answer(NAME, places)] == MADE
    assert all((places.root / name).exists() for name in MADE)


def test_each_is_refused_until_it_is_filled_in(places):
    make_answer(NAME, places)
    told = {str(fault.path.relative_to(places.root)) for fault in check_forms(places)}
    assert told == set(MADE[1:4])  # the answer itself is refused with the knowledge


def test_nothing_is_written_over(places):
    path = places.root / MADE[2]
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    with pytest.raises(CannotMake, match="there already: tests/questions/scans/how-long.yml. Mend"):
        make_answer(NAME, places)
    assert path.read_text() == "mine" and not (places.root / MADE[0]).exists()


def test_the_follow_ups_of_the_topic_are_added_to(places):
    follow_ups = places.root / MADE[4]
    follow_ups.write_text("scans.other:\n  scans.other: [and then]\n")
    make_answer(NAME, places)
    assert follow_ups.read_text().startswith("scans.other:") and f"\n{NAME}:\n" in follow_ups.read_text()


@pytest.mark.parametrize("name", ["scans", "Scans.how", "scans.how long", "scans.", "a.b.c", "../a.b", ""])
def test_what_is_no_id_is_refused_with_the_mend(name, places):
    with pytest.raises(CannotMake, match="is no id of an answer. Mend: "):
        make_answer(name, places)
