"""What changed in the replies is told question by question, the worst first."""

from __future__ import annotations

import pytest
from rich.console import Console

from bot.workbench.diff import BROKEN, MENDED, OTHER, REWORDED, as_rows, by_answer, compare, show
from bot.workbench.snapshot import NoSnapshot, Told, read_snapshot, write_snapshot


def told(verdict: str = "right", id: str = "scan.how", text: str = "One. Two.", ask: str = "how") -> Told:
    return Told(ask, "scan.how", verdict, "answer", id, text)


CHANGES = {
    "nothing": (told(), told(), []),
    "right and now wrong": (told(), told("wrong", "scan.pain"), [BROKEN]),
    "right and now declined": (told(), told("declined", "out_of_scope"), [BROKEN]),
    "wrong and now right": (told("wrong", "scan.pain"), told(), [MENDED]),
    "wrong in another way": (told("wrong", "scan.pain"), told("clarified", "did_you_mean"), [OTHER]),
    "another answer that is right too": (told(), told(id="scan.too"), [OTHER]),
    "other words": (told(), told(text="One. Three."), [REWORDED]),
    "another question": (told(), told(ask="why"), []),
}


@pytest.mark.parametrize("old, new, kinds", CHANGES.values(), ids=CHANGES)
def test_a_change_is_of_its_kind(old, new, kinds):
    assert [change.what for change in compare([old], [new]).changes] == kinds


def test_questions_of_one_side_are_counted():
    difference = compare([told(), told(ask="gone")], [told(), told(ask="new"), told(ask="newer")])
    assert (difference.compared, difference.gone, difference.added) == (1, 1, 2)


def test_the_answer_that_lost_most_comes_first():
    old = [Told(f"q{n}", meant, "right", "answer", meant, "") for n, meant in enumerate(("a.a", "b.b", "b.b"))]
    new = [Told(one.ask, one.meant, "wrong", "answer", "c.c", "") for one in old]
    assert [(meant, len(changes)) for meant, changes in by_answer(compare(old, new).changes)] == [
        ("b.b", 2),
        ("a.a", 1),
    ]


def test_what_is_printed_names_question_answer_and_thief(capsys):
    old = [told(ask="is it sore"), told(ask="how long")]
    new = [told("wrong", "scan.pain", ask="is it sore"), told(text="One. Three.", ask="how long")]
    show(compare(old, new), Console(width=200, highlight=False))
    printed = capsys.readouterr().out
    assert "2 questions compared: 1 was right, is now wrong" in printed
    assert "scan.how, now given: scan.pain (1)" in printed and "is it sore" in printed
    assert "- Two." in printed and "+ Three." in printed and "One." not in printed


def test_the_rows_for_programs_hold_both_replies():
    rows = as_rows(compare([told()], [told("wrong", "scan.pain")]))
    assert rows["broken"] == 1
    assert (rows["changes"][0]["before"]["id"], rows["changes"][0]["now"]["id"]) == ("scan.how", "scan.pain")


def test_a_snapshot_is_read_as_it_was_written(tmp_path):
    write_snapshot([told()], tmp_path / "a.json", "model")
    assert read_snapshot(tmp_path / "a.json") == [told()]


NO_SNAPSHOTS = [None, "no JSON", "[]", '{"replies": [{"ask": "how"}]}']


@pytest.mark.parametrize("text", NO_SNAPSHOTS)
def test_a_file_that_holds_no_replies_is_named_with_the_mend(text, tmp_path):
    path = tmp_path / "a.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(NoSnapshot, match="a.json holds no replies. Mend: .*--save"):
        read_snapshot(path)
