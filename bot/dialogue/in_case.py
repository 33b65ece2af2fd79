"""A question that leans on a treatment path told before it: the next line, another marker, another kind of cancer."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional, get_args

from bot.dialogue.context import Context
from bot.dialogue.part import Part, surely_decides
from bot.knowledge.models import Knowledge, Line, TreatmentPath
from bot.look_up.paths import COMPARED, find_paths
from bot.look_up.query import Query
from bot.nlu.examples import FAQ, OUT_OF_SCOPE
from bot.nlu.frames import CORRECTION, NEXT, SAME_AGAIN

RECENT = 2  # turns that a path is leant on for
LINES = get_args(Line)  # of treatment, in their order
LONGEST, LONGEST_CASE = 10, 16  # words of a message that leans on a path, and of one that names a kind of cancer
BRIEF = 6  # words of one that asks what comes next
SUBTYPES, LINES_KIND = "subtypes", "lines"  # kinds of names that make a case
SHORT = 3  # words of one that leans without saying so
POINTING = ("lines", "genes-and-markers", "subtypes", "groups")  # kinds of names that point at another path


def path_in_case(part: Part, context: Context, knowledge: Knowledge) -> Optional[str]:
    """The id of the path that a message asks for if it leans on the one told before it, or for the kind of cancer that
    it names or that was spoken of; or None.
    """
    words = len(part.text.split())
    if (
        surely_decides(part)
        or part.query.names("drugs")
        or words > (LONGEST_CASE if part.query.names(SUBTYPES) else LONGEST)
    ):
        return None
    return _leaning_on_path(part, context, knowledge) or _for_this_case(part, context, knowledge)


def _leaning_on_path(part: Part, context: Context, knowledge: Knowledge) -> Optional[str]:
    """The path that differs from the one just told in what a message names, or that comes after it."""
    told, query = _told(context, knowledge), part.query
    topics = {*query.topics[:1], *query.if_leaning[:1]}
    onward = NEXT in topics and not query.names(LINES_KIND)
    short = len(part.text.split()) <= SHORT
    leans = short or bool(query.names("leaning")) or bool(topics & {CORRECTION, SAME_AGAIN})
    if told is None or not leans or not (onward or any(query.names(kind) for kind in POINTING)):
        return None
    found = {kind: getattr(told, key) for key, kind in COMPARED.items()}
    found |= {kind: query.names(kind) for kind in COMPARED.values() if query.names(kind)}
    if onward:
        found[LINES_KIND] = _after(told.lines)
    names = find_paths(Query(found=found), knowledge)
    return next((name for name in names if knowledge.paths[name].answer != context.answer), None)


def _for_this_case(part: Part, context: Context, knowledge: Knowledge) -> Optional[str]:
    """The path for the kind of cancer that a message names, or that was spoken of, where the message was understood as a
    question of another kind, or only asks what comes next.
    """
    query = part.query
    case = query if query.names(SUBTYPES) else context.known_case
    if case is None or not case.names(SUBTYPES) or query.medicines:
        return None
    of_answer = [path for path in knowledge.paths.values() if part.intent == FAQ and part.answers[:1] == (path.answer,)]
    asks = query.topics[:1] == (NEXT,) and part.intent != OUT_OF_SCOPE
    onward = asks and not query.names(LINES_KIND) and case is not query
    if any(not _contradicts(path, case) for path in of_answer):
        return None
    if not of_answer and not (onward and len(part.text.split()) <= BRIEF):
        return None
    lines = _after(case.names(LINES_KIND)) if onward else next((path.lines for path in of_answer if path.lines), ())
    pointed = {kind: query.names(kind) for kind in POINTING if query.names(kind)}
    names = find_paths(Query(found={**case.found, LINES_KIND: lines, **pointed}), knowledge)
    return next(iter(names), None)


def _contradicts(path: TreatmentPath, case: Query) -> bool:
    """Whether a path is for another kind of cancer, neither a wider case of the other, or for another line."""
    has, named = set(path.subtypes), set(case.names(SUBTYPES))
    lines, asked = set(path.lines), set(case.names(LINES_KIND))
    return bool(has - named and named - has) or bool(lines and asked and lines.isdisjoint(asked))


def in_known_case(query: Query, context: Context, knowledge: Knowledge) -> Query:
    """A question of what comes next with the kind of cancer spoken of, where it names none and that leads to a path."""
    case = context.known_case
    if case is None or query.names(SUBTYPES) or query.medicines:
        return query
    fuller = replace(query, found={SUBTYPES: case.names(SUBTYPES), **query.found})
    return fuller if find_paths(fuller, knowledge) else query


def with_case(said_of: Context, part: Part, knowledge: Knowledge) -> Context:
    """The context with what a message says of the cancer, and what the path says that it was answered with."""
    named = {kind: part.query.names(kind) for kind in COMPARED.values() if part.query.names(kind)}
    told = _told(said_of, knowledge) if said_of.answered_at == said_of.turn else None
    of_path = {kind: getattr(told, key) for key, kind in COMPARED.items() if getattr(told, key)} if told else {}
    if not named and not of_path:
        return said_of
    before = said_of.known_case
    kept = before.found if before and not named.get(SUBTYPES) and not of_path.get(SUBTYPES) else {}
    return replace(said_of, case=Query(found={**kept, **of_path, **named}), case_at=said_of.turn)


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
