"""The records of the knowledge: what each file may hold, and what it must."""

from __future__ import annotations

import pathlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Optional

from pydantic import BaseModel, Extra, Field, conlist, constr, validator

AnswerId = constr(regex=r"^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$")
PassageId = constr(regex=r"^(g21|t23)\.[a-z-]+\.\d{3}$")
Sentence = constr(strip_whitespace=True, min_length=1)
Typed = constr(regex=r"^[^\sA-Z]+$")
Word = constr(regex=r"^[a-z]+$")  # as a message of one word is compared with it
Route = Literal["mouth", "vein", "under the skin", "muscle", "injection"]  # the last: into what is not told
Every = Literal["day", "twice a day", "week", "2 weeks", "3 weeks", "4 weeks", "month", "12 weeks", "3 months"]
Line = Literal["first", "second", "third"]
Group = Literal["before menopause", "after menopause", "men"]


# Kinds of everyday words, each found for itself: "lung" is a site of spread and an organ that a drug may harm. The
# names of the field compete: of two that overlap, the longer is meant.
EVERYDAY_KINDS = frozenset(
    {
        "side-effects",
        "organs",
        "routes",
        "schedules",
        "frequency",
        "harm",
        "likelihood",
        "groups",
        "lines",
        "kinship",
        "feelings",
        "yes-no",
        "which",
        "members",
        "remedy",
        "only",
        "decisions",
        "combining",
        "leaning",
        "question-words",
        "remaining",
        "earlier",
        "roles",
    }
)


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
    effects: tuple[str, ...] = Field((), description="names of the side effects that stand in it")
    organs: tuple[str, ...] = Field((), description="names of the parts of the body that stand in it")
    aliases: tuple[str, ...] = Field((), description="brands and other names of drugs in it, in small letters")

    @property
    def section_id(self) -> str:
        return self.id.rpartition(".")[0]


class Term(Record):
    """A name of the field, with the other ways of saying it."""

    name: Sentence
    also: tuple[str, ...] = ()
    kind: str


class Fact(Record):
    """One thing the guide says of a drug or a class, in our words, with where it stands and what it can be found by."""

    says: Sentence
    passages: conlist(PassageId, min_items=1, unique_items=True)
    routes: tuple[Route, ...] = ()
    every: tuple[Every, ...] = Field((), description="how often it is given")
    subtypes: tuple[str, ...] = Field((), description="the cancer that it is for has all of these")
    lines: tuple[Line, ...] = ()
    markers: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    sites: tuple[str, ...] = Field((), description="where it reaches, or is used for spread to")
    after: tuple[str, ...] = Field((), description="drugs or classes that came before")
    partners: tuple[str, ...] = Field((), alias="with", description="drugs or classes it is combined with")
    tests: tuple[str, ...] = ()
    always: bool = Field(False, description="of a class: told for each of its drugs beside the drug's own facts")


class EffectFact(Record):
    """A side effect that the guide lists for a drug or a class."""

    effect: Sentence = Field(description="a name of side-effects.yml")
    how: Literal["common", "possible", "occasional", "rare", "low risk"]
    serious: bool = False
    says: Optional[Sentence] = Field(description="one more sentence the guide has about it")
    passages: conlist(PassageId, min_items=1, unique_items=True)


class Treatment(Record):
    """What the guide says of a drug or a class of drugs. A key that is absent is one the guide is silent on."""

    name: Sentence
    also: tuple[str, ...] = Field((), description="abbreviations, spoken and shortened names")
    about: AnswerId = Field(description="the answer that introduces it")
    works: conlist(Fact, min_items=1) = Field(description="what it is and what it does")
    given: tuple[Fact, ...] = Field((), description="how and how often")
    for_whom: tuple[Fact, ...] = ()
    needs: tuple[Fact, ...] = Field((), description="tests of the tumor or the genes before it")
    partners: tuple[Fact, ...] = Field((), description="what it is combined with, or that it is used alone")
    side_effects: tuple[EffectFact, ...] = ()
    monitoring: tuple[Fact, ...] = Field((), description="checks before and during treatment")
    notes: tuple[Fact, ...] = ()
    reviewed: date


