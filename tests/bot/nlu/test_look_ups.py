"""Whether a message is looked up, and as what: by what it names, what it asks, and what it was taken for otherwise."""

from __future__ import annotations

from typing import Mapping

import pytest

from bot.knowledge.models import Term
from bot.look_up.query import COMBINING, DENIED, GOOD_FOR, REMEDY
from bot.nlu.decide import ANSWER, CLARIFY, Decision
from bot.nlu.examples import FAQ, OUT_OF_SCOPE, PERSONAL
from bot.nlu.frames import ABOUT, COMPARE, DECISIONS, LIST, NEXT, TALK
from bot.nlu.look_ups import (
    ALL_DRUGS,
    ANYWAY,
    COMPARISON,
    DOUBTFUL,
    DRUG,
    FEW_WORDS,
    FOLLOWING,
    GROUP,
    LEANING,
    LISTING,
    MEMBER,
    MEMBERS,
    NAMED,
    NOT_COVERED,
    OF_GROUP,
    ONLY,
    OTHERWISE,
    SECOND,
    SURE,
    asks_yes_no,
    look_up_of,
    medicines,
    plain_query,
    topics_if_leaning,
    topics_of,
)
from bot.nlu.terms import DOUBTFUL_KIND, OTHER_CANCERS, OTHER_KIND, FoundTerm, TermMatcher

MATCHER = TermMatcher(
    [
        Term(name="palbociclib", also=("Ibrance",), kind="drugs"),
        Term(name="letrozole", kind="drugs"),
        Term(name="taxane", also=("taxanes",), kind="classes"),
        Term(name="chemotherapy", also=("chemo",), kind="classes"),
        Term(name="aspirin", kind=OTHER_KIND),
        Term(name="rash", kind="side-effects"),
        Term(name="mouth", also=("pill", "pills"), kind="routes"),
        Term(name="yes or no", also=("is", "does", "can"), kind="yes-no"),
        Term(name="question", also=("what", "which"), kind="question-words"),
        Term(name="pronoun", also=("it",), kind="leaning"),
        Term(name="side effect", also=("side effects",), kind="medical-words"),
        Term(name="change of treatment", also=("skip",), kind=DECISIONS),
        Term(name="melanoma", kind=OTHER_CANCERS),
        Term(name="brain", kind="sites"),
        Term(name=ALL_DRUGS, also=("which drugs",), kind=MEMBERS),
        Term(name=OF_GROUP, also=("which",), kind=MEMBERS),
        Term(name="combined", also=("go with",), kind=COMBINING),
        Term(name="denial", also=("besides",), kind="denial"),
        Term(name=GOOD_FOR, also=("help with",), kind=REMEDY),
        Term(name="only", kind=ONLY),
    ]
)
BAD, WEAK, FAIR, SURELY = 0.1, NAMED + 0.01, LEANING + 0.01, 0.99

RIGHT = Decision(ANSWER, SURE, ("a.b",))
UNSURE = Decision(ANSWER, SURE - 0.01, ("a.b",))
ASKED_BACK = Decision(CLARIFY, 0.3, ("a.b", "a.c"))
REFUSED = Decision(OUT_OF_SCOPE, 0.9)
DECIDED = Decision(PERSONAL, 0.9)
CHAT = Decision("greet", 0.3)


def chances(frame: str, chance: float, **others: float) -> dict[str, float]:
    return {frame: chance, **{name.replace("_", "-"): value for name, value in others.items()}}


def looked_up(text: str, given: Mapping[str, float], decision: Decision, own: bool = True):
    """The intent and the topics of the look-up, or None."""
    found = look_up_of(text, MATCHER.find(text), given, decision, own=own)
    return found and (found[0].intent, found[1].topics)


