"""What a conversation remembers from one turn to the next, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Mapping, Optional

from bot.answering.reply import Reply
from bot.look_up.query import Query, query_from

FEW = 3  # drugs that were listed and can be spoken of as "they"
QUERIES = ("query", "waiting", "case")  # keys that hold what was asked or said of a case
FADES_AFTER = 4  # turns that a medicine is remembered for without being spoken of


@dataclass(frozen=True)
class Context:
    """The conversation so far.

    `query` is the last look-up, `medicines` what it was about, `named_at` the turn when they were last spoken of;
    `choice` the drugs that "which of them" means, `chosen_at` the turn when they were last spoken of;
    `waiting` a look-up that still lacks its object; `case` what was said of the cancer (its kind, markers, the line of
    treatment), last at turn `case_at`; `answer` the last curated answer, given at turn `answered_at`;
    `offered` what the buttons of the last reply would say; `near` ids of the answers that were next nearest; `sources`
    the last source line; `unclear` how many turns in a row were not understood; `said` the names of lead-in sentences
    said already.
    """

    turn: int = 0
    query: Optional[Query] = None
    medicines: tuple[str, ...] = ()
    named_at: int = 0
    choice: tuple[str, ...] = ()
    chosen_at: int = 0
    waiting: Optional[Query] = None
    case: Optional[Query] = None
    case_at: int = 0
    answer: Optional[str] = None
    answered_at: int = 0
    title: str = ""
    offered: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    sources: str = ""
    unclear: int = 0
    said: tuple[str, ...] = field(default=())

    @property
    def fresh(self) -> tuple[str, ...]:
        """The medicines spoken of, or else a few that were listed, unless that is too long ago."""
        spoken_of = self.medicines if self.turn - self.named_at <= FADES_AFTER else ()
        return spoken_of or (self.of_these if len(self.of_these) <= FEW else ())

    @property
    def of_these(self) -> tuple[str, ...]:
        """The drugs that a question may ask to choose from, unless they were spoken of too long ago."""
        return self.choice if self.turn - self.chosen_at <= FADES_AFTER else ()

    @property
    def known_case(self) -> Optional[Query]:
        """What was said of the cancer, unless that is too long ago."""
        return self.case if self.turn - self.case_at <= FADES_AFTER else None

    def to_dict(self) -> dict[str, Any]:
        """As plain values, for a slot."""
        row = {key: list(value) if isinstance(value, tuple) else value for key, value in vars(self).items()}
        return {**row, **{key: row[key].to_dict() if row[key] else None for key in QUERIES}}


def context_from(row: Optional[Mapping[str, Any]]) -> Context:
    """What `Context.to_dict` gave, or a new conversation."""
    if not row:
        return Context()
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    for key in QUERIES:
        values[key] = query_from(row[key]) if row.get(key) else None
    return Context(**values)


def after(reply: Reply, context: Context, *, query: Optional[Query] = None, near: tuple[str, ...] = ()) -> Context:
    """The context once a reply is given.

    Args:
        query: the look-up that it answers, or that waits for its object where the reply asks for it.
        near: ids of the answers that were next nearest.
    """
    named = bool(reply.medicines)
    asks = reply.kind == "clarify"
    told = reply.kind in ("answer", "lookup")
    choice = _choice(reply, context)
    return replace(
        context,
        turn=context.turn + 1,
        query=query if query and told else None if reply.kind == "answer" else context.query,
        medicines=reply.medicines if named else context.medicines,
        named_at=context.turn + 1 if named else context.named_at,
        choice=choice,
        chosen_at=context.turn + 1 if choice and (named or choice != context.choice) else context.chosen_at,
        waiting=query if asks else None,
        answer=reply.answer or (None if named else context.answer),
        answered_at=context.turn + 1 if reply.answer else context.answered_at,
        title=reply.title if told else context.title,
        offered=tuple(b.payload for b in reply.buttons if asks or not told) or reply.offered,
        near=near,
        sources=reply.text.rpartition("\n\n")[2] if told else context.sources,
        unclear=context.unclear + 1 if asks or reply.unclear else 0,
    )


def _choice(reply: Reply, context: Context) -> tuple[str, ...]:
    """The drugs that "which of them" means after a reply: those it lists, or the one it is about and the one before."""
    listed = reply.listed or reply.medicines
    if not listed or reply.medicines and set(reply.medicines) <= set(context.of_these):
        return context.choice
    if len(listed) > 1:
        return listed
    pair = tuple(dict.fromkeys((*context.fresh, *reply.medicines)))
    return pair if len(pair) == 2 else ()
