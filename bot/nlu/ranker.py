"""Ranking everything the bot can say by how near its known phrasings are to a question."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Collection, Mapping, Sequence

import numpy as np

NEIGHBOURS = 3  # phrasings of a label that speak for it; one may be an oddity, many blur it
SHORTLIST = 48  # labels whose phrasings are compared one by one; the rest are out by their centre


@dataclass(frozen=True)
class Phrasings:
    """Known phrasings as vectors, those of one label together.

    `vectors` has shape (phrasings, size), `starts` the first row of each label, `centres` shape (labels, size).
    """

    labels: tuple[str, ...]
    vectors: np.ndarray
    starts: np.ndarray
    centres: np.ndarray

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
        vectors: shape (phrasings, size), each of length 1.
    """
    order = np.argsort(np.array(labels), kind="stable")
    names, starts = np.unique(np.array(labels)[order], return_index=True)
    grouped = vectors[order].astype(np.float32)
    sums = np.add.reduceat(grouped, starts, axis=0)
    centres = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return Phrasings(tuple(names.tolist()), grouped, starts, centres)


def rank(query: np.ndarray, phrasings: Phrasings, *, always: Collection[str] = ()) -> list[tuple[str, float]]:
    """Labels by nearness to a question, best first, with the mean cosine of their nearest phrasings.

    Args:
        query: shape (readings, size): the message, and perhaps the questions found in it; a label counts by its
            best reading.
        always: labels that are compared whatever their centre says.
    """
    by_centre = (phrasings.centres @ query.T).max(axis=1)
    shortlist = set(np.argpartition(-by_centre, min(SHORTLIST, len(by_centre) - 1))[:SHORTLIST].tolist())
    shortlist.update(phrasings.places[label] for label in always)
    scores = [(phrasings.labels[label], _nearness(query, phrasings.of(label))) for label in shortlist]
    return sorted(scores, key=lambda row: -row[1])


def _nearness(query: np.ndarray, vectors: np.ndarray) -> float:
    cosines = np.sort(vectors @ query.T, axis=0)[-NEIGHBOURS:]
    return float(cosines.mean(axis=0).max())


def merge_subtopics(ranking: Sequence[tuple[str, float]], parents: Mapping[str, str]) -> list[tuple[str, float]]:
    """One row per parent label, at the place of its best subtopic; labels without a parent stay as they are."""
    best: dict[str, float] = {}
    for label, score in ranking:
        best.setdefault(parents.get(label, label), score)
    return list(best.items())
