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
from bot.nlu.ranker import Nearness
from bot.nlu.shorthand import heard
from bot.nlu.terms import TermMatcher
from bot.nlu.understand import Learnt, read, restore, signs_of, weighed

BASE_ENCODER = Path(__file__).with_name("base_encoder.json")  # the card of the untuned encoder


@dataclass(frozen=True)
class Trained:
    """What is needed to rank a question as the bot does."""

    learnt: Learnt
    encoder: Encoder
    matcher: TermMatcher


@dataclass(frozen=True)
class View:
    """A ranking as the bot sees it, with the signs beside it."""

    ranking: list[tuple[str, float]]
    signs: Signs


@dataclass(frozen=True)
class Asked:
    """A test question as the bot sees it.

    `unseen` is the view without the out-of-scope topic nearest to it: how the question would fare had nobody thought
    of its topic.
    """

    question: Question
    seen: View
    unseen: View


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
    learnt = trained.learnt
    text = heard(question.text, shared_knowledge().shorthand)
    terms = trained.matcher.find(text)
    reading = read(text, terms, learnt, trained.encoder)

    def view(near: Nearness) -> View:
        return View(weighed(near, terms, learnt), signs_of(reading.text, terms, near, learnt))

    return Asked(question, view(reading.near), view(_without_nearest_topic(reading.near)))


def _without_nearest_topic(near: Nearness) -> Nearness:
    topic = next((label for label, _ in near.rows if label.startswith(OUT_OF_SCOPE)), None)
    return Nearness(
        rows=[row for row in near.rows if row[0] != topic],
        crowd=tuple(label for label in near.crowd if label != topic),
        centre=near.centre,
    )
