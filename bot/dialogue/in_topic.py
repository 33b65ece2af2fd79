"""A question that leans on the answer before it: what it asks for."""

from __future__ import annotations

import functools
import re
from os.path import commonprefix
from typing import Optional, Sequence

import numpy as np

from bot.dialogue.context import Context
from bot.dialogue.part import CHOOSE, QUESTIONS, REJECTIONS, TALK, Part, surely_decides
from bot.knowledge.models import Answer, Knowledge
from bot.look_up.facts import holders, treatment
from bot.nlu.decide import CLARIFY
from bot.nlu.encoder import shared_encoder
from bot.nlu.examples import FAQ, OUT_OF_SCOPE, PERSONAL
from bot.nlu.follow_ups import FollowUp, shared_follow_ups
from bot.nlu.look_ups import COMPARISON, DRUG, FOLLOWING, LISTING, PRONOUN, SURE_TALK
from bot.nlu.pieces import TREATMENTS
from bot.nlu.vocabulary import content_words

NEAR, LEAD = 0.70, 0.08  # least cosine of the nearest answer of the topic, and how much nearer than the next it must be
TIE = 0.02  # how much farther the answer may be that is nearest to the message alone
NEARER = 0.80  # least cosine where the message alone is understood surely
LIKELY_ALONE = 0.80  # probability from which a question is one of its own though it leans by a word
SURE, CERTAIN = 0.96, 0.99  # probability from which a message alone is understood surely; and beyond doubt
LIKELY = 0.70  # probability from which a question that leans by no word is one of its own
SHORT = 4  # words of a message that can lean without saying so
RECENT = 2  # turns that an answer is leant on for
# What a message that leans on an answer may be mistaken for: questions, and small talk that is not sure.
ANY_TALK = TALK | {"human", "upset", "manipulation", "insult", "simpler", "start_over", CHOOSE}
VAGUE = QUESTIONS | {"help", "menu", "gibberish", "source"}  # of these, what is compared with titles as well
MISTAKABLE = QUESTIONS | {COMPARISON, FOLLOWING} | ANY_TALK
LIKE, ALIKE = 0.58, 0.80  # least likeness to a known follow-up; and where the message is surely something else
CLOSE = 0.09  # how much less it may be than the nearness of the answer that the message finds alone
LIKE_OF_MEDICINE = 0.65  # least likeness to one that is known of the answer that introduces a medicine
LIKE_OF_LOOK_UP = 0.72  # least likeness to one that is known of an attribute looked up
LIKE_NEARBY = 0.75  # least likeness to one that is known of another answer of the topic
LIKELIHOOD = "likelihood"  # the kind of words that ask how likely something is
TITLED = ("tests", "genes-and-markers", "subtypes")  # kinds of names that titles hold
SAME_WORDS = 0.10  # worth of the words of a message that stand in a known follow-up, beside the cosine
BARE = {TREATMENTS, "leaning", "members"}  # kinds of words of a message that only names: "and the radiotherapy?"
LONGEST = 12  # words of a message that is compared with the known follow-ups
FEW_WORDS = 6  # of a message that names another part of the body
BRIEF = 5  # words of a message that may ask for what the last answer said
FIGURE = re.compile(r"\d")  # what tells how likely something is
ENDING = 4  # letters at a word's end that may differ, where more are the same
SOURCE = "source"  # the intent of a message that asks where an answer came from
UNPLACED = frozenset({DRUG, OUT_OF_SCOPE, CLARIFY, "gibberish"})  # intents that find no answer


def asked_next(part: Part, context: Context) -> Optional[str]:
    """What people ask for with words like these after the last answer: the id of an answer, an intent, or None."""
    rows = shared_follow_ups().get(context.answer or "", ())
    return _nearest(part, rows, _least(part), context) if leans_on_answer(part, context) else None


def asked_nearby(part: Part, context: Context) -> Optional[str]:
    """What people ask for with words like these after other answers of the topic of the last one."""
    if not leans_on_answer(part, context) or part.query.medicines:
        return None
    bare = part.query.names("leaning") and not part.query.names("subtypes")  # "and HER2-positive?" names its object
    if part.intent == FAQ and part.confidence >= (LIKELY_ALONE if bare else LIKELY):
        return None
    if part.intent == SOURCE and part.confidence >= SURE_TALK:
        return None
    target = _nearest(part, _asked_in(context.answer.partition(".")[0]), max(_least(part), LIKE_NEARBY), context)
    return target if target != context.answer else None


@functools.lru_cache(maxsize=None)
def _asked_in(topic: str) -> list[FollowUp]:
    """The known follow-ups of the answers of a topic that ask for another answer."""
    rows = (row for name, rows in shared_follow_ups().items() if name.partition(".")[0] == topic for row in rows)
    return [row for row in rows if "." in row.target and row.target != row.after]


