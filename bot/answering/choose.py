"""Which of the offered answers a person chose."""

from __future__ import annotations

from typing import Optional, Sequence

from bot.knowledge.models import Knowledge
from bot.nlu.choices import choice_number


def chosen(text: str, offered: Sequence[str], knowledge: Knowledge) -> Optional[str]:
    """The offered answer that `text` names by its place, or None for 'none of these'.

    A place beyond the list counts as none of them.
    """
    number = choice_number(text, knowledge.choices) or 0
    return offered[number - 1] if 1 <= number <= len(offered) else None
