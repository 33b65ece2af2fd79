"""Every reply that the records can give is rendered, and held against the records that it is made of."""

from __future__ import annotations

import functools
import re
from itertools import combinations

import pytest

from bot.answering.phrase import drug_name, sentence, source_line
from bot.answering.reply import Reply
from bot.knowledge.models import Drug, EffectFact, Knowledge
from bot.look_up.compare import compare_reply
from bot.look_up.drug import ABOUT, MOST_MEMBERS, NAMES, SIDE_EFFECTS, drug_reply, label, plain_label
from bot.look_up.facts import ATTRIBUTES, everything, holders, members, told, told_of_members, treatment
from bot.look_up.lists import SHOWN, kind_of, list_reply
from bot.look_up.paths import find_paths, next_reply, path_reply
from bot.look_up.query import Query

MOST_WORDS, MOST_WORDS_COMPARED = 290, 360
# Braces left unfilled, doubled spaces and stops, a colon with nothing after it, an empty value, a sentence without one.
ODD = re.compile(r"[{}]|  | \.|\.\.|,\.|;\.|\n\n\n|:\s*\n\n|:\s*$|\bNone\b|\(\)|^\s*\.|\n +")


def names_in(text: str, knowledge: Knowledge) -> set[str]:
    """The drugs that a text names, the longest names first: 'trastuzumab deruxtecan' is no 'trastuzumab'."""
    drug_of = {alias.lower(): drug.name for drug in knowledge.drugs.values() for alias in drug.names}
    return {drug_of[alias] for alias in one_of(tuple(drug_of)).findall(text.lower())}


@functools.lru_cache
def one_of(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])")


def ends_with_its_source(reply: Reply, knowledge: Knowledge) -> bool:
    return bool(reply.sources) and reply.text.split("\n\n")[-1] == source_line(reply.sources, knowledge)


def is_whole(reply: Reply, knowledge: Knowledge) -> bool:
    """Whether a reply is a look-up with a title, text without gaps, a source, passages, and a table of even rows."""
    even = all(len(row) == len(reply.table.columns) for row in reply.table.rows)
    said = reply.kind == "lookup" and reply.title and not ODD.search(reply.text) and not ODD.search(reply.title)
    return bool(said and reply.passages and even and ends_with_its_source(reply, knowledge))


@pytest.fixture(scope="module")
def replies(knowledge: Knowledge) -> dict[tuple[str, str], Reply]:
    """The reply to every attribute of every drug and class."""
    records = (*knowledge.drugs, *knowledge.classes)
    return {
        (name, topic): drug_reply(Query((topic,)).about((name,)), knowledge)
        for name in records
        for topic in knowledge.look_ups
    }


def own_and_inherited(name: str, knowledge: Knowledge) -> str:
    """All that the records of a drug and of its classes say."""
    rows = [row for holder in holders(treatment(name, knowledge), knowledge) for row in everything(holder)]
    return " ".join(row.fact.says or "" for row in rows)


def test_every_attribute_of_every_drug_has_a_whole_reply(replies, knowledge):
    assert [key for key, reply in replies.items() if not is_whole(reply, knowledge)] == []


def test_every_reply_names_its_drug(replies, knowledge):
    drugs = [key for key in replies if key[0] in knowledge.drugs]
    assert [key for key in drugs if key[0] not in names_in(replies[key].text, knowledge)] == []


def test_side_effects_of_each_member_of_a_class_are_its_own(replies, knowledge):
    odd = []
    for name in knowledge.classes:
        rows = told_of_members(treatment(name, knowledge), SIDE_EFFECTS, knowledge)
        text = replies[(name, SIDE_EFFECTS)].text
        for holder in {row.holder.name: row.holder for row in rows}.values():
            line = next(
                (line for line in text.split("\n") if line.startswith(f"{sentence(label(holder, knowledge))}:")), ""
            )
            effects = [row.fact.effect for row in rows if row.holder is holder]
            many = len({row.holder.name for row in rows}) > MOST_MEMBERS
            right = label(holder, knowledge) in text if many else line and all(effect in line for effect in effects)
            others = {fact.effect for fact in _effects(knowledge)} - set(effects)
            wrong = [effect for effect in others if effect in line and not any(effect in own for own in effects)]
            odd += [] if right and not wrong else [(name, holder.name, wrong)]
    assert odd == []