def asked_of_medicine(part: Part, context: Context, knowledge: Knowledge) -> Optional[str]:
    """What people ask for with words like these after the answers that introduce the medicines just looked up."""
    if context.answer or context.named_at != context.turn or not may_lean(part, context) or part.query.medicines:
        return None
    if surely_decides(part) or part.intent in (
        DRUG,
        LISTING,
        COMPARISON,
        FOLLOWING,
    ):  # look-ups, which ask back where they must
        return None
    told = dict.fromkeys(treatment(name, knowledge).about for name in context.fresh)
    rows = [row for name in told for row in shared_follow_ups().get(name, ())]
    return _nearest(part, rows, max(_least(part), LIKE_OF_MEDICINE), context)


def asked_of_look_up(part: Part, context: Context, knowledge: Knowledge) -> Optional[str]:
    """What people ask for with words like these after the attribute of a medicine just looked up, such as what helps with
    its side effects: the id of an answer, or an intent; None where they ask for another attribute.
    """
    looked_up = context.query.topics[:1] if context.query and context.named_at == context.turn else ()
    if not looked_up or not may_lean(part, context) or part.query.medicines:
        return None
    of_kinds = (row.name for name in context.fresh for row in holders(treatment(name, knowledge), knowledge))
    after = (*(f"{looked_up[0]} of {name}" for name in dict.fromkeys(of_kinds)), looked_up[0])  # the nearest first
    rows = [row for name in after for row in shared_follow_ups().get(name, ())]
    target = _nearest(part, rows, max(_least(part), LIKE_OF_LOOK_UP), context)
    return target if target != DRUG else None


def asked_of_treatment(part: Part, context: Context, knowledge: Knowledge) -> Optional[str]:
    """What is told of a treatment that is no medicine, where a message names nothing else and a question waits for a
    name, or was just answered for a medicine: "and radiotherapy?" after the side effects of one.
    """
    query = part.query
    last = context.waiting or (context.query if context.named_at == context.turn else None)
    bare = set(query.found) <= BARE and len(part.text.split()) <= SHORT
    if last is None or not last.topics or not bare:
        return None
    words = (word for name in query.names(TREATMENTS) for word in name.split())
    return next((name for name in (f"{word}.{last.topics[0]}" for word in words) if name in knowledge.answers), None)


def of_other_site(part: Part, context: Context, knowledge: Knowledge) -> Optional[str]:
    """The symptoms of another part of the body, where those of one were told and a few words name another."""
    sites = [name for name in part.query.names("sites") if name in knowledge.symptoms]
    asked = {row.answer for row in knowledge.symptoms.values()}
    if context.answer not in asked or not sites or not leans_on_answer(part, context):
        return None
    told = knowledge.symptoms[sites[0]].answer
    return told if len(part.text.split()) <= FEW_WORDS and told != context.answer else None


def _nearest(part: Part, rows: Sequence[FollowUp], least: float, context: Context) -> Optional[str]:
    """The target of the known follow-up that is most like a message, if it is at least so like."""
    markers = [name.lower() for name in part.query.names("genes-and-markers")]
    others = [name for name in markers if name not in context.title.lower()]
    if others:  # what is asked of one marker is not asked of another
        rows = [row for row in rows if any(name in row.text.lower() for name in others)]
    if any(name not in context.title for name in part.query.names("subtypes")):  # one kind is not told of another
        if part.intent == FAQ and part.confidence >= SURE:
            return None
        rows = [row for row in rows if row.target != context.answer]
    if part.intent == FAQ and _turns_to_other_test(part, context):
        return None
    if not rows or len(part.text.split()) > LONGEST:
        return None
    texts = tuple(row.text for row in rows)
    likeness = _encoded(texts) @ _asked(part.text) + SAME_WORDS * (_shared_words(part.text, texts) - 0.5)
    best = int(np.argmax(likeness))
    return rows[best].target if likeness[best] >= least else None


def _turns_to_other_test(part: Part, context: Context) -> bool:
    """Whether a message names a test, of which the last answer does not tell, without asking what that has to do with "it"."""
    tests = part.query.names(TITLED[0])
    title = context.title.lower()
    return bool(tests) and PRONOUN not in part.query.names("leaning") and not any(t.lower() in title for t in tests)


def _least(part: Part) -> float:
    """How like a known follow-up a message must be: hardly less than it is like the answer that it finds alone."""
    surely_talk = part.intent in ANY_TALK and part.confidence >= SURE_TALK
    if part.query.medicines or part.intent in REJECTIONS or surely_talk:
        return ALIKE
    return max(LIKE, part.nearness - CLOSE) if part.intent == FAQ else LIKE


