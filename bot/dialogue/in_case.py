"""A question that leans on a treatment path told before it: the next line, another marker, another kind of cancer."""

from __future__ import annotations

from typing import Optional, get_args

from bot.dialogue.context import Context
from bot.dialogue.part import Part
from bot.knowledge.models import Knowledge, Line, TreatmentPath
from bot.look_up.paths import COMPARED, find_paths
from bot.look_up.query import Query
from bot.nlu.frames import CORRECTION, NEXT, SAME_AGAIN

RECENT = 2  # turns that a path is leant on for
LINES = get_args(Line)  # of treatment, in their order
LONGEST = 10  # words of a message that leans on a path
SHORT = 3  # words of one that leans without saying so
POINTING = ("lines", "genes-and-markers", "subtypes", "groups")  # kinds of names that point at another path


def path_in_case(part: Part, context: Context, knowledge: Knowledge) -> Optional[str]:
    """The id of the path that a message asks for if it leans on the one told before it, or None."""
    told = _told(context, knowledge)
    if told is None or part.query.names("drugs") or len(part.text.split()) > LONGEST:
        return None
    query = part.query
    topics = {*query.topics[:1], *query.if_leaning[:1]}
    onward = NEXT in topics and not query.names("lines")
    short = len(part.text.split()) <= SHORT
    leans = short or bool(query.names("leaning")) or bool(topics & {CORRECTION, SAME_AGAIN})
    if not leans or not (onward or any(query.names(kind) for kind in POINTING)):
        return None
    found = {kind: getattr(told, key) for key, kind in COMPARED.items()}
    found |= {kind: query.names(kind) for kind in COMPARED.values() if query.names(kind)}
    if onward:
        found["lines"] = _after(told.lines)
    names = find_paths(Query(found=found), knowledge)
    return next((name for name in names if knowledge.paths[name].answer != context.answer), None)


def _told(context: Context, knowledge: Knowledge) -> Optional[TreatmentPath]:
    """The path that the last answer tells: of several, the one that asks least."""
    if not context.answer or context.turn - context.answered_at > RECENT:
        return None
    paths = [path for path in knowledge.paths.values() if path.answer == context.answer]
    return min(paths, key=_conditions, default=None)


def _conditions(path: TreatmentPath) -> int:
    return sum(len(getattr(path, key)) for key in COMPARED)


def _after(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The line that comes after."""
    last = max((LINES.index(line) for line in lines if line in LINES), default=0)
    return (LINES[min(last + 1, len(LINES) - 1)],)
