"""The encoder: the same vectors however many batches are encoded at once."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.encoder import BATCH, Encoder

TEXTS = [f"what is bone scan number {place}" + " please" * (place % 5) for place in range(2 * BATCH + 1)]


@pytest.mark.parametrize("texts", [TEXTS[:1], TEXTS], ids=["one batch", "several batches"])
def test_batches_at_once_give_what_they_give_one_after_the_other(texts):
    alone, at_once = Encoder(threads=1).encode(texts), Encoder(threads=2).encode(texts)
    assert alone.shape == (len(texts), alone.shape[1])
    assert np.array_equal(alone, at_once)
    assert np.allclose(np.linalg.norm(alone, axis=1), 1.0, atol=1e-5)


def test_a_text_asked_for_again_has_its_vector():
    encoder = Encoder()
    first = encoder.encode(["one text"])
    both = encoder.encode(["another", "one text", "another"])
    assert (both[1] == first[0]).all()
    assert (both[0] == both[2]).all() and not (both[0] == both[1]).all()
