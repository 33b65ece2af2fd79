"""From a message to what it asks for: read, rank, decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping, Sequence

import numpy as np

from bot.knowledge.models import Knowledge, Term
from bot.nlu.choices import choice_number
from bot.nlu.decide import Calibration, Decision, Ranking, Signs, decide, features_of
from bot.nlu.encoder import Encoder, is_common
from bot.nlu.examples import FAQ, OUT_OF_SCOPE, Phrasing, answer_id
from bot.nlu.mentions import IN_TITLE, KIND, Mentions, about, mentions_of, weigh_drugs
from bot.nlu.ranker import Nearness, Phrasings, gather, merge_subtopics, rank
from bot.nlu.spelling import mend_spelling, spellings_in
from bot.nlu.terms import OTHER_KIND, FoundTerm, TermMatcher
from bot.nlu.vocabulary import content_words, unknown_share

CHOOSE, TELL_MORE = "choose", "tell_more"
TYPO = "typo"  # the style of phrasings with misspelled words, which teach no spelling


@dataclass(frozen=True)
class Learnt:
    """What training leaves behind."""

    phrasings: Phrasings
    verbatim: dict[str, str]  # text of a button in small letters -> intent
    known_words: frozenset[str]
    spellings: frozenset[str]
    choice_words: dict[str, int]
    mentions: Mentions
    urgent: tuple[str, ...]

    def arrays(self) -> dict[str, np.ndarray]:
        return {"vectors": self.phrasings.vectors.astype(np.float16), "starts": self.phrasings.starts}

    def facts(self) -> dict[str, Any]:
        return {
            "labels": self.phrasings.labels,
            "verbatim": self.verbatim,
            "known_words": sorted(self.known_words),
            "spellings": sorted(self.spellings),
            "choice_words": self.choice_words,
            "mentions": self.mentions,
            "urgent": self.urgent,
        }


@dataclass(frozen=True)
class Understanding:
    """What a message was understood as, with the ranking behind it."""

    decision: Decision
    ranking: Ranking
    features: Mapping[str, float] = field(default_factory=dict)


def learn(phrasings: Sequence[Phrasing], knowledge: Knowledge, encoder: Encoder, matcher: TermMatcher) -> Learnt:
    """Learn from the training phrasings and the titles of the answers."""
    titles = [Phrasing(answer.title, f"{FAQ}/{key}") for key, answer in knowledge.answers.items()]
    mentions = mentions_of(knowledge.answers, matcher)
    examples = [*phrasings, *titles, *_bare_names(knowledge.terms, mentions)]
    verbatim = {title.text.lower(): title.intent for title in titles}
    verbatim[knowledge.wording["more-button"].lower()] = TELL_MORE
    verbatim[knowledge.wording["none-button"].lower()] = CHOOSE
    shorts = [answer.short for answer in knowledge.answers.values()]
    domain_texts = [e.text for e in examples if e.intent != OUT_OF_SCOPE] + shorts
    well_spelled = [e.text for e in examples if e.style != TYPO and answer_id(e.intent)] + shorts
    return Learnt(
        phrasings=gather([_label(example) for example in examples], encoder.encode([e.text for e in examples])),
        verbatim=verbatim,
        known_words=frozenset(word for text in domain_texts for word in content_words(text)),
        spellings=spellings_in(well_spelled),
        choice_words=dict(knowledge.choices),
        mentions=mentions,
        urgent=tuple(name for name, reply in knowledge.replies.items() if reply.kind == "urgent"),
    )


def restore(arrays: dict[str, np.ndarray], facts: dict[str, Any]) -> Learnt:
    """What `learn` left behind, from its arrays and facts."""
    vectors = arrays["vectors"].astype(np.float32)
    return Learnt(
        phrasings=Phrasings(tuple(facts["labels"]), vectors, arrays["starts"]),
        verbatim=facts["verbatim"],
        known_words=frozenset(facts["known_words"]),
        spellings=frozenset(facts["spellings"]),
        choice_words=facts["choice_words"],
        mentions=facts["mentions"],
        urgent=tuple(facts["urgent"]),
    )


def understand(
    text: str, terms: Sequence[FoundTerm], learnt: Learnt, encoder: Encoder, calibration: Calibration
) -> Understanding:
    """What a message asks for.

    Args:
        terms: those that stand in the text.
    """
    offered = learnt.verbatim.get(text.lower())
    if offered:
        name = answer_id(offered)
        decision = Decision(FAQ, 1.0, (name,)) if name else Decision(offered, 1.0)
        return Understanding(decision, ((offered, 1.0),))
    if choice_number(text, learnt.choice_words) is not None:
        return Understanding(Decision(CHOOSE, 1.0), ((CHOOSE, 1.0),))
    text, near = read(text, terms, learnt, encoder)
    ranking = weighed(near, terms, learnt)
    signs = signs_of(text, terms, near, learnt)
    return Understanding(decide(ranking, signs, calibration, learnt.urgent), ranking, features_of(ranking, signs))


def read(text: str, terms: Sequence[FoundTerm], learnt: Learnt, encoder: Encoder) -> tuple[str, Nearness]:
    """A message with its spelling mended, and how near everything is to it."""
    text = mend_spelling(text, learnt.spellings, is_common)
    return text, rank(encoder.encode([text])[0], learnt.phrasings, always=about(terms, learnt.mentions))


def signs_of(text: str, terms: Sequence[FoundTerm], near: Nearness, learnt: Learnt) -> Signs:
    """What beside the ranking tells whether its best answer is right."""
    return Signs(
        unknown_share=unknown_share(text, learnt.known_words),
        other_drug=any(term.kind == OTHER_KIND for term in terms),
        crowd=near.crowd,
        centre=near.centre,
    )


def weighed(near: Nearness, terms: Sequence[FoundTerm], learnt: Learnt) -> list[tuple[str, float]]:
    """The ranking of intents: out-of-scope topics as one, and the drugs asked about taken into account."""
    parents = {label: OUT_OF_SCOPE for label, _ in near.rows if label.startswith(OUT_OF_SCOPE)}
    return weigh_drugs(merge_subtopics(near.rows, parents), terms, learnt.mentions)


def _bare_names(terms: Sequence[Term], mentions: Mentions) -> list[Phrasing]:
    """A drug's name or brand alone asks for the one answer whose title names it, if there is just one."""
    names = []
    for term in terms:
        intents = [intent for intent, row in mentions.items() if row.get(term.name) == IN_TITLE]
        if term.kind == KIND and len(intents) == 1:
            names += [Phrasing(alias, intents[0]) for alias in (term.name, *term.also)]
    return names


def _label(phrasing: Phrasing) -> str:
    return f"{phrasing.intent}/{phrasing.topic}" if phrasing.topic else phrasing.intent
