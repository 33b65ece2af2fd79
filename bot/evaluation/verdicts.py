"""What a reply to a golden question is worth."""

from __future__ import annotations

from typing import Any, Collection, Mapping, Sequence

from bot.knowledge.models import Knowledge
from bot.nlu.examples import answer_id

RIGHT, WRONG, CLARIFIED, DECLINED, OTHER = "right", "wrong", "clarified", "declined", "other"
OF_KIND = {"clarify": CLARIFIED, "decline": DECLINED, "chat": OTHER, "urgent": OTHER}


def verdict(accepted: Sequence[str], mark: Mapping[str, Any], knowledge: Knowledge) -> str:
    """What a reply is worth.

    Args:
        accepted: the intents that are right.
        mark: the machine-readable mark of the reply.
    """
    ids = {answer_id(intent) or intent for intent in accepted}
    if mark["id"] in ids or _rests_on_the_same(mark, ids, knowledge):
        return RIGHT
    return OF_KIND.get(mark["kind"], WRONG)


def _rests_on_the_same(mark: Mapping[str, Any], accepted: Collection[str], knowledge: Knowledge) -> bool:
    """Whether a look-up tells what an accepted answer rests on: a passage that both cite."""
    answers = knowledge.answers
    cited = {passage for name in accepted if name in answers for passage in answers[name].passages}
    return mark["kind"] == "lookup" and bool(cited & set(mark.get("passages", ())))
