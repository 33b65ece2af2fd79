"""What kind of question names a medicine: one of its attributes, a list, a comparison, or nothing to look up.

Names are masked before a message is compared, so that a phrasing about one drug speaks for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Mapping, Sequence
from zlib import crc32

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.nlu.encoder import Encoder
from bot.nlu.examples import FAQ, OUT_OF_SCOPE, PERSONAL, Phrasing, answer_id, sampled
from bot.nlu.mentions import IN_TITLE, Mentions
from bot.nlu.terms import DOUBTFUL_KIND, OTHER_KIND, FoundTerm, TermMatcher

LOOK_UP = "look_up"  # the intent of phrasings that ask for a look-up; their topic says which
TALK = "talk"  # everything that is neither a look-up nor a question
ATTRIBUTES = ("about", "kind", "names", "given", "for-whom", "needs", "partners", "side-effects", "monitoring")
ABOUT = "about"
LIST, COMPARE, NEXT, SAME_AGAIN, CORRECTION = "list", "compare", "next", "same-again", "correction"
FRAMES = (*ATTRIBUTES, LIST, COMPARE, NEXT, SAME_AGAIN, CORRECTION)

MASKS = {
    "drugs": "the drug",
    OTHER_KIND: "the drug",
    DOUBTFUL_KIND: "the drug",
    "classes": "the drugs",
    "side-effects": "a side effect",
    "genes-and-markers": "a marker",
    "subtypes": "this kind of cancer",
}
# What stands for a name in the phrasings.
PLACEHOLDERS = {
    "{drug}": "drugs",
    "{other}": "drugs",
    "{class}": "classes",
    "{effect}": "side-effects",
    "{marker}": "genes-and-markers",
    "{subtype}": "subtypes",
}
DECISIONS = "decisions"  # the kind of words that ask to change a treatment
# Kinds of terms whose presence is a sign of its own.
SIGNS = (
    "side-effects",
    "routes",
    "schedules",
    "groups",
    "lines",
    "organs",
    "genes-and-markers",
    "subtypes",
    "sites",
    "tests",
    DECISIONS,
)
SHORT, BARE = 6, 3  # words of a message that is short, and of one that is hardly a sentence
EVERY = 20  # of the phrasings that name no medicine, one in so many is learnt as something else
EVERY_DECISION = 4  # the same of those that ask for a personal decision
MEANING, SIGN = 2.0, 0.5  # weights of the vector and of the signs, found on questions of tests/calibration
STRENGTH = 10.0  # inverse of the regularisation


@dataclass(frozen=True)
class Frames:
    """A fitted softmax over frames: `weights` of shape (labels, size), `biases` of shape (labels,)."""

    labels: tuple[str, ...]
    weights: np.ndarray
    biases: np.ndarray

    def chances(self, features: np.ndarray) -> dict[str, float]:
        """The probability of each label, the likeliest first."""
        scores = self.weights @ features + self.biases
        powers = np.exp(scores - scores.max())
        rows = zip(self.labels, (powers / powers.sum()).tolist())
        return dict(sorted(rows, key=lambda row: -row[1]))


def masked(text: str, terms: Sequence[FoundTerm]) -> str:
    """The text with each name of a drug, class or side effect replaced by what it is.

    >>> masked("Does Ibrance cause rash?", [FoundTerm("palbociclib", "drugs", 5, 12)])
    'Does the drug cause rash?'
    """
    for term in sorted(terms, key=lambda term: -term.start):
        if term.kind in MASKS and len(text) >= term.end:
            text = text[: term.start] + MASKS[term.kind] + text[term.end :]
    return text


def with_pronoun_named(text: str, terms: Sequence[FoundTerm]) -> tuple[str, list[FoundTerm]]:
    """A message that leans on earlier ones, with a drug where its pronoun is, or else at its end, and its terms then."""
    place = next(
        ((t.start, t.end) for t in terms if t.kind == "leaning" and t.name == "pronoun"), (len(text), len(text))
    )
    mask = MASKS["drugs"]
    gap = " " if place[0] == len(text) else ""
    shift = len(gap) + len(mask) - (place[1] - place[0])
    before = [term for term in terms if term.end <= place[0]]
    after = [
        replace(t, start=t.start + shift, end=t.end + shift) for t in terms if t.start >= place[1] and t.end > place[0]
    ]
    drug = FoundTerm(mask, "drugs", place[0] + len(gap), place[0] + len(gap) + len(mask))
    return text[: place[0]] + gap + mask + text[place[1] :], [*before, drug, *after]


def signs(text: str, terms: Sequence[FoundTerm]) -> np.ndarray:
    """What stands in a message beside its meaning: how many medicines, which kinds of names, how short it is."""
    drugs = len({term.name for term in terms if term.kind in ("drugs", DOUBTFUL_KIND)})
    classes = len({term.name for term in terms if term.kind == "classes"})
    kinds = {term.kind for term in terms}
    words = len(text.split())
    rows = [drugs == 0, drugs == 1, drugs > 1, classes == 1, classes > 1, drugs + classes == 0, OTHER_KIND in kinds]
    rows += [kind in kinds for kind in SIGNS]
    return np.array([*rows, words <= SHORT, words <= BARE], dtype=np.float32)


def features(vector: np.ndarray, text: str, terms: Sequence[FoundTerm]) -> np.ndarray:
    """What the frames are fitted on.

    Args:
        vector: of the masked text, as the encoder gives it.
    """
    return np.concatenate([vector * MEANING, signs(text, terms) * SIGN])


def learn_frames(phrasings: Sequence[Phrasing], mentions: Mentions, encoder: Encoder, matcher: TermMatcher) -> Frames:
    """Fit the frames on the look-up phrasings, and on all others that name a medicine as what they are not."""
    rows: list[tuple[str, list[FoundTerm], str]] = []
    for phrasing in phrasings:
        text, terms = filled(phrasing.text, matcher)
        named = {term.name for term in terms if term.kind in ("drugs", "classes", OTHER_KIND)}
        every = EVERY_DECISION if phrasing.intent == PERSONAL else EVERY
        if phrasing.intent == LOOK_UP or named or sampled(phrasing.text, every):
            row = mentions.get(phrasing.intent, {})
            if phrasing.intent != LOOK_UP and any(row.get(name) == IN_TITLE for name in named):
                continue  # asks the answer of the very drug it names: a look-up as much as a question
            rows.append((text, terms, label_of(phrasing)))
    vectors = encoder.encode([masked(text, terms) for text, terms, _ in rows])
    table = np.stack([features(vector, text, terms) for vector, (text, terms, _) in zip(vectors, rows)])
    fitted = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1000).fit(table, [row[2] for row in rows])
    return Frames(
        tuple(fitted.classes_.tolist()), fitted.coef_.astype(np.float32), fitted.intercept_.astype(np.float32)
    )


def label_of(phrasing: Phrasing) -> str:
    """The frame that a phrasing stands for."""
    if phrasing.intent == LOOK_UP:
        return phrasing.topic
    if answer_id(phrasing.intent):
        return FAQ
    return phrasing.intent if phrasing.intent in (OUT_OF_SCOPE, PERSONAL) else TALK


def filled(text: str, matcher: TermMatcher) -> tuple[str, list[FoundTerm]]:
    """A phrasing's text and terms, its placeholders taken for names of their kind."""
    terms = []
    for placeholder, kind in PLACEHOLDERS.items():
        start = text.find(placeholder)
        while start >= 0:
            terms.append(FoundTerm(placeholder, kind, start, start + len(placeholder)))
            start = text.find(placeholder, start + 1)
    taken = [(term.start, term.end) for term in terms]
    others = [t for t in matcher.find(text) if not any(t.start < end and start < t.end for start, end in taken)]
    return text, sorted([*terms, *others], key=lambda term: term.start)


def with_name(text: str, drugs: Sequence[str]) -> str:
    """A phrasing with names of drugs in its placeholders, which the phrasing itself chooses among all."""
    place = crc32(text.encode())
    for step, placeholder in enumerate(("{drug}", "{other}")):
        text = text.replace(placeholder, drugs[(place + step) % len(drugs)])
    return text


def frames_from(arrays: Mapping[str, np.ndarray], labels: Sequence[str]) -> Frames:
    """The frames that training left behind."""
    return Frames(tuple(labels), arrays["frame_weights"], arrays["frame_biases"])
