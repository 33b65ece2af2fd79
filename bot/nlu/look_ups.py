"""Whether a message is to be looked up in the records, and as what."""

from __future__ import annotations

from dataclasses import replace
from typing import Collection, Mapping, Optional, Sequence

from bot.look_up.query import CLASSES, COMBINING, DENIED, DRUGS, Query, names_by_kind
from bot.nlu.decide import ANSWER, CLARIFY, Decision
from bot.nlu.examples import OUT_OF_SCOPE, PERSONAL
from bot.nlu.frames import ABOUT, ATTRIBUTES, COMPARE, DECISIONS, FRAMES, LIST, NEXT
from bot.nlu.pieces import denied_in, only_told, without_denied
from bot.nlu.terms import DOUBTFUL_KIND, OTHER_CANCERS, OTHER_KIND, FoundTerm

# Intents of look-ups, each with an action of its own.
DRUG, COMPARISON, LISTING, FOLLOWING, NOT_COVERED = (
    "look_up_drug",
    "compare_drugs",
    "list_drugs",
    "what_comes_next",
    "drug_not_covered",
)
DOUBTFUL = "did_you_mean"
INTENT_OF = {COMPARE: COMPARISON, LIST: LISTING, NEXT: FOLLOWING}
GIVEN, KIND_OF, NAMES, PARTNERS, SIDE_EFFECTS, MONITORING = (
    "given",
    "kind",
    "names",
    "partners",
    "side-effects",
    "monitoring",
)
FOR_WHOM = "for-whom"

NAMED = 0.35  # probability of the best frame from which a message that names a drug is looked up
GROUP = 0.50  # the same where it names only a class, of which the answers tell much too
LEANING = 0.70  # the same where it names neither, so that the object must come from what was said before
SURE = 0.85  # probability of an answer or a look-up that is sure
ANYWAY, INSTEAD = 0.80, 0.90  # probability from which a look-up, and a list, goes before an answer of another thing
OTHERWISE = 0.50  # probability from which a message that names a drug is out of scope or a personal decision
SURE_OTHERWISE = 0.90  # the same where it names a side effect in a few words
BRIEF = 7  # words that are few in this
SURELY_NO_DECISION = 0.15  # probability of a refusal below which a question may be answered with a yes
SIDE_EFFECT, SYMPTOM, TUMOR = "side effect", "symptom", "tumor"  # medical words
PLACES = {"organs", "sites"}  # kinds of names of parts of the body
SURE_TALK = 0.75  # nearness of small talk, or of a personal decision, that is sure
# Probabilities of a list from which it goes before an answer, each with what the answer's must then stay below.
LIST_BEFORE = ((SURE, SURE_TALK), (0.95, 0.90))
SURE_LINE = 0.95  # probability of an answer that goes before the path of the subtype and the line named
SECOND = 0.15  # probability from which a second attribute is told as well
FEW_WORDS = 5  # of a message that may ask of a drug without naming one
FEW_WITH_PRONOUN = 8  # the same where a pronoun stands for it
SURE_WITH_PRONOUN = 0.995  # probability of an answer that is sure though a pronoun stands for what it is about
PRONOUN = "pronoun"  # the name of the words that stand for a name
BARE = 3  # words of a message that names a drug and hardly more
WAYS = ("routes", "schedules")  # kinds of names of how a drug is given
NAME_ONLY = 2  # words of a message that only names a drug
REFUSALS = (OUT_OF_SCOPE, PERSONAL)  # what a message is that names a drug and is not answered
JOINING = {"and", "or", "&"}
# Kinds of names that a question may be about instead of a drug.
OTHER_OBJECTS = ("tests", "sites", "treatments", "subtypes", "genes-and-markers", "groups")
ONLY = "only"  # the kind of words that ask whether something holds of nothing else
MEMBERS, ALL_DRUGS, OF_GROUP = "members", "all drugs", "all of a group"  # words that ask for all drugs, or a group's
MEMBER = 0.30  # probability of a look-up from which such words ask for one
TOLD_OF_MEMBERS = ("side-effects", "organs", "routes", "schedules", "genes-and-markers", "tests")
CRITERIA = (
    "side-effects",
    "organs",
    "routes",
    "schedules",
    "genes-and-markers",
    "subtypes",
    "groups",
    "sites",
    "tests",
)


