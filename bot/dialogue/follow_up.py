"""Completing what leans on earlier turns."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, Sequence

from bot.answering.compose import drugs_named_in
from bot.dialogue.context import FEW, Context
from bot.dialogue.in_topic import LIKELIHOOD, LIKELY_ALONE, SOURCE
from bot.dialogue.part import CHOOSE, QUESTIONS, REJECTIONS, TALK, Part, asks_of_illness
from bot.knowledge.models import Knowledge
from bot.look_up.drug import MOST_MEDICINES, NEEDS
from bot.look_up.facts import members, treatment
from bot.look_up.lists import can_list
from bot.look_up.query import CLASSES, COMBINING, DRUGS, Query
from bot.nlu.choices import place_in
from bot.nlu.decide import CLARIFY
from bot.nlu.examples import OUT_OF_SCOPE, PERSONAL
from bot.nlu.frames import ABOUT, ATTRIBUTES, COMPARE, CORRECTION, DECISIONS, LIST, SAME_AGAIN
from bot.nlu.look_ups import (
    COMPARISON,
    FOR_WHOM,
    LISTING,
    MONITORING,
    PARTNERS,
    PRONOUN,
    SIDE_EFFECT,
    SURE_TALK,
    SYMPTOM,
    of_ways,
)
from bot.nlu.pieces import CASE, TREATMENTS

AGAIN = (SAME_AGAIN, CORRECTION)
SURE = 0.96  # probability from which a question alone is understood surely
OF_ANYTHING = {"about", "kind", "names", "for-whom"}  # attributes that are asked in words that suit anything
CERTAIN = 0.99  # probability from which a message alone is understood beyond doubt
SHORT = 3  # words of a message that can lean without saying so
# What a name of each kind asks about a drug, where the words around it do not say.
POINTS_TO = {
    "side-effects": "side-effects",
    "organs": "side-effects",
    "routes": "given",
    "schedules": "given",
    "frequency": "given",
    LIKELIHOOD: "side-effects",
    "genes-and-markers": "needs",
    "groups": "for-whom",
    "lines": "for-whom",
    "subtypes": "for-whom",
    "tests": "monitoring",
    COMBINING: PARTNERS,
}
OTHER_OBJECTS = ("tests", "sites", "treatments", "subtypes")  # kinds of what a question may be about instead
HARMS = ("side-effects", "organs")  # kinds of names of what a drug may do
REMAINING, OTHER_ONE, ALL = "remaining", "other one", "all of them"  # a kind of words, and the names of some of them
FEW_WORDS = 6  # of a message that lacks its object
UNSURE = 0.70  # probability below which a question of "it" and a class may be one of the medicine spoken of
EARLIER, FIRST = (
    "earlier",
    "treatment before",
)  # words on what came before, and those that ask which treatments must have
SAME_KIND = "same kind"  # the name of the words that ask for other drugs of a class
SURE_OF_OTHER = 0.80  # probability from which a question that names another treatment is about that
SURE_SOURCE = 0.65  # nearness from which a message without a pronoun asks for the source
MISTAKABLE = QUESTIONS | TALK | {CHOOSE}  # what a message that leans on a medicine may be mistaken for
COURTESIES = frozenset({"greet", "thanks", "goodbye"})
LOST = frozenset({OUT_OF_SCOPE, CLARIFY})  # what a message is that finds no answer by itself
HARDLY_COVERED = 0.01  # probability of being covered below which a message has nothing to do with the guide
LINES = "lines"  # the kind of words for a line of treatment
PLACES = {LINES, "leaning", "which", REMAINING}  # kinds of words that point at a place in a list
BARE = {DRUGS, CLASSES, "leaning", "members"}  # kinds of words of a message that only names: "the chemo"
ALL_DRUGS = "all drugs"  # the name of the words that ask for drugs out of all: "which drug"
LONGEST = 12  # words of one that is about the medicine of the turn before for want of any other sense
NEXT_BREATH = 6  # words of a message that is about the medicine of the turn before without saying so


def leans_on_medicine(part: Part, context: Context) -> bool:
    """Whether a message that names no medicine asks something of the ones last spoken of."""
    query = part.query
    chooses = bool(query.names("which")) and len(context.of_these) > 1
    if part.intent not in MISTAKABLE or query.medicines or not (context.fresh or chooses):
        return False
    if part.intent == PERSONAL and query.names(DECISIONS):
        return False
    if part.intent == "faq" and query.names(TREATMENTS) and part.confidence >= SURE_OF_OTHER:
        return False
    if query.names("sites") and SYMPTOM in query.names("medical-words"):  # "signs that it is in the liver"
        return False
    if _how_likely_is_that(query, context):
        return True
    of_all = ALL_DRUGS in query.names("members") and not query.names("leaning") and not query.names("which")
    if part.intent == LISTING and part.confidence >= SURE_OF_OTHER and of_all:  # "which drug is for ESR1"
        return False
    least = SURE_SOURCE if part.intent == SOURCE and PRONOUN not in query.names("leaning") else SURE_TALK
    words = len(part.text.split())
    points = any(query.names(kind) for kind in POINTS_TO) or SIDE_EFFECT in query.names("medical-words")
    if part.intent == OUT_OF_SCOPE and part.covered < HARDLY_COVERED and not points:  # "will it rain tomorrow"
        return False
    if part.intent in TALK and part.confidence >= least and not points or part.intent == CHOOSE and context.offered:
        return False
    if part.intent in COURTESIES and not points and set(query.if_leaning[:1]) <= {ABOUT, *AGAIN}:
        return False
    if part.intent in REJECTIONS and not points and (context.offered or set(query.if_leaning) <= set(AGAIN)):
        return False
    of_marker = query.names("genes-and-markers") and PRONOUN not in query.names("leaning")
    if part.intent == "faq" and part.confidence >= SURE and of_marker:
        return False
    which = query.names("which") and query.topics[:1] == (COMPARE,)
    it = context.named_at == context.turn and PRONOUN in query.names("leaning")  # the medicine of the turn before
    of_told = it and query.names("groups") or chooses and context.chosen_at == context.turn and can_list(query)
    suits_anything = set(query.if_leaning[:1]) <= OF_ANYTHING and not which and not of_told
    if part.intent == "faq" and part.confidence >= SURE and suits_anything:
        return False
    stands = not points and not which and PRONOUN not in query.names("leaning")
    if part.intent == "faq" and part.confidence >= LIKELY_ALONE and stands and words > SHORT:
        return False
    asks = query.if_leaning or which or (part.intent != PERSONAL or chooses) and points
    at_once = context.named_at == context.turn and words <= NEXT_BREATH and part.confidence < CERTAIN
    alone = at_once and query.if_leaning and not any(query.names(kind) for kind in OTHER_OBJECTS)
    corrects = query.topics[:1] == (CORRECTION,) or part.intent in REJECTIONS
    leans = query.names("leaning") or query.names("which") or corrects or words <= SHORT
    lost = context.named_at == context.turn and part.intent in LOST and query.if_leaning and points
    return bool(asks) and bool(leans or alone or lost and words <= LONGEST)


def _how_likely_is_that(query: Query, context: Context) -> bool:
    """Whether a message asks for the chances of the side effect that the turn before spoke of."""
    last = context.query if context.named_at == context.turn else None
    return bool(last and query.names(LIKELIHOOD) and any(last.names(kind) for kind in HARMS))


def lacks_its_object(part: Part, context: Context) -> bool:
    """Whether a few words ask something of "it" where nothing was spoken of that it could be."""
    query = part.query
    nothing = context.answer is None and not context.fresh and not query.medicines
    mistaken = part.intent in QUESTIONS - {"faq"} and not query.names(DECISIONS) and part.confidence < CERTAIN
    other = any(query.names(kind) for kind in OTHER_OBJECTS)
    asks = PRONOUN in query.names("leaning") and query.if_leaning
    short = len(part.text.split()) <= FEW_WORDS
    return bool(nothing and mistaken and asks and not other and short and not asks_of_illness(part))


def of_it_and_class(part: Part, context: Context) -> Part:
    """A message that asks something of "it" and a class of drugs, such as which of them it is combined with, as a
    question of the medicine spoken of.
    """
    query = part.query
    named = set(query.names(CLASSES))
    topics = (PARTNERS,) if query.names(COMBINING) else query.topics if part.confidence < UNSURE else ()
    leans = PRONOUN in query.names("leaning") and set(topics) & set(ATTRIBUTES) and set(context.fresh) - named
    if query.names(DRUGS) or not named or not leans:
        return part
    found = {kind: names for kind, names in query.found.items() if kind != CLASSES}
    return replace(part, query=replace(query, topics=topics, if_leaning=topics, found=found))


def of_earlier_treatment(part: Part, context: Context) -> Optional[Query]:
    """Whom the drug of the turn before is for, where a message asks which treatments must have come before it."""
    just_told = context.named_at == context.turn and len(context.fresh) == 1
    query = part.query
    of_treatment = query.names(CLASSES) or query.names(TREATMENTS)
    asks = FIRST in query.names(EARLIER) or query.names(EARLIER) and of_treatment
    if not just_told or not asks or query.names(DRUGS) or part.intent not in MISTAKABLE:
        return None
    return replace(part.query, topics=(FOR_WHOM,)).about(context.fresh)


def of_same_kind(part: Part, context: Context, knowledge: Knowledge) -> Optional[Query]:
    """The list of the class that the medicine spoken of belongs to, where a message asks for others of its kind; or of
    the class just spoken of, where a few words ask for some of it: "just the pills".
    """
    if part.query.medicines or not context.fresh:
        return None
    last = context.fresh[-1]
    if _compares(part.query):
        return None
    some = part.intent == LISTING and can_list(part.query) and len(part.text.split()) <= FEW_WORDS
    of_class = some and context.fresh == (last,) and last in knowledge.classes and context.named_at == context.turn
    if SAME_KIND not in part.query.names("leaning") and not of_class:
        return None
    return replace(part.query, topics=(LIST,), found={**part.query.found, CLASSES: (_class_of(last, knowledge),)})


def of_class_compared(part: Part, context: Context, knowledge: Knowledge) -> Optional[Query]:
    """The comparison of a small class's drugs, where a message compares and a class was spoken of, or others of the kind
    are meant: "is one better than the others?"
    """
    query = part.query
    if not _compares(query) or part.intent not in {*MISTAKABLE, COMPARISON} or query.medicines:
        return None
    if len(context.fresh) != 1:
        return None
    last = context.fresh[0]
    if last not in knowledge.classes and SAME_KIND not in query.names("leaning"):
        return None
    drugs = [drug.name for drug in members(_class_of(last, knowledge), knowledge)]
    return replace(query, topics=(COMPARE,)).about(drugs) if 1 < len(drugs) <= MOST_MEDICINES else None


def _compares(query: Query) -> bool:
    """Whether a question compares, by itself or of what was spoken of."""
    return COMPARE in (*query.topics[:1], *query.if_leaning[:1])


def _each_of(names: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """The drugs of a class that is the one name, in the order in which its answer names them; or the names as they are."""
    if len(names) != 1 or names[0] not in knowledge.classes:
        return names
    told = drugs_named_in(knowledge.answers[knowledge.classes[names[0]].about].short, knowledge)
    held = [drug.name for drug in members(names[0], knowledge)]
    return tuple(dict.fromkeys([name for name in told if name in held] + held))


def _class_of(name: str, knowledge: Knowledge) -> str:
    """A class, or the first that a drug belongs to."""
    return name if name in knowledge.classes else knowledge.drugs[name].classes[0]


def completed(query: Query, context: Context) -> Query:
    """The look-up with what it leaves unsaid taken from the conversation.

    A name alone completes a question that waits for it, or asks the last question again of the new name; a question
    alone is about the medicines last spoken of.
    """
    if query.medicines and context.waiting and not _asks(query):
        return _with(context.waiting, query)
    if query.medicines and set(query.topics) & set(AGAIN):
        last = context.query
        return _with(last, query) if last and last.topics else replace(query, topics=(ABOUT,))
    if not query.medicines and context.fresh:
        return _of(context.fresh, _of_that(query, context.query))
    return query


def _of_that(query: Query, last: Optional[Query]) -> Query:
    """A question of how likely "that" is, or of the tests for it: of the side effect spoken of last."""
    harm = last is not None and any(last.names(kind) for kind in HARMS)
    if (
        harm
        and query.names("leaning")
        and query.if_leaning[:1] == (NEEDS,)
        and not any(query.names(kind) for kind in CASE)
    ):
        return replace(query, if_leaning=tuple(dict.fromkeys((MONITORING, *query.if_leaning[1:]))))
    if not last or not query.names(LIKELIHOOD) or any(query.names(kind) for kind in HARMS):
        return query
    return replace(query, found={**query.found, **{kind: last.names(kind) for kind in HARMS}})


def spoken_of(query: Query, context: Context, text: str, knowledge: Knowledge) -> Context:
    """The context with the medicines that "the second one" or "both" means, out of those spoken of."""
    names = _each_of(context.fresh, knowledge)
    since = len(names) == 1 and names[0] in context.of_these and len(context.of_these) > 1
    if since:  # one of those was spoken of since
        names = context.of_these
    if query.medicines or len(names) < 2:
        return context
    if since and (_compares(query) or ALL in query.names(REMAINING) and len(names) <= FEW):
        return replace(context, medicines=names)
    if not query.names("leaning"):
        return context
    place = place_in(text, knowledge.choices)
    if place is not None and 1 <= place <= len(names):
        return replace(context, medicines=(names[place - 1],))
    others = [name for name in names if name not in context.fresh]
    if OTHER_ONE in query.names(REMAINING) and len(others) == 1:
        return replace(context, medicines=tuple(others))
    return context


def of_one_told(part: Part, context: Context, knowledge: Knowledge) -> Optional[Query]:
    """What a message asks of one of the medicines spoken of, where it means that one by its place: "side effects of the
    first one"; a place alone asks the last question again.
    """
    query, place = part.query, place_in(part.text, knowledge.choices)
    told = max(context.of_these, _each_of(context.fresh, knowledge), key=len)
    of_path = context.answer in {path.answer for path in knowledge.paths.values()}  # "the second one" may be its line
    of_drugs = context.answer in {treatment(name, knowledge).about for name in context.fresh}
    sure = part.intent == "faq" and part.confidence >= SURE or len(part.text.split()) > LONGEST
    if part.intent not in MISTAKABLE - {PERSONAL} or query.medicines or query.names(DECISIONS) or sure:
        return None
    chooses = part.intent == CHOOSE and context.offered or _compares(query) or ALL in query.names(REMAINING)
    if place is None or not 1 <= place <= len(told) or chooses or of_path and not of_drugs:
        return None
    found = {kind: names for kind, names in query.found.items() if kind not in PLACES}
    asked = tuple(topic for topic in query.if_leaning or query.topics if topic in ATTRIBUTES)
    of_line = asked[:1] == (FOR_WHOM,) and query.names(LINES)
    last = context.query.topics if context.query else ()
    again = tuple(topic for topic in last if topic in ATTRIBUTES) or (ABOUT,)
    return replace(query, topics=again if of_line else asked or again, if_leaning=(), found=found).about(
        (told[place - 1],)
    )


def only_drug_told(context: Context, knowledge: Knowledge) -> tuple[str, ...]:
    """The one drug that the last answer names, which a look-up without a drug is about; none where it names others."""
    if not context.answer or context.answered_at != context.turn:
        return ()
    named = drugs_named_in(knowledge.answers[context.answer].short, knowledge)
    return named if len(named) == 1 else ()


def among(query: Query, context: Context, knowledge: Knowledge) -> Optional[Sequence[str]]:
    """The drugs to choose from, where a question asks which of those spoken of, or None."""
    names = tuple(name for name in context.of_these if name in knowledge.drugs)
    members_now = _each_of(context.fresh, knowledge)
    if members_now != context.fresh and context.named_at >= context.chosen_at:  # a class is what was spoken of last
        names = members_now
    return names if len(names) > 1 and query.names("which") and not query.medicines else None


def completes_question(part: Part, context: Context) -> bool:
    """Whether a message names a medicine and nothing else, where a question waits for one: "chemo"."""
    query = part.query
    bare = bool(query.medicines) and set(query.found) <= BARE and not _asks(query) and len(part.text.split()) <= SHORT
    return context.waiting is not None and bare and part.intent in QUESTIONS


def _asks(query: Query) -> bool:
    """Whether a question asks anything of what it names."""
    return any(topic in ATTRIBUTES and topic != ABOUT for topic in query.topics) or bool(query.names("side-effects"))


def _with(question: Query, names: Query) -> Query:
    """One query's question asked of another's medicines."""
    kind = DRUGS if names.names(DRUGS) else CLASSES
    found = {key: value for key, value in question.found.items() if key not in (DRUGS, CLASSES)}
    topics = tuple(topic for topic in question.topics if topic not in AGAIN)
    return replace(question, topics=topics, found={**found, kind: names.names(kind)})


def _of(medicines: tuple[str, ...], query: Query) -> Query:
    """A question that names no medicine, asked of these."""
    pointed = next((topic for kind, topic in POINTS_TO.items() if query.names(kind)), None)
    if SIDE_EFFECT in query.names("medical-words"):
        pointed = pointed or "side-effects"
    topics = of_ways(query.if_leaning or query.topics, query.found)
    if not topics or topics[0] in (LIST, *AGAIN) or topics[0] == COMPARE and len(medicines) == 1:
        topics = (pointed or ABOUT,)
    if topics[0] == MONITORING and query.names("organs") and query.names("harm"):  # "what does it do to your blood?"
        topics = ("side-effects",)
    anything = topics[0] in OF_ANYTHING and query.names("side-effects")  # "is the menopause that it brings for good?"
    if (topics[0] == ABOUT or anything) and pointed:
        topics = (pointed,)
    return replace(query, topics=topics).about(medicines)
