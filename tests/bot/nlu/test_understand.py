"""From a message to what it asks for, with everything learnt by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from bot.knowledge.models import DangerSign, Term, Triage
from bot.nlu.decide import CLARIFY, Calibration, Fit
from bot.nlu.examples import FAQ, OUT_OF_SCOPE, Phrasing
from bot.nlu.frames import LOOK_UP, learn_frames
from bot.nlu.look_ups import DOUBTFUL, DRUG, NOT_COVERED
from bot.nlu.mentions import IN_TITLE
from bot.nlu.parts import SEVERAL
from bot.nlu.ranker import gather
from bot.nlu.terms import DOUBTFUL_KIND, OTHER_KIND, FoundTerm, TermMatcher
from bot.nlu.understand import (
    CHOOSE,
    OTHER_LANGUAGE,
    SHOW_ALL,
    TELL_MORE,
    Learnt,
    Understanding,
    learn,
    restore,
    still_in_doubt,
    understand,
)
from bot.triage.rules import Rules
from bot.triage.urgency import FLAGS, URGENT, Urgency, features

MATCHER = TermMatcher(
    [
        Term(name="palbociclib", also=("Ibrance",), kind="drugs"),
        Term(name="ribociclib", kind="drugs"),
        Term(name="aspirin", kind=OTHER_KIND),
        Term(name="rash", kind="side-effects"),
        Term(name="question", also=("what", "how"), kind="question-words"),
        Term(name="yes or no", also=("does", "is"), kind="yes-no"),
        Term(name="pronoun", also=("it",), kind="leaning"),
    ]
)
RULES = Rules(
    Triage(
        first="emergency",
        signs=[DangerSign(name="chest", reply="emergency", example="chest pain", patterns=["chest pain"])],
        dampers=[],
    )
)
SCAN, HAIR, HISTORY = "tests.bone-scan", "hair.loss", "drugs.history"
PHRASINGS = [
    *(Phrasing(text, f"faq/{SCAN}") for text in ("what is a bone scan", "bone scan pictures", "why a bone scan")),
    *(Phrasing(text, f"faq/{HAIR}") for text in ("what stops hair loss", "hair loss caps", "why hair loss")),
    *(
        Phrasing(text, f"faq/{HISTORY}")
        for text in ("palbociclib history", "history of palbociclib", "old palbociclib")
    ),
    *(Phrasing(text, OUT_OF_SCOPE, topic="money") for text in ("bitcoin price", "share price", "price of gold")),
    *(Phrasing(text, "greet") for text in ("hello there", "hello friend", "oh hello")),
    *(Phrasing(text, LOOK_UP, topic="given") for text in ("is {drug} a pill", "how is {drug} given", "{drug} pill")),
    *(Phrasing(text, LOOK_UP, topic="side-effects") for text in ("does {drug} cause {effect}", "{drug} {effect}")),
]
# Sure and covered from a likeness of about one half, and where the next answer is well behind.
CALIBRATION = Calibration(
    Fit({"best": 40.0}, -16.0), Fit({"lead_over_next": 40.0}, -4.0), covered_from=0.5, sure_from=0.5
)


def urgent_with_a_sign(encoder) -> Urgency:
    """Takes for urgent what the rules see a sign in, whatever it means."""
    calm, alarming = (features(encoder.encode(["a"])[0], RULES.look(text)) for text in ("a", "I have chest pain"))
    near = np.zeros_like(calm)
    near[calm != alarming] = alarming[calm != alarming]
    only_flags = Urgency(near[None], np.array([1000.0]), 0.0, np.zeros(len(calm) - len(FLAGS) + 1))
    between = only_flags.distances(np.stack([calm, alarming])).mean()
    return replace(only_flags, bias=URGENT - between)


@pytest.fixture
def learnt(bag_of_words) -> Learnt:
    known = [phrasing for phrasing in PHRASINGS if phrasing.intent != LOOK_UP]
    labels = [f"{phrasing.intent}/{phrasing.topic}".rstrip("/") for phrasing in known]
    mentions = {f"{FAQ}/{HISTORY}": {"palbociclib": IN_TITLE}}
    return Learnt(
        phrasings=gather(labels, bag_of_words.encode([phrasing.text for phrasing in known])),
        verbatim={"bone scan": f"{FAQ}/{SCAN}", "more": TELL_MORE, "show all": SHOW_ALL},
        known_words=frozenset("what bone scan hair loss pill given history pictures hello price".split()),
        spellings=frozenset({"history", "pictures", "price"}),
        urgent_spellings=frozenset(),
        choice_words={"second": 2, "the": -1, "one": -1},
        broad_words={"chest": (HAIR, SCAN)},
        mentions=mentions,
        urgent=("emergency",),
        frames=learn_frames(PHRASINGS, mentions, bag_of_words, MATCHER),
        urgency=urgent_with_a_sign(bag_of_words),
    )


@pytest.fixture
def understood(learnt, bag_of_words):
    """What a message is understood as."""

    def by(text: str, given: Learnt = learnt) -> Understanding:
        terms = MATCHER.find(text)
        return understand(text, terms, given, bag_of_words, CALIBRATION, rules=RULES, languages=["de", "zh"])

    return by


EVERY_CALL = {"emergency", "crisis"}
INTENTS = {
    "a sign of danger": ("what is a bone scan? I have chest pain", "emergency"),
    "a button": ("Bone Scan", FAQ),
    "the button for more": ("more", TELL_MORE),
    "the button for a whole list": ("Show all", SHOW_ALL),
    "a choice": ("the second one", CHOOSE),
    "a number": ("3", CHOOSE),
    "another language": ("Welche Nebenwirkungen hat diese Behandlung denn?", OTHER_LANGUAGE),
    "another script": ("乳腺癌转移有什么治疗方法", OTHER_LANGUAGE),
    "a question": ("what is a bone scan for", FAQ),
    "a question with a misspelled word": ("bone scan pictuers", FAQ),
    "a look-up": ("how is Ibrance given", DRUG),
    "a look-up of a side effect": ("does Ibrance cause a rash", DRUG),
    "a drug that is not the guide's": ("how is aspirin given", NOT_COVERED),
    "a name in doubt": ("how is parbociclib given", DOUBTFUL),
    "out of scope": ("bitcoin price now", OUT_OF_SCOPE),
    "small talk": ("hello friend", "greet"),
    "a word that says too little": ("Chest?", CLARIFY),
    "two answers alike": ("why bone hair scan loss", CLARIFY),
}


@pytest.mark.parametrize("text, intent", INTENTS.values(), ids=INTENTS)
def test_message_is_understood_as(text, intent, understood):
    assert understood(text).decision.intent == intent


ANSWERS = [
    ("chest", (HAIR, SCAN)),
    ("Bone scan", (SCAN,)),
    ("what is a bone scan for", (SCAN,)),
    ("why bone hair scan loss", (SCAN, HAIR)),
]


@pytest.mark.parametrize("text, answers", ANSWERS)
def test_answers_are_told_the_best_first(text, answers, understood):
    assert set(understood(text).decision.answers[: len(answers)]) == set(answers)


def test_look_up_keeps_what_is_asked_and_the_nearest_answers(understood):
    one = understood("does Ibrance cause a rash")
    assert one.query.topics == ("side-effects",)
    assert (one.query.medicines, one.query.names("side-effects"), one.query.yes_no) == (
        ("palbociclib",),
        ("rash",),
        True,
    )
    assert HISTORY in one.near


def test_question_without_a_medicine_tells_what_it_would_ask_of_one(understood):
    assert understood("is it a pill").query.if_leaning == ("given",)
    assert understood("is Ibrance a pill").query.if_leaning == ()


def test_long_message_leans_on_nothing(understood):
    assert understood("is it a pill " + "or so " * 6).query.if_leaning == ()


def test_last_question_of_a_long_message_may_lean(understood):
    assert understood("or so " * 6 + "we thought. Is it a pill?").query.if_leaning == ("given",)


def test_no_danger_is_found_in_a_row_of_figures(learnt, understood):
    alarmed = replace(learnt, urgency=replace(learnt.urgency, bias=1000.0))
    assert understood("bone scan", alarmed).decision.intent in EVERY_CALL
    assert understood("39.2 !", alarmed).decision.intent in EVERY_CALL
    assert understood("3.14 2.71 0", alarmed).decision.intent not in EVERY_CALL


def test_no_danger_is_found_in_letters_that_are_no_words(learnt, understood):
    alarmed = replace(learnt, urgency=replace(learnt.urgency, bias=1000.0))
    assert understood("qzxv wuffle nnnng", alarmed).decision.intent not in EVERY_CALL
    assert understood("qzxv bone nnnng", alarmed).decision.intent in EVERY_CALL


def test_danger_is_found_in_misspelled_words_too(learnt, understood):
    mending = replace(learnt, urgent_spellings=frozenset({"chest"}))
    assert understood("chesst pain", mending).decision.intent == "emergency"
    assert understood("chesst pain", learnt).decision.intent != "emergency"


def test_call_for_help_by_its_meaning_goes_before_everything(learnt, understood):
    urgency = replace(learnt.urgency, bias=URGENT + 1.0)
    assert understood("bone scan", replace(learnt, urgency=urgency)).decision.intent == "emergency"


def test_questions_of_one_message_are_understood_each_for_itself(understood):
    one = understood("What is a bone scan? How is Ibrance given?")
    assert one.decision.intent == SEVERAL
    assert [(text, part.decision.intent) for text, part in one.parts] == [
        ("What is a bone scan?", FAQ),
        ("How is Ibrance given?", DRUG),
    ]


def test_language_of_a_message_is_told(understood):
    assert understood("乳腺癌转移有什么治疗方法").language == "zh"
    assert understood("what is a bone scan").language == ""


# What stands in the message as a doubtful name, and whether it may still be one.
DOUBTS = {
    "a certain name": (FoundTerm("palbociclib", "drugs", 0, 8), "pictures of it", True),
    "no word of the domain": (FoundTerm("palbociclib", DOUBTFUL_KIND, 0, 6), "quuxib pill", True),
    "a word of the domain": (FoundTerm("palbociclib", DOUBTFUL_KIND, 0, 8), "Germline testing", False),
    "a common word of the domain misspelled": (FoundTerm("palbociclib", DOUBTFUL_KIND, 0, 8), "pictuers of it", False),
    "a common word": (FoundTerm("palbociclib", DOUBTFUL_KIND, 0, 5), "table for two", False),
    "a name that would be mended to a drug's": (FoundTerm("olaparib", DOUBTFUL_KIND, 0, 8), "olapirab", True),
}


@pytest.mark.parametrize("term, text, doubtful", DOUBTS.values(), ids=DOUBTS)
def test_word_of_the_domain_is_no_name_in_doubt(term, text, doubtful):
    assert still_in_doubt(term, text, {"germline", "pictures", "olaparib"}) == doubtful


def test_what_was_learnt_is_restored(learnt, understood):
    again = restore(learnt.arrays(), json.loads(json.dumps(learnt.facts())))
    for text, _ in INTENTS.values():
        assert understood(text, again).decision.intent == understood(text).decision.intent
        assert understood(text, again).query == understood(text).query


@pytest.fixture(scope="module")
def small(knowledge):
    """Knowledge of two answers and two drugs."""
    names = ("diagnosis.bone-scan", "targeted.palbociclib")
    drugs = {name: knowledge.drugs[name] for name in ("palbociclib", "ribociclib")}
    answers = {name: knowledge.answers[name] for name in names}
    return replace(knowledge, answers=answers, drugs=drugs, triage=Triage(first="emergency", signs=[], dampers=[]))


def test_learning_keeps_titles_buttons_and_well_spelled_words(small, matcher, bag_of_words):
    scan = "faq/diagnosis.bone-scan"
    phrasings = [
        *PHRASINGS,
        *(Phrasing(text, scan, "plain") for text in ("radioactive tracer", "what tracer is it", "{drug} tracer")),
        *(Phrasing(text, scan, "typo") for text in ("radioactiv trasor", "trasor")),
    ]
    made = learn(phrasings, small, bag_of_words, matcher)
    assert made.verbatim[small.answers["diagnosis.bone-scan"].title.lower()] == scan
    assert made.verbatim[small.wording["more-button"].lower()] == TELL_MORE
    assert "tracer" in made.spellings and "trasor" not in made.spellings
    assert {"tracer", "trasor"} <= made.known_words and "bitcoin" not in made.known_words
    assert "out_of_scope/money" in made.phrasings.labels and LOOK_UP not in made.phrasings.labels
    assert "given" in made.frames.labels
    assert set(made.urgent) == {name for name, reply in small.replies.items() if reply.kind == "urgent"}


def test_bare_name_of_a_drug_asks_for_the_one_answer_that_is_titled_with_it(small, matcher, bag_of_words):
    made = learn(PHRASINGS, small, bag_of_words, matcher)
    place = made.phrasings.labels.index("faq/targeted.palbociclib")
    bare = bag_of_words.encode(["palbociclib", "Ibrance"])
    assert (bare @ made.phrasings.of(place).T).max(axis=1) == pytest.approx([1, 1], abs=1e-3)
