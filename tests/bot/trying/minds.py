"""What was understood, made by hand, for tests."""

from __future__ import annotations

from types import SimpleNamespace

from bot.look_up.query import Query
from bot.nlu.decide import Calibration, Decision, Fit
from bot.nlu.understand import Understanding

LEARNT = SimpleNamespace(urgent=("emergency", "crisis"))  # all that is read of it here
EVEN = Fit({"best": 0.0}, 0.0)  # a chance of 50%, whatever is asked
CALIBRATION = Calibration(scope=EVEN, choice=EVEN, covered_from=0.3, sure_from=0.6)
FEATURES = {"best": 0.8}


def understood(
    intent: str,
    *answers: str,
    confidence: float = 0.9,
    ranking: tuple[tuple[str, float], ...] = (("faq/a.b", 0.8), ("thanks", 0.5)),
    features: dict[str, float] = FEATURES,
    topics: tuple[str, ...] = (),
    parts: tuple = (),
    language: str = "",
    **found: tuple[str, ...],
) -> Understanding:
    """An understanding; further keys are kinds of terms with their names."""
    query = Query(topics=topics, found={kind.replace("_", "-"): names for kind, names in found.items()})
    decision = Decision(intent, confidence, answers)
    return Understanding(decision, ranking, features, near=("a.b", "c.d"), query=query, parts=parts, language=language)
