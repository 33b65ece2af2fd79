"""The questions of one message are understood each by itself, or of the drug that the one before it names."""

from __future__ import annotations

import pytest

from bot.look_up.query import Query, names_by_kind
from bot.nlu.decide import Decision
from bot.nlu.examples import FAQ
from bot.nlu.look_ups import DRUG
from bot.nlu.parts import SEVERAL, with_parts
from bot.nlu.terms import FoundTerm
from bot.nlu.understand import Understanding

TEXT = "is alphazole generic and what are its harms"
NAMED = FoundTerm("alphazole", "drugs", 3, 12)
LEANS = FoundTerm("leaning", "leaning", 34, 37)
TERMS = [FoundTerm("yes or no", "yes-no", 0, 2), NAMED, FoundTerm("question", "question-words", 25, 29), LEANS]
WHOLE = Understanding(Decision(FAQ, 0.9, ("alpha.harms",)), (), query=Query(found={"drugs": ("alphazole",)}))
OF_IT = [("names", ("alphazole",)), ("side-effects", ("alphazole",))]


def ask(text: str, terms: list[FoundTerm]) -> Understanding:
    """The first part is a look-up of the drug it names; the second of one that it does not name."""
    found = names_by_kind(terms)
    if "drugs" in found:
        return Understanding(Decision(DRUG, 0.9), (), query=Query(("names",), found=found))
    return Understanding(Decision(DRUG, 0.9), (), query=Query((), ("side-effects",), found))


@pytest.mark.parametrize("terms, parts", [(TERMS, OF_IT), ([t for t in TERMS if t is not NAMED], [])])
def test_part_that_names_no_drug_is_asked_of_the_one_before_it(terms, parts):
    one = with_parts(TEXT, terms, WHOLE, ask)
    assert [(part.query.topics[0], part.query.medicines) for _, part in one.parts] == parts
    assert (one.decision.intent == SEVERAL) is bool(parts)