def look_up_of(
    text: str, terms: Sequence[FoundTerm], chances: Mapping[str, float], decision: Decision, *, own: bool = False
) -> Optional[tuple[Decision, Query]]:
    """The look-up that a message asks for, or None where it asks for something else.

    Args:
        chances: of the frames, the likeliest first.
        decision: what the message was taken for without regard to look-ups.
        own: whether its answer is that of a drug named.
    """
    frame, chance = next(iter(chances.items()))
    listed = frame == LIST
    denied = denied_in(text, terms) if listed else ()
    if denied:
        terms = [term for term in terms if term not in denied]
    elif frame != COMPARE:
        terms = without_denied(text, terms)
    terms = [t for t in terms if t not in denied_in(text, terms, WAYS)] if listed else without_denied(text, terms, WAYS)
    found = names_by_kind(terms)
    if denied:
        found[DENIED] = tuple(dict.fromkeys(term.name for term in denied))
    asks, refuses = chance_of(FRAMES, chances), chance_of(REFUSALS, chances)
    topics = with_named(of_ways(topics_of(frame, chances), found), found)
    vague = topics[:1] in ((ABOUT,), (KIND_OF,), (NAMES,))
    if vague and found.get(DRUGS) and found.get(SIDE_EFFECTS) and asks_yes_no(text, terms):
        topics = (SIDE_EFFECTS,)  # "is it the one linked with hair loss?"
    query = with_yes(Query(topics, (), found), text, terms, chances)
    asked = frame in FRAMES or decision.intent in (ANSWER, CLARIFY, OUT_OF_SCOPE) or len(text.split()) <= NAME_ONLY
    if found.get(OTHER_KIND) and asked:
        return Decision(NOT_COVERED, chance), query
    if found.get(OTHER_CANCERS) and not (found.get(DRUGS) and found.get(SIDE_EFFECTS)):
        return (Decision(OUT_OF_SCOPE, chance), query) if medicines(found) else None
    if found.get(DOUBTFUL_KIND) and not medicines(found) and (frame in FRAMES or len(text.split()) <= BARE):
        return Decision(DOUBTFUL, chance), query
    of_told = own and (len(found.get(DRUGS, ())) > 1 or refuses >= SURE)  # what is told is asked of all the same
    if only_told(text, terms) and decision.intent == ANSWER and not of_told:
        return None
    if only_names(text, terms):
        return Decision(DRUG, chance), replace(query, topics=(ABOUT,))
    if query.asks_remedy and not found.get(DRUGS):
        return None  # a list of what brings the complaint on is no answer
    of_effect = found.get(SIDE_EFFECTS) and asks_yes_no(text, terms)  # "does Verzenio help with hot flashes"
    if query.asks_remedy and not of_effect and refuses < OTHERWISE:
        return None if decision.intent == ANSWER else (Decision(OUT_OF_SCOPE, chance), query)
    if _asks_for_members(terms, query, chances, decision):
        return Decision(LISTING, chance), replace(query, topics=(LIST,))
    if found.get(DRUGS):
        if refuses >= OTHERWISE:
            frame, chance = max(REFUSALS, key=lambda name: chances.get(name, 0.0)), refuses
        if _asks_of_harm(text, frame, chance, query):
            return Decision(DRUG, chance), replace(query, topics=(SIDE_EFFECTS,))
        of_each = len(found[DRUGS]) > 1 and frame in (*ATTRIBUTES, COMPARE) and refuses < SURELY_NO_DECISION
        own = own or of_each  # an answer of another thing tells of one of them at most
        return _of_drug(text, frame, asks if frame in FRAMES else chance, query, decision, own)
    if found.get(CLASSES):
        first = max(FRAMES, key=lambda name: chances.get(name, 0.0))
        query = replace(query, topics=of_ways(topics_of(first, chances), found))
        enough = ANYWAY if first == LIST and not own else INSTEAD  # an answer that tells of another class gives way
        return _of_class(first, asks, query, decision, own or chances.get(first, 0.0) < enough)
    return _of_nothing(len(text.split()), frame, chance, query, decision)


def plain_query(text: str, terms: Sequence[FoundTerm], chances: Mapping[str, float]) -> Query:
    """What a message names and may ask, where it is no look-up by itself but may become one in its conversation."""
    found = names_by_kind(terms)
    frame, chance = next(iter(chances.items()))
    topics = topics_of(frame, chances) if chance >= NAMED else ()
    return with_yes(Query(topics, (), found), text, terms, chances)


def chance_of(names: Collection[str], chances: Mapping[str, float]) -> float:
    """The probability, 0 to 1, of any of these frames."""
    return sum(chances.get(name, 0.0) for name in names)


def with_yes(query: Query, text: str, terms: Sequence[FoundTerm], chances: Mapping[str, float]) -> Query:
    """The query, and whether a reply may begin with a yes: to a question of that form that asks for no decision, for no
    remedy, and not whether something holds of nothing else.
    """
    plain = asks_yes_no(text, terms) and chance_of(REFUSALS, chances) < SURELY_NO_DECISION
    return replace(query, yes_no=plain and not query.asks_remedy and not query.names(ONLY))


