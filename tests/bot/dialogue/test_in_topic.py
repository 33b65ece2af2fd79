"""A question that leans on the answer before it asks for the nearest answer of the same topic, if one is near enough."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.dialogue import in_topic
from bot.dialogue.context import Context
from bot.dialogue.in_topic import CERTAIN, LEAD, NEAR, NEARER, RECENT, SURE, answer_in_topic, family
from bot.dialogue.part import Part
from bot.knowledge.models import Answer, Knowledge
from bot.look_up.query import Query

PASSAGE = "g21.diagnosis.001"
SAFE, FAR = 0.05, 0.3  # well past a threshold; far from it


def answer(answer_id: str, **more: object) -> Answer:
    row = {"title": f"Title of {answer_id}", "short": "Short.", "passages": [PASSAGE], "reviewed": "2026-01-31"}
    return Answer(**{**row, "id": answer_id, **more})


@pytest.fixture
def small(knowledge: Knowledge) -> Knowledge:
    """A topic of three answers, and another whose first is related to it."""
    rows = [answer("scan.how", related=["team.who"]), answer("scan.pain"), answer("scan.after"), answer("team.who")]
    return replace(knowledge, answers={row.id: row for row in [*rows, answer("team.where")]})


class FakeEncoder:
    """Gives each title a direction of its own, and the question the cosines to them that a test asks for."""

    def __init__(self, cosines: dict[str, float]) -> None:
        self.cosines = cosines
        self.asked: list[str] = []

    def encode(self, texts) -> np.ndarray:
        titles = [f"Title of {name}" for name in self.cosines]
        if set(texts) <= set(titles):
            return np.eye(len(titles))[[titles.index(text) for text in texts]]
        self.asked += texts
        return np.array([list(self.cosines.values())])


@pytest.fixture
def encoder(monkeypatch):
    """Puts a fake in the encoder's place and forgets the titles it encoded."""

    def use(**cosines: float) -> FakeEncoder:
        fake = FakeEncoder({name.replace("_", "."): cosine for name, cosine in cosines.items()})
        monkeypatch.setattr(in_topic, "shared_encoder", lambda: fake)
        return fake

    in_topic._titles.cache_clear()
    yield use
    in_topic._titles.cache_clear()


def part(text: str = "does it hurt then or is it quick", *, intent: str = "faq", sure: float = 0.5, **found) -> Part:
    return Part(text, intent, query=Query(found=found), confidence=sure)


PRONOUN = {"leaning": ("pronoun",)}
LAST = Context(turn=4, answer="scan.how", answered_at=4)
NEAREST = dict(scan_pain=NEAR + SAFE, scan_after=NEAR - FAR, team_who=0.0)


def test_family_is_what_is_related_then_the_rest_of_the_topic(small):
    assert family(small.answers["scan.how"], small) == ["team.who", "scan.pain", "scan.after"]


def test_every_answer_has_others_to_choose_from(knowledge):
    assert [row.id for row in knowledge.answers.values() if len(family(row, knowledge)) < 2] == []


def test_question_is_compared_together_with_the_title_before_it(encoder, small):
    fake = encoder(**NEAREST)
    answer_in_topic(part("does it hurt", **PRONOUN), LAST, small)
    assert fake.asked == ["does it hurt Title of scan.how"]


FOUND = {
    "the nearest": (part(**PRONOUN), NEAREST, "scan.pain"),
    "a related one of another topic": (
        part(**PRONOUN),
        {**NEAREST, "scan_pain": 0.0, "team_who": NEAR + SAFE},
        "team.who",
    ),
    "none where none is near": (part(**PRONOUN), {**NEAREST, "scan_pain": NEAR - SAFE}, None),
    "none where two are as near": (
        part(**PRONOUN),
        {**NEAREST, "scan_pain": 0.9, "scan_after": 0.9 - LEAD / 2},
        None,
    ),
    "none where another question is understood surely": (part(sure=SURE, **PRONOUN), NEAREST, None),
    "one much nearer all the same": (part(sure=SURE, **PRONOUN), {**NEAREST, "scan_pain": NEARER + SAFE}, "scan.pain"),
    "one, where it is sure but no question of the guide": (
        part(sure=SURE, intent="out_of_scope", **PRONOUN),
        NEAREST,
        "scan.pain",
    ),
    "one, where it is short": (part("painful?"), NEAREST, "scan.pain"),
}


@pytest.mark.parametrize("one, cosines, found", FOUND.values(), ids=FOUND)
def test_answer_that_is_leant_on(one, cosines, found, encoder, small):
    encoder(**cosines)
    assert answer_in_topic(one, LAST, small) == found


STANDS_ALONE = {
    "nothing was answered": (part(**PRONOUN), Context()),
    "it was answered too long ago": (part(**PRONOUN), replace(LAST, turn=LAST.turn + RECENT + 1)),
    "it is small talk": (part(intent="thanks", **PRONOUN), LAST),
    "it is understood beyond doubt": (part(sure=CERTAIN, **PRONOUN), LAST),
    "it names a medicine": (part(drugs=("tamoxifen",), **PRONOUN), LAST),
    "it is long and points at nothing": (part(), LAST),
    "it is short but sure": (part("painful?", sure=SURE), LAST),
}


@pytest.mark.parametrize("one, context", STANDS_ALONE.values(), ids=STANDS_ALONE)
def test_message_stands_alone_where(one, context, encoder, small):
    fake = encoder(scan_pain=1.0, scan_after=0.0, team_who=0.0)
    assert answer_in_topic(one, context, small) is None
    assert fake.asked == []


@pytest.mark.parametrize("turns", range(RECENT + 1))
def test_answer_is_leant_on_for_a_few_turns(turns, encoder, small):
    encoder(**NEAREST)
    assert answer_in_topic(part(**PRONOUN), replace(LAST, turn=LAST.turn + turns), small) == "scan.pain"
