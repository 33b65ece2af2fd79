"""The other way round: which drugs have a side effect, a route, a marker, a class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Sequence

from bot.answering.phrase import caveats_of, drug_name, listed, paragraphs, sentence, source_line, sources_of
from bot.answering.reply import Reply, Table, button
from bot.knowledge.models import Drug, DrugClass, Knowledge, Treatment
from bot.look_up.drug import NAMES, SIDE_EFFECTS, label
from bot.look_up.facts import WITH, Told, effects_meant, everything, holders, meets, members, with_receptors_as_subtypes
from bot.look_up.query import CLASSES, COMBINING, DENIED, DRUGS, REMEDY, SPARES, Query

FOR_WHOM = ("subtypes", "lines", "groups", "sites", "genes-and-markers")
WAYS = ("routes", "schedules")
# Kinds of names that drugs can be listed by, in the order in which they are said. Those of one row must be met by one
# fact: a drug for men, and for PIK3CA mutations in women, is none for men with one.
TOGETHER = (
    WAYS,
    FOR_WHOM,
    (SIDE_EFFECTS,),
    ("organs",),
    ("tests",),
    (WITH,),
)
CRITERIA = tuple(kind for row in TOGETHER for kind in row)
SHOWN = 14  # drugs named in one reply; the rest wait for "show all"
FEW = 6  # drugs of a list that the next question may be about
MOST_MEMBERS = 4  # drugs of a class that are named where the class is; of a larger one only their number
SPREAD = "metastasis"  # the term that says that cancer has spread


@dataclass(frozen=True)
class Listing:
    """A drug, or a class as a whole, that meets what was asked, and the facts that show it.

    `drugs` names those of a class that meet by themselves what its own facts leave open.
    """

    record: Treatment
    facts: tuple[Told, ...]
    drugs: tuple[str, ...] = ()


def can_list(query: Query) -> bool:
    """Whether a message names anything that drugs can be listed by."""
    return any(query.names(kind) for kind in (*CRITERIA, CLASSES)) or _asks_partners(query)


def lists_by_case(query: Query) -> bool:
    """Whether drugs are asked for by whom or what they are for."""
    return any(query.names(kind) for kind in FOR_WHOM)


def asks_of_members(query: Query, knowledge: Knowledge) -> bool:
    """Whether a question of a class is of a side effect, or of a part of the body, that its own facts do not name and
    those of its drugs do.
    """
    group = knowledge.classes.get(query.medicines[0]) if len(query.medicines) == 1 else None
    wanted = {kind: query.names(kind) for kind in (SIDE_EFFECTS, "organs") if query.names(kind)}
    if group is None or query.topics[:1] != (SIDE_EFFECTS,) or not wanted:
        return False
    if meeting(group, wanted, knowledge, inherited=True):
        return False
    return any(meeting(drug, wanted, knowledge) for drug in members(group.name, knowledge))


def asks_for_names(query: Query, knowledge: Knowledge) -> bool:
    """Whether the names of a class are asked for, which are those of its drugs."""
    return query.topics[:1] == (NAMES,) and len(query.medicines) == 1 and query.medicines[0] in knowledge.classes


def _asks_partners(query: Query) -> bool:
    return bool(query.names(DRUGS) and query.names(COMBINING))


def list_reply(query: Query, knowledge: Knowledge, *, among: Sequence[str] = (), every: bool = False) -> Reply:
    """The drugs that meet what was asked, by kind of therapy.

    Args:
        among: names of drugs to choose from; without them, all.
        every: name them all, however many.
    """
    wording = knowledge.wording
    listings = find(query, knowledge, among=among)
    criteria = described(query, knowledge)
    passages = tuple(dict.fromkeys(p for item in listings for row in item.facts for p in row.fact.passages))
    passages = passages or tuple(_drugs(knowledge, among)[0].works[0].passages)
    drugs = [item for item in listings if isinstance(item.record, Drug)]
    if among:
        body = _among(drugs, among, criteria, knowledge)
    else:
        body = _grouped(drugs, _groups(listings, query, knowledge), query, every, knowledge)
    sources = sources_of(passages, knowledge)
    cut = len(drugs) > SHOWN and not every and not among
    return Reply(
        kind="lookup",
        id=".".join(["list", *(name.replace(" ", "-") for name in _named(query, knowledge))]),
        title=wording["list-title"].format(criteria=criteria),
        text=paragraphs(body, *caveats_of(passages, knowledge), source_line(sources, knowledge)),
        sources=sources,
        passages=passages,
        buttons=(button(wording["list-more"]),) if cut else (),
        table=Table(
            (wording["column-drug"], wording["column-fact"]),
            tuple((item.record.name, _detail(item.facts, knowledge, more=True)) for item in listings),
        ),
        medicines=_spoken_of(query, drugs),
        listed=tuple(item.record.name for item in drugs),
    )


def find(query: Query, knowledge: Knowledge, *, among: Sequence[str] = ()) -> list[Listing]:
    """Every class as a whole, and every drug, that meets all that a question names."""
    wanted = wanted_of(query, knowledge)
    denied = {name for said in query.names(DENIED) for name in (said, *_names(said, knowledge))}
    drugs = [drug for drug in _drugs(knowledge, among) if drug.name not in denied]
    for name in query.names(CLASSES):
        of_class = {drug.name for drug in members(name, knowledge)}
        drugs = [drug for drug in drugs if drug.name in of_class]
    if not wanted:
        return [Listing(drug, (next(everything(drug)),)) for drug in drugs]
    drugs = [drug for drug in drugs if drug.name not in wanted.get(WITH, ())]
    records: list[Treatment] = [*([] if among else _classes(query, knowledge)), *drugs]
    found = ((record, meeting(record, wanted, knowledge, inherited=bool(among))) for record in records)
    listings = [Listing(record, tuple(facts)) for record, facts in found if facts]
    return listings if among else [*listings, *_given_as_their_class(listings, drugs, wanted, knowledge)]


def _given_as_their_class(
    listings: Sequence[Listing], drugs: Sequence[Drug], wanted: Mapping[str, Sequence[str]], knowledge: Knowledge
) -> list[Listing]:
    """The classes that are given in the way asked for, with those of their drugs of which only the rest is told."""
    way = {kind: names for kind, names in wanted.items() if kind in WAYS}
    rest = {kind: names for kind, names in wanted.items() if kind not in WAYS}
    if not way or not rest:
        return []
    listed_already = {item.record.name for item in listings}
    left = [drug for drug in drugs if not drug.given and drug.name not in listed_already]
    found = []
    for group in (row for name, row in knowledge.classes.items() if name not in listed_already):
        facts = meeting(group, way, knowledge)
        of_group = [drug for drug in left if group.name in drug.classes and meeting(drug, rest, knowledge)]
        if facts and of_group:
            found.append(Listing(group, tuple(facts), tuple(drug.name for drug in of_group)))
            left = [drug for drug in left if drug not in of_group]
    return found


def meeting(
    record: Treatment, wanted: Mapping[str, Sequence[str]], knowledge: Knowledge, *, inherited: bool = False
) -> list[Told]:
    """The facts of a record that meet what is wanted; none where a part of it is met by no fact."""
    of = holders(record, knowledge) if inherited else [record]
    rows = [row for holder in of for row in everything(holder)]
    met: list[Told] = []
    for kinds in TOGETHER:
        part = {kind: wanted[kind] for kind in kinds if kind in wanted}
        if not part:
            continue
        effects = effects_meant(part, knowledge)
        facts = [row for row in rows if meets(row, part, effects)]
        if WITH in part:
            facts = _combined(record, part[WITH], rows, knowledge)
        if _go_together(part.get("subtypes", ()), knowledge):
            facts = [row for row in facts if set(part["subtypes"]) <= set(row.fact.subtypes)]
        if not facts:
            return []
        met += facts
    return met


def _combined(record: Treatment, names: Sequence[str], rows: Sequence[Told], knowledge: Knowledge) -> list[Told]:
    """The facts that tell that a drug is combined with those of these names: its own, or theirs."""
    drugs = [knowledge.drugs[name] for name in names]
    wanted = {WITH: (*names, *(drug.classes[0] for drug in drugs))}
    own = [row for row in rows if meets(row, wanted, ())]
    theirs = [row for drug in drugs for row in everything(drug) if meets(row, {WITH: (record.name,)}, ())]
    return [*own, *theirs]


def wanted_of(query: Query, knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """What a question lists drugs by, by kind.

    A part of the body is one that drugs harm or one that they reach: the latter where spread is spoken of, or where the
    guide lists no harm to it.
    """
    query = with_receptors_as_subtypes(query, knowledge)
    wanted = {kind: query.names(kind) for kind in CRITERIA if query.names(kind)}
    if _asks_partners(query):
        wanted[WITH] = query.names(DRUGS)
    spread = SPREAD in query.names("medical-words") or query.names("subtypes")
    if {"sites", "organs"} <= wanted.keys():
        harmed = set(effects_meant({"organs": wanted["organs"]}, knowledge))
        listed_harm = any(row.effect in harmed for drug in knowledge.drugs.values() for row in drug.side_effects)
        del wanted["organs" if spread or not listed_harm else "sites"]
    if {"sites", SIDE_EFFECTS} <= wanted.keys() and not spread:
        del wanted["sites"]  # scars in the lungs: where the side effect is
    return wanted


def described(query: Query, knowledge: Knowledge) -> str:
    """What drugs were listed by, to be said after 'drugs': 'taken by mouth, for HER2-positive cancer'."""
    wanted = wanted_of(query, knowledge)
    phrases = [_phrase(kind, names, knowledge) for kind, names in wanted.items()]
    groups = [knowledge.classes[name].plural for name in query.names(CLASSES)]
    if groups:
        phrases.append(knowledge.wording["list-by-classes"].format(names=listed(groups, knowledge)))
    denied = [_plural(name, knowledge) for name in query.names(DENIED)]
    if denied:
        phrases.append(knowledge.wording["list-besides"].format(names=listed(denied, knowledge)))
    return ", ".join(phrases)


def kind_of(drug: Drug, knowledge: Knowledge) -> DrugClass:
    """The kind of therapy that a drug belongs to: the nearest of its classes that is within no other."""
    return next(group for group in holders(drug, knowledge)[1:] if not group.within)


def _phrase(kind: str, names: Sequence[str], knowledge: Knowledge) -> str:
    """One kind of names in words; where wording.yml has words of its own for a name, those."""
    wording = knowledge.wording
    keys = {name: f"list-by-{kind}-{name.replace(' ', '-')}" for name in names}
    own = [wording[key] for key in keys.values() if key in wording]
    last = "and" if _go_together(names, knowledge) else "or"
    others = listed([name for name, key in keys.items() if key not in wording], knowledge, last=last)
    return listed([*([wording[f"list-by-{kind}"].format(names=others)] if others else []), *own], knowledge, last="or")


def _go_together(subtypes: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether one cancer can have all of these subtypes, as the guide tells of it."""
    of = [fact for record in _records(knowledge) for fact in record.for_whom]
    return bool(subtypes) and any(set(subtypes) <= set(fact.subtypes) for fact in of)


