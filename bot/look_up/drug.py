"""One drug or class, any attribute: what the guide says of it, the answer to the question first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Mapping, Sequence

from bot.answering.phrase import caveats_of, drug_name, listed, paragraphs, sentence, source_line, sources_of
from bot.answering.reply import Reply, Table, button
from bot.knowledge.models import Drug, Knowledge, Treatment
from bot.look_up.facts import ATTRIBUTES, Told, effects_meant, meets, told, told_of_members, treatment
from bot.look_up.query import Query

ABOUT, NAMES, SIDE_EFFECTS, NEEDS, FOR_WHOM = "about", "names", "side-effects", "needs", "for-whom"
GIVEN, MONITORING = "given", "monitoring"
SAID_OF_ITSELF = {FOR_WHOM, "partners", NEEDS}  # where a class's fact stands in, this is said
CAUTION = re.compile(r"\b(not|no|nor|never|only|without|unless)\b")  # a fact with one of these is no plain yes
LINE = "\n"
WAYS = ("routes", "schedules")  # kinds of names of how a drug is given
MOST_MEDICINES = 3  # told of in one reply
MOST_BUTTONS = 3
MOST_FACTS = 3  # told beside the attribute asked about
MOST_OF_GROUP = 5  # facts of a class that are told of a drug
MOST_MEMBERS = 10  # of a class whose side effects are told one by one
INTRODUCING = ("kind", "given", SIDE_EFFECTS)  # attributes that introduce a drug that no answer introduces
HOW = ("common", "possible", "occasional", "low risk", "rare")  # the order in which side effects are told


@dataclass(frozen=True)
class Section:
    """A part of a reply, and the passages it rests on."""

    text: str
    passages: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


def drug_reply(query: Query, knowledge: Knowledge) -> Reply:
    """What the guide tells of the drugs, or classes, and the attributes asked about.

    A query without an attribute asks what the drug is.
    """
    records = [treatment(name, knowledge) for name in query.medicines[:MOST_MEDICINES]]
    query = replace(query, yes_no=query.yes_no and len(records) == 1)  # what holds of each is no one yes
    topics = [topic for topic in query.topics if topic in knowledge.look_ups] or [ABOUT]
    sections = [section_of(record, topic, query, knowledge) for record in records for topic in topics]
    passages = tuple(dict.fromkeys(passage for section in sections for passage in section.passages))
    passages = passages or tuple(fact.passages[0] for record in records for fact in record.works[:1])
    sources = sources_of(passages, knowledge)
    columns = tuple(knowledge.wording[f"column-{name}"] for name in ("drug", "asked", "fact"))
    return Reply(
        kind="lookup",
        id=".".join(["drug", *(record.name.replace(" ", "-") for record in records), topics[0]]),
        title=_title(records, topics, knowledge),
        text=paragraphs(*(s.text for s in sections), *caveats_of(passages, knowledge), source_line(sources, knowledge)),
        sources=sources,
        passages=passages,
        buttons=tuple(button(text) for text in _asks(records[0], topics, knowledge)) if len(records) == 1 else (),
        table=Table(columns, tuple(row for section in sections for row in section.rows)),
        medicines=tuple(record.name for record in records),
    )


def section_of(record: Treatment, topic: str, query: Query, knowledge: Knowledge) -> Section:
    """What the guide tells of one attribute of one drug."""
    if topic == ABOUT:
        return _about(record, query, knowledge)
    if topic == NAMES:
        return _names(record, query, knowledge)
    if topic == SIDE_EFFECTS:
        if query.asks_remedy and not _lists_asked_effect(record, query, knowledge):
            return _about(record, query, knowledge)  # what it is for
        return side_effects(record, query, knowledge)
    if topic == NEEDS:
        return _needs(record, query, knowledge)
    if topic == MONITORING and not told(record, MONITORING, knowledge) and getattr(record, ATTRIBUTES[NEEDS]):
        before = _facts(record, NEEDS, query, knowledge)
        return replace(before, text=paragraphs(_nothing(record, MONITORING, knowledge), before.text))
    return _facts(record, topic, query, knowledge)


def _about(record: Treatment, query: Query, knowledge: Knowledge) -> Section:
    """The answer that introduces the drug, or its facts where no answer does."""
    answer = knowledge.current(record.about)
    if not any(name.lower() in answer.title.lower() for name in _names_of(record)):
        return _introduction(record, query, knowledge)
    text = paragraphs(answer.short, answer.changed)
    return Section(text, (*answer.passages,), ((record.name, knowledge.look_ups[ABOUT].title, answer.short),))


def _introduction(record: Treatment, query: Query, knowledge: Knowledge) -> Section:
    """What a drug or class is and does: its own facts one after the other, then those of its classes."""
    rows = {topic: told(record, topic, knowledge) for topic in INTRODUCING}
    every = [row for topic in INTRODUCING for row in rows[topic]]
    names = _names(record, query, knowledge) if isinstance(record, Drug) else Section("", ())
    own = _effect_lines([row for row in rows[SIDE_EFFECTS] if row.holder is record], knowledge)
    if own:
        own.insert(0, knowledge.wording["effects-of"].format(drug=plain_label(record)))
    texts = {}
    for holder in _others(every, record):
        of_group = [row for row in every if row.holder is holder]
        first = {row.attribute: row.fact.says for row in reversed(of_group) if row.attribute != SIDE_EFFECTS}
        lines = _effect_lines([row for row in of_group if row.attribute == SIDE_EFFECTS], knowledge)
        texts[holder.name] = "\n".join([" ".join(first[topic] for topic in INTRODUCING if topic in first), *lines])
    text = paragraphs(
        _said(rows["kind"], record),
        names.text,
        _said(rows["given"], record),
        "\n".join(own),
        *_of_groups(texts, record, knowledge),
        None if rows[SIDE_EFFECTS] else silent(record, SIDE_EFFECTS, knowledge).text,
    )
    tables = [row for topic in INTRODUCING for row in _table(record, topic, rows[topic], knowledge)]
    return Section(text, (*_passages(every), *names.passages), (*tables, *names.rows))


def _names(record: Treatment, query: Query, knowledge: Knowledge) -> Section:
    wording = knowledge.wording
    if not isinstance(record, Drug):
        return _facts(record, "kind", query, knowledge)
    parts = []
    name = sentence(record.name)
    if record.brands:
        key = "names-brands" if len(record.brands) == 1 else "names-brands-many"
        parts.append(wording[key].format(name=name, brands=listed(record.brands, knowledge)))
    else:
        parts.append(wording["names-no-brand"].format(name=record.name))
    if record.also:
        parts.append(wording["names-also"].format(names=listed(record.also, knowledge, last="or")))
    parts.append(wording["names-generic" if record.generic else "names-not-generic"].format(name=record.name))
    passages = (*((record.generic,) if record.generic else ()), *record.works[0].passages)
    row = (record.name, knowledge.look_ups[NAMES].title, ", ".join((*record.brands, *record.also)))
    return Section(" ".join(parts), passages, (row,))


def _facts(record: Treatment, topic: str, query: Query, knowledge: Knowledge) -> Section:
    """The facts of one attribute, those that the question points at first."""
    rows = told(record, topic, knowledge)
    if not rows:
        return silent(record, topic, knowledge)
    effects = effects_meant(query.found, knowledge)
    pointed = [row for row in rows if meets(row, query.found, effects)]
    rows = pointed + [row for row in rows if row not in pointed]
    own = _said(rows, record)
    way_asked = topic == GIVEN and any(query.names(kind) for kind in WAYS) and not pointed
    nothing = "" if own or not (topic in SAID_OF_ITSELF or way_asked) else _nothing(record, topic, knowledge)
    texts = {holder.name: _in_short(rows, holder, knowledge) for holder in _others(rows, record)}
    parts = [own, *_of_groups(texts, record, knowledge, named=bool(own or nothing), nothing=nothing)]
    if topic == GIVEN and query.names("frequency") and not any(row.fact.every for row in rows):
        parts.append(knowledge.wording["given-how-often-silent"].format(drug=plain_label(record)))
    if _is_yes(pointed, query) and not nothing:
        parts = [part for part in parts if part]
        parts[0] = f"{knowledge.wording['look-up-yes']} {parts[0]}"
    return Section(paragraphs(*parts), _passages(rows), _table(record, topic, rows, knowledge))


def _needs(record: Treatment, query: Query, knowledge: Knowledge) -> Section:
    """The tests needed first; and who the drug is for, where the question points at that or no test is named for it.

    What is needed before a drug may be a test, but also menopause or an earlier treatment; and where no test is needed
    before the first dose, one may be before each.
    """
    section = _facts(record, NEEDS, query, knowledge)
    during = told(record, MONITORING, knowledge)
    if during and not told(record, NEEDS, knowledge) and not query.names("genes-and-markers"):
        checks = _facts(record, MONITORING, query, knowledge)
        return Section(paragraphs(_nothing(record, NEEDS, knowledge), checks.text), checks.passages, checks.rows)
    rows = told(record, FOR_WHOM, knowledge)
    pointed = [row for row in rows if meets(row, query.found, ())]
    if not pointed and not getattr(record, ATTRIBUTES[NEEDS]):
        pointed = [row for row in rows if row.holder is record]
    if not pointed:
        return section
    rows = pointed[:MOST_FACTS]
    lead = knowledge.wording["needs-for-whom"].format(drug=plain_label(record))
    says = " ".join(row.fact.says for row in rows)
    return Section(
        paragraphs(section.text, f"{lead} {says}"),
        tuple(dict.fromkeys((*section.passages, *_passages(rows)))),
        (*section.rows, *_table(record, FOR_WHOM, rows, knowledge)),
    )


def _is_yes(pointed: Sequence[Told], query: Query) -> bool:
    """Whether the facts that a question points at say yes to it, without an if or a but."""
    return (
        query.yes_no and _one_thing(query) and bool(pointed) and not any(CAUTION.search(r.fact.says) for r in pointed)
    )


def side_effects(record: Treatment, query: Query, knowledge: Knowledge) -> Section:
    """The side effects, or the one asked about first."""
    rows = told(record, SIDE_EFFECTS, knowledge)
    meant = effects_meant(query.found, knowledge)
    head = _asked_effect(record, rows, meant, query, knowledge) if meant else ""
    below = told_of_members(record, SIDE_EFFECTS, knowledge) if not isinstance(record, Drug) and not head else []
    if not rows and below:
        lead = knowledge.wording["effects-only-of-members"].format(group=label(record, knowledge))
        text = f"{lead} {_of_members(below, knowledge)}"
        return Section(text, _passages(below), _table(record, SIDE_EFFECTS, below, knowledge))
    if not rows:
        nothing = silent(record, SIDE_EFFECTS, knowledge)
        return nothing if not head else Section(paragraphs(head, nothing.text), nothing.passages)
    own = [row for row in rows if row.holder is record]
    lines = _effect_lines(own, knowledge, known=head)
    if own and head:
        lines.insert(0, knowledge.wording["effects-of-all"].format(drug=plain_label(record)))
    elif own:
        lines.insert(0, knowledge.wording["effects-of"].format(drug=label(record, knowledge)))
    nothing = "" if own or head else _nothing(record, SIDE_EFFECTS, knowledge)
    texts = {
        holder.name: "\n".join(["", *_effect_lines([row for row in rows if row.holder is holder], knowledge)])
        for holder in _others(rows, record)
    }
    parts = [head, "\n".join(lines), *_of_groups(texts, record, knowledge, nothing=nothing)]
    parts.insert(
        2 if own else len(parts), _of_members(below, knowledge) if below else None
    )  # its own before wider ones
    every = [*rows, *below]
    return Section(paragraphs(*parts), _passages(every), _table(record, SIDE_EFFECTS, every, knowledge))


def _of_members(rows: Sequence[Told], knowledge: Knowledge) -> str:
    """The side effects told of the members of a class, a line for each; of many, whom to ask about."""
    wording = knowledge.wording
    holders = list({row.holder.name: row.holder for row in rows}.values())
    if len(holders) > MOST_MEMBERS:
        names = listed([label(holder, knowledge) for holder in holders], knowledge, last="or")
        return wording["effects-of-many-members"].format(drugs=names)
    effects = {
        holder.name: listed([effect_name(row, knowledge) for row in rows if row.holder is holder], knowledge)
        for holder in holders
    }
    lines = [
        wording["effects-of-member"].format(drug=sentence(label(holder, knowledge)), effects=effects[holder.name])
        for holder in holders
    ]
    return "\n".join([wording["effects-of-members"], *lines])


def silent(record: Treatment, topic: str, knowledge: Knowledge) -> Section:
    """That the guide says nothing of an attribute."""
    text = f"{_nothing(record, topic, knowledge)} {knowledge.wording['look-up-ask-team']}"
    return Section(text, tuple(record.works[0].passages))


def _nothing(record: Treatment, topic: str, knowledge: Knowledge) -> str:
    return knowledge.look_ups[topic].silent.format(drug=label(record, knowledge))


def _said(rows: Sequence[Told], holder: Treatment) -> str:
    """What the guide says of one drug or class."""
    return " ".join(row.fact.says for row in rows if row.holder is holder and row.attribute != SIDE_EFFECTS)


def _in_short(rows: Sequence[Told], holder: Treatment, knowledge: Knowledge) -> str:
    """What the guide says of a class that a drug belongs to; of a long tale the beginning."""
    of_group = [row for row in rows if row.holder is holder]
    says = _said(of_group[:MOST_OF_GROUP], holder)
    if len(of_group) <= MOST_OF_GROUP:
        return says
    return f"{says} {knowledge.wording['look-up-more-of-group'].format(group=label(holder, knowledge))}"


def _others(rows: Sequence[Told], record: Treatment) -> list[Treatment]:
    """The classes whose facts are among those told of a drug or class, each once."""
    return list({row.holder.name: row.holder for row in rows if row.holder is not record}.values())


def _of_groups(
    texts: Mapping[str, str], record: Treatment, knowledge: Knowledge, *, named: bool = True, nothing: str = ""
) -> list[str]:
    """What is said of the classes that a drug or class belongs to, a paragraph each.

    Args:
        texts: what is said of each class, by its name.
        named: the drug has been named before, so that its brands need not be told again.
        nothing: sentence that the guide does not say it of the drug itself.
    """
    kind = "group" if isinstance(record, Drug) else "wider-group"
    drug = plain_label(record) if named else label(record, knowledge)
    found = []
    for place, (name, text) in enumerate(texts.items()):
        group = label(knowledge.classes[name], knowledge)
        but = nothing if place == 0 else ""
        lead = knowledge.wording[f"look-up-{'but-' if but else ''}of-{kind}"].format(group=group, drug=drug)
        found.append(f"{but} {lead}{'' if text.startswith(LINE) else ' '}{text}".strip())
    return found


def label(record: Treatment, knowledge: Knowledge) -> str:
    """How a drug or class is named in a sentence."""
    return drug_name(record, knowledge) if isinstance(record, Drug) else record.plural


def plain_label(record: Treatment) -> str:
    """The same without brands, where they have been told; a mix of drugs by its brand."""
    if not isinstance(record, Drug):
        return record.plural
    return record.brands[0] if record.brands and "," in record.name else record.name


def _asked_effect(
    record: Treatment, rows: Sequence[Told], meant: Sequence[str], query: Query, knowledge: Knowledge
) -> str:
    """Whether the guide lists what was asked about: for the drug, for a group it belongs to, or not."""
    wording = knowledge.wording
    drug = label(record, knowledge)
    asked = listed(query.names("side-effects"), knowledge, last="or") or wording["effects-of-organ"].format(
        organs=listed(query.names("organs"), knowledge, last="or")
    )
    own = [row for row in rows if row.fact.effect in meant and row.holder is record]
    very_one = not query.names(SIDE_EFFECTS) or {row.fact.effect for row in own} <= set(query.names(SIDE_EFFECTS))
    yes = f"{wording['look-up-yes']} " if query.yes_no and _one_thing(query) and very_one else ""
    if len(own) == 1:
        key = f"effect-listed-{own[0].fact.how.replace(' ', '-')}"
        says = wording[key].format(effect=effect_name(own[0], knowledge), drug=drug)
        return f"{yes}{says} {own[0].fact.says or ''}".strip()
    if own:
        return "\n".join([yes + wording["effects-listed"].format(drug=drug), *_effect_lines(own, knowledge)])
    of_group = [row for row in rows if row.fact.effect in meant]
    if of_group:
        effects = listed([effect_name(row, knowledge) for row in of_group], knowledge)
        group = label(of_group[0].holder, knowledge)
        return wording["effect-of-group"].format(effects=effects, group=group, drug=drug)
    return wording["effect-not-listed"].format(asked=asked, drug=drug)


def _lists_asked_effect(record: Treatment, query: Query, knowledge: Knowledge) -> bool:
    """Whether the guide lists a side effect asked about for a drug, or for a group it belongs to."""
    meant = effects_meant(query.found, knowledge)
    return any(row.fact.effect in meant for row in told(record, SIDE_EFFECTS, knowledge))


def _effect_lines(rows: Sequence[Told], knowledge: Knowledge, *, known: str = "") -> list[str]:
    """Side effects by how common the guide says they are, a line each, then what else it says about them.

    Args:
        known: what has been said already.
    """
    by_how = {how: [effect_name(row, knowledge) for row in rows if row.fact.how == how] for how in HOW}
    lines = [
        knowledge.wording[f"effects-{how.replace(' ', '-')}"].format(effects=listed(effects, knowledge))
        for how, effects in by_how.items()
        if effects
    ]
    more = " ".join(dict.fromkeys(row.fact.says for row in rows if row.fact.says and row.fact.says not in known))
    return [*lines, more] if more else lines


def effect_name(row: Told, knowledge: Knowledge) -> str:
    """A side effect as it is told."""
    return knowledge.wording["effect-serious"].format(effect=row.fact.effect) if row.fact.serious else row.fact.effect


def _one_thing(query: Query) -> bool:
    """Whether a question names one thing only to say yes to: not 'a pill or a shot'."""
    kinds = (
        "side-effects",
        "organs",
        "routes",
        "schedules",
        "subtypes",
        "groups",
        "genes-and-markers",
        "sites",
        "tests",
    )
    return sum(len(query.names(kind)) for kind in kinds) == 1


def _passages(rows: Sequence[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(passage for row in rows for passage in row.fact.passages))


def _table(record: Treatment, topic: str, rows: Sequence[Told], knowledge: Knowledge) -> tuple[tuple[str, ...], ...]:
    title = knowledge.look_ups[topic].title
    return tuple((row.holder.name, title, cell(row, knowledge)) for row in rows)


def cell(row: Told, knowledge: Knowledge) -> str:
    """A fact in a cell of a table."""
    if row.attribute == SIDE_EFFECTS:
        how = knowledge.wording[f"effect-{row.fact.how.replace(' ', '-')}"]
        return knowledge.wording["drug-name"].format(name=row.fact.effect, brands=how)
    return row.fact.says


def _names_of(record: Treatment) -> tuple[str, ...]:
    return (record.name, *(record.brands if isinstance(record, Drug) else ()))


def _title(records: Sequence[Treatment], topics: Sequence[str], knowledge: Knowledge) -> str:
    names = listed([sentence(drug_name(record, knowledge)) for record in records], knowledge)
    title = knowledge.look_ups[topics[0]].title
    return knowledge.wording["look-up-title"].format(drug=names, title=title)


def _asks(record: Treatment, topics: Sequence[str], knowledge: Knowledge) -> list[str]:
    """What else can be asked of the drug: only what the guide says something about."""
    others = [
        topic
        for topic in knowledge.look_ups
        if topic not in topics and (topic == ABOUT or topic in ATTRIBUTES and told(record, topic, knowledge))
    ]
    return [ask(record, topic, knowledge) for topic in others[:MOST_BUTTONS]]


def ask(record: Treatment, topic: str, knowledge: Knowledge) -> str:
    """The question about one attribute of a drug or class, as a person would type it."""
    row, name = knowledge.look_ups[topic], plain_label(record)
    many = row.ask_many if not isinstance(record, Drug) and name != record.name else None
    return (many or row.ask).format(drug=name)
