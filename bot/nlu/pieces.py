"""Cutting a message into the questions it holds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Collection, NamedTuple, Sequence

from bot.nlu.terms import FoundTerm

END = re.compile(r"(?<=[.?!:])\s+|\n+|;\s+")
JOINT = re.compile(r",?\s+(?:and|also|plus|&)\s+(?:also\s+)?|,\s+", re.IGNORECASE)
COMMA = re.compile(r",\s+")
# Between a word of denial and what is denied, and between two that are denied together.
BETWEEN = re.compile(r"\s*(?:(?:an?|the|my|any|yet|another|more|new|starting|having|taking)\s+)*", re.IGNORECASE)
TOGETHER = re.compile(r"\s*(?:/|&|\b(?:and|or|nor)\b)\s*(?:the\s+)?", re.IGNORECASE)
BRIEF = 5  # words of a question in telegram style
POINTING = ("leaning", "remaining", "which")  # what counts wherever it stands in a message that tells no story
FEW_WORDS = 14  # of such a message
FEWEST_WORDS = 2  # of a piece that can be a question by itself
ASKING = ("yes-no", "question-words")
MEDICINES = ("drugs", "classes", "other-drugs")
TREATMENTS, LEANING = "treatments", "leaning"  # kinds of other treatments, and of words that lean on what was said
DENIAL = "denial"  # words before a name that is not meant
LEADS_IN = ":"  # after what a question is about
CASE = ("subtypes", "genes-and-markers", "groups", "lines", "sites")  # what a treatment depends on
TOLD = ("feelings", "kinship")  # what counts wherever it stands


class Piece(NamedTuple):
    """A part of a message: `text[start:end]`."""

    start: int
    end: int
    asks: bool


def pieces_of(text: str, terms: Sequence[FoundTerm]) -> list[Piece]:
    """The sentences of a message, cut once more before a clause that begins as a question.

    A piece asks where it begins with a word that asks, or ends with a question mark.
    """
    starts = {term.start for term in terms if term.kind in ASKING}
    cuts = [(0, 0)] + [match.span() for match in END.finditer(text)]
    cuts += [match.span() for match in JOINT.finditer(text) if match.end() in starts]
    cuts += [span for span in _between_telegrams(text, terms) if span not in cuts]
    cuts = sorted(cuts)
    ends = [cut[0] for cut in cuts[1:]] + [len(text)]
    pieces = [Piece(cut[1], end, _asks(text, cut[1], end, starts)) for cut, end in zip(cuts, ends) if end > cut[1]]
    return [piece for piece in pieces if len(text[piece.start : piece.end].split()) >= FEWEST_WORDS]


def _between_telegrams(text: str, terms: Sequence[FoundTerm]) -> list[tuple[int, int]]:
    """The commas of a message that is several questions in telegram style: a drug and a few words each."""
    commas = [match.span() for match in COMMA.finditer(text)]
    starts, ends = [0, *(end for _, end in commas)], [*(start for start, _ in commas), len(text)]
    return commas if all(_is_telegram(text, start, end, terms) for start, end in zip(starts, ends)) else []


def _is_telegram(text: str, start: int, end: int, terms: Sequence[FoundTerm]) -> bool:
    named = [term for term in terms if term.kind == "drugs" and start <= term.start and term.end <= end]
    others = sum(len(text[term.start : term.end].split()) for term in named)
    return len(named) == 1 and others < len(text[start:end].split()) <= BRIEF


def within(piece: Piece, terms: Sequence[FoundTerm]) -> list[FoundTerm]:
    """The terms in a piece, with places counted from its start."""
    return [
        replace(term, start=term.start - piece.start, end=term.end - piece.start)
        for term in terms
        if piece.start <= term.start and term.end <= piece.end
    ]


def asked_about(text: str, terms: Sequence[FoundTerm], *, of_case: bool = False) -> list[FoundTerm]:
    """The terms in the part of a message that asks, where the rest only tells; with those of a medicine from the rest
    where that part names none, and of a treatment where it leans on one.

    Args:
        of_case: what is asked depends on the case that the rest tells: the kind of cancer, its markers, the line.
    """
    pieces = pieces_of(text, terms)
    asking = [piece for piece in pieces if piece.asks]
    if not asking or len(asking) == len(pieces):
        return list(terms)
    inside = [t for t in terms if any(piece.start <= t.start and t.end <= piece.end for piece in asking)]
    if any(term.kind in MEDICINES for term in inside):
        kept = inside
    else:
        of = {*MEDICINES, DENIAL, *([TREATMENTS] if any(term.kind == LEANING for term in inside) else [])}
        kept = [*inside, *(term for term in terms if term.kind in of and term not in inside)]
    case = [kind for kind in CASE if of_case and not any(term.kind == kind for term in inside)]
    everywhere = {*TOLD, *case, *(POINTING if len(text.split()) <= FEW_WORDS else ())}
    return sorted(kept + [t for t in terms if t.kind in everywhere and t not in kept], key=lambda term: term.start)


def without_denied(text: str, terms: Sequence[FoundTerm], kinds: Collection[str] = MEDICINES) -> list[FoundTerm]:
    """The terms without those of some kinds that a message says are not meant, where it names others: "Kisqali, not
    Ibrance", "a pill instead of a drip".
    """
    denied = denied_in(text, terms, kinds)
    left = {term.name for term in terms if term.kind in kinds} - {term.name for term in denied}
    return [term for term in terms if term not in denied] if left else list(terms)


def denied_in(text: str, terms: Sequence[FoundTerm], kinds: Collection[str] = MEDICINES) -> list[FoundTerm]:
    """The terms of some kinds that a message says are not meant: both in "besides tamoxifen and AIs"."""
    denials = [term.end for term in terms if term.kind == DENIAL]
    denied: list[FoundTerm] = []
    for term in terms:
        if term.kind in kinds and (
            any(BETWEEN.fullmatch(text, end, term.start) for end in denials if end <= term.start)
            or any(TOGETHER.fullmatch(text, other.end, term.start) for other in denied if other.end <= term.start)
        ):
            denied.append(term)
    return denied


def only_told(text: str, terms: Sequence[FoundTerm]) -> bool:
    """Whether a message names medicines only in what it tells, and none in what it asks."""
    asking = [piece for piece in pieces_of(text, terms) if piece.asks or text[: piece.end].rstrip().endswith(LEADS_IN)]
    named = [term for term in terms if term.kind in MEDICINES]
    inside = any(piece.start <= term.start and term.end <= piece.end for term in named for piece in asking)
    return bool(asking and named) and not inside


def _asks(text: str, start: int, end: int, starts: set[int]) -> bool:
    return start in starts or text[start:end].rstrip().endswith("?")