def topics_of(frame: str, chances: Mapping[str, float]) -> tuple[str, ...]:
    """The frame, and the attributes that are asked for beside it."""
    others = (name for name, chance in chances.items() if chance >= SECOND and name != frame and name in ATTRIBUTES)
    return (frame, *others) if frame in FRAMES else tuple(others)


def of_ways(topics: tuple[str, ...], found: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The attributes asked for, but how a drug is given where it is a way of giving that a question of kind names; what
    it is given with where that is what a question of giving names; and whom it is for where that names a place.
    """
    ways = any(found.get(kind) for kind in WAYS)
    if topics[:1] == (GIVEN,) and found.get("sites") and not ways and not found.get("frequency"):
        return (FOR_WHOM, *topics[1:])  # "can it get into the brain"
    if found.get(COMBINING) and not ways and GIVEN in topics:
        return tuple(dict.fromkeys(PARTNERS if topic == GIVEN else topic for topic in topics))
    return (GIVEN,) if ways and {KIND_OF, NAMES} & set(topics) else topics


def with_named(topics: tuple[str, ...], found: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The attributes asked for, and beside them what is named outright: the side effects, or the class it may be of."""
    attributes = set(topics) & set(ATTRIBUTES)
    if attributes and SIDE_EFFECT in found.get("medical-words", ()) and SIDE_EFFECTS not in topics:
        return (*topics, SIDE_EFFECTS)
    whether = found.get(DRUGS) and found.get(CLASSES) and PRONOUN in found.get("leaning", ())  # "and is it a chemo?"
    return (*topics, KIND_OF) if attributes and whether and KIND_OF not in topics else topics


def only_names(text: str, terms: Sequence[FoundTerm]) -> bool:
    """Whether a message is the names of several drugs and nothing else."""
    named = [term for term in terms if term.kind == DRUGS]
    for term in sorted(named, key=lambda term: -term.start):
        text = text[: term.start] + " " + text[term.end :]
    words = {word.strip(".,!?()") for word in text.lower().split()}
    return len(named) > 1 and words <= JOINING | {""}


def asks_yes_no(text: str, terms: Sequence[FoundTerm]) -> bool:
    """Whether a message, or its last sentence, begins as a question to be answered by yes or no."""
    starts = {term.start for term in terms if term.kind == "yes-no"}
    cuts = [0, *(place + 1 for place, letter in enumerate(text) if letter in ".!?,;:")]
    return any(cut + len(text[cut:]) - len(text[cut:].lstrip()) in starts for cut in cuts)


def topics_if_leaning(chances: Mapping[str, float]) -> tuple[str, ...]:
    """What a message asks that names no medicine, if it is about one spoken of before.

    Args:
        chances: of the frames of the message with a name put where its pronoun is.
    """
    frame, chance = next(iter(chances.items()))
    return topics_of(frame, chances) if frame in FRAMES and chance >= NAMED else ()


def medicines(found: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The names of drugs and classes in a message."""
    return (*found.get(DRUGS, ()), *found.get(CLASSES, ()))


def _of_drug(
    text: str, frame: str, chance: float, query: Query, decision: Decision, own: bool
) -> Optional[tuple[Decision, Query]]:
    if frame == NAMES and len(query.names(DRUGS)) > 1:  # whether they are the same
        return Decision(COMPARISON, chance), replace(query, topics=(COMPARE,))
    if frame in REFUSALS and chance >= OTHERWISE:
        return Decision(frame, chance), query
    refused = decision.intent in (OUT_OF_SCOPE, PERSONAL)
    answered = decision.intent == ANSWER and not own
    if frame in FRAMES and chance >= (ANYWAY if answered else GROUP if refused else NAMED):
        intent = INTENT_OF.get(frame, DRUG)
        return Decision(intent, chance), query
    if frame in REFUSALS and len(text.split()) <= BARE:
        return Decision(frame, chance), query
    if answered:
        return None
    effects = query.names("side-effects") and decision.intent != PERSONAL
    if effects or len(text.split()) <= NAME_ONLY or decision.intent == CLARIFY:
        topics = query.topics or (("side-effects",) if effects else ("about",))
        return Decision(DRUG, chance), replace(query, topics=topics)
    return None


def _asks_of_harm(text: str, frame: str, chance: float, query: Query) -> bool:
    """Whether a question that seems to ask for something else asks whether a drug does a harm that it names."""
    brief = frame == OUT_OF_SCOPE and len(text.split()) <= BRIEF and chance < SURE_OTHERWISE
    harm = query.names("side-effects") or query.names("organs") and (query.names("yes-no") or query.names("harm"))
    named = SIDE_EFFECT in query.names("medical-words") and frame != PERSONAL
    checks = query.names("tests") or chance >= SURE and not query.names("side-effects")
    return bool(named and brief or harm and (brief or frame == MONITORING and query.yes_no and not checks))


def _asks_for_members(
    terms: Sequence[FoundTerm], query: Query, chances: Mapping[str, float], decision: Decision
) -> bool:
    """Whether a question asks outright for the drugs of which something holds: "which chemo drugs are pills"."""
    ends = {term.end + 1 for term in terms if term.kind == MEMBERS and term.name == OF_GROUP}
    outright = ALL_DRUGS in query.names(MEMBERS) or any(t.kind == CLASSES and t.start in ends for t in terms)
    if not outright or query.names(DECISIONS) or decision.intent == PERSONAL and decision.confidence >= SURE:
        return False
    if query.names(DRUGS):
        return bool(query.names(COMBINING)) and len(query.names(DRUGS)) == 1
    if any(query.names(kind) for kind in TOLD_OF_MEMBERS):
        return chance_of(FRAMES, chances) >= MEMBER
    return bool(query.names(CLASSES)) and chances.get(LIST, 0.0) >= ANYWAY and decision.confidence < INSTEAD


def _of_class(
    frame: str, chance: float, query: Query, decision: Decision, answered: bool
) -> Optional[tuple[Decision, Query]]:
    if frame == COMPARE and len(query.names(CLASSES)) > 1 and chance >= GROUP:
        return Decision(COMPARISON, chance), query
    if frame == GIVEN and chance >= GROUP and not query.yes_no and (query.names("routes") or query.names("schedules")):
        return Decision(LISTING, chance), replace(query, topics=(LIST,))
    if frame == LIST and chance >= SURE and decision.intent != PERSONAL and any(query.names(kind) for kind in CRITERIA):
        return Decision(LISTING, chance), query
    enough = ANYWAY if decision.intent == OUT_OF_SCOPE and frame != LIST else GROUP
    sure = INSTEAD if frame == LIST else SURE
    answered = decision.intent == ANSWER and (answered or decision.confidence >= sure)
    if answered or decision.intent == PERSONAL or frame not in FRAMES or chance < enough:
        return None
    return Decision(INTENT_OF.get(frame, DRUG), chance), query


def _of_nothing(
    words: int, frame: str, chance: float, query: Query, decision: Decision
) -> Optional[tuple[Decision, Query]]:
    if frame not in FRAMES or chance < LEANING:
        return None
    by = [kind for kind in CRITERIA if query.names(kind)]
    harm = chance >= ANYWAY and bool(query.names("side-effects") or query.names("organs"))
    instead = decision.intent != ANSWER or harm or chance >= INSTEAD and bool(query.names("subtypes"))
    sure = any(chance >= enough and decision.confidence < other for enough, other in LIST_BEFORE)
    personal = decision.intent == PERSONAL and not (harm and sure) or bool(query.names(DECISIONS))
    words_of_illness = set(query.names("medical-words")) & (
        {SYMPTOM, TUMOR} if decision.intent == ANSWER else {SYMPTOM}
    )
    of_illness = set(by) <= PLACES and bool(words_of_illness)  # "signs that it is in the liver", "one brain tumor"
    a_test = by == ["tests"] and words <= FEW_WORDS and not query.names(MEMBERS)  # "and a PET scan"
    if frame == LIST and by and (instead or sure) and not (personal or of_illness or a_test):
        return Decision(LISTING, chance), query
    line = bool(query.names("lines")) and decision.confidence < SURE_LINE
    enough = ANYWAY if line else SURE
    if frame == NEXT and query.names("subtypes") and chance >= enough and (decision.intent != ANSWER or sure or line):
        return Decision(FOLLOWING, chance), query
    few = FEW_WITH_PRONOUN if PRONOUN in query.names("leaning") else FEW_WORDS
    if words <= few and frame in (*ATTRIBUTES, COMPARE) and not _says_what(decision, query, frame, chance):
        return Decision(INTENT_OF.get(frame, DRUG), chance), query
    return None


def _says_what(decision: Decision, query: Query, frame: str, chance: float) -> bool:
    """Whether a few words without a drug are a question of their own, or surely small talk."""
    if decision.intent != ANSWER:
        return decision.intent not in (CLARIFY, OUT_OF_SCOPE, PERSONAL) and decision.confidence >= SURE_TALK
    leans = query.names("leaning") or query.names("frequency") or frame in (SIDE_EFFECTS, NAMES)
    instead = any(query.names(kind) for kind in OTHER_OBJECTS)
    enough, sure = (LEANING, SURE_WITH_PRONOUN) if PRONOUN in query.names("leaning") else (ANYWAY, SURE)
    return instead or not leans or chance < enough or decision.confidence >= sure
