"""Answer, ask back or decline: the decision, from calibrated scores."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Collection, Mapping, Sequence

from bot.nlu.examples import OTHER_LANGUAGE, OUT_OF_SCOPE, answer_id

CALIBRATION_FILE = Path(__file__).with_name("calibration.json")
CHOICES = 3  # answers offered when it is not clear which is meant

Ranking = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Fit:
    """A fitted logistic curve over named features."""

    weights: Mapping[str, float]
    bias: float

    def chance(self, features: Mapping[str, float]) -> float:
        total = self.bias + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-total))


@dataclass(frozen=True)
class Calibration:
    """What `python -m bot calibrate` fitted.

    `scope` gives the probability that the guide covers a question; below `covered_from` it is declined. `choice` gives
    the probability that, if so, the best answer of its ranking is right; below `sure_from` a choice is offered.
    """

    scope: Fit
    choice: Fit
    covered_from: float
    sure_from: float


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

# What tells whether the guide covers a question, and what tells whether the best answer is the one.
SCOPE_FEATURES = ("best", "lead_over_others", "unknown_share", "other_drug", "other_cancer")
CHOICE_FEATURES = ("best", "lead_over_next", "agreement", "centre_agrees")


def read_calibration(path: Path = CALIBRATION_FILE) -> Calibration:
    """The fitted numbers that go with the encoder and the phrasings."""
    row = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(Fit(**row["scope"]), Fit(**row["choice"]), row["covered_from"], row["sure_from"])


@dataclass(frozen=True)
class Signs:
    """What beside the ranking tells whether its best answer is right.

    `unknown_share` is how much of the message is words that the whole domain has never seen, 0 to 1; `other_drug`
    whether it names a drug that the guide does not, `other_cancer` whether it names another cancer; `crowd` the labels of the single phrasings nearest to it; `centre`
    the answer whose phrasings are nearest on the whole.
    """

    unknown_share: float = 0.0
    other_drug: bool = False
    other_cancer: bool = False
    crowd: tuple[str, ...] = ()
    centre: str = ""


def features_of(ranking: Ranking, signs: Signs) -> dict[str, float]:
    """What tells whether the best answer of a ranking, labels with scores and the best first, is right."""
    answers = [(label, score) for label, score in ranking if answer_id(label)]
    others = [score for label, score in ranking if not answer_id(label)]
    label, best = answers[0] if answers else ("", 0.0)
    return {
        "best": best,
        "lead_over_next": best - (answers[1][1] if len(answers) > 1 else 0.0),
        "lead_over_others": best - (others[0] if others else 0.0),
        "agreement": signs.crowd.count(label) / max(len(signs.crowd), 1),
        "centre_agrees": float(signs.centre == label),
        "unknown_share": signs.unknown_share,
        "other_drug": float(signs.other_drug),
        "other_cancer": float(signs.other_cancer),
    }


def probability(features: Mapping[str, float], calibration: Calibration) -> float:
    """The probability that the best answer of the ranking is the right one."""
    return calibration.scope.chance(features) * calibration.choice.chance(features)


def decide(ranking: Ranking, signs: Signs, calibration: Calibration, urgent: Collection[str] = ()) -> Decision:
    """From the ranking of a question to what is done about it.

    Args:
        urgent: intents that go before everything else where they rank first; better once too often than never.
    """
    best_label, best_score = ranking[0]
    if best_label in urgent or best_label == OTHER_LANGUAGE:
        return Decision(best_label, best_score)
    features = features_of(ranking, signs)
    covered, sure = calibration.scope.chance(features), calibration.choice.chance(features)
    answers = tuple(answer_id(label) for label, _ in ranking if answer_id(label))
    if covered < calibration.covered_from or not answers:
        talk = not answer_id(best_label)
        return Decision(best_label, best_score) if talk else Decision(OUT_OF_SCOPE, 1 - covered)
    if sure < calibration.sure_from:
        return Decision(CLARIFY, covered * sure, answers[:CHOICES])
    return Decision(ANSWER, covered * sure, answers[:1])
