"""What one part of a message was understood as, as it travels from the NLU pipeline to the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping

from bot.look_up.query import REMEDY, Query, query_from
from bot.nlu.examples import PERSONAL
from bot.nlu.frames import DECISIONS

PARTS = "parts"  # the key of a parsed message under which its parts travel
CHOOSE = "choose"  # the intent of a message that takes one of the choices offered
REJECTIONS = frozenset({"none_of_these", "not_helpful"})  # intents of messages that turn down what was offered or said
TALK = (
    frozenset({"help", "menu", "source", "tell_more", "gibberish", "identity", "greet", "thanks", "goodbye"})
    | REJECTIONS
)  # of the conversation itself
# Intents of questions, which a message that leans on earlier turns may be mistaken for when it is read alone.
QUESTIONS = frozenset({"faq", "nlu_fallback", "out_of_scope", "look_up_drug", "list_drugs", PERSONAL})
SURE_DECISION = 0.85  # nearness from which a message surely asks for a personal decision
NEARLY_COVERED = 0.15  # probability of being covered from which a message is of the guide's matters
OF_ILLNESS = {"needs", "monitoring", "for-whom"}  # attributes that are asked of the illness as well as of a drug
NEAR_ENOUGH = 0.85  # nearness of an answer from which such a question is taken for one of the illness
FEELINGS = "feelings"  # the kind of words that show one
ASKING = ("question-words", REMEDY, DECISIONS)  # kinds of words of messages that ask for something


@dataclass(frozen=True)
class Part:
    """A message, or one of the questions in it.

    `answers` are ids of answers, the best first; `near` those that were next nearest.
    """

    text: str
    intent: str
    answers: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    query: Query = field(default_factory=Query)
    confidence: float = 0.0  # probability that it is understood rightly, 0 to 1
    covered: float = 0.0  # probability that the guide covers it, 0 to 1
    language: str = ""  # code of the language, where it is not English
    nearness: float = 0.0  # cosine of the nearest answer

    def to_dict(self) -> dict[str, Any]:
        """As plain values, to travel with a message."""
        return {
            "text": self.text,
            "intent": self.intent,
            "answers": list(self.answers),
            "near": list(self.near),
            "query": self.query.to_dict(),
            "confidence": self.confidence,
            "covered": self.covered,
            "language": self.language,
            "nearness": self.nearness,
        }


def surely_decides(part: Part) -> bool:
    """Whether a message surely asks for a decision that is not ours: "do I go for the first one"."""
    return part.intent == PERSONAL and part.confidence >= SURE_DECISION


def asks_of_illness(part: Part) -> bool:
    """Whether a question that names no medicine is one of the illness: in "which receptors do they test for", "they" are
    no drugs.
    """
    asked = set(part.query.topics[:1]) & OF_ILLNESS and not part.query.medicines
    return bool(asked and part.answers and part.nearness >= NEAR_ENOUGH)


def tells_feeling(part: Part) -> bool:
    """Whether a message of the guide's matters shows a feeling and asks nothing: "it is in her liver, I am so scared"."""
    query = part.query
    asks = query.yes_no or "?" in part.text or any(query.names(kind) for kind in ASKING)
    return bool(query.names(FEELINGS)) and part.covered >= NEARLY_COVERED and not asks


def part_from(row: Mapping[str, Any]) -> Part:
    """What `Part.to_dict` gave."""
    return Part(
        row["text"],
        row["intent"],
        tuple(row["answers"]),
        tuple(row["near"]),
        query_from(row.get("query") or {}),
        row.get("confidence", 0.0),
        row.get("covered", 0.0),
        row.get("language", ""),
        row.get("nearness", 0.0),
    )