def _records(knowledge: Knowledge) -> list[Treatment]:
    return [*knowledge.drugs.values(), *knowledge.classes.values()]


def _spoken_of(query: Query, drugs: Sequence[Listing]) -> tuple[str, ...]:
    """What a list is about, for what is asked next: the class it is of, or its drugs where they are few."""
    if query.names(CLASSES) and not any(query.names(kind) for kind in CRITERIA):
        return query.names(CLASSES)
    return tuple(item.record.name for item in drugs) if len(drugs) <= FEW else ()


def _named(query: Query, knowledge: Knowledge) -> list[str]:
    wanted = {**wanted_of(query, knowledge), CLASSES: query.names(CLASSES)}
    return list(dict.fromkeys(name for names in wanted.values() for name in names))


def _drugs(knowledge: Knowledge, among: Sequence[str]) -> list[Drug]:
    return [drug for name, drug in knowledge.drugs.items() if not among or name in among]


def _classes(query: Query, knowledge: Knowledge) -> list[DrugClass]:
    """The classes that may meet a question as a whole: where it names classes, those, the wider, and those that share
    drugs with them.
    """
    every = list(knowledge.classes.values())
    for name in query.names(CLASSES):
        wider = {holder.name for holder in holders(knowledge.classes[name], knowledge)}
        of_class = _names(name, knowledge)
        every = [group for group in every if group.name in wider or of_class & _names(group.name, knowledge)]
    return [group for group in every if group.name not in query.names(DENIED)]


