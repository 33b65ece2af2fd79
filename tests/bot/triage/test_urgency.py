"""The second net: messages like known calls for help are urgent, even where no rule sees a sign."""

from dataclasses import replace

import numpy as np
import pytest

from bot.triage.messages import CALM, CRISIS, EMERGENCY
from bot.triage.rules import Seen, Sign
from bot.triage.urgency import HINTED, URGENT, features, learn_urgency, urgency_from

HELP, DESPAIR, CHAT = np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, 1.0])
HALFWAY = 0.4 * HELP + 0.6 * CHAT
NOTHING = Seen()
SIGN = Seen(signs=(Sign("chest", EMERGENCY, 0, 1),))


@pytest.fixture(scope="module")
def urgency():
    lot = np.random.default_rng(7)
    groups = [(EMERGENCY, HELP), (CRISIS, DESPAIR), (CALM, CHAT)]
    labels = [label for label, _ in groups for _ in range(20)]
    vectors = np.stack([centre + lot.normal(0, 0.05, 3) for _, centre in groups for _ in range(20)])
    return learn_urgency(labels, vectors, lambda place: NOTHING)


REPLIES = {
    "like an emergency": (HELP, NOTHING, EMERGENCY),
    "like a crisis": (DESPAIR, NOTHING, CRISIS),
    "like small talk": (CHAT, NOTHING, None),
    "small talk in which a rule sees a sign": (CHAT, SIGN, None),
    "much more like small talk": (0.1 * HELP + 0.9 * CHAT, NOTHING, None),
    "an emergency that a rule sees too": (HELP, SIGN, EMERGENCY),
}


@pytest.mark.parametrize("vector, seen, reply", REPLIES.values(), ids=REPLIES)
def test_reply(vector, seen, reply, urgency):
    assert urgency.reply(vector, seen) == reply


def test_a_firm_sign_of_a_crisis_needs_less(urgency):
    """Between the two borders, calm words with such a sign are urgent, and without it they are not."""
    firm = Seen(signs=(Sign("crisis-self", CRISIS, 0, 1, firm=True),))
    between = next(
        vector
        for vector in (DESPAIR * share + CHAT * (1 - share) for share in np.linspace(0, 1, 201))
        if HINTED < urgency.distances(features(vector, firm)[None])[0] <= URGENT
    )
    assert urgency.reply(between, firm) == CRISIS
    assert urgency.reply(between, replace(firm, signs=(replace(firm.signs[0], firm=False),))) is None


def test_what_a_model_keeps_is_restored(urgency):
    again = urgency_from(urgency.arrays())
    for vector in (HELP, DESPAIR, CHAT):
        table = features(vector, SIGN)[None]
        assert again.distances(table) == pytest.approx(urgency.distances(table), abs=0.01)


def test_what_is_calm_and_taken_for_urgent_is_learnt_from_as_well(urgency):
    """Of messages that are not learnt from at first, those near the border are."""
    lot = np.random.default_rng(7)
    known = [(EMERGENCY, HELP)] * 20 + [(CRISIS, DESPAIR)] * 20 + [(CALM, CHAT)] * 20
    labels = [label for label, _ in known] + [CALM] * 20
    vectors = np.stack([v + lot.normal(0, 0.05, 3) for _, v in known] + [HALFWAY + 0.2 * HELP] * 20)
    first = [True] * 60 + [False] * 20
    once = learn_urgency(labels[:60], vectors[:60], lambda place: NOTHING)
    twice = learn_urgency(labels, vectors, lambda place: NOTHING, first=first)
    asked = features(HALFWAY + 0.2 * HELP, NOTHING)[None]
    assert twice.distances(asked)[0] < once.distances(asked)[0]
