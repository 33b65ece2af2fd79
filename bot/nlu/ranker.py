"""Ranking everything the bot can say by how near its known phrasings are to a question."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Collection, Mapping, Sequence

import numpy as np

NEIGHBOURS = 3  # phrasings of a label that speak for it; one may be an oddity, many blur it
SHORTLIST = 48  # labels whose phrasings are compared one by one; the rest are out by their centre
SHRINKAGE = 0.3  # of the spread within labels towards an even one, so that few phrasings do not mislead
TINY = 1e-6


@dataclass(frozen=True)
class Phrasings:
    """Known phrasings as vectors, those of one label together.

    `vectors` has shape (phrasings, size), `starts` the first row of each label, `centres` shape (labels, size).
    `whitening`, of shape (size, size), turns an encoder's vector into the space of these.
    """

    labels: tuple[str, ...]
    vectors: np.ndarray
    starts: np.ndarray
    whitening: np.ndarray

    @cached_property
    def centres(self) -> np.ndarray:
        return to_length_one(np.add.reduceat(self.vectors, self.starts, axis=0))

    @cached_property
    def places(self) -> dict[str, int]:
        return {label: place for place, label in enumerate(self.labels)}

    def of(self, label: int) -> np.ndarray:
        end = self.starts[label + 1] if label + 1 < len(self.labels) else len(self.vectors)
        return self.vectors[self.starts[label] : end]


def gather(labels: Sequence[str], vectors: np.ndarray) -> Phrasings:
    """Group the vectors of known phrasings by their label, in a space where labels are easy to tell apart.

    Args:
        labels: one a phrasing.
        vectors: shape (phrasings, size), as the encoder gives them.
    """
    order = np.argsort(np.array(labels), kind="stable")
    names, starts, counts = np.unique(np.array(labels)[order], return_index=True, return_counts=True)
    grouped = vectors[order].astype(np.float32)
    whitening = whitening_of(grouped, starts, counts)
    return Phrasings(tuple(names.tolist()), to_length_one(grouped @ whitening), starts, whitening)


def whitening_of(grouped: np.ndarray, starts: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The map that shrinks the directions in which phrasings of one label differ (within-class whitening)."""
    means = np.add.reduceat(grouped, starts, axis=0) / counts[:, None]
    spread = grouped - np.repeat(means, counts, axis=0)
    values, directions = np.linalg.eigh(spread.T @ spread / len(grouped))
    scale = 1 / np.sqrt(values + SHRINKAGE * values.mean() + TINY)
    return (directions * scale @ directions.T).astype(np.float32)


def rank(query: np.ndarray, phrasings: Phrasings, *, always: Collection[str] = ()) -> list[tuple[str, float]]:
    """Labels by nearness to a question, best first.

    The score is the mean of two cosines: to the label's nearest phrasings, and to its centre.

    Args:
        query: the encoder's vector of the question.
        always: labels that are compared whatever their centre says.
    """
    reading = to_length_one(query[None] @ phrasings.whitening)[0]
    by_centre = phrasings.centres @ reading
    shortlist = set(np.argpartition(-by_centre, min(SHORTLIST, len(by_centre) - 1))[:SHORTLIST].tolist())
    shortlist.update(phrasings.places[label] for label in always)
    scores = [
        (phrasings.labels[label], (_to_nearest(reading, phrasings.of(label)) + float(by_centre[label])) / 2)
        for label in shortlist
    ]
    return sorted(scores, key=lambda row: -row[1])


def merge_subtopics(ranking: Sequence[tuple[str, float]], parents: Mapping[str, str]) -> list[tuple[str, float]]:
    """One row per parent label, at the place of its best subtopic; labels without a parent stay as they are."""
    best: dict[str, float] = {}
    for label, score in ranking:
        best.setdefault(parents.get(label, label), score)
    return list(best.items())


def to_length_one(vectors: np.ndarray) -> np.ndarray:
    """The rows of `vectors`, each scaled to length 1."""
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + TINY)


def _to_nearest(reading: np.ndarray, vectors: np.ndarray) -> float:
    return float(np.sort(vectors @ reading)[-NEIGHBOURS:].mean())
