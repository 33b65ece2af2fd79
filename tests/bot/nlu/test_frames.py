"""Which look-up a question asks for is learnt from phrasings in which names are hidden."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.models import Term
from bot.nlu.examples import OUT_OF_SCOPE, PERSONAL, Phrasing
from bot.nlu.frames import (
    ATTRIBUTES,
    FAQ,
    FRAMES,
    LOOK_UP,
    MASKS,
    PLACEHOLDERS,
    SIGNS,
    TALK,
    Frames,
    features,
    filled,
    frames_from,
    label_of,
    learn_frames,
    masked,
    signs,
    with_name,
    with_pronoun_named,
)
from bot.nlu.mentions import IN_TEXT, IN_TITLE
from bot.nlu.terms import DOUBTFUL_KIND, OTHER_KIND, FoundTerm, TermMatcher
from bot.places import NLU_DATA

MATCHER = TermMatcher(
    [
        Term(name="palbociclib", also=("Ibrance",), kind="drugs"),
        Term(name="letrozole", also=("Femara",), kind="drugs"),
        Term(name="taxane", also=("taxanes",), kind="classes"),
        Term(name="rash", kind="side-effects"),
        Term(name="aspirin", kind=OTHER_KIND),
        Term(name="bone", kind="sites"),
        Term(name="pronoun", also=("it", "the second one"), kind="leaning"),
        Term(name="question", also=("what",), kind="question-words"),
    ]
)
PALBOCICLIB, LETROZOLE = FoundTerm("palbociclib", "drugs", 0, 1), FoundTerm("letrozole", "drugs", 2, 3)
TAXANE, ASPIRIN = FoundTerm("taxane", "classes", 0, 1), FoundTerm("aspirin", OTHER_KIND, 0, 1)
DOUBTFUL = FoundTerm("palbociclib", DOUBTFUL_KIND, 0, 1)

MASKED = [
    ("Does Ibrance cause rash?", "Does the drug cause a side effect?"),
    ("Ibrance with Femara", "the drug with the drug"),
    ("taxanes or aspirin", "the drugs or the drug"),
    ("it is in the bone", "it is in the bone"),
    ("hello", "hello"),
    ("", ""),
]


@pytest.mark.parametrize("text, hidden", MASKED)
def test_names_are_hidden_as_what_they_are(text, hidden):
    assert masked(text, MATCHER.find(text)) == hidden


def test_name_in_doubt_is_hidden_too():
    assert masked("Is ibransss a pill", [FoundTerm("palbociclib", DOUBTFUL_KIND, 3, 11)]) == "Is the drug a pill"


PRONOUNS = [
    ("does it cause rash", "does the drug cause rash"),
    ("what about the second one", "what about the drug"),
    ("it or it", "the drug or it"),
    ("side effects", "side effects the drug"),
    ("rash", "rash the drug"),
]


@pytest.mark.parametrize("text, named", PRONOUNS)
def test_pronoun_becomes_a_drug_or_one_is_added(text, named):
    assert with_pronoun_named(text, MATCHER.find(text))[0] == named


words = st.sampled_from(["it", "the second one", "Ibrance", "rash", "hurts", "what", "bone"])


@given(st.lists(words, min_size=1, max_size=8).map(" ".join))
def test_terms_say_the_same_words_once_a_drug_is_named(text):
    before = MATCHER.find(text)
    named, after = with_pronoun_named(text, before)
    pronouns = [term for term in before if term.name == "pronoun"]
    said = [text[term.start : term.end] for term in before if term not in pronouns[:1]]
    assert sorted(named[term.start : term.end] for term in after) == sorted([*said, MASKS["drugs"]])


@given(st.lists(words, min_size=1, max_size=8).map(" ".join))
def test_no_name_is_left_once_they_are_hidden(text):
    assert not {term.kind for term in MATCHER.find(masked(text, MATCHER.find(text)))} & {"drugs", "classes"}


# The signs that are set, beside those of length.
NO_DRUG, ONE_DRUG, DRUGS, ONE_CLASS, CLASSES, NO_MEDICINE, OTHER = range(7)
SIGNED = {
    "no name": ([], {NO_DRUG, NO_MEDICINE}),
    "a drug": ([PALBOCICLIB], {ONE_DRUG}),
    "a drug twice": ([PALBOCICLIB, PALBOCICLIB], {ONE_DRUG}),
    "two drugs": ([PALBOCICLIB, LETROZOLE], {DRUGS}),
    "a drug in doubt": ([DOUBTFUL], {ONE_DRUG}),
    "a class": ([TAXANE], {NO_DRUG, ONE_CLASS}),
    "a drug and a class": ([PALBOCICLIB, TAXANE], {ONE_DRUG, ONE_CLASS}),
    "another drug": ([ASPIRIN], {NO_DRUG, NO_MEDICINE, OTHER}),
    "a side effect": (
        [FoundTerm("rash", "side-effects", 0, 1)],
        {NO_DRUG, NO_MEDICINE, OTHER + 1 + SIGNS.index("side-effects")},
    ),
    "a kind that is no sign": ([FoundTerm("fear", "feelings", 0, 1)], {NO_DRUG, NO_MEDICINE}),
}


@pytest.mark.parametrize("terms, expected", SIGNED.values(), ids=SIGNED)
def test_signs_tell_which_names_stand_in_a_message(terms, expected):
    rows = signs("a text of more than a few words at all", terms)
    assert set(np.flatnonzero(rows).tolist()) == expected


@pytest.mark.parametrize("text, lengths", [("a b c", [1, 1]), ("a b c d", [1, 0]), ("a b c d e f g", [0, 0])])
def test_signs_tell_how_short_a_message_is(text, lengths):
    assert signs(text, [])[-2:].tolist() == lengths


LABELS = [
    (Phrasing("?", LOOK_UP, topic="given"), "given"),
    (Phrasing("?", "faq/a.b"), FAQ),
    (Phrasing("?", OUT_OF_SCOPE, topic="money"), OUT_OF_SCOPE),
    (Phrasing("?", PERSONAL), PERSONAL),
    (Phrasing("?", "greet"), TALK),
]


@pytest.mark.parametrize("phrasing, label", LABELS)
def test_phrasing_stands_for_a_frame(phrasing, label):
    assert label_of(phrasing) == label


def test_placeholders_are_names_of_their_kind():
    text, terms = filled("Does {drug} or {other} cause {effect} like Femara? {drug}!", MATCHER)
    assert [(term.kind, text[term.start : term.end]) for term in terms] == [
        ("drugs", "{drug}"),
        ("drugs", "{other}"),
        ("side-effects", "{effect}"),
        ("drugs", "Femara"),
        ("drugs", "{drug}"),
    ]
    assert masked(text, terms) == "Does the drug or the drug cause a side effect like the drug? the drug!"


DRUGS = ("a", "b", "c")


@pytest.mark.parametrize("joint", [" or ", " and ", " versus ", " instead of "])
def test_two_placeholders_become_two_drugs(joint):
    first, second = with_name(f"{{drug}}{joint}{{other}}", DRUGS).split(joint)
    assert {first, second} < set(DRUGS) and first != second


def test_placeholders_become_other_drugs_from_phrasing_to_phrasing():
    named = {with_name(f"number {number} of {{drug}}", DRUGS).split()[-1] for number in range(40)}
    assert named == set(DRUGS)


def test_a_phrasing_without_placeholders_stays():
    assert with_name("no name", DRUGS) == "no name"


def test_chances_are_told_from_the_likeliest():
    frames = Frames(("a", "b", "c"), np.array([[0.0, 1], [1, 0], [0, 0]]), np.array([0.0, 0, -50]))
    chances = frames.chances(np.array([3.0, 1.0]))
    assert list(chances) == ["b", "a", "c"]
    assert chances["b"] / chances["a"] == pytest.approx(np.exp(2))
    assert sum(chances.values()) == pytest.approx(1)


def test_chances_of_great_scores_are_numbers():
    frames = Frames(("a", "b"), np.array([[1000.0], [-1000.0]]), np.zeros(2))
    assert frames.chances(np.array([5.0])) == {"a": 1.0, "b": 0.0}


PHRASINGS = [
    *(Phrasing(f"{opening} pill {{drug}}", LOOK_UP, topic="given") for opening in ("is it a", "what", "how")),
    *(Phrasing(f"{opening} {{effect}} {{drug}}", LOOK_UP, topic="side-effects") for opening in ("does", "any", "why")),
    *(Phrasing(f"{opening} cost of {{drug}}", OUT_OF_SCOPE, topic="money") for opening in ("the", "high", "what")),
    *(Phrasing(f"{opening} letrozole history", "faq/history.drugs") for opening in ("the", "old", "what")),
]


def likeliest(frames: Frames, text: str, encoder) -> str:
    terms = MATCHER.find(text)
    vector = encoder.encode([masked(text, terms)])[0]
    return next(iter(frames.chances(features(vector, text, terms))))


LEARNT = [
    ("is Ibrance a pill", "given"),
    ("does Femara give me a rash", "side-effects"),
    ("what is the cost of Ibrance", OUT_OF_SCOPE),
    ("the history of Ibrance", FAQ),
]


@pytest.mark.parametrize("text, label", LEARNT)
def test_phrasing_about_one_drug_speaks_for_all(text, label, bag_of_words):
    frames = learn_frames(PHRASINGS, {}, bag_of_words, MATCHER)
    assert likeliest(frames, text, bag_of_words) == label


@pytest.mark.parametrize("strength, learnt", [(IN_TITLE, False), (IN_TEXT, True)])
def test_question_for_the_answer_about_its_own_drug_is_no_counterexample(strength, learnt, bag_of_words):
    mentions = {"faq/history.drugs": {"letrozole": strength}}
    assert (FAQ in learn_frames(PHRASINGS, mentions, bag_of_words, MATCHER).labels) == learnt


def test_of_phrasings_without_a_medicine_some_are_learnt(bag_of_words):
    talk = [Phrasing(f"hello {n}", "greet") for n in range(60)]
    assert TALK in learn_frames([*PHRASINGS, *talk], {}, bag_of_words, MATCHER).labels


def test_frames_are_read_back():
    frames = Frames(("a", "b"), np.eye(2, dtype=np.float32), np.ones(2, dtype=np.float32))
    again = frames_from({"frame_weights": frames.weights, "frame_biases": frames.biases}, ["a", "b"])
    assert again.chances(np.array([1.0, 0.0])) == frames.chances(np.array([1.0, 0.0]))


def test_every_frame_has_phrasings_and_every_attribute_a_question(knowledge):
    assert {path.stem for path in (NLU_DATA / "look-ups").glob("*.yml")} == set(FRAMES)
    assert set(knowledge.look_ups) == set(ATTRIBUTES)


def test_every_kind_that_is_hidden_or_a_sign_can_be_found(knowledge):
    kinds = {term.kind for term in knowledge.terms} | {DOUBTFUL_KIND}
    assert {*MASKS, *PLACEHOLDERS.values(), *SIGNS} <= kinds
