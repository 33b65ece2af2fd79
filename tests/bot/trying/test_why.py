"""Why a message was understood as it was, told in words for each way to a decision."""

from dataclasses import replace

import pytest

from bot.answering.reply import Reply
from bot.dialogue.context import Context
from bot.dialogue.respond import Said
from bot.triage.rules import Seen, Sign
from bot.trying.why import leaning_reason, reasons
from tests.bot.trying.minds import CALIBRATION, FEATURES, LEARNT, understood

SIGN = Sign("breathing", "emergency", 0, 2)
ONE = understood("faq", "a.b", confidence=0.93)

WAYS = {
    "a sign of danger": (understood("emergency"), Seen((SIGN,)), ["the rules of knowledge/triage.yml see breathing"]),
    "danger by meaning": (understood("crisis"), Seen(), ["no rule sees a sign, but the meaning is near to calls"]),
    "a sign that is no danger": (
        understood("faq", "a.b"),
        Seen((SIGN,)),
        ["see breathing, but by its meaning it is no call", "with a chance of 50%", "a.b is the right answer"],
    ),
    "a sign that is taken back": (
        understood("thanks", ranking=(("thanks", 0.9),)),
        Seen((), (SIGN,)),
        ["other words take back: breathing", "with a chance of 50%", "Nearest of all are the phrasings of thanks"],
    ),
    "a button": (understood("tell_more", features={}), Seen(), ["word for word, what a button says"]),
    "a choice": (understood("choose", features={}), Seen(), ["a choice from what was offered"]),
    "another language": (understood("other_language", features={}, language="de"), Seen(), ["another language (de)"]),
    "several questions": (
        understood("several", parts=(("What is a?", ONE), ("And b?", ONE))),
        Seen(),
        ["It holds 2 questions", '"What is a?" is faq a.b, sure to 93%.', '"And b?" is faq a.b'],
    ),
    "a broad word": (understood("nlu_fallback", "a.b", confidence=1.0), Seen(), ["knowledge/broad-words.yml"]),
    "an answer": (
        understood("faq", "a.b"),
        Seen(),
        ["The guide covers it with a chance of 50%; from 30% on", "50%; from 60% on it is given, so it is given"],
    ),
    "a choice of answers": (understood("nlu_fallback", "a.b"), Seen(), ["50%; from 30%", "so a choice is offered"]),
    "out of scope": (understood("out_of_scope"), Seen(), ["50%; from 30%", "So it is declined."]),
    "a decision by what is asked of a drug": (
        understood("personal_decision"),
        Seen(),
        ["50%; from 30%", "Because of what it asks of a medicine, it is taken for personal_decision."],
    ),
    "a look-up": (
        understood("look_up_drug", topics=("given",), drugs=("letrozole",)),
        Seen(),
        ["look-up in the records of drugs: letrozole; asked: given."],
    ),
    "a look-up without a name": (understood("look_up_drug"), Seen(), ["no medicine by name; asked: what it is."]),
    "a drug of another guide": (
        understood("drug_not_covered", other_drugs=("osimertinib",)),
        Seen(),
        ["a drug that the guide does not have: osimertinib."],
    ),
    "a doubtful name": (
        understood("did_you_mean", doubtful_drugs=("olaparib",)),
        Seen(),
        ["not enough to be sure: olaparib"],
    ),
}


@pytest.mark.parametrize("one, seen, told", WAYS.values(), ids=WAYS)
def test_each_way_to_a_decision_is_told(one, seen, told):
    sentences = list(reasons(one, seen, LEARNT, CALIBRATION))
    assert len(sentences) == len(told)
    assert all(part in sentence for part, sentence in zip(told, sentences)), sentences


def test_chances_are_those_of_the_calibration():
    sure = replace(CALIBRATION, scope=replace(CALIBRATION.scope, weights={"best": 2.0}))
    first, _ = reasons(understood("faq", "a.b", features={**FEATURES, "best": 1.0}), Seen(), LEARNT, sure)
    assert "with a chance of 88%" in first


def said(reply_id: str) -> Said:
    return Said(Reply(kind="chat", id=reply_id, title="", text=""), Context())


LEANS = {
    "on a medicine": (Context(turn=1, medicines=("letrozole",), named_at=1), "(letrozole)"),
    "on an answer": (Context(turn=1, answer="a.b"), "(a.b)"),
    "on what was offered": (Context(turn=1, offered=("1",)), "(the choices offered)"),
}


@pytest.mark.parametrize("context, before", LEANS.values(), ids=LEANS)
def test_what_a_message_leans_on_is_told(context, before):
    (sentence,) = leaning_reason(said("x"), said("which-drug"), context)
    assert before in sentence and sentence.endswith("alone it would get which-drug.")


def test_nothing_is_told_where_it_would_get_the_same_alone():
    assert list(leaning_reason(said("x"), said("x"), Context(turn=1, answer="a.b"))) == []
