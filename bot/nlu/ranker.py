"""Ranking everything the bot can say by how near its known phrasings are to a question."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Collection, Mapping, Sequence

import numpy as np

NEIGHBOURS = 3  # phrasings of a label that speak for it; one may be an oddity, many blur it
SHORTLIST = 48  # labels whose phrasings are compared one by one; the rest are out by their centre
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

    def of(self, label: int) -> np.ndarray:
        end = self.starts[label + 1] if label + 1 < len(self.labels) else len(self.vectors)
        return self.vectors[self.starts[label] : end]


def gather(labels: Sequence[str], vectors: np.ndarray) -> Phrasings:
    """Group the vectors of known phrasings by their label.

    Args:
        labels: one a phrasing.
        vectors: shape (phrasings, size), as the encoder gives them.
    """
    order = np.argsort(np.array(labels), kind="stable")
    names, starts = np.unique(np.array(labels)[order], return_index=True)
    return Phrasings(tuple(names.tolist()), vectors[order].astype(np.float32), starts)


def rank(query: np.ndarray, phrasings: Phrasings, *, always: Collection[str] = ()) -> list[tuple[str, float]]:
    """Labels by nearness to a question, best first, with the mean cosine of their nearest phrasings.

    Args:
        query: the encoder's vector of the question.
        always: labels that are compared whatever their centre says.
    """
    by_centre = phrasings.centres @ query
    shortlist = set(np.argpartition(-by_centre, min(SHORTLIST, len(by_centre) - 1))[:SHORTLIST].tolist())
    shortlist.update(phrasings.places[label] for label in always)
    scores = [(phrasings.labels[label], _nearness(query, phrasings.of(label))) for label in shortlist]
    return sorted(scores, key=lambda row: -row[1])


def merge_subtopics(ranking: Sequence[tuple[str, float]], parents: Mapping[str, str]) -> list[tuple[str, float]]:
    """One row per parent label, at the place of its best subtopic; labels without a parent stay as they are."""
    best: dict[str, float] = {}
    for label, score in ranking:
        best.setdefault(parents.get(label, label), score)
    return list(best.items())


def _nearness(query: np.ndarray, vectors: np.ndarray) -> float:
    return float(np.sort(vectors @ query)[-NEIGHBOURS:].mean())
