"""A message in another language is told by name, an English one never."""

import pytest

from bot.nlu.language import UNKNOWN, foreign_language, likeliest_language

CODES = ("ar", "de", "es", "fr", "it", "pt", "zh")

FOREIGN = [
    ("¿Cuáles son los efectos secundarios de la quimioterapia?", "es"),
    ("Welche Nebenwirkungen hat die Behandlung mit Tabletten?", "de"),
    ("Quels sont les effets secondaires de ce traitement ?", "fr"),
    ("Quali sono gli effetti collaterali di questa terapia?", "it"),
    ("Quais são os efeitos colaterais deste tratamento?", "pt"),
    ("乳腺癌转移有什么治疗方法", "zh"),
    ("ما هي الآثار الجانبية للعلاج الكيميائي", "ar"),
    ("副作用", "zh"),
]
ENGLISH = [
    "What are the side effects of this treatment?",
    "wat r teh sied efects of this treetment plz",
    "hormone therapy",
    "",
]
UNSURE = ["Nebenwirkungen Tamoxifen", "efectos secundarios", "xq zzv bnm qqr"]


@pytest.mark.parametrize("text, code", FOREIGN)
def test_foreign_message_is_told_by_its_language(text, code):
    assert foreign_language(text, 1.0, CODES) == code


@pytest.mark.parametrize("text", [*ENGLISH, *UNSURE])
def test_english_and_what_says_too_little_is_not(text):
    assert foreign_language(text, 1.0, CODES) is None


@pytest.mark.parametrize("text, code", FOREIGN)
def test_message_of_known_words_is_foreign_only_in_another_script(text, code):
    told = code if code in ("ar", "zh") else None  # their words are never counted among those that are known
    assert foreign_language(text, UNKNOWN - 0.01, CODES) == told


@pytest.mark.parametrize("text", ["🎗 🎗 🎗 🎗", "38.5", "Is 你好 Chinese for hello?"])
def test_signs_and_single_foreign_words_are_not_another_script(text):
    assert foreign_language(text, 0.0, CODES) is None


LIKELY = [("no puedo respirar", "es"), ("parlez vous francais", "fr"), ("ich habe Angst", "de"), ("xq zzv", None)]


@pytest.mark.parametrize("text, code", LIKELY)
def test_short_message_that_is_known_to_be_foreign_has_its_likeliest_language(text, code):
    assert likeliest_language(text, CODES) == code


def test_only_languages_with_a_reply_are_told():
    text, _ = FOREIGN[1]
    assert foreign_language(text, 1.0, ["de"]) == "de"
    assert foreign_language(text, 1.0, ["zh"]) is None


def test_every_language_with_a_reply_can_be_told(knowledge):
    told = {foreign_language(text, 1.0, knowledge.languages) for text, _ in FOREIGN}
    assert told == set(knowledge.languages)


def test_reply_in_a_language_is_in_that_language(knowledge):
    assert {foreign_language(text, 1.0, CODES) for text in knowledge.languages.values()} == set(knowledge.languages)
