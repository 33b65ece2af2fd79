"""Fit when to answer, ask back and decline, on questions that are neither training nor test."""
from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.evaluation.trained import Asked, ask, read_model
from bot.nlu.decide import CALIBRATION_FILE, features_of
from bot.nlu.examples import OUT_OF_SCOPE, answer_id, read_questions
from bot.places import CALIBRATION, REPORTS
from bot.training import train

# What is wanted of the thresholds, on questions like those that come: most is answered, little of it wrongly.
MOST_WRONG = 0.025  # of the guide's questions, answered with another answer
MOST_UNSEEN_ANSWERED = 0.08  # of the questions out of scope on a topic nobody thought of
LIKELIER_IN_SCOPE = 0.35  # a choice is offered where the right answer is at least this likely among those offered
STRENGTH = 10.0  # inverse of the regularisation of the fit


def calibrate() -> None:
    """Fit, write `bot/nlu/calibration.json`, and the curve of what each threshold would give."""
    trained = read_model(train())
    questions = [q for q in read_questions(CALIBRATION) if answer_id(q.accepted[0]) or q.accepted[0] == OUT_OF_SCOPE]
    asked = [ask(question, trained) for question in questions]
    rows, right, kinds = _table(asked)
    names = list(rows[0])
    features = np.array([[row[name] for name in names] for row in rows])
    fit = LogisticRegression(C=STRENGTH, max_iter=2000).fit(features, right)
    chances = fit.predict_proba(features)[:, 1]
    curve = _curve(chances, right, kinds)
    answer_from = _lowest_allowed(curve)
    calibration = {
        "fitted_on": f"{len(asked)} questions of tests/calibration",
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, fit.coef_[0])},
        "bias": round(float(fit.intercept_[0]), 4),
        "answer_from": answer_from,
        "clarify_from": min(round(_clarify_from(chances, kinds), 3), answer_from),
    }
    CALIBRATION_FILE.write_text(json.dumps(calibration, indent=2) + "\n", encoding="utf-8")
    _write_curve(curve, REPORTS / "thresholds.md", calibration)
    print(json.dumps(calibration, indent=2))


def _table(asked: list[Asked]) -> tuple[list[dict], np.ndarray, np.ndarray]:
    rows, right, kinds = [], [], []
    for one in asked:
        for kind, ranking in _views(one):
            best = next((label for label, _ in ranking if answer_id(label)), None)
            rows.append(features_of(ranking, one.signs))
            right.append(best in one.question.accepted)
            kinds.append(kind)
    return rows, np.array(right), np.array(kinds)


def _views(one: Asked) -> list[tuple[str, list[tuple[str, float]]]]:
    if one.question.accepted[0] != OUT_OF_SCOPE:
        return [("guide", one.ranking)]
    return [("out", one.ranking), ("unseen", one.unseen)]


def _curve(chances: np.ndarray, right: np.ndarray, kinds: np.ndarray) -> list[dict[str, float]]:
    guide, unseen, out = kinds == "guide", kinds == "unseen", kinds == "out"
    return [
        {
            "answer_from": round(float(t), 3),
            "answered": float((chances[guide] >= t).mean()),
            "wrong": float(((chances >= t) & ~right)[guide].mean()),
            "out_answered": float((chances[out] >= t).mean()),
            "unseen_answered": float((chances[unseen] >= t).mean()),
        }
        for t in np.arange(0.05, 0.96, 0.01)
    ]


def _lowest_allowed(curve: list[dict[str, float]]) -> float:
    allowed = [
        row["answer_from"]
        for row in curve
        if row["wrong"] <= MOST_WRONG and row["unseen_answered"] <= MOST_UNSEEN_ANSWERED
    ]
    return allowed[0] if allowed else curve[-1]["answer_from"]


def _clarify_from(chances: np.ndarray, kinds: np.ndarray) -> float:
    """The lowest chance from which a question is likelier one of the guide's than not."""
    guide = kinds == "guide"
    for t in np.arange(0.02, 0.9, 0.01):
        near = (chances >= t) & (chances < t + 0.1) & (kinds != "out")
        if near.sum() >= 10 and guide[near].mean() >= LIKELIER_IN_SCOPE:
            return float(t)
    return 0.9


def _write_curve(curve: list[dict[str, float]], path: Path, calibration: dict) -> None:
    path.parent.mkdir(exist_ok=True)
    lines = [
        "# What each threshold would give",
        "",
        f"Fitted on {calibration['fitted_on']} by `python -m bot calibrate`. An answer is given from a probability of "
        f"**{calibration['answer_from']}**, a choice offered from **{calibration['clarify_from']}**.",
        "",
        "| answer from | the guide's questions answered | answered wrongly | out of scope answered | on an unseen topic |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in curve[::5]:
        shares = (row["answered"], row["wrong"], row["out_answered"], row["unseen_answered"])
        lines.append(f"| {row['answer_from']} | " + " | ".join(f"{share:.1%}" for share in shares) + " |")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
