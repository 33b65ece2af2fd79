"""The second net under the rules: how urgent a message is by its meaning and by what the rules saw in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Optional, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from bot.triage.messages import CALM, CRISIS, EMERGENCY
from bot.triage.rules import Seen, most_pressing

SPREAD, STRENGTH = 1.0, 3.0  # of the support vector machine: its gamma and its C, found by cross-validation
FLAG = 0.3  # weight of what the rules saw beside the numbers of a vector
EVERY = 5  # of the phrasings that are no call for help, one in so many is learnt from

# Distances from the border between calm and urgent. With a sign that the rules saw, and the more so with a firm one, a
# message is urgent unless it is surely calm; without one it must be urgent by itself, and there the border leans towards
# help as well.
SURELY_CALM_DESPITE_A_FIRM_SIGN, SURELY_CALM, URGENT = -0.8, -0.5, -0.1


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

    def distance(self, vector: np.ndarray, seen: Seen) -> float:
        """How far on the urgent side of the border a message lies; below 0 it is on the calm side."""
        apart = ((self.vectors - features(vector, seen)) ** 2).sum(axis=1)
        return float(self.weights @ np.exp(-SPREAD * apart) + self.bias)

    def reply(self, vector: np.ndarray, seen: Seen) -> Optional[str]:
        """The call for help that a message is, or None where it is none."""
        distance = self.distance(vector, seen)
        firm = any(sign.firm for sign in seen.signs)
        border = SURELY_CALM_DESPITE_A_FIRM_SIGN if firm else SURELY_CALM if seen.signs else URGENT
        if distance <= border:
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
    """What urgency is fitted on: the meaning, and whether the rules saw a sign, one taken back, or words that calm."""
    flags = np.array([bool(seen.signs), bool(seen.taken_back), seen.calms], dtype=np.float32)
    return np.concatenate([vector, flags * FLAG])


def learn_urgency(labels: Sequence[str], vectors: np.ndarray, seen: Sequence[Seen]) -> Urgency:
    """Fit on messages with their labels: the reply a message calls for, or `CALM`.

    Args:
        vectors: of the messages, shape (messages, size), as the encoder gives them.
        seen: what the rules saw in each.
    """
    names = np.array(labels)
    table = np.stack([features(vector, one) for vector, one in zip(vectors, seen)])
    machine = SVC(C=STRENGTH, gamma=SPREAD, class_weight="balanced").fit(table, names != CALM)
    urgent = names != CALM
    crisis = LogisticRegression(class_weight="balanced").fit(vectors[urgent], names[urgent] == CRISIS)
    return Urgency(
        machine.support_vectors_.astype(np.float32),
        machine.dual_coef_[0].astype(np.float32),
        float(machine.intercept_[0]),
        np.append(crisis.coef_[0], crisis.intercept_).astype(np.float32),
    )