def _effects(knowledge: Knowledge) -> list[EffectFact]:
    return [fact for record in (*knowledge.drugs.values(), *knowledge.classes.values()) for fact in record.side_effects]


def test_no_reply_names_a_drug_that_its_facts_do_not(replies, knowledge):
    odd = []
    for (name, topic), reply in replies.items():
        record = treatment(name, knowledge)
        answer = knowledge.current(record.about) if topic == ABOUT else None
        allowed = own_and_inherited(name, knowledge) + (f"{answer.short} {answer.changed or ''}" if answer else "")
        within = {drug.name for drug in members(name, knowledge)} if topic == SIDE_EFFECTS else set()
        others = names_in(reply.text, knowledge) - names_in(allowed, knowledge) - {name} - within
        odd += [(name, topic, others)] if others else []
    assert odd == []


def test_no_reply_is_too_long_to_read(replies):
    lengths = {key: len(reply.text.split()) for key, reply in replies.items()}
    assert {key: length for key, length in lengths.items() if length > MOST_WORDS} == {}


def test_every_fact_of_a_drug_itself_is_told(replies, knowledge):
    missing = []
    for (name, topic), reply in replies.items():
        own = [row.fact for row in told(treatment(name, knowledge), topic, knowledge)] if topic in ATTRIBUTES else []
        own = [fact for fact in own if fact in getattr(treatment(name, knowledge), ATTRIBUTES[topic])]
        says = [fact.effect if isinstance(fact, EffectFact) else fact.says for fact in own]
        missing += [(name, topic, text) for text in says if text not in reply.text]
    assert missing == []


def test_side_effects_of_the_classes_of_a_drug_are_told_as_theirs(replies, knowledge):
    missing = []
    for name, drug in knowledge.drugs.items():
        text = replies[name, "side-effects"].text
        for row in told(drug, "side-effects", knowledge):
            group = knowledge.classes.get(row.holder.name)
            said = row.fact.effect in text and (group is None or group.plural in text)
            missing += [] if said else [(name, row.fact.effect)]
    assert missing == []


def test_silence_of_the_guide_is_said(replies, knowledge):
    asked = [key for key in replies if knowledge.look_ups[key[1]].silent]
    odd = []
    for name, topic in asked:
        record = treatment(name, knowledge)
        brands = drug_name(record, knowledge) if isinstance(record, Drug) else record.plural
        silence = knowledge.look_ups[topic].silent.format(drug=brands)
        if topic == SIDE_EFFECTS and told_of_members(record, topic, knowledge):
            silence = knowledge.wording["effects-only-of-members"].format(group=brands)
        if not told(record, topic, knowledge) and silence not in replies[name, topic].text:
            odd.append((name, topic, "not said"))
        if getattr(record, ATTRIBUTES[topic]) and silence in replies[name, topic].text:
            odd.append((name, topic, "said of what it tells"))
    assert odd == []


def test_names_are_told_with_all_brands_and_whether_there_is_a_generic(replies, knowledge):
    odd = []
    for name, drug in knowledge.drugs.items():
        text = replies[name, NAMES].text
        key = "names-generic" if drug.generic else "names-not-generic"
        complete = all(alias in text for alias in drug.brands + drug.also)
        odd += [] if complete and knowledge.wording[key].format(name=name) in text else [name]
    assert odd == []


