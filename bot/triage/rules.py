"""Which signs of danger a message shows: rules over its words, with what makes a sign no danger.

Source: the signs are those that patient guides tell people to get help for at once; each rule in `knowledge/triage.yml`
carries the sentence that made it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Iterator, Mapping, NamedTuple, Optional, Sequence, Union

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

from bot.knowledge.models import Damper, DangerSign, Triage

GAP = "..."  # in a pattern: up to so many words between
LONGEST_GAP = 4
FEVER = "#fever"  # in a pattern: a temperature from 38 °C or 100.4 °F, with or without its unit: 38, 39.2, 38,5c, 101f
YEAR = "#year"  # in a pattern: a year, such as 2019
SENTENCE_ENDS = frozenset({".", "!", "?", ";", "\n"})
TURNS = frozenset(
    {"but", "however", "now", "because"}
)  # what stands before takes nothing back after: "no fever but my chest hurts"
NEW_SUBJECTS = frozenset(
    "i my she he her his we our".split()
)  # after a comma, a new clause: "what is a stroke, my face droops"
LONGEST_OPENING = 5  # words before a comma that may only say when: "Last year, I had chest pain"
_FEVER = r"^(?:(?:38|39|40|41)(?:[.,]\d{1,2})?[°º]?c?|(?:100[.,][4-9]\d?|10[1-6](?:[.,]\d{1,2})?)[°º]?f?)$"
_YEAR = r"^(?:19|20)\d\d$"
_SHAPES = {FEVER: _FEVER, YEAR: _YEAR}
_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "′": "'", ":": " ", "=": " ", "…": " . ", "–": ",", "—": ","}
)


@dataclass(frozen=True)
class Sign:
    """A sign of danger in a message: its name, the reply it calls for, and where it stands (tokens)."""

    name: str
    reply: str
    start: int
    end: int
    firm: bool = False


class Guarded(NamedTuple):
    """A matcher, and the sets of words of each of which a message must hold one for its patterns to match."""

    matcher: Matcher
    places: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Matchers:
    """Matchers by the words of the rarest place of their patterns, and those whose patterns have no such place."""

    by_word: Mapping[str, Sequence[Guarded]]
    always: Sequence[Guarded]


@dataclass(frozen=True)
class Seen:
    """What the rules see in a message: signs of danger, those that something in it takes back, and words that calm."""

    signs: tuple[Sign, ...] = ()
    taken_back: tuple[Sign, ...] = ()
    calms: bool = False


class Rules:
    """The rules of `knowledge/triage.yml` as spaCy matchers. Build once, use often."""

    def __init__(self, triage: Triage) -> None:
        self._triage = triage
        self._nlp = spacy.blank("en")
        self._signs = self._matchers(triage.signs)
        self._dampers = self._matchers(triage.dampers)
        self._replies = {sign.name: sign.reply for sign in triage.signs}
        self._damped_by = {damper.name: damper for damper in triage.dampers}
        self._firm = {sign.name for sign in triage.signs if sign.firm}

    def look(self, text: str) -> Seen:
        """What the rules see in a message."""
        doc = self._nlp(_plain(text))
        dampers = list(_matches(self._dampers, doc))
        signs, taken_back = [], []
        for name, start, end in dict.fromkeys(_matches(self._signs, doc)):
            sign = Sign(name, self._replies[name], start, end, name in self._firm)
            gone = any(self._takes_back(doc, sign, damper) for damper in dampers)
            (taken_back if gone else signs).append(sign)
        pressing = sorted(signs, key=lambda sign: (self._triage.first != sign.reply, sign.start, -sign.end, sign.name))
        return Seen(tuple(pressing), tuple(taken_back), bool(dampers))

    def find(self, text: str) -> list[Sign]:
        """The signs of danger in a message that nothing in it takes back, the most pressing reply first."""
        return list(self.look(text).signs)

    def _takes_back(self, doc: Doc, sign: Sign, damper: tuple[str, int, int]) -> bool:
        """Whether a damper makes a sign no danger: one for the whole message, one in its sentence, or one just before."""
        name, start, end = damper
        rule = self._damped_by[name]
        if rule.only and sign.reply not in rule.only:
            return False
        if sign.name in self._firm and not rule.firm:
            return False
        if rule.reach == "message":
            return True
        low, high = _sentence(doc, sign.start)
        if rule.reach == "before":  # or within the sign: "have no chest pain"
            return low <= start < sign.end and sign.start - end <= rule.within
        return low <= start < high

    def _matchers(self, rows: Sequence[Union[DangerSign, Damper]]) -> Matchers:
        """One matcher for all patterns that need the same words in a message: few need to run."""
        matchers: dict[tuple[frozenset[str], ...], Matcher] = {}
        lines = [(row.name, line) for row in rows for line in row.patterns]
        common = Counter(word for _, line in lines for part in line.split() for word in part.split("|"))
        for name, line in lines:
            places = _places(line, common)
            if places not in matchers:
                matchers[places] = Matcher(self._nlp.vocab)
            matchers[places].add(name, [[token for word in line.split() for token in self._tokens(word)]])
        by_word: dict[str, list[Guarded]] = {}
        for places, matcher in matchers.items():
            for word in places[0] if places else ():
                by_word.setdefault(word, []).append(Guarded(matcher, places[1:]))
        return Matchers(by_word, [Guarded(matcher, ()) for places, matcher in matchers.items() if not places])

    def _tokens(self, word: str) -> Iterator[dict]:
        if word == GAP:
            yield from ({"OP": "?", "TEXT": {"NOT_IN": list(SENTENCE_ENDS)}} for _ in range(LONGEST_GAP))
            return
        optional = word.endswith("?")
        choices = word.rstrip("?").split("|")
        once = {"OP": "?"} if optional else {}
        if choices == ["#"]:
            yield {"LIKE_NUM": True, **once}
        elif choices[0] in _SHAPES:
            yield {"LOWER": {"REGEX": _SHAPES[choices[0]]}, **once}
        else:
            yield {"LOWER": {"IN": choices}, **once}


def _matches(matchers: Matchers, doc: Doc) -> Iterator[tuple[str, int, int]]:
    words = {token.lower_ for token in doc}
    rare = (guarded for word in sorted(words) for guarded in matchers.by_word.get(word, ()))
    needed = [guarded for guarded in rare if not any(place.isdisjoint(words) for place in guarded.places)]
    for matcher in dict.fromkeys(guarded.matcher for guarded in (*matchers.always, *needed)):
        for key, start, end in matcher(doc):
            yield doc.vocab.strings[key], start, end


def _places(line: str, common: Mapping[str, int]) -> tuple[frozenset[str], ...]:
    """The sets of words of each of which one must stand in a message for a pattern to match, the rarest in the rules first."""
    parts = [part.split("|") for part in line.split() if part not in (GAP, "#", *_SHAPES) and not part.endswith("?")]
    return tuple(frozenset(part) for part in sorted(parts, key=lambda words: sum(common[word] for word in words)))


def _plain(text: str) -> str:
    """The text with one kind of apostrophe and of space, for spaCy makes a word of a second space, and a full stop last."""
    lines = (" ".join(line.split()) for line in text.translate(_ALIKE).splitlines())
    return "\n".join(line for line in lines if line) + " ."


def _sentence(doc: Doc, place: int) -> tuple[int, int]:
    """The sentence around a place, cut at a turn such as "but"."""
    low = place
    while low > 0 and not _ends(doc[low - 1]):
        low -= 1
    high = place
    while high < len(doc) and not _ends(doc[high]):
        high += 1
    return low, high


def _ends(token: Token) -> bool:
    if token.text == "," and token.i + 1 < len(token.doc):
        opening = token.i <= LONGEST_OPENING or any(
            before.text in SENTENCE_ENDS for before in token.doc[token.i - LONGEST_OPENING : token.i]
        )
        return not opening and token.nbor().lower_ in NEW_SUBJECTS
    return token.text in SENTENCE_ENDS or token.lower_ in TURNS


def most_pressing(signs: Sequence[Sign]) -> Optional[str]:
    """The reply that the signs of a message call for, or None without any."""
    return signs[0].reply if signs else None
