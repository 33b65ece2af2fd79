"""A fault names its code, its place, what is wrong and the mend."""

from pathlib import Path

import pytest

from bot.faults import Fault, FaultsFound
from bot.places import KNOWLEDGE

PLACES = [
    (KNOWLEDGE / "wording.yml", 3, "K03 knowledge/wording.yml:3: It is wrong. Mend: Mend it."),
    (KNOWLEDGE / "wording.yml", 0, "K03 knowledge/wording.yml: It is wrong. Mend: Mend it."),
    (Path("/elsewhere/wording.yml"), 3, "K03 /elsewhere/wording.yml:3: It is wrong. Mend: Mend it."),
]


@pytest.mark.parametrize("path, line, expected", PLACES, ids=["line", "whole file", "outside the repository"])
def test_fault_names_its_place(path, line, expected):
    assert str(Fault(path, line, "K03", "It is wrong.", "Mend it.")) == expected


def test_all_faults_are_told_in_the_order_of_files_and_lines():
    faults = [Fault(Path(name), line, "K03", "", "") for name, line in [("b", 1), ("a", 10), ("a", 2)]]
    found = FaultsFound(faults)
    assert [(fault.path.name, fault.line) for fault in found.faults] == [("a", 2), ("a", 10), ("b", 1)]
    assert len(str(found).splitlines()) == 3
