"""Which answers and records are due for review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Sequence

from bot.knowledge.models import Knowledge
from bot.knowledge.references import records_of

OLDER_THAN = 12  # months


@dataclass(frozen=True)
class Review:
    """When a file of the knowledge was last compared with the guide."""

    path: Path
    name: str
    reviewed: date

    def months(self, today: date) -> int:
        """Whole months since then."""
        months = (today.year - self.reviewed.year) * 12 + today.month - self.reviewed.month
        return months - (today.day < self.reviewed.day)


def reviews(knowledge: Knowledge) -> list[Review]:
    """Every review that the knowledge notes, the oldest first; retired answers need none."""
    found = [
        Review(path, getattr(record, "id", None) or record.name, record.reviewed)
        for path, _, record in records_of(knowledge)
        if isinstance(getattr(record, "reviewed", None), date) and getattr(record, "status", "active") == "active"
    ]
    return sorted(found, key=lambda review: (review.reviewed, str(review.path)))


def overdue(found: Sequence[Review], today: date, months: int = OLDER_THAN) -> list[Review]:
    """Those of more months ago than allowed."""
    return [review for review in found if review.months(today) >= months]


def as_rows(found: Sequence[Review], today: date, root: Path) -> list[dict[str, Any]]:
    """The reviews as plain values."""
    return [
        {
            "file": str(review.path.relative_to(root)),
            "name": review.name,
            "reviewed": review.reviewed.isoformat(),
            "months": review.months(today),
        }
        for review in found
    ]
