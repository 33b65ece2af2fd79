"""Whether a message is about another cancer than the guide's."""

from __future__ import annotations

from typing import Sequence

from bot.look_up.query import CLASSES, DRUGS
from bot.nlu.terms import OTHER_CANCERS, FoundTerm

OF_THE_GUIDE = {DRUGS, CLASSES, "genes-and-markers", "subtypes"}  # kinds of names that the guide speaks of
THIS_CANCER = {"metastatic breast cancer", "metastasis"}  # terms for the illness of the guide
THIS_ORGAN = "breast"
EARLY_STAGE = "early-stage breast cancer"  # of which the guide tells how it differs
KINSHIP = "kinship"  # the kind of words for a loved one, of whom another cancer may only be told


def of_other_cancer(terms: Sequence[FoundTerm]) -> bool:
    """Whether another cancer is named among terms, and nothing that the guide speaks of."""
    kinds, names = {term.kind for term in terms}, {term.name for term in terms}
    return OTHER_CANCERS in kinds and not kinds & OF_THE_GUIDE and not names & THIS_CANCER


def asks_of_other_cancer(text: str, asked: Sequence[FoundTerm]) -> bool:
    """Whether a question is about another cancer alone, which no answer of the guide is about.

    Args:
        asked: the terms in the part of the message that asks.
    """
    told = any(term.kind == KINSHIP or term.name == EARLY_STAGE for term in asked)
    return of_other_cancer(asked) and not told and THIS_ORGAN not in text.lower()
