"""Fit when to answer, ask back and decline, on questions that are neither training nor test."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.evaluation.trained import Asked, View, ask, read_model
from bot.nlu.decide import CALIBRATION_FILE, CHOICE_FEATURES, SCOPE_FEATURES, Fit, features_of
from bot.nlu.examples import OUT_OF_SCOPE, answer_id, read_questions
from bot.places import CALIBRATION, REPORTS
from bot.training import newest

MOST_UNSEEN_TAKEN = 0.11  # of the questions out of scope on a topic nobody thought of, taken for the guide's
MOST_WRONG = 0.025  # a little less than the golden questions allow, for those are harder
SURENESS = (0.5, 0.65, 0.8)  # shown in the curve
STRENGTH = 10.0  # inverse of the regularisation of the fits


def calibrate() -> None:
    """Fit, write `bot/nlu/calibration.json`, and the curve of what each threshold would give."""
    trained = read_model(newest())
    questions = read_questions(CALIBRATION)
    rows, right, kinds = _table([ask(question, trained) for question in questions])
    guide = kinds == "guide"
    scope = _fit(SCOPE_FEATURES, rows, guide)
    choice = _fit(CHOICE_FEATURES, [row for row, ours in zip(rows, guide) if ours], right[guide])
    covered = np.array([scope.chance(row) for row in rows])
    sure = np.array([choice.chance(row) for row in rows])
    curve = _curve(covered, sure, right, kinds)
    covered_from = next(row["covered_from"] for row in curve if row["unseen_taken"] <= MOST_UNSEEN_TAKEN)
    calibration = {
        "fitted_on": f"{len(questions)} questions of tests/calibration",
        "scope": asdict(scope),
        "choice": asdict(choice),
        "covered_from": covered_from,
        "sure_from": _sure_from(
            sure[guide & (covered >= covered_from)], right[guide & (covered >= covered_from)], guide.sum()
        ),
    }
    CALIBRATION_FILE.write_text(json.dumps(calibration, indent=2) + "\n", encoding="utf-8")
    _write_curve(curve, REPORTS / "thresholds.md", calibration)
    print(json.dumps(calibration, indent=2))


def _fit(names: Sequence[str], rows: Sequence[dict], truth: np.ndarray) -> Fit:
    features = np.array([[row[name] for name in names] for row in rows])
    fitted = LogisticRegression(C=STRENGTH, max_iter=5000).fit(features, truth)
    return Fit(
        {name: round(float(w), 4) for name, w in zip(names, fitted.coef_[0])}, round(float(fitted.intercept_[0]), 4)
    )


def _table(asked: list[Asked]) -> tuple[list[dict], np.ndarray, np.ndarray]:
    rows, right, kinds = [], [], []
    for one in asked:
        for kind, view in _views(one):
            best = next((label for label, _ in view.ranking if answer_id(label)), None)
            rows.append(features_of(view.ranking, view.signs))
            right.append(best in one.question.accepted)
            kinds.append(kind)
    return rows, np.array(right), np.array(kinds)


def _views(one: Asked) -> list[tuple[str, View]]:
    meant = one.question.accepted[0]
    if meant != OUT_OF_SCOPE:
        return [("guide" if answer_id(meant) else "talk", one.seen)]
    return [("out", one.seen), ("unseen", one.unseen)]


def _curve(covered: np.ndarray, sure: np.ndarray, right: np.ndarray, kinds: np.ndarray) -> list[dict[str, float]]:
    """What each threshold of scope would give, with the answers given at each of three of sureness."""
    guide = kinds == "guide"
    rows = []
    for t in np.arange(0.05, 0.96, 0.05):
        row = {
            "covered_from": round(float(t), 2),
            "guide_taken": float((covered[guide] >= t).mean()),
            "out_taken": float((covered[kinds == "out"] >= t).mean()),
            "unseen_taken": float((covered[kinds == "unseen"] >= t).mean()),
        }
        for s in SURENESS:
            given = (covered >= t) & (sure >= s)
            row[f"answered at {s}"] = float(given[guide].mean())
            row[f"wrong at {s}"] = float((given & ~right)[guide].mean())
        rows.append(row)
    return rows


def _sure_from(sure: np.ndarray, right: np.ndarray, asked: int) -> float:
    """The lowest sureness from which no more than is allowed is answered wrongly, of so many asked."""
    levels = (round(float(level), 3) for level in np.arange(0.5, 1, 0.005))
    return next(level for level in levels if (~right[sure >= level]).sum() / asked <= MOST_WRONG)


def _write_curve(curve: list[dict[str, float]], path: Path, calibration: dict) -> None:
    path.parent.mkdir(exist_ok=True)
    names = list(curve[0])
    lines = [
        "# What each threshold would give",
        "",
        f"Fitted on {calibration['fitted_on']} by `python -m bot calibrate`. A question counts as covered by the guide "
        f"from a probability of **{calibration['covered_from']}**; its best answer is given from **{calibration['sure_from']}**, and a "
        "choice is offered below. Shares of the guide's questions (taken for covered, answered, answered wrongly), and "
        "of those out of scope (taken for covered; and so when their own topic is left out of training).",
        "",
        "| " + " | ".join(name.replace("_", " ") for name in names) + " |",
        "| --- " * len(names) + "|",
    ]
    for row in curve:
        lines.append(f"| {row['covered_from']} | " + " | ".join(f"{row[name]:.1%}" for name in names[1:]) + " |")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
