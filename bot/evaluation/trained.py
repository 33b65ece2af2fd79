"""The trained ranking outside Rasa: read from a model, or learnt anew with some part changed."""
from __future__ import annotations

import io
import json
import tarfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.knowledge.load import shared_knowledge
from bot.nlu.decide import Signs
from bot.nlu.encoder import Encoder, is_common
from bot.nlu.examples import OUT_OF_SCOPE, Question
from bot.nlu.mentions import about, weigh_drugs
from bot.nlu.ranker import merge_subtopics, rank
from bot.nlu.terms import TermMatcher
from bot.nlu.understand import Learnt, restore, signs_of


BASE_ENCODER = Path(__file__).with_name("base_encoder.json")  # the card of the untuned encoder


@dataclass(frozen=True)
class Trained:
    """What is needed to rank a question as the bot does."""

    learnt: Learnt
    encoder: Encoder
    matcher: TermMatcher


@dataclass(frozen=True)
class Asked:
    """A test question with its ranking as the bot sees it.

    For one out of scope `unseen` is the ranking without the out-of-scope topic nearest to it: how it would fare had
    nobody thought of its topic.
    """

    question: Question
    ranking: list[tuple[str, float]]
    unseen: list[tuple[str, float]]
    signs: Signs


def read_model(model: Path) -> Trained:
    """The ranking inside a trained model's archive."""
    found: dict[str, bytes] = {}
    with tarfile.open(model) as archive:
        for member in archive:
            name = Path(member.name).name
            if name in ("vectors.npz", "facts.json"):
                found[name] = archive.extractfile(member).read()
    with np.load(io.BytesIO(found["vectors.npz"])) as arrays:
        learnt = restore(dict(arrays), json.loads(found["facts.json"]))
    encoder = Encoder()
    return Trained(learnt, encoder, TermMatcher(shared_knowledge().terms, is_common=is_common))


def ask(question: Question, trained: Trained) -> Asked:
    """Rank a test question as the bot does, and once more without its nearest out-of-scope topic."""
    terms = trained.matcher.find(question.text)
    always = about(terms, trained.learnt.mentions)
    rows = rank(trained.encoder.encode([question.text])[0], trained.learnt.phrasings, always=always)
    topics = [label for label, _ in rows if label.startswith(OUT_OF_SCOPE)]
    parents = {label: OUT_OF_SCOPE for label in topics}

    def finish(rows: list[tuple[str, float]]) -> list[tuple[str, float]]:
        return weigh_drugs(merge_subtopics(rows, parents), terms, trained.learnt.mentions)

    return Asked(
        question=question,
        ranking=finish(rows),
        unseen=finish([row for row in rows if row[0] not in topics[:1]]),
        signs=signs_of(question.text, terms, trained.learnt),
    )
