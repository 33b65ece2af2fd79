"""What was heard, why, and the reply, for people and for programs."""

import io
import json

import pytest
from rich.console import Console

from bot.answering.reply import Reply, button
from bot.dialogue.context import Context
from bot.dialogue.part import Part
from bot.dialogue.respond import Said
from bot.nlu.terms import FoundTerm
from bot.trying.channels import CHANNELS
from bot.trying.hear import Tried
from bot.trying.show import RANKED, show, to_dict
from tests.bot.trying.minds import understood

REPLY = Reply(kind="lookup", id="drug.x", title="X", text="X is a [red]pill[/red].", buttons=(button("More"),))
TERMS = (FoundTerm("letrozole", "drugs", 3, 6), FoundTerm("letrozole", "drugs", 7, 10))
RANKING = tuple((f"faq/a.{place}", 0.9 - place / 100) for place in range(30))


def tried(read: str = "is letrozole [x]?") -> Tried:
    part = Part("is ltz [x]?", "look_up_drug")
    return Tried(
        message="/is ltz [x]?",
        heard="is ltz ltz [x]?",
        read=read,
        terms=TERMS,
        understood=understood("look_up_drug", "a.b", ranking=RANKING, features={"best": 0.9}),
        parts=(part,),
        why=("Because.", "And so."),
        said=Said(REPLY, Context()),
    )


def shown(one: Tried) -> str:
    console = Console(file=io.StringIO(), width=100)
    show(one, console)
    return console.file.getvalue()


SHOWN = [
    "> /is ltz [x]?",
    "is ltz ltz [x]?",
    "is letrozole [x]?",
    "letrozole (drugs)",
    "look_up_drug a.b",
    "90%",
    "Because.",
    "And so.",
    "lookup drug.x",
    "0.900   faq/a.0   best",
    "X is a [red]pill[/red].",
    "[More]",
    *CHANNELS,
]


@pytest.mark.parametrize("text", SHOWN)
def test_all_that_matters_is_shown(text):
    assert text in shown(tried())


def test_mended_spelling_is_shown_only_where_it_was_mended():
    assert "spelling mended" in shown(tried()) and "spelling mended" not in shown(tried(read="is ltz ltz [x]?"))


def test_a_program_gets_plain_values():
    row = json.loads(json.dumps(to_dict(tried())))
    assert row["terms"] == [{"name": "letrozole", "kind": "drugs", "said": "ltz"}] * 2
    assert row["decision"] == {"intent": "look_up_drug", "confidence": 0.9, "answers": ["a.b"]}
    assert (row["reply"]["kind"], row["reply"]["id"]) == ("lookup", "drug.x")
    assert row["reply"]["messages"][1]["custom"]["id"] == "drug.x"
    assert len(row["ranking"]) == RANKED and row["ranking"][0] == ["faq/a.0", 0.9]
    assert row["why"] == ["Because.", "And so."] and set(row["channels"]) == set(CHANNELS)
