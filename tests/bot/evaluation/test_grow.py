"""A grown bot ranks copies of its answers, and is otherwise the same."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest

from bot.evaluation.grow import JITTER, _grown, copy_of

SCAN, GREET = "faq/diagnosis.bone-scan", "greet"
VECTORS = np.eye(3, dtype=np.float16)
FACTS = {"labels": [SCAN, GREET], "mentions": {SCAN: {"drug": 1.0}}, "verbatim": {"more": "tell_more"}}


@pytest.fixture
def arrays() -> bytes:
    """Two phrasings of an answer, one of small talk, and what else a model holds."""
    out = io.BytesIO()
    np.savez(out, vectors=VECTORS, starts=np.array([0, 2]), frame_weights=np.ones(2))
    return out.getvalue()


def test_answers_are_copied_and_small_talk_is_not(arrays):
    grown, facts = _grown(arrays, json.dumps(FACTS).encode(), 3)
    row, copies = json.loads(facts), [f"faq/{copy_of('diagnosis.bone-scan', n)}" for n in (2, 3)]
    assert row["labels"] == [SCAN, GREET, *copies]
    assert row["mentions"] == dict.fromkeys([SCAN, *copies], {"drug": 1.0})
    with np.load(io.BytesIO(grown)) as found:
        assert found["starts"].tolist() == [0, 2, 3, 5]
        assert np.allclose(found["vectors"][3:5], VECTORS[:2], atol=10 * JITTER)


def test_what_else_a_model_holds_is_kept(arrays):
    grown, facts = _grown(arrays, json.dumps(FACTS).encode(), 2)
    assert json.loads(facts)["verbatim"] == FACTS["verbatim"]
    with np.load(io.BytesIO(grown)) as found:
        assert found["frame_weights"].tolist() == [1.0, 1.0]
