"""Words are explained by sentences that stand in the knowledge, found by what they define."""

from __future__ import annotations

import pytest

from bot.serving.web.glossary import LONGEST, Glossary, Word, glossary_of

SCAN = Word("bone scan", "A bone scan is a test.")
PET = Word("PET scan", "A PET scan is another.")
GLOSSARY = Glossary({"bone scan": SCAN, "bone scans": SCAN, "PET": PET, "PET scan": PET})

# text -> what is explained of it, as said there
TEXTS = {
    "as it is said": ("Bone Scans show it.", ["Bone Scans"]),
    "once": ("A bone scan, then a bone scan.", ["bone scan"]),
    "the longer name": ("a PET scan", ["PET scan"]),
    "short capitals": ("a PET", ["PET"]),
    "another word in small letters": ("my pet", []),
    "a part of a word": ("unbone scanner, bone scan-like", []),
    "explained by the text": ("A bone scan\nis a test. A bone scan helps.", []),
    "nothing": ("", []),
}


@pytest.mark.parametrize("text, expected", TEXTS.values(), ids=TEXTS)
def test_words_of_a_text(text, expected):
    assert [said for said, _ in GLOSSARY.words_in(text)] == expected


def test_nothing_to_explain_with():
    assert Glossary({}).words_in("a bone scan") == []


def test_each_explanation_stands_in_the_knowledge_and_names_its_word(knowledge):
    told = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in knowledge.root.rglob("*.yml"))
    ways = {term.name: (term.name, *term.also) for term in knowledge.field_terms}
    for word in glossary_of(knowledge)._exact.values():
        assert word.explains in told and len(word.explains) <= LONGEST
        assert any(way.lower() in word.explains.lower() for way in ways[word.name]), word


def test_every_drug_is_explained(knowledge):
    explained = {word.name for word in glossary_of(knowledge)._exact.values()}
    assert knowledge.drugs.keys() - explained == set()