def _plural(name: str, knowledge: Knowledge) -> str:
    """How a drug or class is named beside the others: a class by its plural."""
    return knowledge.classes[name].plural if name in knowledge.classes else name


def _names(group: str, knowledge: Knowledge) -> set[str]:
    """The names of a class's drugs."""
    return {drug.name for drug in members(group, knowledge)}


def _groups(listings: Sequence[Listing], query: Query, knowledge: Knowledge) -> list[Listing]:
    """The classes that tell more than their drugs do, each listed by name."""
    named = {item.record.name for item in listings if isinstance(item.record, Drug)}
    groups = (item for item in listings if not isinstance(item.record, Drug))
    return [item for item in groups if item.drugs or set(_asked_of(item.record, query, knowledge)) - named]


def _asked_of(group: Treatment, query: Query, knowledge: Knowledge) -> list[str]:
    """The names of a class's drugs that are of the classes a question names too."""
    names = (drug.name for drug in members(group.name, knowledge))
    return [name for name in names if all(name in _names(other, knowledge) for other in query.names(CLASSES))]


def _grouped(
    drugs: Sequence[Listing], groups: Sequence[Listing], query: Query, every: bool, knowledge: Knowledge
) -> str:
    """How many there are, and which, a line for each kind of therapy; then what is said of whole classes."""
    wording = knowledge.wording
    criteria = described(query, knowledge)
    key = "list-none" if not drugs else "list-one" if len(drugs) == 1 else "list-lead"
    if not drugs and not groups and query.names(CLASSES) and not any(query.names(kind) for kind in CRITERIA):
        key, criteria = "list-unnamed", listed([_plural(name, knowledge) for name in query.names(CLASSES)], knowledge)
    by_kind: dict[str, list[str]] = {}
    for item in drugs:
        by_kind.setdefault(kind_of(item.record, knowledge).plural, []).append(_with_effects(item, query, knowledge))
    lines, room = [], len(drugs) if every else SHOWN
    for kind, names in by_kind.items():
        if room > 0:
            shown = "; ".join(names[:room])
            lines.append(wording["list-group"].format(group=sentence(kind), count=len(names), drugs=shown))
        room -= len(names)
    return paragraphs(
        wording["list-spares"] if SPARES in query.names(REMEDY) and _by_harm(query) else None,
        "\n".join([wording[key].format(count=len(drugs), criteria=criteria), *lines]),
        wording["list-cut"].format(left=-room) if room < 0 else None,
        "\n".join([wording["list-groups"], *(_of_group(item, query, knowledge) for item in groups)])
        if groups
        else None,
        wording["list-conditions"] if drugs and any(query.names(kind) for kind in FOR_WHOM) else None,
    )


