"""YAML with the line of every key, so that a fault can name its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

Lines = dict[tuple, int]


class KeyTwice(yaml.MarkedYAMLError):
    """A key stands twice in one place, where the second would silently take the place of the first."""


def read_yaml(path: Path) -> tuple[Any, Lines]:
    """Read a file.

    Returns:
        The value, and for the path of keys and indexes to each part of it, its 1-based line.

    Raises:
        yaml.YAMLError: where the file is no YAML, or a key stands twice; its mark holds the line.
    """
    loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {}
        lines: Lines = {}
        _note_lines(node, (), lines)
        return loader.construct_document(node), lines
    finally:
        loader.dispose()


def _note_lines(node: yaml.Node, at: tuple, lines: Lines) -> None:
    lines[at] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if (*at, key.value) in lines:
                raise KeyTwice(problem=f"the key '{key.value}' stands twice", problem_mark=key.start_mark)
            _note_lines(value, (*at, key.value), lines)
            lines[(*at, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _note_lines(value, (*at, index), lines)


def line_of(lines: Lines, at: tuple) -> int:
    """The line of `at`, or of the nearest part above it that has one."""
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 0)
