"""Finding the field's terms in a text: drugs, brands, genes, tests, subtypes, sites."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Sequence

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span
from spacy.util import filter_spans

from bot.knowledge.models import Term

# Short capitals such as PET, AI or ER are common words in small letters, so their case counts.
LONGEST_CASED_ALIAS = 3


@dataclass(frozen=True)
class FoundTerm:
    """A term in a text: `text[start:end]` says it, `name` is its canonical name."""

    name: str
    kind: str
    start: int
    end: int


class TermMatcher:
    """spaCy's phrase matcher over the gazetteer. Build once, use often."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._nlp = spacy.blank("en")
        self._kinds: dict[str, str] = {}
        self._any_case = PhraseMatcher(self._nlp.vocab, attr="LOWER")
        self._cased = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        for term in terms:
            self._kinds[term.name] = term.kind
            for alias in (term.name, *term.also):
                cased = alias.isupper() and len(alias) <= LONGEST_CASED_ALIAS
                matcher = self._cased if cased else self._any_case
                matcher.add(term.name, [self._nlp.make_doc(alias)])

    def find(self, text: str) -> list[FoundTerm]:
        """Every term in `text`, from left to right; of two that overlap, the longer.

        >>> matcher = TermMatcher([Term(name="palbociclib", also=("Ibrance",), kind="drugs")])
        >>> [(term.name, term.start, term.end) for term in matcher.find("Is ibrance a pill?")]
        [('palbociclib', 3, 10)]
        """
        doc = self._nlp.make_doc(text)
        spans = [
            Span(doc, start, end, label=label)
            for matcher in (self._any_case, self._cased)
            for label, start, end in matcher(doc)
        ]
        return [
            FoundTerm(span.label_, self._kinds[span.label_], span.start_char, span.end_char)
            for span in prefer_longest(spans)
        ]

    def words(self, text: str) -> list[str]:
        """The words of `text` in small letters, without punctuation and white space."""
        return [token.lower_ for token in self._nlp.make_doc(text) if token.is_alpha]


def prefer_longest(spans: Sequence[Span]) -> list[Span]:
    """Of overlapping spans the longest: 'trastuzumab deruxtecan' before 'trastuzumab'."""
    return sorted(filter_spans(spans), key=lambda span: span.start)
