"""Ranking everything the bot can say by how near its known phrasings are to a question."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cached_property
from typing import Collection, Mapping, Sequence

import numpy as np

from bot.nlu.examples import answer_id

NEIGHBOURS = 3  # phrasings of a label that speak for it; one may be an oddity, many blur it
SHORTLIST = 32  # answers, and as many other labels, whose phrasings are compared one by one; the rest are out
CROWD = 10  # single phrasings whose agreement tells how sure the best label is
TINY = 1e-6


@dataclass(frozen=True)
class Phrasings:
    """Known phrasings as vectors of length 1, those of one label together.

    `vectors` has shape (phrasings, size), `starts` the first row of each label, `centres` shape (labels, size).
    """

    labels: tuple[str, ...]
    vectors: np.ndarray
    starts: np.ndarray

    @cached_property
    def centres(self) -> np.ndarray:
        sums = np.add.reduceat(self.vectors, self.starts, axis=0)
        return sums / (np.linalg.norm(sums, axis=1, keepdims=True) + TINY)

    @cached_property
    def places(self) -> dict[str, int]:
        return {label: place for place, label in enumerate(self.labels)}

    @cached_property
    def camps(self) -> tuple[np.ndarray, ...]:
        """The places of the answers of the guide, and of all other labels."""
        answers = np.array([answer_id(label) is not None for label in self.labels])
        return tuple(places for places in (np.flatnonzero(answers), np.flatnonzero(~answers)) if len(places))

    def of(self, label: int) -> np.ndarray:
        end = self.starts[label + 1] if label + 1 < len(self.labels) else len(self.vectors)
        return self.vectors[self.starts[label] : end]


@dataclass(frozen=True)
class Nearness:
    """How near everything is to a question.

    `rows` are labels with the mean cosine of their nearest phrasings, best first; `crowd` the labels of the single
    phrasings nearest of all; `centre` the answer whose phrasings lie nearest on the whole.
    """

    rows: list[tuple[str, float]]
    crowd: tuple[str, ...]
    centre: str


def gather(labels: Sequence[str], vectors: np.ndarray) -> Phrasings:
    """Group the vectors of known phrasings by their label.

    Args:
        labels: one a phrasing.
        vectors: shape (phrasings, size), as the encoder gives them.
    """
    order = np.argsort(np.array(labels), kind="stable")
    names, starts = np.unique(np.array(labels)[order], return_index=True)
    return Phrasings(tuple(names.tolist()), vectors[order].astype(np.float32), starts)


def rank(query: np.ndarray, phrasings: Phrasings, *, always: Collection[str] = ()) -> Nearness:
    """Labels by nearness to a question.

    Args:
        query: the encoder's vector of the question.
        always: labels that are compared whatever their centre says.
    """
    by_centre = phrasings.centres @ query
    shortlist = {phrasings.places[label] for label in always}
    for camp in phrasings.camps:  # apart, so that many topics out of scope cannot crowd out the answers
        shortlist.update(camp[np.argsort(-by_centre[camp])[:SHORTLIST]].tolist())
    cosines = {label: np.sort(phrasings.of(label) @ query) for label in sorted(shortlist)}
    rows = [(phrasings.labels[label], float(values[-NEIGHBOURS:].mean())) for label, values in cosines.items()]
    singles = [(value, label) for label, values in cosines.items() for value in values[-CROWD:]]
    return Nearness(
        rows=sorted(rows, key=lambda row: -row[1]),
        crowd=tuple(phrasings.labels[label] for _, label in heapq.nlargest(CROWD, singles)),
        centre=phrasings.labels[phrasings.camps[0][by_centre[phrasings.camps[0]].argmax()]],
    )


def merge_subtopics(ranking: Sequence[tuple[str, float]], parents: Mapping[str, str]) -> list[tuple[str, float]]:
    """One row per parent label, at the place of its best subtopic; labels without a parent stay as they are."""
    best: dict[str, float] = {}
    for label, score in ranking:
        best.setdefault(parents.get(label, label), score)
    return list(best.items())
