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
from bot.nlu.mentions import Mentions, mentions_of, weigh_terms
from bot.nlu.ranker import Phrasings, to_length_one
from bot.nlu.terms import FoundTerm, TermMatcher
from bot.places import QUESTIONS, REPORTS


@dataclass(frozen=True)
class Setting:
    """One way of ranking. `to_nearest` and `to_centre` are the weights of the two cosines."""

    vectors: np.ndarray
    labels: Sequence[str]
    queries: np.ndarray
    neighbours: int = ranker.NEIGHBOURS
    to_nearest: float = 0.5
    to_centre: float = 0.5
    whitened: bool = True
    terms: bool = True


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
        ("untuned encoder, nearest phrasings only", replace(base, whitened=False, to_centre=0.0, terms=False)),
        ("without whitening", replace(ours, whitened=False)),
        ("to the nearest phrasings only", replace(ours, to_centre=0.0)),
        ("to the centre only", replace(ours, to_nearest=0.0)),
        ("1 neighbour", replace(ours, neighbours=1)),
        ("8 neighbours", replace(ours, neighbours=8)),
        ("without terms", replace(ours, terms=False)),
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
    known = ranker.gather(setting.labels, setting.vectors)
    queries = to_length_one(setting.queries @ known.whitening)
    if not setting.whitened:
        known, queries = _unwhitened(setting), setting.queries
    score = _scorer(setting, known)
    first = three = 0
    for question, query, terms in zip(questions, queries, asked):
        ranking = sorted(zip(known.labels, score(query)), key=lambda row: -row[1])
        if setting.terms:
            ranking = weigh_terms(ranking, terms, mentions)
        places = [label in question.accepted for label, _ in ranking[:3]]
        first += places[0]
        three += any(places)
    return first / len(questions), three / len(questions)


def _unwhitened(setting: Setting) -> Phrasings:
    order = np.argsort(np.array(setting.labels), kind="stable")
    names, starts = np.unique(np.array(setting.labels)[order], return_index=True)
    return Phrasings(tuple(names.tolist()), setting.vectors[order], starts, np.eye(setting.vectors.shape[1]))


def _scorer(setting: Setting, known: Phrasings) -> Callable[[np.ndarray], np.ndarray]:
    ends = [*known.starts[1:], len(known.vectors)]

    def score(query: np.ndarray) -> np.ndarray:
        cosines = known.vectors @ query
        nearest = [np.sort(cosines[a:b])[-setting.neighbours :].mean() for a, b in zip(known.starts, ends)]
        return setting.to_nearest * np.array(nearest) + setting.to_centre * (known.centres @ query)

    return score