class Drug(Treatment):
    """One drug: a file under `knowledge/drugs/`."""

    brands: tuple[str, ...] = ()
    classes: conlist(str, min_items=1) = Field(description="classes it belongs to, the nearest first")
    generic: Optional[PassageId] = Field(description="the passage that marks it as available as a generic")

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.brands, *self.also)


class DrugClass(Treatment):
    """A class or kind of drugs: a file under `knowledge/classes/`."""

    plural: Sentence = Field(description="how a sentence names the class: 'aromatase inhibitors'")
    within: tuple[str, ...] = Field((), description="wider classes it belongs to")


class SideEffect(Record):
    """A side effect with the ways patients say it: a row of `knowledge/side-effects.yml`."""

    name: Sentence
    also: tuple[str, ...] = ()
    organs: tuple[str, ...] = Field((), description="names of terms/organs.yml")
    covers: tuple[str, ...] = Field((), description="narrower side effects that it takes in")


class TreatmentPath(Record):
    """What the guide gives for a subtype, line, marker, group or place of spread: a row of `knowledge/paths.yml`."""

    title: Sentence
    subtypes: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    markers: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    after: tuple[str, ...] = ()
    options: tuple[str, ...] = Field((), description="treatments the guide gives, in its order")
    answer: AnswerId = Field(description="the answer that says it")
    passages: conlist(PassageId, min_items=1, unique_items=True)


class SiteSymptoms(Record):
    """The symptoms that the guide lists for a place of spread: a row of `knowledge/symptoms.yml`."""

    symptoms: conlist(str, min_items=1)
    answer: AnswerId
    passages: conlist(PassageId, min_items=1, unique_items=True)


class MedicalTest(Record):
    """What a test is for: a row of `knowledge/tests-by-purpose.yml`."""

    name: Sentence
    also: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()
    purpose: Sentence
    answer: AnswerId
    passages: conlist(PassageId, min_items=1, unique_items=True)


class Role(Record):
    """A member of the care team: a row of `knowledge/care-team.yml`."""

    also: tuple[str, ...] = ()
    does: Optional[Sentence]
    answer: AnswerId
    passages: conlist(PassageId, min_items=1, unique_items=True)


class DangerSign(Record):
    """A sign of danger, and the words that show it: a row of `knowledge/triage.yml`."""

    name: Sentence
    reply: Literal["emergency", "infection", "crisis"]
    example: Sentence = Field(description="the sentence that made the rule; a test holds it")
    firm: bool = Field(False, description="taken back only by dampers that are firm too")
    patterns: conlist(Sentence, min_items=1) = Field(
        description="words in a row; 'a|b' either, 'a?' perhaps, '...' a gap"
    )


class Damper(Record):
    """What makes a sign no danger: a row of `knowledge/triage.yml`."""

    name: Sentence
    example: Sentence = Field(description="the sentence that made the rule; a test holds it")
    reach: Literal["message", "sentence", "before"] = Field(description="where the sign must stand to be taken back")
    within: int = Field(3, description="words between the damper and the sign, for reach 'before'")
    only: tuple[str, ...] = Field((), description="replies it takes back; all where empty")
    firm: bool = False
    patterns: conlist(Sentence, min_items=1)


class Triage(Record):
    """The rules of triage: `knowledge/triage.yml`."""

    first: Literal["emergency", "crisis"] = Field(description="the reply that goes first where both are called for")
    words: dict[str, conlist(Sentence, min_items=1, unique_items=True)] = Field(
        default_factory=dict, description="sets of words that patterns name: '<name>'"
    )
    signs: tuple[DangerSign, ...]
    dampers: tuple[Damper, ...]


class Attribute(Record):
    """What can be asked of a drug: a row of `knowledge/look-ups.yml`."""

    title: Sentence
    ask: Sentence = Field(description="what the button says; {drug} is filled in")
    ask_many: Optional[Sentence] = Field(description="the same of a group whose name is a plural")
    silent: Optional[Sentence] = Field(description="what is said where the guide has nothing; {drug} is filled in")


