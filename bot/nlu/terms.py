"""Finding the field's terms in a text: drugs, brands, genes, tests, subtypes, sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Iterable, Sequence

import spacy
from rapidfuzz import fuzz, process
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.knowledge.models import Term

# Short capitals such as PET, AI or ER are common words in small letters, so their case counts.
LONGEST_CASED_ALIAS = 3

# The kind whose names are long, foreign and often misspelled; and the kind that looks like it and is none of it.
MISSPELLED_KIND = "drugs"
OTHER_KIND = "other-drugs"

# A word this short, or less like a name than this, is never taken for a misspelled name. Names of drugs look alike,
# so the next likely name must be clearly less like the word.
SHORTEST_MISSPELLED = 5
LIKENESS = 78.0  # of 100, rapidfuzz's normalised edit similarity
LEAD = 8.0


@dataclass(frozen=True)
class FoundTerm:
    """A term in a text: `text[start:end]` says it, `name` is its canonical name."""

    name: str
    kind: str
    start: int
    end: int


class TermMatcher:
    """spaCy's phrase matcher over the gazetteer. Build once, use often."""

    def __init__(self, terms: Iterable[Term], *, is_common: Callable[[str], bool] = lambda word: False) -> None:
        """
        Args:
            terms: the gazetteer.
            is_common: whether a word in small letters is common English, and so no misspelled name.
        """
        self._is_common = is_common
        self._nlp = spacy.blank("en")
        self._kinds: dict[str, str] = {}
        self._name_words: set[str] = set()
        self._other_words: set[str] = set()
        self._any_case = PhraseMatcher(self._nlp.vocab, attr="LOWER")
        self._cased = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        for term in terms:
            self._kinds[term.name] = term.kind
            for alias in (term.name, *term.also):
                pattern = self._nlp.make_doc(alias)
                cased = alias.isupper() and len(alias) <= LONGEST_CASED_ALIAS
                (self._cased if cased else self._any_case).add(term.name, [pattern])
                words = {token.lower_ for token in pattern if token.is_alpha and len(token) >= SHORTEST_MISSPELLED}
                if term.kind == MISSPELLED_KIND:
                    self._name_words |= words
                elif term.kind == OTHER_KIND:
                    self._other_words |= words

    def find(self, text: str) -> list[FoundTerm]:
        """Every term in `text`, from left to right, names of drugs also where misspelled; of two that overlap, the longer.

        >>> matcher = TermMatcher([Term(name="palbociclib", also=("Ibrance",), kind="drugs")])
        >>> [(term.name, term.start, term.end) for term in matcher.find("Is ibrence a pill?")]
        [('palbociclib', 3, 10)]
        """
        doc = self._nlp.make_doc(text)
        words = [self.closest_word(token.lower_) or token.text for token in doc]
        mended = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
        spans = [
            Span(doc, start, end, label=label)
            for matcher in (self._any_case, self._cased)
            for label, start, end in matcher(mended)
        ]
        return [
            FoundTerm(span.label_, self._kinds[span.label_], span.start_char, span.end_char)
            for span in prefer_longest(spans)
        ]

    def closest_word(self, word: str) -> str | None:
        """The word of a drug's name that a word in small letters misspells, or None where that is in doubt.

        >>> matcher = TermMatcher([Term(name="palbociclib", kind="drugs"), Term(name="ribociclib", kind="drugs")])
        >>> matcher.closest_word("palbocyclib"), matcher.closest_word("palliative")
        ('palbociclib', None)
        """
        exact = word in self._name_words or word in self._other_words
        if len(word) < SHORTEST_MISSPELLED or exact or self._is_common(word):
            return None
        likely = process.extract(word, self._name_words, scorer=fuzz.ratio, limit=2, score_cutoff=LIKENESS - LEAD)
        if not likely or likely[0][1] < LIKENESS:
            return None
        clear = len(likely) == 1 or likely[0][1] - likely[1][1] >= LEAD
        return likely[0][0] if clear else None


def prefer_longest(spans: Sequence[Span]) -> list[Span]:
    """Of overlapping spans the longest: 'trastuzumab deruxtecan' before 'trastuzumab'."""
    return sorted(filter_spans(spans), key=lambda span: span.start)
