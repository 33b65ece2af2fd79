"""Every fault is one line with file, line and mend, and the reason stands below the first of its kind."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from bot.checking.reasons import WHY
from bot.checking.report import Checked, as_rows, show_faults
from bot.faults import Fault

ROOT = Path("/root")
FAULTS = [
    Fault(ROOT / "a.yml", 3, "A05", "too [short].", "write more."),
    Fault(ROOT / "b.yml", 0, "A05", "too long.", "write less."),
    Fault(ROOT / "b.yml", 7, "P13", "twice.", "remove one."),
]


def test_faults_are_shown_line_by_line(capsys):
    show_faults(FAULTS, ROOT, Console(width=40, soft_wrap=True, highlight=False))
    assert capsys.readouterr().out.splitlines() == [
        "A05 a.yml:3: too [short]. Mend: write more.",
        f"    Why it matters: {WHY['A05']}",
        "A05 b.yml: too long. Mend: write less.",
        "P13 b.yml:7: twice. Mend: remove one.",
        f"    Why it matters: {WHY['P13']}",
    ]


def test_rows_for_programs_hold_the_reason_of_each():
    rows = as_rows(Checked(FAULTS, {"answers": 2}), ROOT)
    assert rows["counts"] == {"answers": 2}
    assert rows["faults"][1] == {
        "code": "A05",
        "file": "b.yml",
        "line": 0,
        "what": "too long.",
        "why": WHY["A05"],
        "mend": "write less.",
    }