class MenuRow(Record):
    """A topic of the guide: a row of `knowledge/menu.yml`."""

    title: Sentence
    answer: AnswerId = Field(description="the answer that opens the topic")


class BroadWord(Record):
    """A word that alone says too little: a row of `knowledge/broad-words.yml`."""

    also: list[Sentence] = Field([], description="other ways of saying it")
    answers: conlist(AnswerId, min_items=2, max_items=4) = Field(description="the answers to choose from")


class Shorthand(Record):
    """A short way of typing words: a row of `knowledge/shorthand.yml`."""

    typed: conlist(Typed, min_items=1) = Field(description="what is typed, in small letters")
    means: Sentence = Field(description="the words in full")
    before: list[str] = Field([], description="words of which one must follow")
    after: list[str] = Field([], description="words of which one must stand before")
    not_after: list[str] = Field([], description="words that must not stand before")


class ChatReply(Record):
    """A reply that is no answer of the guide: a row of `knowledge/replies.yml`."""

    kind: Literal["decline", "urgent", "chat", "clarify"]
    title: Sentence
    texts: conlist(Sentence, min_items=1) = Field(description="ways of saying it, used in turn")
    offers: conlist(AnswerId, max_items=4) = Field([], description="answers offered as buttons")


PLACEHOLDER = re.compile(r"\{(\w*)\}")


def words(*, of: str = "", holding: tuple[str, ...] = ()) -> Any:
    """A key of page.yml or messaging.yml that must be written.

    Args:
        of: what it says, where its name does not tell.
        holding: the words in braces that it must have, and no others.
    """
    return Field(..., description=of, holding=holding)


class Words(Record):
    """Sentences that the software says around a conversation."""

    @validator("*")
    def holds_its_words(cls, text: Any, field: Any) -> Any:
        """Refuse a text that lacks a word in braces, or has one that nothing fills in."""
        expected = field.field_info.extra.get("holding", ())
        if set(PLACEHOLDER.findall(str(text))) != set(expected):
            raise ValueError(f"the words in braces must be: {', '.join(expected) or 'none'}")
        return text


class PageWords(Words):
    """What the web page and its channel say around the conversation: `knowledge/page.yml`."""

    name: Sentence
    title: Sentence
    subtitle: Sentence = words(of="what it rests on", holding=("guide",))
    conversation: Sentence = words(of="the name of the list of messages, for screen readers")
    you_said: Sentence = words(of="whose message it is, for screen readers and in print")
    bot_said: Sentence = words(of="whose message it is, for screen readers and in print")
    topics: Sentence
    choices: Sentence
    related: Sentence
    sources: Sentence
    source: Sentence = words(of="a row of the source card", holding=("section", "edition"))
    term: Sentence = words(of="the heading of an explanation", holding=("term",))
    urgent: Sentence = words(of="the heading of a call for help")
    call: Sentence = words(of="the link that dials", holding=("number",))
    emergency: Sentence = words(of="said before the first message", holding=("number",))
    question: Sentence = words(of="the name of the field to type in")
    question_hint: Sentence
    send: Sentence
    typing: Sentence
    new_messages: Sentence
    characters_left: Sentence = words(holding=("count",))
    table_of: Sentence = words(of="the caption of a table", holding=("title",))
    table_show: Sentence = words(of="the button that draws a table", holding=("title",))
    same: Sentence = words(of="a cell that stands for a whole row")
    loading: Sentence
    open: Sentence
    close: Sentence
    menu: Sentence
    copy_: Sentence = Field(..., alias="copy")  # pydantic has a `copy` of its own
    copied: Sentence
    copy_failed: Sentence
    print: Sentence
    print_title: Sentence
    printed: Sentence = words(holding=("date",))
    print_note: Sentence
    larger: Sentence
    smaller: Sentence
    start_over: Sentence
    start_over_ask: Sentence
    started_over: Sentence
    delete: Sentence
    delete_ask: Sentence
    deleted: Sentence
    delete_failed: Sentence
    yes: Sentence
    no: Sentence
    consent: Sentence = words(of="the switch for noting questions asked in vain, where the operator keeps a log")
    consent_what: Sentence = words(of="what is noted of who agrees")
    consent_failed: Sentence
    retry: Sentence
    no_details: Sentence = words(of="said before the first message")
    private: Sentence = words(of="how long what is typed is kept", holding=("hours",))
    offline: Sentence
    reconnecting: Sentence
    online: Sentence
    not_sent: Sentence
    server_error: Sentence
    forgotten: Sentence = words(of="said where the page still shows a conversation that the server has lost")
    session_gone: Sentence
    no_script: Sentence
    error_bad_request: Sentence
    error_choice_gone: Sentence
    error_failed: Sentence = words(of="said in place of a reply that failed, too")
    error_no_session: Sentence
    error_origin: Sentence
    error_too_large: Sentence
    error_too_long: Sentence = words(holding=("most",))
    error_too_many: Sentence = words(holding=("seconds",))