def test_every_button_asks_of_its_drug_what_the_guide_tells(replies, knowledge):
    odd = []
    for (name, topic), reply in replies.items():
        record = treatment(name, knowledge)
        spoken = plain_label(record)
        many = not isinstance(record, Drug) and record.plural != name
        asks = {other: many and row.ask_many or row.ask for other, row in knowledge.look_ups.items()}
        told_of = [o for o in knowledge.look_ups if o == ABOUT or o in ATTRIBUTES and told(record, o, knowledge)]
        good = {asks[o].format(drug=spoken) for o in told_of if o != topic}
        odd += [(name, topic, b.title) for b in reply.buttons if b.title not in good or b.payload != b.title]
    assert odd == []


def test_any_two_drugs_of_a_class_can_be_compared(knowledge):
    pairs = {
        tuple(d.name for d in two) for name in knowledge.classes for two in combinations(members(name, knowledge), 2)
    }
    odd = []
    for pair in sorted(pairs):
        reply = compare_reply(Query(("compare",)).about(pair), knowledge)
        long = len(reply.text.split()) > MOST_WORDS_COMPARED
        named = set(pair) <= names_in(reply.text, knowledge) and len(reply.table.columns) == 3
        odd += [] if is_whole(reply, knowledge) and named and reply.table.rows and not long else [pair]
    assert len(pairs) > len(knowledge.drugs)
    assert odd == []


@pytest.mark.parametrize("topic", ["kind", "given", "for-whom", "partners", "side-effects", "monitoring"])
def test_any_two_drugs_of_a_class_can_be_compared_in_one_attribute(topic, knowledge):
    odd = []
    for name in knowledge.classes:
        for two in combinations(members(name, knowledge), 2):
            reply = compare_reply(Query(("compare", topic)).about(tuple(drug.name for drug in two)), knowledge)
            rows = 1 if any(told(drug, topic, knowledge) for drug in two) else 0
            odd += [] if is_whole(reply, knowledge) and len(reply.table.rows) == rows else [tuple(d.name for d in two)]
    assert odd == []


def meant_by(effect: str, knowledge: Knowledge) -> set[str]:
    return {effect, *knowledge.side_effects[effect].covers}


def tagged(key: str, names: set[str], knowledge: Knowledge) -> set[str]:
    """The drugs with a fact of their own that has one of these names under a key."""
    return {
        name
        for name, drug in knowledge.drugs.items()
        if any(names & set(getattr(row.fact, key, ())) for row in everything(drug))
    }


def with_effects(effects: set[str], knowledge: Knowledge) -> set[str]:
    return {name for name, drug in knowledge.drugs.items() if effects & {fact.effect for fact in drug.side_effects}}


def names_of_kind(kind: str, knowledge: Knowledge) -> list[str]:
    return [term.name for term in knowledge.terms if term.kind == kind]


def expected(kind: str, name: str, knowledge: Knowledge) -> set[str]:
    """The drugs whose own records have what a name of a kind stands for."""
    if kind == "side-effects":
        return with_effects(meant_by(name, knowledge), knowledge)
    if kind == "organs":
        return with_effects({e for e, row in knowledge.side_effects.items() if name in row.organs}, knowledge)
    if kind == "routes":
        return tagged("routes", {name, "under the skin", "muscle"} if name == "injection" else {name}, knowledge)
    if name in knowledge.receptors:
        return tagged("subtypes", {knowledge.receptors[name]}, knowledge)
    keys = {"schedules": "every", "genes-and-markers": "markers"}
    return tagged(keys.get(kind, kind), {name}, knowledge)


KINDS = ["side-effects", "organs", "routes", "schedules", "genes-and-markers", "subtypes", "lines", "groups", "sites"]


