"""From a message to what it asks for: read, rank, decide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Collection, Mapping, NamedTuple, Optional, Sequence

import numpy as np

from bot.dialogue.part import Part
from bot.knowledge.models import Knowledge, Term
from bot.look_up.query import Query, names_by_kind
from bot.nlu.choices import choice_number
from bot.nlu.decide import ANSWER, CLARIFY, Calibration, Decision, Ranking, Signs, decide, features_of
from bot.nlu.encoder import Encoder, is_common
from bot.nlu.examples import FAQ, OTHER_LANGUAGE, OUT_OF_SCOPE, PERSONAL, Phrasing, answer_id, sampled
from bot.nlu.follow_ups import read_follow_ups
from bot.nlu.frames import (
    LOOK_UP,
    NEXT,
    Frames,
    frames_from,
    learn_frames,
    masked,
    with_name,
    with_pronoun_named,
)
from bot.nlu.frames import features as frame_features
from bot.nlu.language import foreign_language, likeliest_language
from bot.nlu.look_ups import (
    look_up_of,
    plain_query,
    topics_if_leaning,
)
from bot.nlu.mentions import IN_TITLE, KIND, Mentions, about, mentions_of, weigh_drugs
from bot.nlu.parts import with_parts
from bot.nlu.pieces import asked_about, pieces_of, within, without_denied
from bot.nlu.ranker import Nearness, Phrasings, gather, merge_subtopics, rank
from bot.nlu.scope import asks_of_other_cancer
from bot.nlu.shorthand import in_full
from bot.nlu.spelling import WORD, mend_spelling, spellings_in
from bot.nlu.terms import DOUBTFUL_KIND, OTHER_CANCERS, OTHER_KIND, FoundTerm, TermMatcher
from bot.nlu.vocabulary import content_words, unknown_share
from bot.triage.messages import CALM, read_messages
from bot.triage.rules import Rules
from bot.triage.urgency import EVERY, Urgency, learn_urgency, urgency_from

CHOOSE, TELL_MORE, SHOW_ALL = "choose", "tell_more", "show_all"
LEANING_EVERY = 8  # of what people ask next, triage learns from one in so many
NEAR = 8  # answers named as nearest
ROW = 3  # figures that are no temperature
LONGEST_LEANING = 12  # words of a message that may be about a medicine spoken of before
AROUND = " .,!?"  # what may stand around a word that is all there is
TYPO = "typo"  # the style of phrasings with misspelled words, which teach no spelling


@dataclass(frozen=True)
class Learnt:
    """What training leaves behind."""

    phrasings: Phrasings
    verbatim: dict[str, str]  # text of a button in small letters -> intent
    known_words: frozenset[str]
    spellings: frozenset[str]  # words that questions are mended to
    urgent_spellings: frozenset[str]  # words that messages are mended to besides, when danger is looked for
    choice_words: dict[str, int]
    broad_words: dict[str, tuple[str, ...]]  # each alone, with the answers to choose from
    mentions: Mentions
    urgent: tuple[str, ...]
    frames: Frames
    urgency: Urgency

    def arrays(self) -> dict[str, np.ndarray]:
        return {
            "vectors": self.phrasings.vectors.astype(np.float16),
            "starts": self.phrasings.starts,
            "frame_weights": self.frames.weights,
            "frame_biases": self.frames.biases,
            **self.urgency.arrays(),
        }

    def facts(self) -> dict[str, Any]:
        return {
            "labels": self.phrasings.labels,
            "verbatim": self.verbatim,
            "known_words": sorted(self.known_words),
            "spellings": sorted(self.spellings),
            "urgent_spellings": sorted(self.urgent_spellings),
            "choice_words": self.choice_words,
            "broad_words": self.broad_words,
            "mentions": self.mentions,
            "urgent": self.urgent,
            "frames": self.frames.labels,
        }


@dataclass(frozen=True)
class Understanding:
    """What a message was understood as, with the ranking behind it."""

    decision: Decision
    ranking: Ranking
    features: Mapping[str, float] = field(default_factory=dict)
    signs: Signs = Signs()
    near: tuple[str, ...] = ()  # ids of the nearest answers, the best first
    query: Query = field(default_factory=Query)
    parts: tuple[tuple[str, Understanding], ...] = ()  # the questions of a message that holds several
    covered: float = 0.0  # probability that the guide covers it, 0 to 1
    language: str = ""  # code of the language, where it is not English


class Reading(NamedTuple):
    """A message as read: its text mended, how near everything is to it, and the vector of its text with names hidden."""

    text: str
    near: Nearness
    hidden: np.ndarray


def learn(phrasings: Sequence[Phrasing], knowledge: Knowledge, encoder: Encoder, matcher: TermMatcher) -> Learnt:
    """Learn from the training phrasings and the titles of the answers."""
    phrasings = [replace(phrasing, text=in_full(phrasing.text, knowledge.shorthand)) for phrasing in phrasings]
    titles = [Phrasing(answer.title, f"{FAQ}/{key}") for key, answer in knowledge.answers.items()]
    mentions = mentions_of(knowledge.answers, matcher)
    drugs = tuple(knowledge.drugs)
    every = [replace(phrasing, text=with_name(phrasing.text, drugs)) for phrasing in phrasings]
    named = [phrasing for phrasing in every if phrasing.intent != LOOK_UP]
    look_ups = [phrasing.text for phrasing in every if phrasing.intent == LOOK_UP]
    examples = [*named, *titles, *_bare_names(knowledge.terms, mentions)]
    verbatim = {title.text.lower(): title.intent for title in titles}
    verbatim[knowledge.wording["more-button"].lower()] = TELL_MORE
    verbatim[knowledge.wording["none-button"].lower()] = CHOOSE
    verbatim[knowledge.wording["list-more"].lower()] = SHOW_ALL
    shorts = [answer.short for answer in knowledge.answers.values()]
    domain_texts = [e.text for e in examples if e.intent not in (OUT_OF_SCOPE, OTHER_LANGUAGE)] + shorts
    well_spelled = [
        e.text for e in examples if e.style != TYPO and (answer_id(e.intent) or e.intent == PERSONAL)
    ] + shorts
    vectors = encoder.encode([e.text for e in examples])
    messages = [in_full(message.text, knowledge.shorthand) for message in read_messages()]
    urgent = tuple(name for name, reply in knowledge.replies.items() if reply.kind == "urgent")
    return Learnt(
        phrasings=gather([_label(example) for example in examples], vectors),
        verbatim=verbatim,
        known_words=frozenset(word for text in domain_texts for word in content_words(text)),
        spellings=spellings_in(well_spelled),
        urgent_spellings=frozenset(word for word in spellings_in(messages) if is_common(word)),
        choice_words=dict(knowledge.choices),
        broad_words=_broad_words(knowledge),
        mentions=mentions,
        urgent=urgent,
        frames=learn_frames(phrasings, mentions, encoder, matcher),
        urgency=_urgency(examples, vectors, look_ups, urgent, knowledge, encoder),
    )


def _urgency(
    examples: Sequence[Phrasing],
    vectors: np.ndarray,
    look_ups: Sequence[str],
    urgent: Collection[str],
    knowledge: Knowledge,
    encoder: Encoder,
) -> Urgency:
    """Fit the second net on all phrasings, on what people ask next, and on the messages of data/triage."""
    rules = Rules(knowledge.triage)
    messages, labels = zip(*((in_full(row.text, knowledge.shorthand), row.label) for row in read_messages()))
    leaning = (row.text for row in read_follow_ups() if sampled(row.text, LEANING_EVERY))
    more = [*look_ups, *(in_full(text, knowledge.shorthand) for text in leaning)]
    texts = [*(one.text for one in examples), *more, *messages]
    known = [one.intent if one.intent in urgent else CALM for one in examples] + [CALM] * len(more) + [*labels]
    first = [label != CALM or sampled(text, EVERY) for text, label in zip(texts, known)]
    first[-len(messages) :] = [True] * len(messages)
    every = np.concatenate([vectors, encoder.encode([*more, *messages])])
    return learn_urgency(known, every, lambda place: rules.look(texts[place]), first=first)


def restore(arrays: dict[str, np.ndarray], facts: dict[str, Any]) -> Learnt:
    """What `learn` left behind, from its arrays and facts."""
    vectors = arrays["vectors"].astype(np.float32)
    return Learnt(
        phrasings=Phrasings(tuple(facts["labels"]), vectors, arrays["starts"]),
        verbatim=facts["verbatim"],
        known_words=frozenset(facts["known_words"]),
        spellings=frozenset(facts["spellings"]),
        urgent_spellings=frozenset(facts["urgent_spellings"]),
        choice_words=facts["choice_words"],
        broad_words={said: tuple(names) for said, names in facts["broad_words"].items()},
        mentions=facts["mentions"],
        urgent=tuple(facts["urgent"]),
        frames=frames_from(arrays, facts["frames"]),
        urgency=urgency_from(arrays),
    )


def understand(
    text: str,
    terms: Sequence[FoundTerm],
    learnt: Learnt,
    encoder: Encoder,
    calibration: Calibration,
    *,
    rules: Rules,
    languages: Collection[str],
) -> Understanding:
    """What a message asks for: danger first, then what a button says, then the questions in it.

    Args:
        terms: those that stand in the text.
        rules: of triage.
        languages: codes of the languages there is a reply for.
    """
    broad = learnt.broad_words.get(text.lower().strip(AROUND))
    danger = None if broad else danger_in(text, learnt, encoder, rules)
    if danger:
        return Understanding(Decision(danger, 1.0), ((danger, 1.0),))
    offered = learnt.verbatim.get(text.lower())
    if offered:
        name = answer_id(offered)
        decision = Decision(FAQ, 1.0, (name,)) if name else Decision(offered, 1.0)
        return Understanding(decision, ((offered, 1.0),))
    if choice_number(text, learnt.choice_words) is not None:
        return Understanding(Decision(CHOOSE, 1.0), ((CHOOSE, 1.0),))
    language = foreign_language(text, unknown_share(masked(text, terms), learnt.known_words), languages)
    if language:
        return Understanding(Decision(OTHER_LANGUAGE, 1.0), ((OTHER_LANGUAGE, 1.0),), language=language)
    whole = understand_question(text, terms, learnt, encoder, calibration)
    if broad:
        return replace(whole, decision=Decision(CLARIFY, 1.0, broad), near=broad)
    if whole.decision.intent == OTHER_LANGUAGE:
        language = foreign_language(text, 1.0, languages) or likeliest_language(text, languages)
        return replace(whole, language=language or "")

    def ask(part: str, inside: Sequence[FoundTerm]) -> Understanding:
        return understand_question(part, inside, learnt, encoder, calibration)

    return with_parts(text, terms, whole, ask)


def danger_in(text: str, learnt: Learnt, encoder: Encoder, rules: Rules) -> Optional[str]:
    """The call for help that a message is, as it is typed or with its spelling mended; or None where it is none.

    A row of figures, or of letters that are no words, has no meaning to go by, only what the rules see in it; a figure
    alone may be a temperature.
    """
    spellings = learnt.spellings | learnt.urgent_spellings
    for reading in dict.fromkeys((text, mend_spelling(text, spellings, is_common))):
        seen = rules.look(reading)
        words = WORD.findall(reading.lower())
        told = seen.signs or any(word in spellings or is_common(word) for word in words)
        told = told or not words and (len(reading.split()) < ROW or any(letter.isalpha() for letter in reading))
        danger = told and learnt.urgency.reply(encoder.encode([reading])[0], seen)
        if danger:
            return danger
    return None


def understand_question(
    text: str, terms: Sequence[FoundTerm], learnt: Learnt, encoder: Encoder, calibration: Calibration
) -> Understanding:
    """What one question asks for: an answer, a look-up, small talk, or nothing that the guide covers."""
    terms = [term for term in terms if still_in_doubt(term, text, learnt.spellings)]
    reading = read(text, terms, learnt, encoder)
    ranking = [row for row in weighed(reading.near, terms, learnt) if row[0] not in learnt.urgent]
    signs = signs_of(reading.text, terms, reading.near, learnt)
    decision = decide(ranking, signs, calibration)
    known = tuple(answer_id(label) for label, _ in ranking if answer_id(label))[:NEAR]
    chances = learnt.frames.chances(frame_features(reading.hidden, text, terms))
    features = features_of(ranking, signs)
    covered = calibration.scope.chance(features)
    asked = asked_about(text, terms, of_case=next(iter(chances)) == NEXT)
    if decision.intent in (ANSWER, CLARIFY) and asks_of_other_cancer(text, asked):
        decision = Decision(OUT_OF_SCOPE, 1 - covered)
    understanding = Understanding(decision, ranking, features, signs, known, covered=covered)
    meant = without_denied(text, asked)
    named = names_by_kind(meant)
    medicines = named.get("drugs") or named.get("classes") or ()
    row = learnt.mentions.get(f"{FAQ}/{decision.answers[0]}", {}) if decision.answers else {}
    own = any(row.get(name) == IN_TITLE for name in medicines)
    of_denied = any(row.get(term.name) == IN_TITLE for term in asked if term not in meant)  # "besides Ibrance"
    found = replace(decision, intent=CLARIFY) if of_denied else decision
    looked_up = look_up_of(text, asked, chances, found, own=own)
    query = looked_up[1] if looked_up else plain_query(text, asked, chances)
    if looked_up:
        understanding = replace(understanding, decision=replace(looked_up[0], answers=decision.answers))
    if not query.medicines:
        query = replace(query, if_leaning=_if_leaning(text, terms, learnt, encoder))
    return replace(understanding, query=query)


def _if_leaning(text: str, terms: Sequence[FoundTerm], learnt: Learnt, encoder: Encoder) -> tuple[str, ...]:
    """What a message without a medicine, or the last question in a long one, would ask of one spoken of before."""
    if len(text.split()) > LONGEST_LEANING:
        asking = [piece for piece in pieces_of(text, terms) if piece.asks]
        if not asking:
            return ()
        text, terms = text[asking[-1].start : asking[-1].end], within(asking[-1], terms)
        if len(text.split()) > LONGEST_LEANING:
            return ()
    named, places = with_pronoun_named(text, terms)
    vector = encoder.encode([masked(named, places)])[0]
    return topics_if_leaning(learnt.frames.chances(frame_features(vector, named, places)))


def still_in_doubt(term: FoundTerm, text: str, spellings: Collection[str]) -> bool:
    """Whether a term is certain, or a doubtful name that is no word of the domain, nor an English one misspelled."""
    said = text[term.start : term.end].lower()
    known = said in spellings or is_common(mend_spelling(said, spellings, is_common))
    return term.kind != DOUBTFUL_KIND or not known


def parts_of(text: str, understood: Understanding) -> list[Part]:
    """The questions in a message, or the message as the one that it is."""
    several = understood.parts or ((text, understood),)
    return [
        Part(
            words,
            one.decision.intent,
            one.decision.answers,
            one.near,
            one.query,
            one.decision.confidence,
            one.covered,
            one.language,
            next((float(score) for label, score in one.ranking if answer_id(label)), 0.0),
        )
        for words, one in several
    ]


def read(text: str, terms: Sequence[FoundTerm], learnt: Learnt, encoder: Encoder) -> Reading:
    """A message with its spelling mended, how near everything is to it, and its meaning without the names in it."""
    mended = mend_spelling(text, learnt.spellings, is_common)
    hidden = mend_spelling(masked(text, terms), learnt.spellings, is_common)
    vectors = encoder.encode([mended, hidden])
    return Reading(mended, rank(vectors[0], learnt.phrasings, always=about(terms, learnt.mentions)), vectors[1])


def signs_of(text: str, terms: Sequence[FoundTerm], near: Nearness, learnt: Learnt) -> Signs:
    """What beside the ranking tells whether its best answer is right."""
    return Signs(
        unknown_share=unknown_share(text, learnt.known_words),
        other_drug=any(term.kind == OTHER_KIND for term in terms),
        other_cancer=any(term.kind == OTHER_CANCERS for term in terms),
        crowd=near.crowd,
        centre=near.centre,
    )


def weighed(near: Nearness, terms: Sequence[FoundTerm], learnt: Learnt) -> list[tuple[str, float]]:
    """The ranking of intents: out-of-scope topics as one, and the drugs asked about taken into account."""
    parents = {label: OUT_OF_SCOPE for label, _ in near.rows if label.startswith(OUT_OF_SCOPE)}
    return weigh_drugs(merge_subtopics(near.rows, parents), terms, learnt.mentions)


def _broad_words(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Each way of saying a broad word, in small letters, with the answers to choose from."""
    rows = knowledge.broad_words.items()
    return {said.lower(): tuple(row.answers) for word, row in rows for said in (word, *row.also)}


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
