"""A fault in a text of several lines is told at the line that holds it."""

import pytest

from bot.checking.lines import line_with

FILE = """\
id: a.a
short: >-
  It is a pill for
  many people, and one
  of 5 kinds.
more: >-
  There are 6 of them.
"""
LINES = [
    (("id",), "", 1),
    (("short",), "", 2),
    (("short",), "5", 5),
    (("short",), "many people", 4),
    (("short",), "one of", 4),
    (("more",), "6", 7),
    (("more",), "not there", 6),
    (("none",), "", 1),
]


@pytest.mark.parametrize("at, words, line", LINES)
def test_line_of_words(at, words, line, tmp_path):
    (tmp_path / "a.yml").write_text(FILE)
    assert line_with(tmp_path / "a.yml", at, words) == line


def test_a_file_that_is_not_there_has_no_line(tmp_path):
    assert line_with(tmp_path / "a.yml", ("id",), "x") == 0
