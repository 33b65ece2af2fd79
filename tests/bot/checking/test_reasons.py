"""Every kind of fault has a reason, and a row in the curators' table."""

import re

from bot.checking.reasons import WHY
from bot.places import ROOT

SOURCES = [*(ROOT / "bot/checking").glob("*.py"), *(ROOT / "bot/knowledge").glob("*.py")]
CODE = re.compile(r"\"([KFARPDO]\d\d)\"")


def test_every_code_has_a_reason_and_every_reason_a_code():
    used = {code for source in SOURCES if source.stem != "reasons" for code in CODE.findall(source.read_text())}
    assert used == WHY.keys()


def test_every_code_has_a_row_in_the_table_of_curators():
    table = (ROOT / "knowledge/README.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| ([KFARPDO]\d\d)", table, re.M)) | _ranges(table)
    assert rows == WHY.keys()


def _ranges(table: str) -> set[str]:
    """The codes of rows that stand for several, such as "K16 to K19"."""
    spans = re.findall(r"^\| ([A-Z])(\d\d) to [A-Z](\d\d)", table, re.M)
    return {f"{letter}{number:02}" for letter, low, high in spans for number in range(int(low), int(high) + 1)}
