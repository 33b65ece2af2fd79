"""The records of the knowledge: what each file may hold, and what it must."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Optional

from pydantic import BaseModel, Extra, Field, conlist, constr

AnswerId = constr(regex=r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$")
PassageId = constr(regex=r"^(g21|t23)\.[a-z-]+\.\d{3}$")
Sentence = constr(strip_whitespace=True, min_length=1)


class Record(BaseModel):
    """A frozen record that refuses unknown keys."""

    class Config:
        extra = Extra.forbid
        frozen = True  # and so hashable: a section can be the key of a table


class Answer(Record):
    """One curated answer of the guide: a file under `knowledge/answers/`."""

    id: AnswerId = Field(description="topic and name, as the file's path says; never reused")
    title: constr(min_length=2, max_length=70) = Field(description="what it is about; shown on buttons")
    short: Sentence = Field(description="40 to 110 words: what a good nurse would say first")
    more: Optional[Sentence] = Field(description="further detail, given on 'tell me more'")
    changed: Optional[Sentence] = Field(description="what differs from the 2021 edition, where that would puzzle")
    passages: conlist(PassageId, min_items=1, unique_items=True) = Field(description="what it rests on")
    changed_from: conlist(PassageId, unique_items=True) = Field(
        [], description="older passages 'changed' compares with"
    )
    related: conlist(AnswerId, max_items=4, unique_items=True) = Field([], description="what to read next")
    reviewed: date = Field(description="when a person last compared it with its passages")
    status: Literal["active", "retired"] = "active"
    replaced_by: Optional[AnswerId] = Field(description="the successor of a retired answer")


class Section(Record):
    """A section of the guide: a row of `knowledge/sources.yml`."""

    section: Sentence
    edition: constr(regex=r"^\d{4}(-\d{4})?$")
    reviewed: constr(regex=r"^\d{4}-\d{2}$") = Field(description="month the guide's editors last approved it")
    caveat: Optional[str] = Field(description="name of a sentence in wording.yml added to answers from it")
    year: Optional[str] = Field(description="the year its figures are of, which every answer with them must name")


class Passage(Record):
    """What is kept of a passage of the guide: never its text."""

    id: PassageId
    superseded: bool = False
    fingerprint: constr(regex=r"^[0-9a-f]{16}$")
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = Field((), description="canonical names of the terms that stand in it")

    @property
    def section_id(self) -> str:
        return self.id.rpartition(".")[0]


class Term(Record):
    """A name of the field, with the other ways of saying it."""

    name: Sentence
    also: tuple[str, ...] = ()
    kind: str


class ChatReply(Record):
    """A reply that is no answer of the guide: a row of `knowledge/replies.yml`."""

    kind: Literal["decline", "urgent", "chat", "clarify"]
    title: Sentence
    texts: conlist(Sentence, min_items=1) = Field(description="ways of saying it, used in turn")
    offers: conlist(AnswerId, max_items=4) = Field([], description="answers offered as buttons")


@dataclass(frozen=True)
class Knowledge:
    """Everything the bot knows, read once and never written."""

    root: Path
    guide: str
    answers: dict[str, Answer]
    retired: dict[str, Answer]
    sections: dict[str, Section]
    passages: dict[str, Passage]
    left_out: dict[str, str]
    terms: tuple[Term, ...]
    replies: dict[str, ChatReply]
    wording: dict[str, str]
    choices: dict[str, int]
    places: dict[str, Path]  # answer id -> its file

    def section_of(self, passage_id: str) -> Section:
        return self.sections[passage_id.rpartition(".")[0]]

    def current(self, answer_id: str) -> Answer:
        """The answer of that id, or the successor of a retired one."""
        while answer_id in self.retired:
            answer_id = self.retired[answer_id].replaced_by
        return self.answers[answer_id]
