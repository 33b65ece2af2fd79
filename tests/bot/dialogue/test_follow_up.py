"""A message that leans on earlier turns is completed from them; one that does not is left as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.context import FADES_AFTER, Context
from bot.dialogue.follow_up import (
    CERTAIN,
    FEW_WORDS,
    among,
    completed,
    completes_question,
    leans_on_medicine,
    of_class_compared,
    of_earlier_treatment,
    of_one_told,
    of_same_kind,
    only_drug_told,
    spoken_of,
)
from bot.dialogue.part import CHOOSE, Part
from bot.look_up.query import Query
from bot.nlu.examples import OUT_OF_SCOPE, PERSONAL
from bot.nlu.look_ups import COMPARISON, LISTING

TWO = ("palbociclib", "ribociclib")
SPOKEN = Context(turn=5, medicines=("tamoxifen",), named_at=5)
LONG_AGO = Context(turn=6 + FADES_AFTER, medicines=("tamoxifen",), named_at=5)
PRONOUN = {"leaning": ("pronoun",)}
LONG = "and what would you say this does to my knees over the years"


def part(text: str, intent: str = "faq", confidence: float = 0.5, **query: object) -> Part:
    return Part(text, intent, query=Query(**query), confidence=confidence)


LEANS = {
    "a pronoun": (part(LONG, if_leaning=("side-effects",), found=PRONOUN), SPOKEN, True),
    "few words": (part("how often?", if_leaning=("given",)), SPOKEN, True),
    "which of them": (part(LONG, if_leaning=("given",), found={"which": ("of those",)}), SPOKEN, True),
    "a side effect that is all it names": (part("any nausea?", found={"side-effects": ("nausea",)}), SPOKEN, True),
    "the turn after, in a breath": (part("what are all the side effects", if_leaning=("side-effects",)), SPOKEN, True),
    "the turn after, about something else": (
        part("how is a bone scan done", if_leaning=("given",), found={"tests": ("bone scan",)}),
        SPOKEN,
        False,
    ),
    "the turn after, understood beyond doubt": (
        part("what are all the side effects", confidence=CERTAIN, if_leaning=("side-effects",)),
        SPOKEN,
        False,
    ),
    "turns later, in a breath": (
        part("what are all the side effects", if_leaning=("side-effects",)),
        Context(turn=7, medicines=("tamoxifen",), named_at=5),
        False,
    ),
    "what the guide has nothing to do with": (
        part("will it rain", OUT_OF_SCOPE, if_leaning=("given",), found=PRONOUN),
        SPOKEN,
        False,
    ),
    "a list out of all drugs": (
        part("which drug is for ESR1", LISTING, 0.9, if_leaning=("needs",), found={"members": ("all drugs",)}),
        SPOKEN,
        False,
    ),
    "a long message": (part(LONG, if_leaning=("side-effects",)), SPOKEN, False),
    "a medicine of its own": (
        part("is it olaparib?", if_leaning=("about",), found={**PRONOUN, "drugs": ("olaparib",)}),
        SPOKEN,
        False,
    ),
    "nothing that is asked of a medicine": (part("is it?", found=PRONOUN), SPOKEN, False),
    "small talk": (part("thanks for it", "thanks", if_leaning=("about",), found=PRONOUN), SPOKEN, False),
    "small talk that asks for something": (
        part("ok the serious ones", "greet", if_leaning=("side-effects",), found=PRONOUN),
        SPOKEN,
        True,
    ),
    "no sense of its own, and something that is asked of medicines": (
        part(
            "do you have to be past the change first",
            "out_of_scope",
            if_leaning=("for-whom",),
            found={"groups": ("after menopause",)},
        ),
        SPOKEN,
        True,
    ),
    "a decision that only names a side effect": (
        part("should i stop it", PERSONAL, found={**PRONOUN, "side-effects": ("nausea",)}),
        SPOKEN,
        False,
    ),
    "a decision though it may ask": (
        part(
            "can i skip it", PERSONAL, if_leaning=("given",), found={**PRONOUN, "decisions": ("change of treatment",)}
        ),
        SPOKEN,
        False,
    ),
    "a decision that chooses among those spoken of": (
        part("which one is daily", PERSONAL, found={"which": ("of those",), "schedules": ("day",)}),
        Context(turn=5, medicines=TWO, named_at=5, choice=TWO, chosen_at=5),
        True,
    ),
    "a medicine of long ago": (part("how often?", if_leaning=("given",)), LONG_AGO, False),
    "nothing spoken of": (part("how often?", if_leaning=("given",)), Context(), False),
}


@pytest.mark.parametrize("one, context, expected", LEANS.values(), ids=LEANS)
def test_message_that_leans_on_a_medicine(one, context, expected):
    assert leans_on_medicine(one, context) is expected


def query(*topics: str, if_leaning: tuple[str, ...] = (), **found: tuple[str, ...]) -> Query:
    return Query(topics, if_leaning, {kind.replace("_", "-"): names for kind, names in found.items()})


COMPLETED = {
    "nothing where it names its medicine": (query("given", drugs=TWO), SPOKEN, query("given", drugs=TWO)),
    "nothing where none was spoken of": (query("given"), Context(), query("given")),
    "the medicine": (query("given"), SPOKEN, query("given", drugs=("tamoxifen",))),
    "both medicines": (
        query("given"),
        Context(medicines=TWO),
        query("given", drugs=TWO),
    ),
    "the class": (
        query("given"),
        Context(medicines=("taxane",)),
        query("given", drugs=("taxane",)),
    ),
    "what it asks if it leans": (
        query("list", if_leaning=("side-effects",)),
        SPOKEN,
        query("side-effects", if_leaning=("side-effects",), drugs=("tamoxifen",)),
    ),
    "what its names ask": (
        query(routes=("mouth",)),
        SPOKEN,
        query("given", routes=("mouth",), drugs=("tamoxifen",)),
    ),
    "what its names ask rather than what the drug is": (
        query("about", side_effects=("rash",)),
        SPOKEN,
        query("side-effects", side_effects=("rash",), drugs=("tamoxifen",)),
    ),
    "nothing more than what the drug is": (query(), SPOKEN, query("about", drugs=("tamoxifen",))),
    "how likely the side effect spoken of last is": (
        query(likelihood=("how likely",)),
        replace(SPOKEN, query=query("side-effects", side_effects=("rash",))),
        query("side-effects", likelihood=("how likely",), side_effects=("rash",), organs=(), drugs=("tamoxifen",)),
    ),
    "how likely a side effect of its own is": (
        query(likelihood=("how likely",), side_effects=("nausea",)),
        replace(SPOKEN, query=query("side-effects", side_effects=("rash",))),
        query("side-effects", likelihood=("how likely",), side_effects=("nausea",), drugs=("tamoxifen",)),
    ),
    "no comparison of one": (query("compare"), SPOKEN, query("about", drugs=("tamoxifen",))),
    "a comparison of two": (query("compare"), Context(medicines=TWO), query("compare", drugs=TWO)),
    "the question that waits": (
        query("about", drugs=("olaparib",)),
        Context(waiting=query("side-effects", side_effects=("rash",))),
        query("side-effects", side_effects=("rash",), drugs=("olaparib",)),
    ),
    "the question that waits, of a class": (
        query("about", classes=("taxane",)),
        Context(waiting=query("side-effects", drugs=TWO)),
        query("side-effects", classes=("taxane",)),
    ),
    "a question of its own rather than the one that waits": (
        query("given", drugs=("olaparib",)),
        Context(waiting=query("side-effects")),
        query("given", drugs=("olaparib",)),
    ),
    "the last question once more": (
        query("same-again", drugs=("olaparib",)),
        Context(query=query("side-effects", drugs=TWO, side_effects=("rash",))),
        query("side-effects", drugs=("olaparib",), side_effects=("rash",)),
    ),
    "the last question after a correction": (
        query("correction", drugs=("olaparib",)),
        Context(query=query("given", drugs=TWO)),
        query("given", drugs=("olaparib",)),
    ),
    "what the drug is, where nothing was asked before": (
        query("same-again", drugs=("olaparib",)),
        Context(),
        query("about", drugs=("olaparib",)),
    ),
}


@pytest.mark.parametrize("asked, context, expected", COMPLETED.values(), ids=COMPLETED)
def test_question_is_completed_by(asked, context, expected):
    assert completed(asked, context) == expected


LAST = Context(turn=1, medicines=TWO, named_at=1)
PLACES = {
    "the second": ("is the second one a pill", query(leaning=("pronoun",)), LAST, ("ribociclib",)),
    "the first": ("is the first one a pill", query(leaning=("pronoun",)), LAST, ("palbociclib",)),
    "one that is not there": ("is the third one a pill", query(leaning=("pronoun",)), LAST, TWO),
    "no place": ("is it a pill", query(leaning=("pronoun",)), LAST, TWO),
    "a line of treatment": ("is it first line", query(), LAST, TWO),
    "a drug of its own": ("is the second one olaparib", query(leaning=("pronoun",), drugs=("olaparib",)), LAST, TWO),
    "one of a class": (
        "is the second one a pill",
        query(leaning=("pronoun",)),
        Context(medicines=("PARP inhibitor",)),
        ("talazoparib",),
    ),
    "of a single drug": (
        "is the first one a pill",
        query(leaning=("pronoun",)),
        Context(medicines=("tamoxifen",)),
        ("tamoxifen",),
    ),
}


@pytest.mark.parametrize("text, asked, context, medicines", PLACES.values(), ids=PLACES)
def test_medicine_is_meant_by_its_place(text, asked, context, medicines, knowledge):
    assert spoken_of(asked, context, text, knowledge).medicines == medicines


AMONG = {
    "which of two drugs": (query(which=("of those",)), Context(choice=TWO), TWO),
    "which of one": (query(which=("of those",)), Context(choice=TWO[:1]), None),
    "which of classes": (query(which=("of those",)), Context(choice=("taxane", "PARP inhibitor")), None),
    "which of those it names": (query(which=("of those",), drugs=TWO), Context(choice=TWO), None),
    "no which": (query(), Context(choice=TWO), None),
    "which of those named long ago": (query(which=("of those",)), Context(turn=9, choice=TWO, chosen_at=1), None),
}


@pytest.mark.parametrize("asked, context, names", AMONG.values(), ids=AMONG)
def test_some_of_the_drugs_spoken_of_are_asked_for(asked, context, names, knowledge):
    assert among(asked, context, knowledge) == names


TOLD = Context(turn=2, answer="targeted.her2-low", answered_at=2)
ONLY = {
    "the one that the last answer names": (TOLD, ("trastuzumab deruxtecan",)),
    "none where it names several": (replace(TOLD, answer="plan.her2-first-line"), ()),
    "none where it names none": (replace(TOLD, answer="diagnosis.bone-scan"), ()),
    "none where it was told before": (replace(TOLD, turn=3), ()),
    "none where nothing was told": (Context(), ()),
}


@pytest.mark.parametrize("context, names", ONLY.values(), ids=ONLY)
def test_only_drug_told(context, names, knowledge):
    assert only_drug_told(context, knowledge) == names


OF_CLASS = Context(turn=5, medicines=("CDK4/6 inhibitor",), named_at=5)
PILLS = {"routes": ("mouth",)}
SAME_KIND = {
    "others of a drug's kind": (part("others like it", found={"leaning": ("same kind",)}), SPOKEN, ("SERM",)),
    "some of the class just spoken of": (
        part("just the pills", "list_drugs", found=PILLS),
        OF_CLASS,
        OF_CLASS.medicines,
    ),
    "a list of all drugs, after a drug": (part("just the pills", "list_drugs", found=PILLS), SPOKEN, None),
    "a list in a longer message": (
        part(" ".join(["pills"] * (FEW_WORDS + 1)), "list_drugs", found=PILLS),
        OF_CLASS,
        None,
    ),
    "some of a class of turns before": (
        part("just the pills", "list_drugs", found=PILLS),
        replace(OF_CLASS, turn=6),
        None,
    ),
    "a comparison": (
        part("are the others any better", found={"leaning": ("same kind",)}, topics=("compare",)),
        SPOKEN,
        None,
    ),
}


@pytest.mark.parametrize("one, context, classes", SAME_KIND.values(), ids=SAME_KIND)
def test_list_of_the_same_kind(one, context, classes, knowledge):
    found = of_same_kind(one, context, knowledge)
    if classes == ("SERM",):
        classes = (knowledge.drugs["tamoxifen"].classes[0],)
    assert (found and found.names("classes")) == classes


EARLIER = {"earlier": ("treatment before",), "classes": ("HER2-targeted therapy",)}
HAD_BEFORE = {
    "the drug of the turn before": (part("how many must you have had", found=EARLIER), SPOKEN, ("tamoxifen",)),
    "a drug of long ago": (part("how many must you have had", found=EARLIER), LONG_AGO, None),
    "two drugs": (part("how many must you have had", found=EARLIER), Context(turn=5, medicines=TWO, named_at=5), None),
    "another drug": (
        part("what must you have had before olaparib", found={**EARLIER, "drugs": ("olaparib",)}),
        SPOKEN,
        None,
    ),
    "something else": (part("how many are there", found={"classes": EARLIER["classes"]}), SPOKEN, None),
}


@pytest.mark.parametrize("one, context, drugs", HAD_BEFORE.values(), ids=HAD_BEFORE)
def test_what_must_have_come_before_is_asked_of(one, context, drugs):
    asked = of_earlier_treatment(one, context)
    assert (asked and (asked.topics, asked.names("drugs"))) == (drugs and (("for-whom",), drugs))


CDK = ("abemaciclib", "palbociclib", "ribociclib")
COMPARED = {
    "the drugs of a class": (part("is one better", topics=("compare",)), OF_CLASS, CDK),
    "where it is surely a comparison": (part("which is worse", COMPARISON, topics=("compare",)), OF_CLASS, CDK),
    "the others of a drug's kind": (
        part("are the other two different", topics=("compare",), found={"leaning": ("same kind",)}),
        Context(turn=5, medicines=("palbociclib",), named_at=5),
        CDK,
    ),
    "not those of a large class": (
        part("is one better", topics=("compare",)),
        replace(OF_CLASS, medicines=("chemotherapy",)),
        None,
    ),
    "not where nothing is compared": (part("is one a pill", topics=("given",)), OF_CLASS, None),
    "not where drugs are named": (part("is ibrance better", topics=("compare",), found={"drugs": TWO}), OF_CLASS, None),
}


WAITS = Context(turn=1, waiting=Query(("side-effects",)))
COMPLETES = {
    "a class alone": (part("chemo", found={"classes": ("chemotherapy",)}), WAITS, True),
    "with a little word": (part("the chemo", found={"classes": ("chemotherapy",)}), WAITS, True),
    "where nothing waits": (part("chemo", found={"classes": ("chemotherapy",)}), SPOKEN, False),
    "more than a name": (
        part("chemo and my hair", found={"classes": ("chemotherapy",), "organs": ("hair",)}),
        WAITS,
        False,
    ),
    "a question of its own": (part("chemo", topics=("given",), found={"classes": ("chemotherapy",)}), WAITS, False),
    "no name": (part("no idea"), WAITS, False),
}


@pytest.mark.parametrize("one, context, expected", COMPLETES.values(), ids=COMPLETES)
def test_name_alone_completes_the_question_that_waits(one, context, expected):
    assert completes_question(one, context) is expected


@pytest.mark.parametrize("one, context, drugs", COMPARED.values(), ids=COMPARED)
def test_drugs_of_a_class_are_compared(one, context, drugs, knowledge):
    found = of_class_compared(one, context, knowledge)
    assert (found and found.medicines) == drugs


def test_drugs_of_the_class_just_spoken_of_are_chosen_among(knowledge):
    assert sorted(among(Query(found={"which": ("of those",)}), OF_CLASS, knowledge)) == sorted(CDK)


# The drugs of a class just told, in the order of its answer; two compared; and the path that is told of a case.
ANSWERED = Context(
    turn=5, medicines=("CDK4/6 inhibitor",), named_at=5, answer="targeted.cdk46-inhibitors", answered_at=5
)
SIDE_BY_SIDE = Context(turn=5, query=Query(("side-effects",)), medicines=("letrozole", "tamoxifen"), named_at=5)
OF_PATH = Context(
    turn=5,
    medicines=("pertuzumab", "trastuzumab"),
    named_at=5,
    answer="plan.her2-first-line",
    answered_at=5,
)
PLACED = {
    "the first of a class": (
        part("side effects of the first one", if_leaning=("side-effects",), found={"leaning": ("pronoun",)}),
        ANSWERED,
        (("side-effects",), ("palbociclib",)),
    ),
    "the third of a class, taken for a line": (
        part("and the third one", if_leaning=("for-whom",), found={"lines": ("third",)}),
        ANSWERED,
        (("about",), ("abemaciclib",)),
    ),
    "a place alone, after a question": (
        part("the second one?", intent=CHOOSE),
        SIDE_BY_SIDE,
        (("side-effects",), ("tamoxifen",)),
    ),
    "no such place": (part("the third one?", intent=CHOOSE), SIDE_BY_SIDE, None),
    "no place": (part("and its side effects", if_leaning=("side-effects",)), SIDE_BY_SIDE, None),
    "both": (part("what about those two", found={"remaining": ("all of them",)}), SIDE_BY_SIDE, None),
    "compared": (part("is the first one better", topics=("compare",)), SIDE_BY_SIDE, None),
    "the next line of a path": (part("and the second one", if_leaning=("next",)), OF_PATH, None),
}


@pytest.mark.parametrize("one, context, asked", PLACED.values(), ids=PLACED)
def test_one_of_those_told_is_meant_by_its_place(one, context, asked, knowledge):
    query = of_one_told(one, context, knowledge)
    assert (query and (query.topics, query.medicines)) == asked
