"""What each part of the ranking is worth: the golden questions with one part changed at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Callable, Sequence

import numpy as np

from bot.evaluation.trained import BASE_ENCODER
from bot.knowledge.load import shared_knowledge
from bot.nlu import ranker
from bot.nlu.encoder import CARD, Encoder, is_common
from bot.nlu.examples import FAQ, Phrasing, Question, answer_id, read_phrasings, read_questions
from bot.nlu.mentions import Mentions, mentions_of, weigh_drugs
from bot.nlu.ranker import Phrasings
from bot.nlu.terms import FoundTerm, TermMatcher
from bot.places import QUESTIONS, REPORTS

SHRINKAGE = 0.3  # of the spread within labels towards an even one, so that few phrasings do not mislead


@dataclass(frozen=True)
class Setting:
    """One way of ranking. `to_centre` is the weight of the cosine to the centre of a label's phrasings."""

    vectors: np.ndarray
    labels: Sequence[str]
    queries: np.ndarray
    neighbours: int = ranker.NEIGHBOURS
    to_centre: float = 0.0
    whitened: bool = False
    drugs: bool = True


def ablations() -> None:
    """Measure, print a table, and write it to `reports/ablations.md`."""
    knowledge = shared_knowledge()
    matcher = TermMatcher(knowledge.terms, is_common=is_common)
    questions = [q for q in read_questions(QUESTIONS) if answer_id(q.accepted[0])]
    asked = [matcher.find(question.text) for question in questions]
    mentions = mentions_of(knowledge.answers, matcher)
    titles = [Phrasing(answer.title, f"{FAQ}/{name}") for name, answer in knowledge.answers.items()]
    phrasings = [p for p in [*read_phrasings(), *titles] if answer_id(p.intent)]
    labels = [phrasing.intent for phrasing in phrasings]
    texts, question_texts = [p.text for p in phrasings], [q.text for q in questions]

    def encoded(card) -> Setting:
        encoder = Encoder(card, threads=2)
        return Setting(encoder.encode(texts), labels, encoder.encode(question_texts))

    ours, base = encoded(CARD), encoded(BASE_ENCODER)
    few = [i for i, phrasing in enumerate(phrasings) if i % 3 == 0 or not phrasing.style]
    rows: list[tuple[str, Setting]] = [
        ("as it is", ours),
        ("untuned encoder", base),
        ("untuned encoder, whitened, and the centre beside", replace(base, whitened=True, to_centre=1.0)),
        ("whitened", replace(ours, whitened=True)),
        ("the centre beside", replace(ours, to_centre=1.0)),
        ("1 neighbour", replace(ours, neighbours=1)),
        ("8 neighbours", replace(ours, neighbours=8)),
        ("without drug names", replace(ours, drugs=False)),
        ("a third of the phrasings", replace(ours, vectors=ours.vectors[few], labels=[labels[i] for i in few])),
    ]
    lines = [
        "# What each part of the ranking is worth",
        "",
        f"Made by `make ablations`: the {len(questions)} golden questions that the guide answers, ranked among the answers.",
        "",
        "| | top-1 | top-3 |",
        "| --- | --- | --- |",
    ]
    for name, setting in rows:
        one, three = measured(setting, questions, asked, mentions)
        lines.append(f"| {name} | {one:.1%} | {three:.1%} |")
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "ablations.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def measured(
    setting: Setting, questions: Sequence[Question], asked: Sequence[Sequence[FoundTerm]], mentions: Mentions
) -> tuple[float, float]:
    """The shares of questions whose right answer comes first, and among the first three."""
    known, queries = ranker.gather(setting.labels, setting.vectors), setting.queries
    if setting.whitened:
        whitening = _whitening(known)
        known = replace(known, vectors=_to_length_one(known.vectors @ whitening))
        queries = _to_length_one(queries @ whitening)
    score = _scorer(setting, known)
    first = three = 0
    for question, query, terms in zip(questions, queries, asked):
        ranking = sorted(zip(known.labels, score(query)), key=lambda row: -row[1])
        if setting.drugs:
            ranking = weigh_drugs(ranking, terms, mentions)
        places = [label in question.accepted for label, _ in ranking[:3]]
        first += places[0]
        three += any(places)
    return first / len(questions), three / len(questions)


def _whitening(known: Phrasings) -> np.ndarray:
    """The map that shrinks the directions in which phrasings of one label differ (within-class whitening)."""
    counts = np.diff([*known.starts, len(known.vectors)])
    means = np.add.reduceat(known.vectors, known.starts, axis=0) / counts[:, None]
    spread = known.vectors - np.repeat(means, counts, axis=0)
    values, directions = np.linalg.eigh(spread.T @ spread / len(spread))
    return directions / np.sqrt(values + SHRINKAGE * values.mean()) @ directions.T


def _to_length_one(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _scorer(setting: Setting, known: Phrasings) -> Callable[[np.ndarray], np.ndarray]:
    ends = [*known.starts[1:], len(known.vectors)]

    def score(query: np.ndarray) -> np.ndarray:
        cosines = known.vectors @ query
        nearest = [np.sort(cosines[a:b])[-setting.neighbours :].mean() for a, b in zip(known.starts, ends)]
        return np.array(nearest) + setting.to_centre * (known.centres @ query)

    return score
