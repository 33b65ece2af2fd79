"""Answer, ask back or decline: the decision, from calibrated scores."""
from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Collection, Mapping, Sequence

from bot.nlu.examples import OUT_OF_SCOPE, answer_id

CALIBRATION_FILE = Path(__file__).with_name("calibration.json")
CHOICES = 3  # answers offered when it is not clear which is meant

Ranking = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Calibration:
    """What `python -m bot calibrate` fitted: how the features of a ranking speak for its first answer.

    `answer_from` and `clarify_from` are probabilities: at or above the first the answer is given, at or above the
    second a choice is offered, below it the question is declined.
    """

    weights: Mapping[str, float]
    bias: float
    answer_from: float
    clarify_from: float


@dataclass(frozen=True)
class Decision:
    """What to do. `intent` is `faq`, `nlu_fallback` (ask back) or an intent of conversation.

    `answers` are ids, the best first: one to give, or some to choose from. `confidence` is the probability that the
    first is right; for an intent of conversation, how near it is.
    """

    intent: str
    confidence: float
    answers: tuple[str, ...] = ()


ANSWER, CLARIFY = "faq", "nlu_fallback"


def read_calibration(path: Path = CALIBRATION_FILE) -> Calibration:
    """The fitted numbers that go with the encoder and the phrasings."""
    row = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(row["weights"], row["bias"], row["answer_from"], row["clarify_from"])


@dataclass(frozen=True)
class Signs:
    """What the words of a message say about its scope, whatever it is near to.

    `unknown_share` is how much of it is words that the whole domain has never seen, 0 to 1; `other_drug` whether it
    names a drug that the guide does not.
    """

    unknown_share: float = 0.0
    other_drug: bool = False


def features_of(ranking: Ranking, signs: Signs) -> dict[str, float]:
    """What tells whether the best answer of a ranking, labels with scores and the best first, is right."""
    answers = [score for label, score in ranking if answer_id(label)]
    others = [score for label, score in ranking if not answer_id(label)]
    best = answers[0] if answers else 0.0
    return {
        "best": best,
        "lead_over_next": best - (answers[1] if len(answers) > 1 else 0.0),
        "lead_over_others": best - (others[0] if others else 0.0),
        "unknown_share": signs.unknown_share,
        "other_drug": float(signs.other_drug),
    }


def probability(features: Mapping[str, float], calibration: Calibration) -> float:
    """The probability that the best answer of the ranking is the right one."""
    total = calibration.bias + sum(calibration.weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-total))


def decide(ranking: Ranking, signs: Signs, calibration: Calibration, urgent: Collection[str] = ()) -> Decision:
    """From the ranking of a question to what is done about it.

    Args:
        urgent: intents that go before everything else where they rank first; better once too often than never.
    """
    best_label, best_score = ranking[0]
    if best_label in urgent:
        return Decision(best_label, best_score)
    answers = [(answer_id(label), score) for label, score in ranking if answer_id(label)]
    chance = probability(features_of(ranking, signs), calibration)
    if not answer_id(best_label) and best_label != OUT_OF_SCOPE and chance < calibration.answer_from:
        return Decision(best_label, best_score)
    if chance >= calibration.answer_from:
        return Decision(ANSWER, chance, (answers[0][0],))
    if chance >= calibration.clarify_from:
        return Decision(CLARIFY, chance, tuple(name for name, _ in answers[:CHOICES]))
    return Decision(OUT_OF_SCOPE, 1 - chance)
