"""What was heard, why, and the reply, in a terminal and as plain values."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.trying.channels import CHANNELS, messages_of
from bot.trying.hear import Tried

RANKED = 10  # rows of the ranking that are shown


def show(tried: Tried, console: Console) -> None:
    """Print a message, what was heard in it, why it was taken so, and the reply on each channel."""
    row = to_dict(tried)
    facts = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(overflow="fold")
    for name, told in (
        ("heard", row["heard"]),
        ("spelling mended", row["read"] if row["read"] != row["heard"] else ""),
        ("terms", ", ".join(dict.fromkeys(f"{term['name']} ({term['kind']})" for term in row["terms"]))),
        ("decision", " ".join([row["decision"]["intent"], *row["decision"]["answers"]])),
        ("sure to", f"{row['decision']['confidence']:.0%}"),
        ("why", "\n".join(row["why"])),
        ("reply", f"{row['reply']['kind']} {row['reply']['id']}"),
    ):
        if told:
            facts.add_row(name, Text(told))
    console.print(Panel(facts, title=Text(f"> {tried.message}"), title_align="left"))
    numbers = Table(box=box.SIMPLE_HEAD)
    for name in ("score", "ranking", "feature", "value"):
        numbers.add_column(name, justify="right" if name in ("score", "value") else "left", overflow="fold")
    ranking, features = row["ranking"], list(row["features"].items())
    for place in range(max(len(ranking), len(features))):
        label, score = ranking[place] if place < len(ranking) else ("", None)
        name, value = features[place] if place < len(features) else ("", None)
        shown = (_number(score), label, name, _number(value))
        numbers.add_row(*map(Text, shown))
    console.print(numbers)
    for channel, text in row["channels"].items():
        console.print(Panel(Text(text), title=Text(channel), title_align="left"))


def to_dict(tried: Tried) -> dict[str, Any]:
    """The same as plain values, for a program."""
    decision, reply = tried.understood.decision, tried.said.reply
    messages = messages_of(reply)
    return {
        "message": tried.message,
        "heard": tried.heard,
        "read": tried.read,
        "terms": [{"name": t.name, "kind": t.kind, "said": tried.heard[t.start : t.end]} for t in tried.terms],
        "ranking": [[label, round(float(score), 3)] for label, score in tried.understood.ranking[:RANKED]],
        "features": {name: round(float(value), 3) for name, value in tried.understood.features.items()},
        "decision": {
            "intent": decision.intent,
            "confidence": round(float(decision.confidence), 3),
            "answers": list(decision.answers),
        },
        "parts": [part.to_dict() for part in tried.parts],
        "why": list(tried.why),
        "reply": {"kind": reply.kind, "id": reply.id, "messages": messages},
        "channels": {name: render(messages) for name, render in CHANNELS.items()},
    }


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
