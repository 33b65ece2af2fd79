"""Questions asked in vain, in groups of like meaning, ready to become phrasings."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Callable, Sequence

import numpy as np
from rich.console import Console
from rich.markup import escape
from sklearn.cluster import AgglomerativeClustering

from bot.unanswered_log import Unanswered

FARTHEST = 0.35  # mean cosine distance of a question to the rest of its group
EXAMPLES = 8  # shown of a group

Encode = Callable[[Sequence[str]], np.ndarray]
Nearest = Callable[[str], tuple[str, float]]


@dataclass(frozen=True)
class Group:
    """Questions of like meaning, the most typical first, and the answer that is nearest to that one."""

    count: int
    kinds: dict[str, int]
    questions: tuple[str, ...]
    nearest: str
    score: float


def groups_of(asked: Sequence[Unanswered], encode: Encode, nearest: Nearest) -> list[Group]:
    """The groups, the largest first; a question that was asked often counts as often."""
    if not asked:
        return []
    texts = sorted({one.text for one in asked})
    counts = Counter(one.text for one in asked)
    vectors = encode(texts)
    found = []
    for members in _members(vectors).values():
        centre = vectors[members].mean(axis=0)
        ordered = sorted(members, key=lambda place: (-float(vectors[place] @ centre), texts[place]))
        questions = tuple(texts[place] for place in ordered)
        kinds = Counter(one.kind for one in asked if one.text in questions)
        answer, score = nearest(questions[0])
        found.append(Group(sum(counts[text] for text in questions), dict(kinds), questions, answer, round(score, 3)))
    return sorted(found, key=lambda group: (-group.count, group.questions[0]))


def _members(vectors: np.ndarray) -> dict[int, list[int]]:
    """The places of the vectors of each group."""
    if len(vectors) == 1:
        return {0: [0]}
    clustering = AgglomerativeClustering(
        n_clusters=None, distance_threshold=FARTHEST, affinity="precomputed", linkage="average"
    )
    labels = clustering.fit_predict(np.clip(1 - vectors @ vectors.T, 0, None))
    return {int(label): [int(place) for place in np.flatnonzero(labels == label)] for label in np.unique(labels)}


def show(groups: Sequence[Group], to: Console) -> None:
    """Print each group, its questions as lines that can stand in a file of phrasings."""
    for group in groups:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(group.kinds.items()))
        near = f"nearest: {group.nearest} ({group.score:.2f})" if group.nearest else "nothing is near"
        to.print(f"\n[bold]{group.count} times[/] ({kinds}); {near}")
        for question in group.questions[:EXAMPLES]:
            to.print(f"      - {escape(question)}")
        if len(group.questions) > EXAMPLES:
            to.print(f"      [dim]and {len(group.questions) - EXAMPLES} more; --json shows them[/]")


def as_rows(groups: Sequence[Group]) -> list[dict]:
    """The groups as plain values."""
    return [asdict(group) for group in groups]