def _shared_words(text: str, others: Sequence[str]) -> np.ndarray:
    """Which share of the longer words of a text stands in each of the others: a part of the body must be the same."""
    words = set(content_words(text))
    return np.array([len(words & set(content_words(other))) / max(len(words), 1) for other in others])


def nearest_title(part: Part, context: Context, knowledge: Knowledge) -> Optional[str]:
    """The answer of the same topic whose title is nearest to the message and the last title together, if clearly so."""
    if part.intent not in VAGUE or not leans_on_answer(part, context) or part.query.medicines or not _leans(part):
        return None
    last = knowledge.answers[context.answer]
    names = family(last, knowledge)
    cosines = _encoded(tuple(knowledge.answers[name].title for name in names)) @ _asked(f"{part.text} {last.title}")
    first, second = np.argsort(-cosines)[:2]
    least = NEARER if part.intent == FAQ and part.confidence >= SURE else NEAR
    if cosines[first] >= least and cosines[first] - cosines[second] >= LEAD:
        return names[first]
    alone = names.index(part.near[0]) if part.near and part.near[0] in names else first
    agreed = alone != first or part.near[:1] == (names[first],)
    return names[alone] if agreed and cosines[alone] >= least and cosines[first] - cosines[alone] <= TIE else None


def told_already(part: Part, context: Context, knowledge: Knowledge) -> Optional[str]:
    """The last answer, where a brief message that finds no other asks in words that stand in it, or only how likely that
    is; or else the one answer of its family whose title holds these words.
    """
    if part.query.medicines or not leans_on_answer(part, context):
        return None
    words = content_words(part.text)
    brief = len(part.text.split()) <= BRIEF
    last = knowledge.answers[context.answer]
    if brief and part.query.names(LIKELIHOOD) and len(words) <= 1 and FIGURE.search(last.short):
        return last.id
    if part.intent not in UNPLACED or not brief or not (words or part.query.names(TITLED[0])):
        return None
    if words and _holds(words, f"{last.title} {last.short}"):
        return last.id
    return _titled(part, last, knowledge)


def _titled(part: Part, last: Answer, knowledge: Knowledge) -> Optional[str]:
    """The one answer of a family whose title holds the names in a message, or else its words."""
    names = [name.lower() for kind in TITLED for name in part.query.names(kind)]
    words = content_words(part.text)

    def fits(title: str) -> bool:
        return any(name in title.lower() for name in names) if names else _holds(words, title)

    found = [name for name in family(last, knowledge) if fits(knowledge.answers[name].title)]
    return found[0] if len(found) == 1 else None


def _holds(words: Sequence[str], text: str) -> bool:
    """Whether each of these words stands in a text, in any of its forms."""
    told = content_words(text)
    return all(any(_same_word(word, other) for other in told) for word in words)


def _same_word(one: str, other: str) -> bool:
    """Whether two words differ in their endings at most.

    >>> _same_word("injections", "injected"), _same_word("part", "partner")
    (True, False)
    """
    alike = len(commonprefix((one, other)))
    return one == other or max(len(one), len(other)) - alike <= ENDING < alike


def family(answer: Answer, knowledge: Knowledge) -> list[str]:
    """The ids of the answers of the same topic and of those related, without the answer itself."""
    topic = answer.id.partition(".")[0]
    same = (name for name in knowledge.answers if name.partition(".")[0] == topic)
    return [name for name in dict.fromkeys([*answer.related, *same]) if name != answer.id]


def leans_on_answer(part: Part, context: Context) -> bool:
    """Whether there is an answer to lean on, and the message is of a kind that may lean."""
    recent = bool(context.answer) and context.turn - context.answered_at <= RECENT
    if surely_decides(part) and not part.query.names("leaning"):  # "so how long have I got"
        return False
    return recent and may_lean(part, context)


def may_lean(part: Part, context: Context) -> bool:
    """Whether a message is of a kind that may lean on the turn before."""
    chooses = part.intent == CHOOSE and bool(context.offered)
    return part.intent in MISTAKABLE and not chooses and not part.query.names("drugs")


def _leans(part: Part) -> bool:
    """Whether a message leans on the answer before it, by its words or for want of any other sense."""
    if part.intent == PERSONAL and part.query.yes_no:
        return False
    if part.intent in TALK and part.confidence >= SURE_TALK and not part.query.names("leaning"):
        return False
    if part.intent == DRUG:  # which names no drug
        return True
    if part.confidence >= CERTAIN:
        return False
    return bool(part.query.names("leaning")) or len(part.text.split()) <= SHORT and part.confidence < SURE


@functools.lru_cache(maxsize=64)
def _encoded(texts: tuple[str, ...]) -> np.ndarray:
    return shared_encoder().encode(texts)


def _asked(text: str) -> np.ndarray:
    return shared_encoder().encode([text])[0]
