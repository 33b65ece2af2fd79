"""Checks of the records that look-ups tell: grounded, complete, plain."""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterable, Iterator

from bot.checking.answers import GROUNDED_KINDS, INDEX, MEDIAN_GRADE, reading_grade
from bot.faults import Fault
from bot.knowledge.models import Answer, EffectFact, Fact, Knowledge, Passage, Record
from bot.knowledge.passages import numbers_in
from bot.knowledge.references import line_at, parts_of, records_of
from bot.nlu.terms import TermMatcher

HIGHEST_GRADE = 12.0  # of one fact; it may be a single sentence, so it may be higher than that of an answer
SENTENCES = ("says", "purpose", "does")  # keys whose text is told
NAMING = ("partners", "after", "options", "markers", "tests")  # keys of names that are told, or looked up by
LIST = re.compile(r", (?:and )?")  # stands between the parts of a name that is a list of drugs


@dataclass(frozen=True)
class Part:
    """A record, or a part of one, that rests on passages; `at` is its place in its file."""

    path: Path
    at: tuple
    record: Record
    passages: tuple[Passage, ...]

    @property
    def key(self) -> str:
        """The key of its sentence."""
        return next((key for key in SENTENCES if getattr(self.record, key, None)), "")

    @property
    def text(self) -> str:
        return getattr(self.record, self.key) if self.key else ""

    def fault(self, key: str, code: str, what: str, mend: str) -> Fault:
        return Fault(self.path, line_at(self.path, (*self.at, key)), code, what, mend)


def check_records(knowledge: Knowledge) -> list[Fault]:
    """Every fault of the records that can be found without the guide's text."""
    matcher = TermMatcher(knowledge.terms)
    parts = list(_parts(knowledge))
    checks: list[Callable[[list[Part], Knowledge, TermMatcher], Iterator[Fault]]] = [
        ungrounded,
        ungrounded_effects,
        untold_effects,
        hard_to_read,
    ]
    return [
        *(fault for check in checks for fault in check(parts, knowledge, matcher)),
        *ungrounded_names(knowledge),
        *unknown_names(knowledge),
        *names_of_two(knowledge),
    ]


