"""Every page of the docs names commands that are there; those that are quick are run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.places import ROOT

AUDIENCES = ("patients", "curators", "operators", "developers")
PAGES = [ROOT / "README.md", ROOT / "knowledge/README.md", *sorted((ROOT / "docs").glob("*.md"))]
OURS = ".venv/bin/python -m bot"
MAKE = re.compile(r"(?:^|[`\s])make ([a-z][a-z-]*)\b(?= *(?:$|[`,.;:)#]|[A-Z]+=))", re.M)
BOT = re.compile(rf"{re.escape(OURS)} ([^`\n#]+)")
PYTEST = re.compile(r"\.venv/bin/python -m pytest ([^`\n]+)")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
# Quick, and leave nothing behind: these are really run. The others train, measure for minutes, or need files of one's own;
# of them only the name and the arguments are looked at. The steps of adding an answer are run in
# tests/bot/workbench/test_adding_an_answer.py.
QUICK = ("check", "stale", "coverage")


def commands() -> list[tuple[Path, str]]:
    return [(page, command.strip()) for page in PAGES for command in BOT.findall(page.read_text(encoding="utf-8"))]


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_has_a_page_that_the_readme_links(audience):
    assert (ROOT / f"docs/{audience}.md").exists()
    assert f"docs/{audience}.md" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_make_target_that_is_named_is_there(page):
    assert set(MAKE.findall(page.read_text(encoding="utf-8"))) - TARGETS == set()


@pytest.mark.parametrize(
    "page, command", commands(), ids=lambda value: value if isinstance(value, str) else named(value)
)
def test_every_command_that_is_named_is_understood(page, command, monkeypatch):
    """It is read as the command line reads it, and run no further."""
    from bot import __main__

    ran = []
    for table in (__main__.COMMANDS, __main__.WORKBENCH, __main__.TALKING):
        for name in table:
            monkeypatch.setitem(table, name, lambda options: ran.append(options.command))
    assert main(shlex.split(command)) == 0
    assert ran == shlex.split(command)[:1]


@pytest.mark.parametrize(
    "command", sorted({command for _, command in commands() if command.split()[0] in QUICK} | {"check"})
)
def test_every_quick_command_runs(command, capsys, monkeypatch, tmp_path):
    from bot.workbench import commands as workbench

    monkeypatch.setattr(workbench, "REPORTS", tmp_path)
    assert main(shlex.split(command)) == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_test_that_is_named_is_there(page):
    text = page.read_text(encoding="utf-8")
    named = [[word for word in shlex.split(row) if not word.startswith("-")][:1] for row in PYTEST.findall(text)]
    assert [path for paths in named for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page):
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [path for path in linked if not (page.parent / path).exists()] == []


SETTING = re.compile(r"`([A-Z]+(?:_[A-Z]+)*)`")


def test_every_setting_for_operators_is_read_by_the_code():
    table = (
        (ROOT / "docs/operators.md").read_text(encoding="utf-8").partition("## Settings")[2].partition("## Health")[0]
    )
    rows = "\n".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    settings = SETTING.findall(rows)
    assert len(settings) > 4 and [name for name in settings if f'"{name}"' not in code] == []


@pytest.mark.server
def test_the_health_of_the_page_is_what_it_says(model):
    import json
    import urllib.request

    from bot.evaluation.bench import served

    assert "curl localhost:5005/health" in (ROOT / "docs/operators.md").read_text(encoding="utf-8")
    with served(ROOT) as (address, _, _), urllib.request.urlopen(f"{address}/health") as reply:
        assert reply.status == 200 and json.load(reply)["status"]
