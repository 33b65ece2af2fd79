"""What the guide tells of a drug: its own facts, and those of the classes it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Iterator, Mapping, Sequence, Union

from bot.knowledge.models import Drug, EffectFact, Fact, Knowledge, Treatment
from bot.look_up.query import CLASSES, DRUGS, Query

# What can be asked of a drug, and the key of its record that answers it.
ATTRIBUTES = {
    "kind": "works",
    "given": "given",
    "for-whom": "for_whom",
    "needs": "needs",
    "partners": "partners",
    "side-effects": "side_effects",
    "monitoring": "monitoring",
    "notes": "notes",
}

WITH = "with"  # the kind of names of what a drug is combined with

# Of these all facts of a class are told beside the drug's own; of the others only where the drug has none, and those
# that are marked to be told always.
TOLD_TOGETHER = {"side-effects", "monitoring", "needs"}

# For these the first class of a drug that tells something stands in; for the others its nearest class or none: that
# HER2-targeted therapy goes with chemotherapy does not hold for each antibody-drug conjugate among it.
FIRST_THAT_TELLS = {"given", "for-whom"}


@dataclass(frozen=True)
class Told:
    """A fact, and whose it is: the drug's own, or that of a class it belongs to."""

    holder: Treatment
    attribute: str
    fact: Union[Fact, EffectFact]


def treatment(name: str, knowledge: Knowledge) -> Treatment:
    """The drug or class of that name."""
    return knowledge.drugs.get(name) or knowledge.classes[name]


def holders(record: Treatment, knowledge: Knowledge) -> list[Treatment]:
    """A drug or class, and the classes it belongs to, the nearest first."""
    found: dict[str, Treatment] = {record.name: record}
    waiting = list(parents(record))
    while waiting:
        name = waiting.pop(0)
        if name not in found and name in knowledge.classes:
            found[name] = knowledge.classes[name]
            waiting += knowledge.classes[name].within
    return list(found.values())


def parents(record: Treatment) -> Sequence[str]:
    """The names of the classes that a drug or class belongs to itself."""
    return record.classes if isinstance(record, Drug) else record.within


def told(record: Treatment, attribute: str, knowledge: Knowledge) -> list[Told]:
    """What the guide tells of one attribute: the record's own facts, and its classes' where they stand in or add to it."""
    rows: list[Told] = []
    near = {record.name, *_standing_in(record, attribute, knowledge)}
    for holder in holders(record, knowledge):
        facts = [Told(holder, attribute, fact) for fact in getattr(holder, ATTRIBUTES[attribute])]
        if attribute == "side-effects":
            facts = [row for row in facts if row.fact.effect not in {known.fact.effect for known in rows}]
        elif (rows or holder.name not in near) and attribute not in TOLD_TOGETHER:
            facts = [row for row in facts if row.fact.always]
        rows += facts
    return rows


def _standing_in(record: Treatment, attribute: str, knowledge: Knowledge) -> Sequence[str]:
    """The class whose facts may stand in for those of a drug: what is said of a wider one need not hold for its drugs."""
    names = [name for name in parents(record) if name in knowledge.classes]
    if isinstance(record, Drug) and attribute in FIRST_THAT_TELLS:
        names = [name for name in names if getattr(knowledge.classes[name], ATTRIBUTES[attribute])]
    return names[:1]


def everything(record: Treatment) -> Iterator[Told]:
    """Every fact of a record itself."""
    for attribute, key in ATTRIBUTES.items():
        for fact in getattr(record, key):
            yield Told(record, attribute, fact)


def members(class_name: str, knowledge: Knowledge) -> list[Drug]:
    """The drugs that belong to a class, directly or through a narrower class."""
    return [
        drug for drug in knowledge.drugs.values() if class_name in {holder.name for holder in holders(drug, knowledge)}
    ]


def told_of_members(group: Treatment, attribute: str, knowledge: Knowledge) -> list[Told]:
    """What the guide tells of one attribute of the classes and drugs within a class, of each by itself."""
    classes = [
        other for other in knowledge.classes.values() if other is not group and group in holders(other, knowledge)
    ]
    within = (*classes, *members(group.name, knowledge))
    return [Told(holder, attribute, fact) for holder in within for fact in getattr(holder, ATTRIBUTES[attribute])]


def classes_beside(query: Query, knowledge: Knowledge) -> tuple[str, ...]:
    """The classes that a question names beside a drug which is none of theirs: "tamoxifen or an aromatase inhibitor"."""
    drugs = query.names(DRUGS)
    holding = {holder.name for name in drugs for holder in holders(treatment(name, knowledge), knowledge)}
    return tuple(name for name in query.names(CLASSES) if drugs and name not in holding)


def effects_meant(found: Mapping[str, Sequence[str]], knowledge: Knowledge) -> list[str]:
    """The side effects that a question names, with those that a general one covers, and those of the organs it names.

    A named side effect goes before an organ: "heart rhythm" is no question about everything that concerns the heart.
    """
    named = list(found.get("side-effects", ()))
    covered = [
        other for name in named if name in knowledge.side_effects for other in knowledge.side_effects[name].covers
    ]
    organs = set(found.get("organs", ())) if not named else set()
    touched = [name for name, effect in knowledge.side_effects.items() if organs & set(effect.organs)]
    return list(dict.fromkeys([*named, *covered, *touched]))


def meets(row: Told, found: Mapping[str, Sequence[str]], effects: Sequence[str]) -> bool:
    """Whether a fact is one that the names in a question point at."""
    fact = row.fact
    if isinstance(fact, EffectFact):
        return fact.effect in effects
    routes = set(found.get("routes", ()))
    if "injection" in routes:
        routes |= {"under the skin", "muscle"}
    pointed = (
        (routes, fact.routes),
        (found.get("schedules", ()), fact.every),
        (found.get("subtypes", ()), fact.subtypes),
        (found.get("lines", ()), fact.lines),
        (found.get("genes-and-markers", ()), fact.markers),
        (found.get("groups", ()), fact.groups),
        (found.get("sites", ()), fact.sites),
        (found.get("tests", ()), fact.tests),
        (found.get(WITH, ()), fact.partners),
    )
    asked = [(set(wanted), set(has)) for wanted, has in pointed if wanted]
    return bool(asked) and all(wanted & has for wanted, has in asked)


def with_receptors_as_subtypes(query: Query, knowledge: Knowledge) -> Query:
    """The query with the subtypes that it names by their receptor alone."""
    markers = query.names("genes-and-markers")
    subtypes = tuple(dict.fromkeys(knowledge.receptors[name] for name in markers if name in knowledge.receptors))
    if not subtypes or query.names("subtypes"):
        return query
    left = tuple(name for name in markers if name not in knowledge.receptors)
    return replace(query, found={**query.found, "genes-and-markers": left, "subtypes": subtypes})
