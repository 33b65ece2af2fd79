"""From a message to what it asks for: read, rank, decide."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence

import numpy as np

from bot.knowledge.models import Knowledge
from bot.nlu.choices import choice_number
from bot.nlu.decide import Calibration, Decision, Ranking, Signs, decide
from bot.nlu.encoder import Encoder
from bot.nlu.examples import FAQ, OUT_OF_SCOPE, Phrasing, answer_id
from bot.nlu.mentions import Mentions, about, mentions_of, weigh_drugs
from bot.nlu.ranker import Phrasings, gather, merge_subtopics, rank
from bot.nlu.terms import OTHER_KIND, FoundTerm, TermMatcher
from bot.nlu.vocabulary import content_words, unknown_share

CHOOSE, TELL_MORE = "choose", "tell_more"


@dataclass(frozen=True)
class Learnt:
    """What training leaves behind."""

    phrasings: Phrasings
    verbatim: dict[str, str]  # text of a button in small letters -> intent
    known_words: frozenset[str]
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
            "choice_words": self.choice_words,
            "mentions": self.mentions,
            "urgent": self.urgent,
        }


@dataclass(frozen=True)
class Understanding:
    """What a message was understood as, with the ranking behind it."""

    decision: Decision
    ranking: Ranking


def learn(phrasings: Sequence[Phrasing], knowledge: Knowledge, encoder: Encoder, matcher: TermMatcher) -> Learnt:
    """Learn from the training phrasings and the titles of the answers."""
    titles = [Phrasing(answer.title, f"{FAQ}/{key}") for key, answer in knowledge.answers.items()]
    examples = [*phrasings, *titles]
    verbatim = {title.text.lower(): title.intent for title in titles}
    verbatim[knowledge.wording["more-button"].lower()] = TELL_MORE
    verbatim[knowledge.wording["none-button"].lower()] = CHOOSE
    domain_texts = [e.text for e in examples if e.intent != OUT_OF_SCOPE]
    domain_texts += [answer.short for answer in knowledge.answers.values()]
    return Learnt(
        phrasings=gather([_label(example) for example in examples], encoder.encode([e.text for e in examples])),
        verbatim=verbatim,
        known_words=frozenset(word for text in domain_texts for word in content_words(text)),
        choice_words=dict(knowledge.choices),
        mentions=mentions_of(knowledge.answers, matcher),
        urgent=tuple(name for name, reply in knowledge.replies.items() if reply.kind == "urgent"),
    )


def restore(arrays: dict[str, np.ndarray], facts: dict[str, Any]) -> Learnt:
    """What `learn` left behind, from its arrays and facts."""
    vectors = arrays["vectors"].astype(np.float32)
    return Learnt(
        phrasings=Phrasings(tuple(facts["labels"]), vectors, arrays["starts"]),
        verbatim=facts["verbatim"],
        known_words=frozenset(facts["known_words"]),
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
    ranking = read_and_rank(text, terms, learnt, encoder)
    return Understanding(decide(ranking, signs_of(text, terms, learnt), calibration, learnt.urgent), ranking)


def signs_of(text: str, terms: Sequence[FoundTerm], learnt: Learnt) -> Signs:
    """What the words of a message say about its scope."""
    return Signs(unknown_share(text, learnt.known_words), any(term.kind == OTHER_KIND for term in terms))


def read_and_rank(
    text: str, terms: Sequence[FoundTerm], learnt: Learnt, encoder: Encoder
) -> list[tuple[str, float]]:
    """Intents by nearness to a message, best first."""
    ranking = rank(encoder.encode([text])[0], learnt.phrasings, always=about(terms, learnt.mentions))
    merged = merge_subtopics(ranking, {label: OUT_OF_SCOPE for label, _ in ranking if label.startswith(OUT_OF_SCOPE)})
    return weigh_drugs(merged, terms, learnt.mentions)


def _label(phrasing: Phrasing) -> str:
    return f"{phrasing.intent}/{phrasing.topic}" if phrasing.topic else phrasing.intent
