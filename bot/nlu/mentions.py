"""Which answers speak of the terms that a question names."""
from __future__ import annotations

from typing import Mapping, Sequence

from bot.knowledge.models import Answer
from bot.nlu.examples import FAQ, answer_id
from bot.nlu.terms import FoundTerm, TermMatcher

# How strongly an answer speaks of a term: its title names it, its text does, or it does not.
IN_TITLE, IN_TEXT, NOWHERE = 1.0, 0.5, 0.0

# What a named term is worth in cosine, by its kind: a drug's name settles much, an organ's little.
WORTH: Mapping[str, float] = {
    "drugs": 0.30,
    "classes": 0.10,
    "genes-and-markers": 0.10,
    "tests": 0.06,
    "subtypes": 0.06,
    "sites": 0.06,
}

Mentions = Mapping[str, Mapping[str, float]]


def mentions_of(answers: Mapping[str, Answer], matcher: TermMatcher) -> dict[str, dict[str, float]]:
    """For each intent of an answer, the terms it speaks of and how strongly."""
    table: dict[str, dict[str, float]] = {}
    for name, answer in answers.items():
        row = {term.name: IN_TEXT for term in matcher.find(f"{answer.short} {answer.more or ''}")}
        row.update({term.name: IN_TITLE for term in matcher.find(answer.title)})
        table[f"{FAQ}/{name}"] = row
    return table


def speaking_of(asked: Sequence[FoundTerm], mentions: Mentions) -> list[str]:
    """The intents of the answers whose title names a drug asked about: never left off a shortlist."""
    drugs = {term.name for term in asked if term.kind == "drugs"}
    return [intent for intent, row in mentions.items() if any(row.get(name) == IN_TITLE for name in drugs)]


def weigh_terms(
    ranking: Sequence[tuple[str, float]], asked: Sequence[FoundTerm], mentions: Mentions
) -> list[tuple[str, float]]:
    """The ranking, with answers raised that speak of the terms asked about and lowered that do not.

    What is no answer of the guide keeps its score.
    """
    terms = {term.name: WORTH.get(term.kind, 0.0) for term in asked}
    total = sum(terms.values())
    if not total:
        return list(ranking)

    def weighed(label: str, score: float) -> float:
        if not answer_id(label):
            return score
        row = mentions.get(label, {})
        return score + sum(worth * (row.get(name, NOWHERE) - IN_TEXT) for name, worth in terms.items()) / len(terms)

    return sorted(((label, weighed(label, score)) for label, score in ranking), key=lambda row: -row[1])