# text, frame and its chance, what the message was taken for, and the look-up
OF_A_DRUG = {
    "an attribute": ("does Ibrance come as one", ("given", SURELY), ASKED_BACK, (DRUG, ("given",))),
    "an attribute, not very likely": ("does Ibrance come as one", ("given", WEAK), UNSURE, (DRUG, ("given",))),
    "hardly an attribute": ("does Ibrance come as one", ("given", BAD), UNSURE, None),
    "a list": ("drugs that are like Ibrance", (LIST, FAIR), UNSURE, (LISTING, (LIST,))),
    "a comparison": ("how do Ibrance and letrozole differ", (COMPARE, FAIR), UNSURE, (COMPARISON, (COMPARE,))),
    "what comes next": ("what follows once Ibrance fails", (NEXT, FAIR), UNSURE, (FOLLOWING, (NEXT,))),
    "an attribute that is surer": ("why would Ibrance come as one", ("given", ANYWAY), RIGHT, (DRUG, ("given",))),
    "out of scope": ("how much does Ibrance cost me", (OUT_OF_SCOPE, OTHERWISE), RIGHT, (OUT_OF_SCOPE, ())),
    "a decision": ("should I really stop my Ibrance", (PERSONAL, OTHERWISE), RIGHT, (PERSONAL, ())),
    "hardly out of scope": ("how much does Ibrance cost me", (OUT_OF_SCOPE, OTHERWISE - 0.1), RIGHT, None),
    "hardly out of scope, in few words": ("Ibrance cost", (OUT_OF_SCOPE, BAD), RIGHT, (OUT_OF_SCOPE, ())),
    "refused, though an attribute": ("does Ibrance come as one", ("given", WEAK), REFUSED, None),
    "refused, though surely an attribute": ("does Ibrance come as one", ("given", GROUP), REFUSED, (DRUG, ("given",))),
    "side effects named beside it": (
        "is Ibrance given alone and its side effects",
        ("partners", FAIR),
        UNSURE,
        (DRUG, ("partners", "side-effects")),
    ),
    "side effects named, hardly out of scope": (
        "side effects Ibrance jab",
        (OUT_OF_SCOPE, BAD),
        REFUSED,
        (DRUG, ("side-effects",)),
    ),
    "another cancer": ("Ibrance for melanoma", ("for-whom", SURELY), RIGHT, (OUT_OF_SCOPE, ("for-whom",))),
    "a bare name": ("Ibrance", (FAQ, SURELY), UNSURE, (DRUG, (ABOUT,))),
    "a side effect": ("will Ibrance give me a rash soon", (FAQ, SURELY), UNSURE, (DRUG, ("side-effects",))),
    "a side effect in a decision": ("will Ibrance give me a rash soon", (TALK, SURELY), DECIDED, None),
    "an unclear question": ("why would Ibrance come as one", (TALK, SURELY), ASKED_BACK, (DRUG, (ABOUT,))),
    "names and nothing else": ("Ibrance and letrozole?", (COMPARE, SURELY), UNSURE, (DRUG, (ABOUT,))),
    "a place that it reaches": (
        "does Ibrance get into the brain",
        ("given", SURELY),
        ASKED_BACK,
        (DRUG, ("for-whom",)),
    ),
    "what it is good for": (
        "does Ibrance help with rash",
        ("side-effects", SURELY),
        ASKED_BACK,
        (DRUG, ("side-effects",)),
    ),
    "a remedy for what it does": ("tell me how to help with rash, Ibrance", ("side-effects", SURELY), RIGHT, None),
    "all that it is combined with": ("which drugs go with Ibrance", ("partners", SURELY), RIGHT, (LISTING, (LIST,))),
    "a drug that a side effect is linked with": (
        "is Ibrance the one that gives a rash",
        ("kind", SURELY),
        UNSURE,
        (DRUG, ("side-effects",)),
    ),
    "told, and chosen between": (
        "Ibrance or letrozole, which is best for me?",
        (PERSONAL, SURELY),
        RIGHT,
        (PERSONAL, ()),
    ),
    "a cancer that is a side effect": (
        "can Ibrance give you a rash or melanoma",
        ("side-effects", SURELY),
        RIGHT,
        (DRUG, ("side-effects",)),
    ),
    "told only, another thing asked": ("I take Ibrance. What is a scan?", ("given", SURELY), RIGHT, None),
}


@pytest.mark.parametrize("text, frame, decision, expected", OF_A_DRUG.values(), ids=OF_A_DRUG)
def test_message_that_names_a_drug(text, frame, decision, expected):
    assert looked_up(text, chances(*frame), decision) == expected


def test_sure_answer_about_the_drug_itself_gives_way_to_its_records():
    text, given = "why would Ibrance come as one", chances("given", FAIR)
    assert looked_up(text, given, RIGHT, own=True) == (DRUG, ("given",))
    assert looked_up(text, given, RIGHT, own=False) is None