def ungrounded(parts: list[Part], knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Figures and names in a record that stand in none of its passages."""
    groundable = {term.name for term in knowledge.terms if term.kind in GROUNDED_KINDS}
    for part in parts:
        numbers = {number for passage in part.passages for number in passage.numbers}
        for number in sorted(numbers_in(part.text) - numbers):
            what = f"the figure {number} stands in none of its passages."
            yield part.fault(part.key, "R01", what, "cite the passage that gives it, or remove it.")
        said = {term.name for term in matcher.find(part.text) if term.kind in GROUNDED_KINDS}
        keyed = {name for key in NAMING for name in getattr(part.record, key, ()) if name in groundable}
        for name in sorted((said | keyed) - _names(part.passages)):
            what = f"'{name}' stands in none of its passages."
            yield part.fault(part.key, "R02", what, "cite the passage that names it, or remove it.")


def ungrounded_effects(parts: list[Part], knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Side effects that none of their passages names.

    A narrower or a wider one will do; so will the part of the body harmed, where the fact's own sentence names it too.
    """
    for part in parts:
        if not isinstance(part.record, EffectFact):
            continue
        effect = part.record.effect
        effects = {name for passage in part.passages for name in passage.effects}
        organs = {name for passage in part.passages for name in passage.organs}
        said = {term.name for term in matcher.find(part.text) if term.kind == "organs"}
        if not effects & _related(effect, knowledge) and not organs & said & set(knowledge.side_effects[effect].organs):
            what = f"'{effect}' stands in none of its passages."
            yield part.fault("effect", "R03", what, "cite the passage that lists it, or remove it.")


def untold_effects(parts: list[Part], knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Side effects that a passage in force names, and none of the drugs and classes that cite it tells."""
    told: dict[str, set[str]] = {}
    citing: dict[str, Part] = {}
    for part in parts:
        if not isinstance(part.record, (Fact, EffectFact)):
            continue
        effects = {term.name for term in matcher.find(part.text) if term.kind == "side-effects"}
        if isinstance(part.record, EffectFact):
            effects |= _related(part.record.effect, knowledge)
        for passage in part.passages:
            told.setdefault(passage.id, set()).update(effects)
            citing.setdefault(passage.id, part)
    for key, part in citing.items():
        passage = knowledge.passages[key]
        for effect in sorted(set(passage.effects) - told[key]) if not passage.superseded else ():
            what = f"the passage '{key}' names '{effect}', which no drug and no class that cites it tells."
            yield part.fault("passages", "R06", what, "list it under the side_effects of what it is said of.")


def hard_to_read(parts: list[Part], knowledge: Knowledge, matcher: TermMatcher) -> Iterator[Fault]:
    """Facts above the highest grade, and a median above the wanted one."""
    field = TermMatcher(knowledge.field_terms)  # everyday words count as they are
    grades = [(part, reading_grade(part.text, field)) for part in parts if part.text]
    for part, grade in grades:
        if grade > HIGHEST_GRADE:
            what = f"reading grade {grade:.1f}."
            yield part.fault(part.key, "R07", what, "shorten sentences and take plainer words.")
    median = statistics.median(grade for _, grade in grades) if grades else 0.0
    if median > MEDIAN_GRADE:
        what = f"the median reading grade of the facts is {median:.1f}."
        yield Fault(knowledge.root / "drugs", 0, "R08", what, f"bring it to {MEDIAN_GRADE:.0f}.")


def ungrounded_names(knowledge: Knowledge) -> Iterator[Fault]:
    """Drugs and brands that no passage in force names, and generics marked by a passage that does not name the drug."""
    in_force = [passage for passage in knowledge.passages.values() if not passage.superseded]
    names = _names(in_force)
    aliases = {alias for passage in in_force for alias in passage.aliases}
    for drug in knowledge.drugs.values():
        path = knowledge.places[drug.name]
        if drug.name not in names:
            what = f"no passage in force names '{drug.name}'."
            yield Fault(path, line_at(path, ("name",)), "R04", what, "write the name as the guide does.")
        for index, brand in enumerate(drug.brands):
            if brand.lower() not in aliases:
                what = f"no passage in force names the brand '{brand}'."
                yield Fault(path, line_at(path, ("brands", index)), "R04", what, "remove it, or move it to 'also'.")
        if drug.generic and drug.name not in knowledge.passages[drug.generic].names:
            what = f"the passage '{drug.generic}' does not name '{drug.name}'."
            yield Fault(path, line_at(path, ("generic",)), "R04", what, "cite the one that marks it as a generic.")


def unknown_names(knowledge: Knowledge) -> Iterator[Fault]:
    """What passages in force name by the index, and no record and no term is called."""
    names = {term.name for term in knowledge.terms}
    aliases = {name.lower() for drug in knowledge.drugs.values() for name in drug.names}
    unknown: dict[str, str] = {}
    for key, passage in knowledge.passages.items():
        if not passage.superseded:
            for name in ({*passage.names, *passage.effects} - names) | (set(passage.aliases) - aliases):
                unknown.setdefault(name, key)
    rows = {key: row for row, key in enumerate(knowledge.passages, start=1)}
    for name, key in sorted(unknown.items()):
        what = f"the passage '{key}' names '{name}', which no record is called."
        mend = "add it to the record that it belongs to. After a change of names, make the index anew."
        yield Fault(knowledge.root / INDEX, rows[key], "R05", what, mend)


def names_of_two(knowledge: Knowledge) -> Iterator[Fault]:
    """Names and brands that stand in the files of two drugs."""
    first: dict[str, str] = {}
    for drug in knowledge.drugs.values():
        path = knowledge.places[drug.name]
        for at, name in [
            (("name",), drug.name),
            *((("brands", place), brand) for place, brand in enumerate(drug.brands)),
            *((("also", place), name) for place, name in enumerate(drug.also)),
        ]:
            other = first.setdefault(name.lower(), drug.name)
            if other != drug.name:
                what = f"'{name}' is a name of '{other}' too."
                yield Fault(path, line_at(path, at), "R09", what, "keep it where it belongs.")


def _parts(knowledge: Knowledge) -> Iterator[Part]:
    """Every record but the answers, and every part of one, that rests on passages."""
    for path, place, record in records_of(knowledge):
        for at, part in parts_of(record, place) if not isinstance(record, Answer) else ():
            passages = tuple(knowledge.passages[key] for key in getattr(part, "passages", ()))
            if passages:
                yield Part(path, at, part, passages)


def _names(passages: Iterable[Passage]) -> set[str]:
    """What passages name; of a name that is a list of drugs, each drug too."""
    names = {name for passage in passages for name in passage.names}
    return names | {part for name in names for part in LIST.split(name)}


def _related(effect: str, knowledge: Knowledge) -> set[str]:
    """A side effect, those it covers, and those that cover it."""
    wider = {name for name, other in knowledge.side_effects.items() if effect in other.covers}
    return {effect, *knowledge.side_effects[effect].covers, *wider}
