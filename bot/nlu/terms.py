"""Finding the field's terms in a text: drugs, brands, genes, tests, subtypes, sites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Callable, Iterable, Optional, Sequence

import spacy
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.knowledge.models import EVERYDAY_KINDS, Term
from bot.nlu.sound import sound

# Short capitals such as PET, AI or ER are common words in small letters, so their case counts.
LONGEST_CASED_ALIAS = 3
CHUNK = re.compile(r"[\w-]+(?:/[\w-]+)*")
PART = "|"  # between kind and name in a label of spaCy's matcher

# The kind whose names are long, foreign and often misspelled; and the kinds that look like it and are none of it.
MISSPELLED_KIND = "drugs"
OTHER_KIND = "other-drugs"
OTHER_CANCERS = "other-cancers"
ALIKE_KINDS = (OTHER_KIND, "classes")

# Everyday kinds that compete too: in "mouth sores" the mouth is no way to take a drug, and "how often does
# that happen" asks of no schedule. Where two mean the same words, the one named first here is taken.
BODY = ("organs", "side-effects", "routes")
RIVALRIES = {**dict.fromkeys(BODY, "body"), "frequency": "how often", "likelihood": "how often"}
RANK = {kind: place for place, kind in enumerate(BODY)}
MEDICINES = ("classes", MISSPELLED_KIND)  # kinds whose names may hold words of the body: "bone shots" are no shot

# A word this short, or less like a name than this, is never taken for a misspelled name. Names of drugs look alike,
# so the next likely name must be clearly less like the word.
SHORTEST_MISSPELLED = 5
LIKENESS = 78.0  # of 100, rapidfuzz's normalised edit similarity
LEAD = 8.0
PLAIN_EDITS = 1  # that may be amiss in a word of another term; at two edits "hypo" is "hyper"
SAME = 100.0  # likeness of what sounds the same
SHORT_NAME = 7  # letters of a name so short that one edit is all that may be amiss: "halve" is no "Halaven"
MOST_DOUBTFUL = 2  # edits of a short name that may be meant for it, to be asked about
RIVALS = 4  # names compared with the likeliest
SHORTEST_COMPOUND = 4  # letters and signs of a text that may be a mistyped name such as T-DM1 or 5FU
MOST_WORDS = 4  # of a name
DOUBTFUL = 70.0  # likeness from which a word may be meant for a name, to be asked about
DOUBTFUL_KIND = "doubtful-drugs"


@dataclass(frozen=True)
class FoundTerm:
    """A term in a text: `text[start:end]` says it, `name` is its canonical name."""

    name: str
    kind: str
    start: int
    end: int


class TermMatcher:
    """spaCy's phrase matcher over the gazetteer. Build once, use often."""

    def __init__(self, terms: Iterable[Term], *, is_common: Optional[Callable[[str], bool]] = None) -> None:
        """
        Args:
            terms: the gazetteer.
            is_common: whether a word in small letters is common English, and so no misspelled name. Without it, names
                of drugs alone are found where they are misspelled: for texts by careful writers.
        """
        self._mends_all = is_common is not None
        self._is_common = is_common or (lambda word: False)
        self._nlp = spacy.blank("en")
        self._name_words: set[str] = set()
        self._other_words: set[str] = set()
        plain_words: set[str] = set()
        self._drugs_of: dict[str, set[str]] = {}  # word of a name -> the drugs whose name holds it
        self._compounds: dict[str, str] = {}  # name of several words, of few letters, or with a figure -> its drug
        self._any_case = PhraseMatcher(self._nlp.vocab, attr="LOWER")
        self._cased = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        for term in terms:
            label = f"{term.kind}{PART}{term.name}"
            for alias in (term.name, *term.also):
                pattern = self._nlp.make_doc(alias)
                cased = alias.isalpha() and alias.isupper() and len(alias) <= LONGEST_CASED_ALIAS
                (self._cased if cased else self._any_case).add(label, [pattern])
                words = {token.lower_ for token in pattern if token.is_alpha and len(token) >= SHORTEST_MISSPELLED}
                if term.kind == MISSPELLED_KIND:
                    self._name_words |= words
                    for word in words:
                        self._drugs_of.setdefault(word, set()).add(term.name)
                    if not alias.isalpha() or SHORTEST_COMPOUND <= len(alias) < SHORTEST_MISSPELLED:
                        self._compounds[alias.lower()] = term.name
                elif term.kind in ALIKE_KINDS:
                    self._other_words |= words
                else:
                    plain_words |= words
        self._plain_words = sorted(plain_words - self._name_words - self._other_words)
        self._plain = frozenset(self._plain_words)
        self._every_word = sorted(self._name_words | self._other_words)
        self._by_sound: dict[str, list[str]] = {}
        for word in self._every_word:
            self._by_sound.setdefault(sound(word), []).append(word)

    def find(self, text: str) -> list[FoundTerm]:
        """Every term in `text`, from left to right, also where misspelled; of two that overlap, the longer.

        >>> matcher = TermMatcher([Term(name="palbociclib", also=("Ibrance",), kind="drugs")])
        >>> [(term.name, term.start, term.end) for term in matcher.find("Is ibrence a pill?")]
        [('palbociclib', 3, 10)]
        """
        doc = self._nlp.make_doc(text.replace("’", "'"))
        words = [self.closest_word(t.lower_) or self._plain_word(t.lower_) or t.text for t in doc]
        mended = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
        places = [(start, end, label) for label, start, end in (*self._any_case(mended), *self._cased(mended))]
        places = self._mistyped_compounds(mended) + places  # first, so that of two for the same words they are chosen
        spans = [Span(doc, start, end, label=label) for start, end, label in places]
        rivals: dict[str, list[Span]] = {}
        for span in sorted(spans, key=lambda span: RANK.get(_kind(span), 0)):
            kind = _kind(span)
            rivals.setdefault(RIVALRIES.get(kind, kind if kind in EVERYDAY_KINDS else ""), []).append(span)
        chosen = _without_inner([span for group in rivals.values() for span in prefer_longest(group)])
        doubtful, parts = self._doubtful(doc, words, chosen)
        found = [*(_found(span) for span in chosen if span not in parts), *doubtful]
        return sorted(found, key=lambda term: (term.start, term.kind))

    def closest_word(self, word: str) -> str | None:
        """The word of a drug's name that a word in small letters misspells, or None where that is in doubt.

        >>> matcher = TermMatcher([Term(name="palbociclib", kind="drugs"), Term(name="ribociclib", kind="drugs")])
        >>> matcher.closest_word("palbocyclib"), matcher.closest_word("palliative")
        ('palbociclib', None)
        """
        likely = self._likely(word)
        if not likely or likely[0][1] < LIKENESS:
            return None
        best = likely[0][0]
        if best not in self._name_words or too_far(word, best, 1):
            return None
        drugs = self._drugs_of[best]
        rival = next((likeness for name, likeness in likely if not self._drugs_of.get(name, set()) & drugs), 0.0)
        return best if likely[0][1] - rival >= LEAD else None

    def _plain_word(self, word: str) -> str | None:
        """The word of any other term that a word in small letters misspells, or None."""
        known = word in self._plain or word in self._name_words or word in self._other_words
        skip = not self._mends_all or known or not word.isalpha()
        if skip or len(word) < SHORTEST_MISSPELLED or self._is_common(word):
            return None
        found = process.extractOne(word, self._plain_words, scorer=OSA.distance, score_cutoff=PLAIN_EDITS)
        if not found or found[0][0] != word[0] or found[0].rstrip("s") == word.rstrip("s"):
            return None  # one is not the other misspelled, but its plural
        return found[0]

    def _likely(self, word: str) -> list[tuple[str, float]]:
        """The words of names, also of drugs that are not the guide's and of classes, that a word is most like, with how
        like it is: the only one where just one sounds the same, and one that sounds like it where none is written like it.
        """
        exact = word in self._name_words or word in self._other_words
        if len(word) < SHORTEST_MISSPELLED or exact or self._is_common(word):
            return []
        alike = self._by_sound.get(sound(word), [])
        if len(alike) == 1:
            return [(alike[0], SAME)]
        found = process.extract(word, self._every_word, scorer=fuzz.ratio, limit=RIVALS, score_cutoff=LIKENESS - LEAD)
        rows = [(name, likeness) for name, likeness, _ in found]
        if not rows and len(word) > SHORT_NAME:
            heard = process.extractOne(sound(word), self._by_sound.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS)
            rows = [(name, DOUBTFUL) for name in self._by_sound[heard[0]]] if heard else []
        return sorted(rows, key=lambda row: (-row[1], row[0] not in self._name_words))

    def _mistyped_compounds(self, doc: Doc) -> list[tuple[int, int, str]]:
        """Names of several words, of few letters, or with a figure that are one edit away from what stands in the text,
        as start, end and label; in doubt where they are those of two drugs.
        """
        text = doc.text  # once: spaCy puts it together anew each time
        chunks = list(CHUNK.finditer(text))
        plain = [self._is_common(chunk.group().lower()) and chunk.group().isalpha() for chunk in chunks]
        found = []
        for first in range(len(chunks)):
            for last in range(first, min(first + MOST_WORDS, len(chunks))):
                if all(plain[first : last + 1]):  # common words alone are no name
                    continue
                start, end = chunks[first].start(), chunks[last].end()
                typed = text[start:end].lower()
                if len(typed) < SHORTEST_COMPOUND or typed in self._compounds or self._is_common(typed):
                    continue
                near = process.extract(typed, self._compounds.keys(), scorer=OSA.distance, score_cutoff=1, limit=RIVALS)
                drugs = sorted({self._compounds[name] for name, _, _ in near})
                span = doc.char_span(start, end, alignment_mode="expand")
                if drugs and span is not None:
                    kind = MISSPELLED_KIND if len(drugs) == 1 else DOUBTFUL_KIND
                    found.append((span.start, span.end, f"{kind}{PART}{drugs[0]}"))
        return found

    def _doubtful(self, doc: Doc, mended: Sequence[str], found: Sequence[Span]) -> tuple[list[FoundTerm], list[Span]]:
        """The words that may be meant for a drug's name, though it is in doubt which; and the drugs found that are only
        a part of such a name: "trastuzumab" beside a word that may be "deruxtecan".
        """
        drugs = [span for span in found if _kind(span) == MISSPELLED_KIND]
        taken = {place for span in found for place in range(span.start, span.end)}
        doubtful, parts = [], []
        for token, word in zip(doc, mended):
            likely = self._likely(token.lower_) if word == token.text and token.i not in taken else []
            best, likeness = likely[0] if likely else ("", 0.0)
            if best not in self._drugs_of or likeness < DOUBTFUL or too_far(token.lower_, best, MOST_DOUBTFUL):
                continue
            names, start, end = self._drugs_of[best], token.idx, token.idx + len(token)
            for span in (span for span in drugs if span not in parts):
                whole = self._holding(mended[span.start : span.end]) & names
                if token.i in (span.start - 1, span.end) and whole and _name(span) not in names:
                    names, start, end = whole, min(start, span.start_char), max(end, span.end_char)
                    parts.append(span)
            doubtful.append(FoundTerm(min(sorted(names), key=len), DOUBTFUL_KIND, start, end))
        return doubtful, parts

    def _holding(self, words: Sequence[str]) -> set[str]:
        """The drugs with a name that holds all of the words that are part of any name."""
        drugs = [self._drugs_of[word.lower()] for word in words if word.lower() in self._drugs_of]
        return set.intersection(*drugs) if drugs else set()


def too_far(word: str, name: str, edits: int) -> bool:
    """Whether a name is so short that a word with more edits than that is another word."""
    return len(name) <= SHORT_NAME and OSA.distance(word, name) > edits and sound(word) != sound(name)


def _kind(span: Span) -> str:
    return span.label_.partition(PART)[0]


def _name(span: Span) -> str:
    return span.label_.partition(PART)[2]


def _found(span: Span) -> FoundTerm:
    return FoundTerm(_name(span), _kind(span), span.start_char, span.end_char)


def _without_inner(spans: Sequence[Span]) -> list[Span]:
    """The spans without words of the body, or ways to take a drug, that lie within the name of a medicine."""
    names = [span for span in spans if _kind(span) in MEDICINES]

    def inner(span: Span) -> bool:
        return _kind(span) in BODY and any(name.start <= span.start and span.end <= name.end for name in names)

    return [span for span in spans if not inner(span)]


def prefer_longest(spans: Sequence[Span]) -> list[Span]:
    """Of overlapping spans the longest: 'trastuzumab deruxtecan' before 'trastuzumab'."""
    return sorted(filter_spans(spans), key=lambda span: span.start)