OF_A_CLASS = {
    "an attribute": ("do taxanes come as one", ("given", GROUP), ASKED_BACK, (DRUG, ("given",))),
    "hardly an attribute": ("do taxanes come as one", ("given", GROUP - 0.01), ASKED_BACK, None),
    "a list": ("name all taxanes", (LIST, GROUP), CHAT, (LISTING, (LIST,))),
    "an answer before an attribute": ("do taxanes come as one", ("given", SURELY), UNSURE, None),
    "refused": ("do taxanes come as one", ("given", ANYWAY - 0.01), REFUSED, None),
    "surely an attribute though refused": ("do taxanes come as one", ("given", ANYWAY), REFUSED, (DRUG, ("given",))),
    "which of them is given so": ("which taxanes are pills", ("given", GROUP), ASKED_BACK, (LISTING, (LIST,))),
    "whether they are given so": ("is a taxane a pill", ("given", GROUP), ASKED_BACK, (DRUG, ("given",))),
    "a list though refused": ("name all taxanes", (LIST, GROUP), REFUSED, (LISTING, (LIST,))),
    "no look-up": ("do taxanes come as one", (TALK, SURELY), ASKED_BACK, None),
    "all of a group that are given so": ("which taxanes are pills", ("given", MEMBER), RIGHT, (LISTING, (LIST,))),
    "all of a group, hardly a look-up": ("which taxanes are pills", ("given", MEMBER - 0.01), RIGHT, None),
    "all of a group and nothing more": ("which taxanes are there", (LIST, ANYWAY), UNSURE, (LISTING, (LIST,))),
    "two compared": ("taxanes against other chemo", (COMPARE, GROUP), RIGHT, (COMPARISON, (COMPARE,))),
    "one compared": ("taxanes against other drugs", (COMPARE, GROUP), RIGHT, None),
}


@pytest.mark.parametrize("text, frame, decision, expected", OF_A_CLASS.values(), ids=OF_A_CLASS)
def test_message_that_names_a_class(text, frame, decision, expected):
    assert looked_up(text, chances(*frame), decision) == expected


OF_NOTHING = {
    "a list by a side effect": ("which ones may give me a rash", (LIST, FAIR), ASKED_BACK, (LISTING, (LIST,))),
    "a list by a route": ("which ones are there as pills", (LIST, FAIR), ASKED_BACK, (LISTING, (LIST,))),
    "a list by nothing": ("which ones are there at the moment", (LIST, SURELY), ASKED_BACK, None),
    "a list in a decision": ("which ones may give me a rash", (LIST, SURELY), DECIDED, None),
    "a list in a change of treatment": ("may I skip pills for a rash", (LIST, SURELY), ASKED_BACK, None),
    "a list for another cancer": ("which pills are there for melanoma", (LIST, SURELY), ASKED_BACK, None),
    "hardly a list": ("which ones may give me a rash", (LIST, LEANING - 0.01), ASKED_BACK, None),
    "all drugs that are given so": ("which drugs are pills", ("given", MEMBER), RIGHT, (LISTING, (LIST,))),
    "a remedy": ("which drugs help with rash", (LIST, SURELY), RIGHT, None),
    "a remedy though refused": ("which drugs help with rash", (LIST, SURELY), REFUSED, None),
    "few words": ("how is it given", ("given", FAIR), ASKED_BACK, (DRUG, ("given",))),
    "few words that are hardly one": ("how is it given", ("given", LEANING - 0.01), ASKED_BACK, None),
    "a whole sentence": ("how are they ever given to " + "all " * FEW_WORDS, ("given", SURELY), ASKED_BACK, None),
    "few words with a sure answer": ("chest scan given", ("given", SURELY), RIGHT, None),
    "no look-up": ("how is it given", (TALK, SURELY), ASKED_BACK, None),
}


@pytest.mark.parametrize("text, frame, decision, expected", OF_NOTHING.values(), ids=OF_NOTHING)
def test_message_that_names_no_medicine(text, frame, decision, expected):
    assert looked_up(text, chances(*frame), decision) == expected


def test_list_leaves_out_what_it_names_as_not_meant():
    text = "which drugs are pills besides Ibrance"
    query = look_up_of(text, MATCHER.find(text), chances(LIST, SURELY), RIGHT)[1]
    assert (query.medicines, query.names(DENIED)) == ((), ("palbociclib",))


@pytest.mark.parametrize("text, yes", [("is Ibrance a pill", True), ("is Ibrance only a pill", False)])
def test_question_whether_nothing_else_holds_gets_no_plain_yes(text, yes):
    assert look_up_of(text, MATCHER.find(text), chances("given", SURELY), RIGHT, own=True)[1].yes_no is yes


