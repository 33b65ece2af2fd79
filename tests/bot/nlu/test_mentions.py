"""Answers that speak of what a question names come forward."""

import pytest

from bot.knowledge.models import Answer, Term
from bot.nlu.mentions import IN_TEXT, IN_TITLE, WORTH, about, mentions_of, weigh_drugs
from bot.nlu.terms import FoundTerm, TermMatcher

TERMS = [
    Term(name="palbociclib", also=("Ibrance",), kind="drugs"),
    Term(name="letrozole", kind="drugs"),
    Term(name="bone scan", kind="tests"),
    Term(name="illness", kind="medical-words"),
]
TITLE, TEXT, OTHER, CHAT = "faq/drugs.palbociclib", "faq/drugs.letrozole", "faq/tests.bone-scan", "greet"
MENTIONS = {
    TITLE: {"palbociclib": IN_TITLE},
    TEXT: {"letrozole": IN_TITLE, "palbociclib": IN_TEXT},
    OTHER: {"bone scan": IN_TITLE},
}
DRUG, TEST = FoundTerm("palbociclib", "drugs", 0, 1), FoundTerm("bone scan", "tests", 0, 1)


def answer(answer_id: str, title: str, short: str, more: str | None = None) -> Answer:
    return Answer(
        id=answer_id, title=title, short=short, more=more, passages=["g21.diagnosis.001"], reviewed="2026-01-31"
    )


def test_title_speaks_louder_than_text_and_further_detail_counts_as_text():
    answers = {"a.a": answer("a.a", "Ibrance", "Palbociclib is a pill.", "It goes with letrozole.")}
    assert mentions_of(answers, TermMatcher(TERMS)) == {"faq/a.a": {"palbociclib": IN_TITLE, "letrozole": IN_TEXT}}


SPEAKING = [([DRUG], [TITLE]), ([TEST], []), ([], []), ([FoundTerm("letrozole", "drugs", 0, 1), DRUG], [TITLE, TEXT])]


@pytest.mark.parametrize("asked, intents", SPEAKING)
def test_answers_titled_with_a_drug_asked_about_are_kept(asked, intents):
    assert about(asked, MENTIONS) == intents


RANKING = [(CHAT, 0.75), (OTHER, 0.75), (TEXT, 0.75), (TITLE, 0.75)]
HALF_DRUG = WORTH / 2
WEIGHED = {
    "a drug": ([DRUG], {TITLE: HALF_DRUG, TEXT: 0, OTHER: -HALF_DRUG, CHAT: 0}),
    "a drug said twice": ([DRUG, DRUG], {TITLE: HALF_DRUG, TEXT: 0, OTHER: -HALF_DRUG, CHAT: 0}),
    "a test, which is no drug": ([TEST], dict.fromkeys((TITLE, TEXT, OTHER, CHAT), 0)),
    "no term": ([], dict.fromkeys((TITLE, TEXT, OTHER, CHAT), 0)),
}


@pytest.mark.parametrize("asked, moved", WEIGHED.values(), ids=WEIGHED)
def test_answers_move_by_what_they_say_of_the_drugs(asked, moved):
    weighed = weigh_drugs(RANKING, asked, MENTIONS)
    assert dict(weighed) == pytest.approx({label: 0.75 + change for label, change in moved.items()})
    assert [score for _, score in weighed] == sorted((score for _, score in weighed), reverse=True)


def test_answer_titled_with_the_drug_overtakes_a_slightly_nearer_one():
    assert weigh_drugs([(OTHER, 0.78), (TITLE, 0.7)], [DRUG], MENTIONS)[0][0] == TITLE
