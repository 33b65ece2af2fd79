"""The stock Rasa pipeline on the same data, to have something to compare with. It is slow."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Sequence

import numpy as np
import yaml
from sklearn.metrics import roc_auc_score

from bot.evaluation.trained import Trained, ask
from bot.knowledge.load import shared_knowledge
from bot.nlu.decide import features_of, probability, read_calibration
from bot.nlu.encoder import Encoder, is_common
from bot.nlu.examples import FAQ, Phrasing, Question, answer_id, read_phrasings, read_questions
from bot.nlu.terms import TermMatcher
from bot.nlu.understand import learn
from bot.places import MODELS, QUESTIONS, REPORTS
from bot.quiet import quiet

STOCK_MODEL = MODELS / "stock" / "stock.tar.gz"
STOCK_NUMBERS = REPORTS / "stock.json"  # measures of both pipelines, named as `make evaluate` names them
CONFIG = Path(__file__).with_name("stock_config.yml")
PHRASINGS = 10  # of each answer, and out of scope of each topic; with all of them DIET trains for hours
SEED = 7
EVERY = "default"  # Rasa's name for a selector that is not bound to one retrieval intent


def stock() -> None:
    """Train the stock pipeline and ours on the same few phrasings, ask both the golden questions, write the report."""
    phrasings = sample(read_phrasings())
    questions = read_questions(QUESTIONS)
    trained_in = _trained(phrasings)
    rows = {"stock": asyncio.run(_ask_stock(questions)), "ours": _ask_ours(phrasings, questions)}
    lines = [
        "# The stock pipeline beside ours",
        "",
        f"Made by `python -m bot stock`: both learn the same {len(phrasings)} phrasings ({PHRASINGS} of each answer and "
        f"of each out-of-scope topic), and are asked the same {len(questions)} golden questions. "
        f"The stock pipeline trained for {trained_in:.0f} s.",
        "",
        "| pipeline | top-1 | AUROC, in scope or not |",
        "| --- | --- | --- |",
    ]
    numbers: dict[str, dict[str, float]] = {}
    for name, answers in rows.items():
        guide = [hit for question, (hit, _) in zip(questions, answers) if answer_id(question.accepted[0])]
        inside = [bool(answer_id(question.accepted[0])) for question in questions]
        area = roc_auc_score(inside, [confidence for _, confidence in answers])
        numbers[name] = {"top-1": float(np.mean(guide)), "AUROC": float(area)}
        lines.append(f"| {name} | {np.mean(guide):.1%} | {area:.3f} |")
    REPORTS.mkdir(exist_ok=True)
    STOCK_NUMBERS.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")
    (REPORTS / "stock.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def sample(phrasings: Sequence[Phrasing]) -> list[Phrasing]:
    """The same few phrasings of each label, drawn by lot."""
    lot = random.Random(SEED)
    groups: dict[tuple[str, str], list[Phrasing]] = defaultdict(list)
    for phrasing in phrasings:
        groups[(phrasing.intent, phrasing.topic)].append(phrasing)
    return [one for group in groups.values() for one in lot.sample(group, min(PHRASINGS, len(group)))]


def _trained(phrasings: Sequence[Phrasing]) -> float:
    """Seconds that training took; a model that is there already is not trained again."""
    record = STOCK_MODEL.with_suffix(".seconds")
    if not (STOCK_MODEL.exists() and record.exists()):
        started = time.perf_counter()
        _train(phrasings)
        record.write_text(f"{time.perf_counter() - started:.0f}", encoding="utf-8")
    return float(record.read_text(encoding="utf-8"))


def _train(phrasings: Sequence[Phrasing]) -> None:
    import rasa

    quiet()
    knowledge = shared_knowledge()
    with tempfile.TemporaryDirectory() as folder:
        texts: dict[str, list[str]] = defaultdict(list)
        for phrasing in phrasings:
            texts[phrasing.intent].append(phrasing.text)
        nlu = [
            {"intent": intent, "examples": "".join(f"- {text}\n" for text in rows)} for intent, rows in texts.items()
        ]
        rules = [{"rule": FAQ, "steps": [{"intent": FAQ}, {"action": f"utter_{FAQ}"}]}]
        domain = {
            "intents": sorted({intent.partition("/")[0] for intent in texts}),
            "actions": [f"utter_{FAQ}"],
            "responses": {f"utter_{FAQ}/{name}": [{"text": a.short}] for name, a in knowledge.answers.items()},
        }
        for name, content in (("nlu", {"nlu": nlu}), ("rules", {"rules": rules}), ("domain", domain)):
            (Path(folder) / f"{name}.yml").write_text(yaml.safe_dump({"version": "3.1", **content}, allow_unicode=True))
        rasa.train(
            domain=f"{folder}/domain.yml",
            config=str(CONFIG),
            training_files=[f"{folder}/nlu.yml", f"{folder}/rules.yml"],
            output=str(STOCK_MODEL.parent),
            fixed_model_name=STOCK_MODEL.name,
        )


async def _ask_stock(questions: Sequence[Question]) -> list[tuple[bool, float]]:
    from rasa.core.agent import load_agent

    agent = await load_agent(str(STOCK_MODEL))
    answers = []
    for question in questions:
        parsed = await agent.parse_message(question.text)
        key = parsed["response_selector"].get(EVERY, {}).get("response", {}).get("intent_response_key")
        chance = next((row["confidence"] for row in parsed["intent_ranking"] if row["name"] == FAQ), 0.0)
        answers.append((key in question.accepted, chance))
    return answers


def _ask_ours(phrasings: Sequence[Phrasing], questions: Sequence[Question]) -> list[tuple[bool, float]]:
    knowledge, calibration, encoder = shared_knowledge(), read_calibration(), Encoder(threads=2)
    matcher = TermMatcher(knowledge.terms, is_common=is_common)
    trained = Trained(learn(phrasings, knowledge, encoder, matcher), encoder, matcher)
    answers = []
    for question in questions:
        one = ask(question, trained)
        best = next((label for label, _ in one.seen.ranking if answer_id(label)), None)
        answers.append(
            (best in question.accepted, probability(features_of(one.seen.ranking, one.seen.signs), calibration))
        )
    return answers
