"""What words of a reply mean: sentences that stand in the knowledge already, found by what they define."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

from bot.answering.compose import SENTENCE_END
from bot.knowledge.models import Knowledge

# "An x-ray is a ...", "Letrozole (Femara) is a ...": the subject is the word, the rest says what it is.
DEFINITION = re.compile(
    r"(?:an? |the )?(?P<word>.+?)(?: \([^)]*\))? (?:is|are|means) (?:an?|the|called|when)\b(?! option)", re.I
)
LONGEST = 260  # characters of an explanation
MOST = 12  # words explained in one reply
LONGEST_CASED = 3  # short capitals, such as PET, are other words in small letters


@dataclass(frozen=True)
class Word:
    """A word that can be explained, under its usual name."""

    name: str
    explains: str


class Glossary:
    """The words that the knowledge explains. Build once, use often."""

    def __init__(self, words: dict[str, Word]) -> None:
        """
        Args:
            words: by each way of saying them.
        """
        self._exact = words
        self._small = {said.lower(): word for said, word in words.items() if not _is_cased(said)}
        ways = sorted(map(re.escape, words), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(ways)})(?![\w-])", re.I) if ways else None

    def words_in(self, text: str) -> list[tuple[str, Word]]:
        """The words of a text that can be explained, each as it is said there first.

        What the text itself explains is left out.

        >>> scan = Word("bone scan", "A bone scan is a test.")
        >>> Glossary({"bone scan": scan}).words_in("Bone scans? A Bone scan, then.")
        [('Bone scan', Word(name='bone scan', explains='A bone scan is a test.'))]
        """
        plain = " ".join(text.split())
        found: dict[str, tuple[str, Word]] = {}
        for match in self._pattern.finditer(text) if self._pattern else ():
            said = match.group()
            word = self._exact.get(said) or self._small.get(said.lower())
            if word and word.name not in found and word.explains not in plain:
                found[word.name] = (said, word)
        return list(found.values())[:MOST]


def glossary_of(knowledge: Knowledge) -> Glossary:
    """What the knowledge explains: records first, then the answers' opening sentences, then side effects."""
    explained: dict[str, str] = {}
    for name, sentence in _explanations(knowledge):
        if len(sentence) <= LONGEST:
            explained.setdefault(name, sentence)
    return Glossary(
        {
            said: Word(term.name, explained[term.name])
            for term in knowledge.field_terms
            if term.name in explained
            for said in (term.name, *term.also)
        }
    )


def _explanations(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Names of terms, each with a sentence that says what it is."""
    names = {said.lower(): term.name for term in knowledge.field_terms for said in (term.name, *term.also)}
    for record in (*knowledge.drugs.values(), *knowledge.classes.values()):
        sentence = _sentences(record.works[0].says)[0]
        if record.name.lower() in sentence.lower():
            yield record.name, sentence
    for sentence in _telling(knowledge):
        match = DEFINITION.match(sentence)
        if match and match["word"].lower() in names:
            yield names[match["word"].lower()], sentence


def _telling(knowledge: Knowledge) -> Iterator[str]:
    """The sentences that may say what something is."""
    yield from (test.purpose for test in knowledge.tests.values())
    yield from (role.does for role in knowledge.team.values() if role.does)
    yield from (_sentences(answer.short)[0] for answer in knowledge.answers.values())
    for record in (*knowledge.drugs.values(), *knowledge.classes.values()):
        for effect in record.side_effects:
            yield from _sentences(effect.says or "")


def _sentences(text: str) -> list[str]:
    return SENTENCE_END.split(" ".join(text.split()))


def _is_cased(said: str) -> bool:
    return said.isalpha() and said.isupper() and len(said) <= LONGEST_CASED
