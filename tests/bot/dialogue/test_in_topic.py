"""A question that leans on the answer before it asks for the nearest answer of the same topic, if one is near enough."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.dialogue import in_topic
from bot.dialogue.context import Context
from bot.dialogue.in_topic import (
    ALIKE,
    CERTAIN,
    CLOSE,
    LEAD,
    LIKE,
    LONGEST,
    NEAR,
    NEARER,
    RECENT,
    SURE,
    asked_nearby,
    asked_next,
    asked_of_look_up,
    family,
    nearest_title,
    told_already,
)
from bot.dialogue.part import Part
from bot.knowledge.models import Answer, Knowledge
from bot.look_up.query import Query
from bot.nlu.follow_ups import FollowUp

PASSAGE = "g21.diagnosis.001"
SAFE, FAR = 0.1, 0.3  # well past a threshold; far from it


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

    in_topic._encoded.cache_clear()
    yield use
    in_topic._encoded.cache_clear()


def part(
    text: str = "does it hurt then or is it quick",
    *,
    intent: str = "faq",
    sure: float = 0.5,
    nearness: float = 0.0,
    **found,
) -> Part:
    return Part(text, intent, query=Query(found=found), confidence=sure, nearness=nearness)


PRONOUN = {"leaning": ("pronoun",)}
OTHER_KIND = Query(found={"subtypes": ("that kind",)})
LAST = Context(turn=4, answer="scan.how", answered_at=4)
NEAREST = dict(scan_pain=NEAR + SAFE, scan_after=NEAR - FAR, team_who=0.0)


def test_family_is_what_is_related_then_the_rest_of_the_topic(small):
    assert family(small.answers["scan.how"], small) == ["team.who", "scan.pain", "scan.after"]


def test_every_answer_has_others_to_choose_from(knowledge):
    assert [row.id for row in knowledge.answers.values() if len(family(row, knowledge)) < 2] == []


class FakeFollowUps:
    """Gives the known follow-up a direction, and the message a cosine to it."""

    def __init__(self, cosine: float) -> None:
        self.cosine = cosine

    def encode(self, texts) -> np.ndarray:
        return np.eye(2)[: len(texts)] if texts[0] in ("is it sore", "who does it") else np.array([[self.cosine, 0.0]])


@pytest.fixture
def known(monkeypatch):
    """Two follow-ups of one answer are known, and a message is as like the first as a test says."""
    rows = [FollowUp("scan.how", "is it sore", "scan.pain"), FollowUp("scan.how", "who does it", "out_of_scope")]
    monkeypatch.setattr(in_topic, "shared_follow_ups", lambda: {"scan.how": rows})

    def use(cosine: float) -> None:
        monkeypatch.setattr(in_topic, "shared_encoder", lambda: FakeFollowUps(cosine))

    in_topic._encoded.cache_clear()
    yield use
    in_topic._encoded.cache_clear()


LIKENESS = {
    "like what people ask next": (part("will it be sore"), LIKE + SAFE, "scan.pain"),
    "unlike it": (part("will it be sore"), LIKE - SAFE, None),
    "nearer to an answer alone": (part("can i eat first", nearness=0.9), 0.9 - CLOSE - SAFE, None),
    "hardly nearer to it": (part("can i eat first", nearness=0.9), 0.9 - CLOSE + SAFE, "scan.pain"),
    "nearer to an answer, but no question of the guide": (
        part("sore?", nearness=0.9, intent="out_of_scope"),
        LIKE + SAFE,
        "scan.pain",
    ),
    "sure small talk": (part("thanks", intent="thanks", sure=SURE), ALIKE - SAFE, None),
    "small talk that is much like it": (part("thanks", intent="thanks", sure=SURE), ALIKE + SAFE, "scan.pain"),
    "talk of what it is not": (part("that is not it", intent="none_of_these"), ALIKE - SAFE, None),
    "about a medicine that it names": (part("is tamoxifen sore", drugs=("tamoxifen",)), 0.99, None),
    "long": (part(" ".join(["word"] * (LONGEST + 1))), 0.99, None),
}


@pytest.mark.parametrize("one, cosine, target", LIKENESS.values(), ids=LIKENESS)
def test_message_is_taken_for_what_people_ask_next(one, cosine, target, known):
    known(cosine)
    assert asked_next(one, LAST) == target


@pytest.mark.parametrize(
    "context", [Context(), replace(LAST, turn=LAST.turn + RECENT + 1), replace(LAST, answer="scan.pain")]
)
def test_nothing_is_asked_next_of_what_was_not_just_answered(context, known):
    known(0.99)
    assert asked_next(part("will it be sore"), context) is None


def test_question_is_compared_together_with_the_title_before_it(encoder, small):
    fake = encoder(**NEAREST)
    nearest_title(part("does it hurt", **PRONOUN), LAST, small)
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
    assert nearest_title(one, LAST, small) == found


STANDS_ALONE = {
    "nothing was answered": (part(**PRONOUN), Context()),
    "it was answered too long ago": (part(**PRONOUN), replace(LAST, turn=LAST.turn + RECENT + 1)),
    "it is small talk": (part(intent="manipulation", **PRONOUN), LAST),
    "it is understood beyond doubt": (part(sure=CERTAIN, **PRONOUN), LAST),
    "it names a medicine": (part(drugs=("tamoxifen",), **PRONOUN), LAST),
    "it is long and points at nothing": (part(), LAST),
    "it is short but sure": (part("painful?", sure=SURE), LAST),
}


@pytest.mark.parametrize("one, context", STANDS_ALONE.values(), ids=STANDS_ALONE)
def test_message_stands_alone_where(one, context, encoder, small):
    fake = encoder(scan_pain=1.0, scan_after=0.0, team_who=0.0)
    assert nearest_title(one, context, small) is None
    assert fake.asked == []


@pytest.mark.parametrize("turns", range(RECENT + 1))
def test_answer_is_leant_on_for_a_few_turns(turns, encoder, small):
    encoder(**NEAREST)
    assert nearest_title(part(**PRONOUN), replace(LAST, turn=LAST.turn + turns), small) == "scan.pain"


BONE_SCAN = Context(turn=4, answer="diagnosis.bone-scan", answered_at=4)
TOLD = {
    "every word stands in it": (part("is it an injection", intent="look_up_drug"), BONE_SCAN, True),
    "but for their endings": (part("any injections", intent="out_of_scope"), BONE_SCAN, True),
    "a word does not": (part("injection painful?", intent="look_up_drug"), BONE_SCAN, False),
    "another answer was found": (part("is it an injection"), BONE_SCAN, False),
    "it names a medicine": (part("injection?", intent="look_up_drug", drugs=("tamoxifen",)), BONE_SCAN, False),
    "it has no words to look for": (part("so?", intent="look_up_drug"), BONE_SCAN, False),
    "it is long": (part("is it an injection or is it not", intent="look_up_drug"), BONE_SCAN, False),
    "nothing was told": (part("injection?", intent="look_up_drug"), Context(), False),
}


PET_SCAN = Context(turn=4, answer="diagnosis.pet-ct-scan", answered_at=4)
FAMILY = {
    "a test of the same topic": (
        part("and MRI too?", intent="out_of_scope", tests=("MRI",)),
        PET_SCAN,
        "diagnosis.mri",
    ),
    "a test that finds an answer alone": (part("what is an MRI", tests=("MRI",)), PET_SCAN, None),
    "how likely that is": (
        part("how common", sure=SURE, likelihood=("how likely",)),
        Context(turn=4, answer="palliative.jaw", answered_at=4),
        "palliative.jaw",
    ),
    "how likely that is, where no figure was told": (
        part("how common", sure=SURE, likelihood=("how likely",)),
        Context(turn=4, answer="introduction.de-novo", answered_at=4),
        None,
    ),
    "how likely something else is": (
        part("how common are blood clots", likelihood=("how likely",)),
        Context(turn=4, answer="palliative.jaw", answered_at=4),
        None,
    ),
}


@pytest.mark.parametrize("one, context, answer", FAMILY.values(), ids=FAMILY)
def test_few_words_ask_for_an_answer_of_the_family(one, context, answer, knowledge):
    assert told_already(one, context, knowledge) == answer


@pytest.mark.parametrize("marker, target", [("GENE", "scan.pain"), ("OTHER", None)])
def test_what_is_known_of_one_marker_is_not_asked_of_another(marker, target, monkeypatch):
    rows = [FollowUp("scan.how", "is it sore with GENE", "scan.pain")]
    monkeypatch.setattr(in_topic, "shared_follow_ups", lambda: {"scan.how": rows})
    fake = type("Same", (), {"encode": lambda self, texts: np.ones((len(texts), 1))})()
    monkeypatch.setattr(in_topic, "shared_encoder", lambda: fake)
    in_topic._encoded.cache_clear()
    one = Part("and sore with it", "faq", query=Query(found={"genes-and-markers": (marker,)}))
    assert asked_next(one, LAST) == target
    in_topic._encoded.cache_clear()


OTHER_TEST = {
    "a test that was not told of, by its name": ({"tests": ("other scan",)}, "faq", None),
    "what it has to do with that test": ({"tests": ("other scan",), **PRONOUN}, "faq", "scan.pain"),
    "the test that was told of": ({"tests": ("scan",)}, "faq", "scan.pain"),
    "a test, where no answer is found": ({"tests": ("other scan",)}, "out_of_scope", "scan.pain"),
}


@pytest.mark.parametrize("found, intent, target", OTHER_TEST.values(), ids=OTHER_TEST)
def test_question_leans_on_a_test_unless_it_asks_of(found, intent, target, monkeypatch):
    rows = [FollowUp("scan.how", "and the other", "scan.pain")]
    monkeypatch.setattr(in_topic, "shared_follow_ups", lambda: {"scan.how": rows})
    fake = type("Same", (), {"encode": lambda self, texts: np.ones((len(texts), 1))})()
    monkeypatch.setattr(in_topic, "shared_encoder", lambda: fake)
    in_topic._encoded.cache_clear()
    after_scan = replace(LAST, title="How a scan is done")
    assert asked_next(Part("and the other", intent, query=Query(found=found)), after_scan) == target
    in_topic._encoded.cache_clear()


LOOKED_UP = Context(turn=4, medicines=("letrozole",), named_at=4, query=Query(("side-effects",)))
OF_LOOK_UP = {
    "the attribute": (LOOKED_UP, {"side-effects": "helps.all"}, "helps.all"),
    "the attribute, of a class": (
        LOOKED_UP,
        {"side-effects of aromatase inhibitor": "helps.blockers"},
        "helps.blockers",
    ),
    "the attribute, of a class before that of all": (
        LOOKED_UP,
        {"side-effects": "helps.all", "side-effects of aromatase inhibitor": "helps.blockers"},
        "helps.blockers",
    ),
    "another attribute": (LOOKED_UP, {"given": "helps.all"}, None),
    "an attribute that asks for another": (LOOKED_UP, {"side-effects": "look_up_drug"}, None),
    "the attribute of a medicine that another turn was about": (
        replace(LOOKED_UP, turn=5),
        {"side-effects": "helps.all"},
        None,
    ),
    "no look-up": (replace(LOOKED_UP, query=None), {"side-effects": "helps.all"}, None),
}


@pytest.mark.parametrize("context, known, target", OF_LOOK_UP.values(), ids=OF_LOOK_UP)
def test_what_is_known_to_be_asked_after_a_look_up_of(context, known, target, knowledge, monkeypatch):
    rows = {after: [FollowUp(after, "what helps", name)] for after, name in known.items()}
    monkeypatch.setattr(in_topic, "shared_follow_ups", lambda: rows)
    fake = type("Same", (), {"encode": lambda self, texts: np.ones((len(texts), 1))})()
    monkeypatch.setattr(in_topic, "shared_encoder", lambda: fake)
    in_topic._encoded.cache_clear()
    assert asked_of_look_up(Part("what helps", "faq"), context, knowledge) == target
    in_topic._encoded.cache_clear()


NEARBY = {
    "a word that leans": ({"leaning": ("leaning",)}, "scan.pain"),
    "and a kind of cancer, which is what it asks about": ({"leaning": ("leaning",), **OTHER_KIND.found}, None),
    "nothing that leans": ({}, None),
}


@pytest.mark.parametrize("found, target", NEARBY.values(), ids=NEARBY)
def test_question_that_was_probably_understood_is_asked_nearby_only_with(found, target, monkeypatch):
    rows = [FollowUp("scan.when", "and that", "scan.pain")]
    monkeypatch.setattr(in_topic, "shared_follow_ups", lambda: {"scan.when": rows})
    fake = type("Same", (), {"encode": lambda self, texts: np.ones((len(texts), 1))})()
    monkeypatch.setattr(in_topic, "shared_encoder", lambda: fake)
    for cached in (in_topic._encoded, in_topic._asked_in):
        cached.cache_clear()
    one = Part("and that", "faq", confidence=(in_topic.LIKELY + in_topic.LIKELY_ALONE) / 2, query=Query(found=found))
    assert asked_nearby(one, LAST) == target
    for cached in (in_topic._encoded, in_topic._asked_in):
        cached.cache_clear()


@pytest.mark.parametrize("sure, target", [(SURE, None), (SURE - 0.1, "scan.pain")])
def test_message_that_surely_asks_of_another_kind_of_cancer_is_no_follow_up(sure, target, monkeypatch):
    rows = [FollowUp("scan.how", "and this kind", "scan.how"), FollowUp("scan.how", "and that kind", "scan.pain")]
    monkeypatch.setattr(in_topic, "shared_follow_ups", lambda: {"scan.how": rows})
    fake = type("Same", (), {"encode": lambda self, texts: np.ones((len(texts), 1))})()
    monkeypatch.setattr(in_topic, "shared_encoder", lambda: fake)
    in_topic._encoded.cache_clear()
    assert asked_next(Part("and that kind", "faq", confidence=sure, query=OTHER_KIND), LAST) == target
    in_topic._encoded.cache_clear()


@pytest.mark.parametrize("one, context, told", TOLD.values(), ids=TOLD)
def test_answer_that_told_it_already(one, context, told, knowledge):
    assert told_already(one, context, knowledge) == (context.answer if told else None)
