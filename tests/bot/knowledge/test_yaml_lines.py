"""Each part of a YAML file is found again by its line."""

import pytest
import yaml

from bot.knowledge.yaml_lines import line_of, read_yaml

TEXT = """\
# a comment
id: one
texts:
  - first
  - >-
    second
    goes on
rows:
  a: {x: 1, y: 2}
  b:
    x: 3
"""

LINES = [
    ((), 2),
    (("id",), 2),
    (("texts",), 3),
    (("texts", 0), 4),
    (("texts", 1), 5),
    (("rows", "a", "y"), 9),
    (("rows", "b"), 10),
    (("rows", "b", "x"), 11),
    (("rows", "b", "missing"), 10),
    (("missing",), 2),
    (("missing", 3, "deeper"), 2),
]


@pytest.mark.parametrize("at, line", LINES)
def test_line_of_a_part_or_of_what_holds_it(tmp_path, at, line):
    (tmp_path / "a.yml").write_text(TEXT)
    _, lines = read_yaml(tmp_path / "a.yml")
    assert line_of(lines, at) == line


def test_value_is_the_one_that_plain_yaml_gives(tmp_path):
    (tmp_path / "a.yml").write_text(TEXT)
    assert read_yaml(tmp_path / "a.yml")[0] == yaml.safe_load(TEXT)


@pytest.mark.parametrize("text", ["", "# only a comment\n"])
def test_empty_file_has_neither_value_nor_lines(tmp_path, text):
    (tmp_path / "a.yml").write_text(text)
    value, lines = read_yaml(tmp_path / "a.yml")
    assert value is None
    assert line_of(lines, ("id",)) == 0


BROKEN = [("a: 1\nb: c: 2\n", 2), ("a: 1\nb: [1, 2\n", 3), ("a: 1\n b: 2\n", 2), ("a: &x 1\nb: *y\n", 2)]


@pytest.mark.parametrize("text, line", BROKEN)
def test_what_is_no_yaml_is_refused_with_its_line(tmp_path, text, line):
    (tmp_path / "a.yml").write_text(text)
    with pytest.raises(yaml.YAMLError) as refused:
        read_yaml(tmp_path / "a.yml")
    assert refused.value.problem_mark.line + 1 == line