OTHERS = {
    "an attribute of another drug": ("is aspirin a pill", ("given", BAD), CHAT, NOT_COVERED),
    "a question for another drug": ("why take aspirin", (TALK, SURELY), UNSURE, NOT_COVERED),
    "another drug beside one of the guide's": ("aspirin with Ibrance", ("partners", FAIR), UNSURE, NOT_COVERED),
    "small talk about another drug": ("thanks, aspirin helped", (TALK, SURELY), CHAT, None),
    "a decision about another drug": ("should I take aspirin", (PERSONAL, SURELY), DECIDED, None),
}


@pytest.mark.parametrize("text, frame, decision, intent", OTHERS.values(), ids=OTHERS)
def test_message_that_names_a_drug_the_guide_does_not(text, frame, decision, intent):
    assert (looked_up(text, chances(*frame), decision) or (None,))[0] == intent


IN_DOUBT = {
    "an attribute": ("how is quuxib given to people", ("given", BAD), UNSURE, DOUBTFUL),
    "few words": ("quuxib please", (TALK, SURELY), UNSURE, DOUBTFUL),
    "something else": ("my friend told me of quuxib once", (TALK, SURELY), CHAT, None),
    "beside a drug that is certain": ("is quuxib like Ibrance", ("kind", FAIR), UNSURE, DRUG),
    "beside a class that is certain": ("taxanes and quuxib as one", ("given", GROUP), ASKED_BACK, DRUG),
}


@pytest.mark.parametrize("text, frame, decision, intent", IN_DOUBT.values(), ids=IN_DOUBT)
def test_name_in_doubt_is_asked_about_unless_another_is_certain(text, frame, decision, intent):
    start = text.index("quuxib")
    terms = [*MATCHER.find(text), FoundTerm("palbociclib", DOUBTFUL_KIND, start, start + len("quuxib"))]
    found = look_up_of(text, sorted(terms, key=lambda term: term.start), chances(*frame), decision, own=True)
    assert (found[0].intent if found else None) == intent


def test_query_tells_all_that_a_message_names():
    text = "does Ibrance or letrozole give a rash, is it a pill"
    _, query = look_up_of(text, MATCHER.find(text), chances("side-effects", SURELY), UNSURE)
    assert query.names("drugs") == ("palbociclib", "letrozole")
    assert (query.names("side-effects"), query.names("routes"), query.yes_no) == (("rash",), ("mouth",), True)


TOPICS = [
    ({"given": 0.6, "needs": SECOND, "kind": SECOND - 0.01}, ("given", "needs")),
    ({"given": 0.6, FAQ: 0.3}, ("given",)),
    ({FAQ: 0.6, "given": 0.3}, ("given",)),
    ({FAQ: 0.6, LIST: 0.3}, ()),
    ({LIST: 0.6, "given": 0.3}, (LIST, "given")),
]


@pytest.mark.parametrize("given, topics", TOPICS)
def test_attributes_asked_for_beside_the_frame_are_topics_too(given, topics):
    assert topics_of(next(iter(given)), given) == topics


IF_LEANING = [({"given": NAMED}, ("given",)), ({"given": NAMED - 0.01}, ()), ({FAQ: SURELY, "given": 0.3}, ())]


@pytest.mark.parametrize("given, topics", IF_LEANING)
def test_what_would_be_asked_of_a_medicine_spoken_of_before(given, topics):
    assert topics_if_leaning(given) == topics


PLAIN = [({"given": NAMED}, ("given",)), ({"given": NAMED - 0.01}, ()), ({FAQ: SURELY, "given": SECOND}, ("given",))]


@pytest.mark.parametrize("given, topics", PLAIN)
def test_message_that_is_no_look_up_keeps_what_it_may_ask(given, topics):
    query = plain_query("is Ibrance a pill", MATCHER.find("is Ibrance a pill"), given)
    assert (query.topics, query.names("drugs"), query.yes_no) == (topics, ("palbociclib",), True)


YES_NO = [
    ("Is it a pill?", True),
    ("  is it a pill", True),
    ("I take Ibrance. Is it a pill?", True),
    ("hello, does it hurt", True),
    ("What is Ibrance?", False),
    ("tell me if it is a pill", False),
    ("", False),
]


@pytest.mark.parametrize("text, expected", YES_NO)
def test_question_to_be_answered_by_yes_or_no(text, expected):
    assert asks_yes_no(text, MATCHER.find(text)) == expected


def test_drugs_go_before_classes():
    assert medicines({"classes": ("taxane",), "drugs": ("letrozole",)}) == ("letrozole", "taxane")
    assert medicines({"tests": ("MRI",)}) == ()
