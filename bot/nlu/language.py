"""Which language a message is in, where it is not English."""

from __future__ import annotations

import functools
import unicodedata
from typing import Collection, Optional

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENGLISH = "en"
SURE = 0.95  # probability from which a language is named
LIKELY = 0.6  # the same of a message that is known to be in another language
FEWEST_WORDS = 4  # shorter messages say too little, unless in another script
UNKNOWN = 0.5  # share of words, from 0 to 1, that the whole domain has never seen, from which a message may be foreign
MOSTLY = 0.5  # share of letters, from 0 to 1, from which a message is in another script


@functools.lru_cache(maxsize=1)
def identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    """The identifier of languages, among English and some others."""
    made = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    made.set_languages([ENGLISH, *languages])
    return made


def foreign_language(text: str, unknown_share: float, languages: Collection[str]) -> Optional[str]:
    """The code of the language that a message is in, or None for English and where it is not sure.

    Args:
        unknown_share: of its words that the domain has never seen, 0 to 1.
        languages: codes of the languages there is a reply for.
    """
    too_little = unknown_share < UNKNOWN or len(text.split()) < FEWEST_WORDS and text.isascii()
    if too_little and other_script_share(text) < MOSTLY:
        return None
    code, chance = identifier(tuple(sorted(languages))).classify(text)
    return code if code != ENGLISH and chance >= SURE else None


def likeliest_language(text: str, languages: Collection[str]) -> Optional[str]:
    """The code of the language that a message which is not in English is likely in, or None.

    Args:
        languages: codes of the languages there is a reply for.
    """
    ranks = identifier(tuple(sorted(languages))).rank(text)
    others = [(code, chance) for code, chance in ranks if code != ENGLISH]
    code, chance = others[0]
    return code if chance >= LIKELY * sum(share for _, share in others) else None


def other_script_share(text: str) -> float:
    """Which part of a text's letters is of no Latin script: 0 to 1.

    >>> other_script_share("¿Qué es esto?"), other_script_share("你好"), other_script_share("🎗 2")
    (0.0, 1.0, 0.0)
    """
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return 1 - latin / len(letters) if letters else 0.0
