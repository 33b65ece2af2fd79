"""Sentences of the guide are found; its facts, names and short runs of words are not."""

from __future__ import annotations

import json

import pytest

from bot.checking.originality import check_originality
from bot.places import Places

SENTENCE = "The port is a small cup that is put under the skin of the chest by a nurse."
TEXTS = {
    "the sentence, which holds two such runs": (SENTENCE, [2, 2]),
    "in capitals, over two lines": (SENTENCE.upper().replace("SMALL", "SMALL\n "), [2, 3]),
    "the first nine words of it": ("the port is a small cup that is put", [2]),
    "eight words of it": ("the port is a small cup that is", []),
    "its facts in other words": ("A nurse puts the port, a small cup, under the skin of the chest.", []),
    "nine names without small words": ("alpha beta gamma delta epsilon zeta eta theta iota", []),
}


@pytest.mark.parametrize("text, lines", TEXTS.values(), ids=TEXTS)
def test_shared_runs_are_told_at_their_line(text, lines, tmp_path):
    guide = [SENTENCE, "alpha beta gamma delta epsilon zeta eta theta iota"]
    (tmp_path / "passages.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in guide))
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge/a.yml").write_text(f"id: a\nshort: {text}\n")
    faults = check_originality(Places(tmp_path), tmp_path)
    assert [(fault.code, fault.path.name, fault.line) for fault in faults] == [("O01", "a.yml", line) for line in lines]
