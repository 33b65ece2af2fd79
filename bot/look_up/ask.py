"""Questions back, and plain refusals, about the medicines that a message names."""

from __future__ import annotations

from bot.answering.phrase import listed
from bot.answering.reply import Button, Reply, button
from bot.knowledge.models import Knowledge
from bot.look_up.query import Query
from bot.nlu.terms import OTHER_KIND


def which_drug_reply(knowledge: Knowledge) -> Reply:
    """Which medicine is meant: by its name, or a kind of treatment as a whole."""
    wording = knowledge.wording
    kinds = [group for group in knowledge.classes.values() if not group.within]
    return Reply(
        kind="clarify",
        id="which-drug",
        title=wording["which-drug-title"],
        text=wording["which-drug"],
        buttons=tuple(Button(group.plural, group.plural) for group in kinds),
        offered=tuple(group.name for group in kinds),
    )


def which_two_reply(knowledge: Knowledge) -> Reply:
    """Which medicines are to be compared."""
    wording = knowledge.wording
    return Reply(kind="clarify", id="which-two", title=wording["which-drug-title"], text=wording["which-two"])


def did_you_mean_reply(name: str, knowledge: Knowledge) -> Reply:
    """Whether a drug is meant whose name is like the one typed."""
    wording = knowledge.wording
    return Reply(
        kind="clarify",
        id="did-you-mean",
        title=wording["did-you-mean-title"],
        text=wording["did-you-mean"].format(name=name),
        buttons=(button(name), button(wording["none-button"])),
        offered=(name,),
    )


def not_covered_reply(query: Query, knowledge: Knowledge, *, text: str = "") -> Reply:
    """That the guide does not cover the drugs a message names.

    Args:
        text: of the message, whose words for them are used.
    """
    wording = knowledge.wording
    names = listed([_as_typed(name, text, knowledge) for name in query.names(OTHER_KIND)], knowledge, last="or")
    return Reply(
        kind="decline",
        id="drug-not-covered",
        title=wording["drug-not-covered-title"],
        text=wording["drug-not-covered"].format(names=names),
    )


def _as_typed(name: str, text: str, knowledge: Knowledge) -> str:
    """The name of a drug by which a message calls it, or else its own."""
    words = text.lower()
    also = (alias for term in knowledge.terms if term.kind == OTHER_KIND and term.name == name for alias in term.also)
    return name if name.lower() in words else next((alias for alias in also if alias.lower() in words), name)
