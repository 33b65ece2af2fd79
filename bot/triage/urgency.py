"""The second net under the rules: how likely a message is a call for help, by its meaning and by what the rules saw."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Sequence

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

from bot.places import TRIAGE_DATA
from bot.triage.rules import Seen

CALM = "calm"  # the label of messages that are no call for help
STRENGTH = 10.0  # inverse of the regularisation
RULE = 1.0  # weight of what the rules saw beside the numbers of a vector


@dataclass(frozen=True)
class Urgency:
    """A fitted softmax over calls for help: `weights` of shape (labels, size), `biases` of shape (labels,)."""

    labels: tuple[str, ...]
    weights: np.ndarray
    biases: np.ndarray

    def chances(self, vector: np.ndarray, seen: Seen) -> dict[str, float]:
        """The probability of each label.

        Args:
            vector: of the message, as the encoder gives it.
            seen: what the rules saw in it.
        """
        scores = self.weights @ features(vector, seen) + self.biases
        powers = np.exp(scores - scores.max())
        return dict(zip(self.labels, (powers / powers.sum()).tolist()))


def features(vector: np.ndarray, seen: Seen) -> np.ndarray:
    """What urgency is fitted on: the meaning, and whether the rules saw a sign, one taken back, or words that calm."""
    flags = np.array([bool(seen.signs), bool(seen.taken_back), seen.calms], dtype=np.float32)
    return np.concatenate([vector, flags * RULE])


def learn_urgency(labels: Sequence[str], vectors: np.ndarray, seen: Sequence[Seen]) -> Urgency:
    """Fit on messages with their labels: the reply a message calls for, or `CALM`."""
    table = np.stack([features(vector, one) for vector, one in zip(vectors, seen)])
    fitted = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000).fit(table, labels)
    return Urgency(tuple(fitted.classes_.tolist()), fitted.coef_.astype(np.float32), fitted.intercept_.astype(np.float32))


def read_messages(folder: Path = TRIAGE_DATA) -> Iterator[tuple[str, str]]:
    """The messages of data/triage, each with its label."""
    for path in sorted(folder.glob("*.yml")):
        for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            yield row["say"], label_of(path.stem, row["topic"])


def label_of(file: str, topic: str) -> str:
    """The label of a message by the file and the topic it stands in.

    >>> label_of("urgent", "breathing"), label_of("urgent", "crisis"), label_of("not-urgent-a", "past")
    ('emergency', 'crisis', 'calm')
    """
    if file != "urgent":
        return CALM
    return topic if topic == "crisis" else "emergency"