@pytest.mark.parametrize("kind", KINDS)
def test_list_names_exactly_the_drugs_that_have_it(kind, knowledge):
    odd, told_of = [], 0
    for name in names_of_kind(kind, knowledge):
        reply = list_reply(Query(("list",), found={kind: (name,)}), knowledge, every=True)
        drugs = reply.text.partition(knowledge.wording["list-groups"])[0]
        drugs = drugs.partition(knowledge.wording["list-conditions"])[0]
        rows = {row[0] for row in reply.table.rows} & knowledge.drugs.keys()
        has = expected(kind, name, knowledge)
        told_of += len(has)
        same = names_in(drugs, knowledge) == rows == has
        counted = len(has) < 2 or f" {len(has)} " in reply.text.split("\n")[0]
        odd += [] if same and counted and is_whole(reply, knowledge) else [(name, rows ^ has)]
    assert odd == []
    assert told_of


@pytest.mark.parametrize("kind", KINDS)
def test_list_tells_the_classes_that_have_it_apart(kind, knowledge):
    odd = []
    for name in names_of_kind(kind, knowledge):
        reply = list_reply(Query(("list",), found={kind: (name,)}), knowledge)
        _, _, groups = reply.text.partition(knowledge.wording["list-groups"])
        listed = {row[0] for row in reply.table.rows}
        for group in listed & knowledge.classes.keys():
            more = {drug.name for drug in members(group, knowledge)} - listed
            said = knowledge.classes[group].plural.lower() in groups.lower()
            odd += [(name, group)] if said != bool(more) else []
    assert odd == []


def test_drugs_of_a_class_are_listed_under_their_kind_of_therapy(knowledge):
    odd = []
    for group_name, group in knowledge.classes.items():
        drugs = members(group_name, knowledge)
        reply = list_reply(Query(("list",), found={"classes": (group_name,)}), knowledge, every=True)
        lines = reply.text.split("\n")
        heads = {drug.name: f"{sentence(kind_of(drug, knowledge).plural)} (" for drug in drugs}
        under = all(any(name in line and line.startswith(head) for line in lines) for name, head in heads.items())
        odd += [] if under and is_whole(reply, knowledge) and group.plural in reply.text else [group_name]
    assert odd == []


def test_long_list_is_cut_and_show_all_gives_the_rest(knowledge):
    query = Query(("list",), found={"classes": ("chemotherapy",)})
    every = {drug.name for drug in members("chemotherapy", knowledge)}
    cut, whole = list_reply(query, knowledge), list_reply(query, knowledge, every=True)
    assert len(every) > SHOWN
    assert len(names_in(cut.text, knowledge)) == SHOWN
    assert [button.payload for button in cut.buttons] == [knowledge.wording["list-more"]]
    assert names_in(whole.text, knowledge) == every
    assert whole.buttons == ()


TAGS = {"subtypes": "subtypes", "lines": "lines", "markers": "genes-and-markers", "sites": "sites", "groups": "groups"}


def query_of(name: str, knowledge: Knowledge) -> Query:
    """The question that names all that a path is for."""
    path = knowledge.paths[name]
    before = {"drugs": knowledge.drugs, "classes": knowledge.classes}
    found = {kind: tuple(getattr(path, key)) for key, kind in TAGS.items()}
    return Query(
        ("next",), found={**found, **{k: tuple(n for n in path.after if n in rows) for k, rows in before.items()}}
    )


def test_every_path_is_found_by_its_own_tags_and_none_that_asks_for_more_goes_before_it(knowledge):
    odd = []
    for name, path in knowledge.paths.items():
        found = find_paths(query_of(name, knowledge), knowledge)
        first = knowledge.paths[found[0]] if found else None
        more = first and any(set(getattr(first, key)) - set(getattr(path, key)) for key in TAGS)
        same = first and (name in found or first.answer == path.answer)
        odd += [] if same and not more else [name]
    assert odd == []


def test_every_path_is_told_whole_with_its_options_as_a_table(knowledge):
    odd = []
    for name, path in knowledge.paths.items():
        replies = (path_reply(name, knowledge), next_reply(query_of(name, knowledge), knowledge))
        rows = [row for (row,) in replies[0].table.rows]
        odd += [] if all(is_whole(reply, knowledge) for reply in replies) and rows == list(path.options) else [name]
    assert odd == []
