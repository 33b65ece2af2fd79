"""Which answers speak of the drugs that a question names."""

from __future__ import annotations

from typing import Mapping, Sequence

from bot.knowledge.models import Answer
from bot.nlu.examples import FAQ, answer_id
from bot.nlu.terms import FoundTerm, TermMatcher

KIND = "drugs"  # other terms were tried too (reports/ablations.md): what they add, the encoder knows already

# How strongly an answer speaks of a drug: its title names it, its text does, or it does not.
IN_TITLE, IN_TEXT, NOWHERE = 1.0, 0.5, 0.0

WORTH = 0.10  # in cosine: what naming a drug is worth; it keeps rare brands from the wrong drug's answer

Mentions = Mapping[str, Mapping[str, float]]


def mentions_of(answers: Mapping[str, Answer], matcher: TermMatcher) -> dict[str, dict[str, float]]:
    """For each intent of an answer, the drugs it speaks of and how strongly."""
    table: dict[str, dict[str, float]] = {}
    for name, answer in answers.items():
        row = dict.fromkeys(drugs_in(matcher.find(f"{answer.short} {answer.more or ''}")), IN_TEXT)
        row.update(dict.fromkeys(drugs_in(matcher.find(answer.title)), IN_TITLE))
        table[f"{FAQ}/{name}"] = row
    return table


def drugs_in(terms: Sequence[FoundTerm]) -> list[str]:
    """The names of the drugs among terms, each once, in their order."""
    return list(dict.fromkeys(term.name for term in terms if term.kind == KIND))


def about(asked: Sequence[FoundTerm], mentions: Mentions) -> list[str]:
    """The intents of the answers whose title names a drug asked about: never left off a shortlist."""
    drugs = drugs_in(asked)
    return [intent for intent, row in mentions.items() if any(row.get(drug) == IN_TITLE for drug in drugs)]


def weigh_drugs(
    ranking: Sequence[tuple[str, float]], asked: Sequence[FoundTerm], mentions: Mentions
) -> list[tuple[str, float]]:
    """The ranking, with answers raised that speak of the drugs asked about and lowered that do not.

    What is no answer of the guide keeps its score.
    """
    drugs = drugs_in(asked)
    if not drugs:
        return list(ranking)

    def weighed(label: str, score: float) -> float:
        if not answer_id(label):
            return score
        row = mentions.get(label, {})
        return score + WORTH * (sum(row.get(drug, NOWHERE) for drug in drugs) / len(drugs) - IN_TEXT)

    return sorted(((label, weighed(label, score)) for label, score in ranking), key=lambda row: -row[1])
