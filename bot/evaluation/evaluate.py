"""Measure answer quality: the golden questions through the whole trained bot."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Iterable, Sequence

import numpy as np
from sklearn.metrics import roc_auc_score

from bot.evaluation.bars import AT_LEAST, AT_MOST, holds, missed_bars
from bot.evaluation.dialogues import dialogue_numbers, hold, judge_dialogue, read_dialogues
from bot.evaluation.look_ups import (
    Judged,
    judge,
    judge_triage,
    look_up_numbers,
    look_up_rows,
    triage_numbers,
    triage_rows,
)
from bot.evaluation.misspellings import shares
from bot.evaluation.pictures import draw
from bot.evaluation.stock import PHRASINGS, STOCK_NUMBERS
from bot.evaluation.trained import Asked, ask, read_model
from bot.evaluation.verdicts import verdict
from bot.knowledge.load import shared_knowledge
from bot.nlu.decide import Calibration, decide, features_of, probability, read_calibration
from bot.nlu.examples import FAQ, OUT_OF_SCOPE, answer_id, read_questions
from bot.places import QUESTIONS, REPORTS
from bot.training import train

IN_SCOPE_ACCEPTED = 0.95  # where rejection of the out-of-scope is read off
BINS = 10
STOCK_NOTE = (
    f"The column stock is Rasa's own pipeline after {PHRASINGS} phrasings of each intent, for which `python -m bot stock` "
    "has ours beside it after the same few."
)

URGENT = {name for name, reply in shared_knowledge().replies.items() if reply.kind == "urgent"}


@dataclass(frozen=True)
class Outcome:
    """What became of a golden question."""

    text: str
    meant: str
    style: str
    verdict: str  # right, wrong, clarified, declined, other
    said: str  # id of the reply
    chance: float
    first: bool  # the best answer of the ranking is right
    among_three: bool


def evaluate() -> int:
    """Run, print and write the report; the exit status is 1 where a bar is missed."""
    measured = measure(train())
    numbers, outcomes = measured.numbers, measured.outcomes
    report = _report(measured)
    REPORTS.mkdir(exist_ok=True)
    (REPORTS / "evaluation.md").write_text(report, encoding="utf-8")
    (REPORTS / "evaluation.json").write_text(json.dumps([asdict(o) for o in outcomes], indent=1), encoding="utf-8")
    draw([o for o in outcomes if "." in o.meant or o.meant == OUT_OF_SCOPE], of_the_guide(outcomes), REPORTS)
    print(report.partition("## By section")[0])
    missed = missed_bars(numbers)
    print("Every bar holds." if not missed else f"Missed: {', '.join(missed)}. See reports/evaluation.md")
    return 1 if missed else 0


@dataclass(frozen=True)
class Measured:
    """The numbers of the report, what became of each golden question, and of each look-up and triage message."""

    numbers: dict[str, float]
    outcomes: list[Outcome]
    judged: list[Judged]


def measure(model: Path) -> Measured:
    """Ask every test question."""
    questions = read_questions(QUESTIONS)
    look_ups, triage = look_up_rows(), triage_rows()
    trained = read_model(model)
    calibration = read_calibration()
    asked = [ask(question, trained) for question in questions]
    texts = [question.text for question in questions]
    texts += [row["ask"] for _, row in look_ups] + [row["say"] for _, row in triage]
    dialogues = read_dialogues()
    said, held = asyncio.run(_through_the_bot(model, texts, [row for _, row in dialogues]))
    replies = iter(said)
    outcomes = [_outcome(one, next(replies)[-1]["custom"], calibration) for one in asked]
    looked_up = [judge(group, row, next(replies)) for group, row in look_ups]
    triaged = [judge_triage(group, row, next(replies)) for group, row in triage]
    talked = [judge_dialogue(group, row, each) for (group, row), each in zip(dialogues, held)]
    numbers = summary(outcomes, asked, calibration)
    numbers |= look_up_numbers(looked_up) | triage_numbers(triaged) | dialogue_numbers(talked)
    numbers |= shares(shared_knowledge().drugs, trained.matcher)
    return Measured(numbers, outcomes, [*looked_up, *triaged, *talked])


async def _through_the_bot(
    model: Path, texts: Sequence[str], dialogues: Sequence[dict]
) -> tuple[list[list[dict]], list[list[list[dict]]]]:
    """The messages of the reply to each text, each said in a conversation of its own; and to each turn of dialogues."""
    from bot.serving.in_process import load_bot, say

    agent = await load_bot(model)
    single = [await say(agent, text, f"golden-{n}") for n, text in enumerate(texts)]
    return single, [await hold(agent, f"dialogue-{n}", row) for n, row in enumerate(dialogues)]


def _outcome(one: Asked, reply: dict, calibration: Calibration) -> Outcome:
    meant = one.question.accepted[0]
    best = [label for label, _ in one.seen.ranking if answer_id(label)]
    return Outcome(
        text=one.question.text,
        meant=answer_id(meant) or meant,
        style=one.question.style,
        verdict=verdict(one.question.accepted, reply, shared_knowledge()),
        said=reply["id"],
        chance=probability(features_of(one.seen.ranking, one.seen.signs), calibration),
        first=bool(best) and best[0] in one.question.accepted,
        among_three=any(label in one.question.accepted for label in best[:3]),
    )


def summary(outcomes: Sequence[Outcome], asked: Sequence[Asked], calibration: Calibration) -> dict[str, float]:
    """The numbers of the report, each a share from 0 to 1."""
    guide, out = of_the_guide(outcomes), [o for o in outcomes if o.meant == OUT_OF_SCOPE]
    talk = [o for o in outcomes if o not in guide and o not in out]
    answered = [o for o in guide if o.verdict in ("right", "wrong")]
    unseen = [one for one in asked if one.question.accepted[0] == OUT_OF_SCOPE]
    unseen_chances = [probability(features_of(one.unseen.ranking, one.unseen.signs), calibration) for one in unseen]
    unseen_answered = [decide(one.unseen.ranking, one.unseen.signs, calibration).intent == FAQ for one in unseen]
    accepted_from = float(np.quantile([o.chance for o in guide], 1 - IN_SCOPE_ACCEPTED))
    return {
        "questions": len(guide),
        "top-1": _share(o.first for o in guide),
        "top-3": _share(o.among_three for o in guide),
        "answered": len(answered) / len(guide),
        "right of answered": _share(o.verdict == "right" for o in answered),
        "wrong of all": _share(o.verdict == "wrong" for o in guide),
        "clarified": _share(o.verdict == "clarified" for o in guide),
        "clarified with the right one": _share(o.among_three for o in guide if o.verdict == "clarified"),
        "declined": _share(o.verdict == "declined" for o in guide),
        "other": _share(o.verdict == "other" for o in guide),
        "out of scope": len(out),
        "out of scope not answered": _share(o.verdict != "wrong" for o in out),
        "out of scope clarified": _share(o.verdict == "clarified" for o in out),
        "unseen topic not answered": 1 - _share(unseen_answered),
        "AUROC": float(roc_auc_score([1] * len(guide) + [0] * len(out), [o.chance for o in guide + out])),
        "AUROC, unseen topic": float(
            roc_auc_score([1] * len(guide) + [0] * len(unseen), [o.chance for o in guide] + unseen_chances)
        ),
        "rejected at 95% accepted": _share(o.chance < accepted_from for o in out),
        "rejected at 95% accepted, unseen topic": _share(chance < accepted_from for chance in unseen_chances),
        "calibration error": calibration_error(guide + out),
        "conversation": len(talk),
        "conversation right": _share(o.verdict == "right" for o in talk),
        "urgent found": _share(o.said in URGENT for o in talk if o.meant in URGENT),
        "false alarms": _share(o.said in URGENT for o in outcomes if o.meant not in URGENT),
    }


def of_the_guide(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes of the questions that the guide answers."""
    return [o for o in outcomes if "." in o.meant]


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """How far, on average, the probability of the best answer is from how often it is right (ECE, equal bins)."""
    chances = np.array([o.chance for o in outcomes])
    right = np.array([o.first for o in outcomes])
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [abs(chances[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return float(sum(gaps))


def _share(truths: Iterable[bool]) -> float:
    values = [bool(t) for t in truths]
    return sum(values) / len(values) if values else 0.0


def _report(measured: Measured) -> str:
    numbers, outcomes = measured.numbers, measured.outcomes
    stock = json.loads(STOCK_NUMBERS.read_text(encoding="utf-8"))["stock"] if STOCK_NUMBERS.exists() else {}
    lines = ["# Answer quality on the golden questions", "", "Made by `make evaluate`. " + STOCK_NOTE, ""]
    lines += ["| measure | value | stock | bar |", "| --- | --- | --- | --- |"]
    for name, value in numbers.items():
        shown = str(int(value)) if value > 1.5 else f"{value:.1%}" if "error" not in name else f"{value:.3f}"
        beside = f"{stock[name]:.1%}" if name in stock else ""
        bar = "" if name not in AT_LEAST | AT_MOST else "holds" if holds(name, value) else "MISSED"
        lines.append(f"| {name} | {shown} | {beside} | {bar} |")
    guide = of_the_guide(outcomes)
    lines += _table("section", guide, lambda o: o.meant.partition(".")[0])
    lines += _table("style", guide, lambda o: o.style)
    stolen = Counter((o.meant, o.said) for o in guide if o.verdict == "wrong")
    lines += ["", "## Which answer steals from which", "", "| meant | given | times |", "| --- | --- | --- |"]
    lines += [f"| {meant} | {said} | {times} |" for (meant, said), times in stolen.most_common(40)]
    lines += ["", "## Every question of the guide answered wrongly", ""]
    lines += [f"- {o.text} (meant {o.meant}, given {o.said}, {o.chance:.2f})" for o in guide if o.verdict == "wrong"]
    lines += ["", "## Every question out of scope that was answered", ""]
    lines += [
        f"- {o.text} (given {o.said}, {o.chance:.2f})"
        for o in outcomes
        if o.meant == OUT_OF_SCOPE and o.verdict == "wrong"
    ]
    lines += ["", "## Every look-up question, triage message and dialogue that is not right", ""]
    lines += [f"- {one.group}: {one.text} (given {one.said})" for one in measured.judged if one.verdict != "right"]
    return "\n".join(lines) + "\n"


def _table(name: str, outcomes: Sequence[Outcome], key) -> list[str]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome)].append(outcome)
    words = ("right", "wrong", "clarified", "declined", "other")
    lines = ["", f"## By {name}", "", f"| {name} | questions | top-1 | " + " | ".join(words) + " |", "| --- " * 8 + "|"]
    for group, members in sorted(groups.items()):
        shares = [_share(o.first for o in members), *(_share(o.verdict == word for o in members) for word in words)]
        lines.append(f"| {group} | {len(members)} | " + " | ".join(f"{share:.1%}" for share in shares) + " |")
    return lines