def _by_harm(query: Query) -> bool:
    """Whether drugs are listed by what they do to the body."""
    return bool(query.names(SIDE_EFFECTS) or query.names("organs"))


def _of_group(item: Listing, query: Query, knowledge: Knowledge) -> str:
    """What is said of a class as a whole: the first fact of each attribute."""
    drugs = item.drugs or _asked_of(item.record, query, knowledge)
    count = knowledge.wording["list-count"].format(count=len(drugs))
    first = {row.attribute: row for row in reversed(item.facts) if row.attribute != SIDE_EFFECTS}
    facts = [row for row in item.facts if row.attribute == SIDE_EFFECTS or first[row.attribute] is row]
    return knowledge.wording["list-of-group"].format(
        group=sentence(label(item.record, knowledge)),
        drugs=listed(drugs, knowledge) if 0 < len(drugs) <= MOST_MEMBERS else count,
        detail=_detail(facts, knowledge),
    )


def _among(drugs: Sequence[Listing], among: Sequence[str], criteria: str, knowledge: Knowledge) -> str:
    """Which of the drugs spoken of meet what was asked, and the facts that show it."""
    wording = knowledge.wording
    names = listed([drug_name(knowledge.drugs[name], knowledge) for name in among], knowledge)
    if not drugs:
        return wording["list-none-of"].format(drugs=names, criteria=criteria)
    hits = listed([item.record.name for item in drugs], knowledge)
    key = "list-all-of" if len(drugs) == len(among) else "list-some-of"
    details = [
        wording["compare-cell"].format(name=item.record.name, cell=_detail(item.facts, knowledge, more=True))
        for item in drugs
    ]
    return paragraphs(wording[key].format(drugs=names, listed=hits, criteria=criteria), "\n".join(details))


def _with_effects(item: Listing, query: Query, knowledge: Knowledge) -> str:
    """A drug in a list, with its side effects where those are not the one asked about."""
    name = drug_name(item.record, knowledge, most=1)
    effects = _effects(item.facts)
    if not effects or query.names(SIDE_EFFECTS)[:1] == tuple(effects) and len(query.names(SIDE_EFFECTS)) == 1:
        return name
    return knowledge.wording["list-with"].format(drug=name, detail=listed(effects, knowledge))


def _effects(facts: Sequence[Told]) -> list[str]:
    return list(dict.fromkeys(row.fact.effect for row in facts if row.attribute == SIDE_EFFECTS))


def _detail(facts: Sequence[Told], knowledge: Knowledge, *, more: bool = False) -> str:
    """The facts that show that a drug or class meets what was asked, as sentences.

    Args:
        more: tell what else the guide says of side effects.
    """
    effects = listed(_effects(facts), knowledge)
    said = [row.fact.says for row in facts if row.attribute != SIDE_EFFECTS or more and row.fact.says]
    return " ".join([*([f"{sentence(effects)}."] if effects else []), *dict.fromkeys(said)])