class MessagingWords(Words):
    """What is said in SMS, WhatsApp, Telegram and other messengers only: `knowledge/messaging.yml`."""

    more: Sentence = words(of="said where an answer was cut")
    detail: Sentence = words(of="said where the answer is whole, and the guide has more detail")
    pick: Sentence = words(of="said under numbered choices")
    not_text: Sentence = words(of="said to a picture, a voice message, or an empty message")
    group: Sentence = words(of="said once in a group, where nothing is answered")
    help: Sentence = words(of="the reply to a word of help", holding=("guide", "number"))
    stopped: Sentence = words(of="the last message to someone who wants no more")
    more_words: conlist(Word, min_items=1) = words(of="words that ask for the rest")
    help_words: conlist(Word, min_items=1) = words(of="words that ask what this is")
    stop_words: conlist(Word, min_items=1) = words(of="words after which nothing is sent")
    start_words: conlist(Word, min_items=1) = words(of="words that take that back")


@dataclass(frozen=True)
class Knowledge:
    """Everything the bot knows, read once and never written."""

    root: pathlib.Path
    guide: str
    answers: dict[str, Answer]
    retired: dict[str, Answer]
    sections: dict[str, Section]
    passages: dict[str, Passage]
    left_out: dict[str, str]
    terms: tuple[Term, ...]
    drugs: dict[str, Drug]
    classes: dict[str, DrugClass]
    side_effects: dict[str, SideEffect]
    paths: dict[str, TreatmentPath]
    symptoms: dict[str, SiteSymptoms]
    tests: dict[str, MedicalTest]
    team: dict[str, Role]
    asked_alone: dict[str, frozenset[str]]
    look_ups: dict[str, Attribute]
    menu: tuple[MenuRow, ...]
    broad_words: dict[str, BroadWord]
    shorthand: dict[str, list[Shorthand]]  # by what is typed
    receptors: dict[str, str]  # subtypes that are named by their receptor alone
    languages: dict[str, str]
    help_lines: dict[str, str]  # numbers to call, of the region
    triage: Triage
    replies: dict[str, ChatReply]
    wording: dict[str, str]
    page: PageWords
    messaging: MessagingWords
    choices: dict[str, int]
    places: dict[str, pathlib.Path]  # id of an answer, or name of a drug or class -> its file

    @property
    def field_terms(self) -> tuple[Term, ...]:
        """The gazetteer without everyday words."""
        return tuple(term for term in self.terms if term.kind not in EVERYDAY_KINDS)

    def section_of(self, passage_id: str) -> Section:
        return self.sections[passage_id.rpartition(".")[0]]

    def current(self, answer_id: str) -> Answer:
        """The answer of that id, or the successor of a retired one."""
        while answer_id in self.retired:
            answer_id = self.retired[answer_id].replaced_by
        return self.answers[answer_id]
