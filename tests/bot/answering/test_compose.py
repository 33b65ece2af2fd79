"""Replies hold the curated words, their source, and buttons that are plain text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.compose import (
    answer_reply,
    chat_reply,
    clarify_reply,
    classes_of,
    drugs_named_in,
    medicines_of,
    menu_reply,
    shortened_reply,
    wording_reply,
)
from bot.knowledge.models import Answer, ChatReply, Drug, Fact, Knowledge, MenuRow, Section

SECTIONS = {
    "g21.diagnosis": Section(section="Diagnosis", edition="2021", reviewed="2021-01"),
    "g21.latest-research": Section(section="Latest Research", edition="2021", reviewed="2021-01", caveat="newer"),
    "t23.types-of-treatment": Section(section="Treatment", edition="2022-2023", reviewed="2023-11", caveat="newer"),
}
WORDING = {
    "source": "Source: {guide}, {sections}",
    "sources": "Sources: {guide}, {sections}",
    "section": "{section}, {edition} edition",
    "newer": "Newer options may exist.",
    "more-button": "Tell me more",
    "none-button": "None of these",
    "clarify-title": "Which one?",
    "clarify": "Which of these?",
    "clarify-row": "{number}. {title}",
    "nothing-more": 'That is all about "{title}".',
    "decline-near": "The nearest:",
    "next-best": "Perhaps one of these?",
    "simpler-lead": "In short:",
    "simpler-more": "Ask a nurse.",
}


def answer(answer_id: str, **changes: object) -> Answer:
    row = {"title": answer_id.upper(), "short": "Short.", "passages": ["g21.diagnosis.001"], "reviewed": "2026-01-31"}
    return Answer(**{**row, "id": answer_id, **changes})


def drug(name: str, **changes: object) -> Drug:
    works = [Fact(says="It is a drug.", passages=["g21.diagnosis.001"])]
    row = {"classes": ["chemotherapy"], "about": "a.drug", "works": works, "reviewed": "2026-01-31"}
    return Drug(**{**row, "name": name, **changes})


@pytest.fixture
def small(knowledge: Knowledge) -> Knowledge:
    """Knowledge small enough to see whole."""
    everything = {
        "passages": [f"{key}.00{n}" for key in ("t23.types-of-treatment", "g21.diagnosis") for n in (1, 2)],
        "more": "More.\n",
        "changed": "It changed.",
        "related": ["a.plain", "a.twin"],
    }
    twin = answer("a.twin", passages=["g21.latest-research.001"])
    long = answer("a.long", short="It is one. Is it two? It is 2.5 of it! The rest.", more="More.")
    pair = answer("a.drug", title="Alphazole (Alpha) and Beta")
    answers = [answer("a.plain"), answer("a.full", **everything), twin, long, pair]
    replies = {
        "greet": ChatReply(kind="chat", title="Hello", texts=["One.", "Two.\n"], offers=["a.plain"]),
        "out_of_scope": ChatReply(kind="decline", title="Not in the guide", texts=["No."]),
        "emergency": ChatReply(kind="urgent", title="Now", texts=["Call {emergency}."]),
        "menu": ChatReply(kind="chat", title="Topics", texts=["Pick one.", "Choose one."]),
    }
    drugs = [
        drug("alphazole", brands=["Alpha"]),
        drug("betazole", brands=["Beta"]),
        drug("gammazole"),
        drug("deltazole", brands=["Alpha"], about="a.plain"),
    ]
    return replace(
        knowledge,
        guide="Guide",
        answers={row.id: row for row in answers},
        retired={"a.old": answer("a.old", status="retired", replaced_by="a.plain")},
        sections=SECTIONS,
        replies=replies,
        wording=WORDING,
        drugs={row.name: row for row in drugs},
        menu=(MenuRow(title="Plain things", answer="a.plain"), MenuRow(title="Full things", answer="a.full")),
        help_lines={"emergency": "112"},
    )


DIAGNOSIS = "Source: Guide, Diagnosis, 2021 edition"
BOTH = "Sources: Guide, Treatment, 2022-2023 edition; Diagnosis, 2021 edition"
NEWER = "Newer options may exist."

TEXTS = {
    "plain": ("a.plain", False, ["Short.", DIAGNOSIS]),
    "with all there is": ("a.full", False, ["Short.", "It changed.", NEWER, BOTH]),
    "with a caveat": ("a.twin", False, ["Short.", NEWER, "Source: Guide, Latest Research, 2021 edition"]),
    "more": ("a.full", True, ["More.", NEWER, BOTH]),
    "more where there is none": ("a.plain", True, ['That is all about "A.PLAIN".', DIAGNOSIS]),
    "retired": ("a.old", False, ["Short.", DIAGNOSIS]),
}


@pytest.mark.parametrize("answer_id, more, paragraphs", TEXTS.values(), ids=TEXTS)
def test_text_of_an_answer(answer_id, more, paragraphs, small):
    assert answer_reply(answer_id, small, more=more).text == "\n\n".join(paragraphs)


BUTTONS = [
    ("a.plain", False, []),
    ("a.full", False, ["Tell me more", "A.PLAIN", "A.TWIN"]),
    ("a.full", True, ["A.PLAIN", "A.TWIN"]),
]


@pytest.mark.parametrize("answer_id, more, titles", BUTTONS)
def test_buttons_of_an_answer_are_what_a_person_would_type(answer_id, more, titles, small):
    buttons = answer_reply(answer_id, small, more=more).buttons
    assert [button.title for button in buttons] == titles
    assert all(button.payload == button.title for button in buttons)


def test_retired_answer_is_given_under_the_id_of_its_successor(small):
    reply = answer_reply("a.old", small)
    assert (reply.kind, reply.id, reply.title) == ("answer", "a.plain", "A.PLAIN")


def test_unknown_answer_is_refused(small):
    with pytest.raises(KeyError):
        answer_reply("a.none", small)


def test_each_section_is_named_once_in_the_order_of_the_passages(small):
    assert [source.section for source in answer_reply("a.full", small).sources] == ["Treatment", "Diagnosis"]


def test_choice_is_numbered_and_ends_with_none_of_these(small):
    reply = clarify_reply(["a.twin", "a.plain"], small)
    assert reply.text == "Which of these?\n\n1. A.TWIN\n2. A.PLAIN\n3. None of these"
    assert [button.payload for button in reply.buttons] == ["A.TWIN", "A.PLAIN", "None of these"]
    assert reply.offered == ("a.twin", "a.plain")
    assert (reply.kind, reply.id, reply.title, reply.sources) == ("clarify", "clarify", "Which one?", ())


TURNS = [(0, "One."), (1, "Two."), (2, "One."), (5, "Two.")]


@pytest.mark.parametrize("turn, text", TURNS)
def test_ways_of_saying_it_are_used_in_turn(turn, text, small):
    assert chat_reply("greet", small, turn=turn).text == text


OFFERS = [
    ("greet", [], ("a.plain",)),
    ("greet", ["a.twin", "a.plain"], ("a.twin", "a.plain")),
    ("out_of_scope", [], ()),
]


@pytest.mark.parametrize("reply_id, near, offered", OFFERS)
def test_each_answer_is_offered_once_the_nearest_first(reply_id, near, offered, small):
    reply = chat_reply(reply_id, small, near=near)
    assert reply.offered == offered
    assert [button.title for button in reply.buttons] == [small.answers[other].title for other in offered]


def test_nearest_answers_are_named_in_the_text(small):
    assert chat_reply("out_of_scope", small, near=["a.twin"]).text == "No.\n\nThe nearest:\nA.TWIN"


def test_questions_are_offered_before_the_answers(small):
    reply = chat_reply("greet", small, asks=["What is alphazole?"])
    assert [button.payload for button in reply.buttons] == ["What is alphazole?", "A.PLAIN"]
    assert reply.offered == ("What is alphazole?", "a.plain")


def test_number_to_call_is_that_of_the_region(small):
    assert chat_reply("emergency", small).text == "Call 112."


MENUS = [(0, "Pick one."), (1, "Choose one."), (2, "Pick one.")]


@pytest.mark.parametrize("turn, text", MENUS)
def test_menu_offers_the_topics_by_the_answers_that_open_them(turn, text, small):
    reply = menu_reply("menu", small, turn=turn)
    assert (reply.kind, reply.id, reply.title, reply.text) == ("chat", "menu", "Topics", text)
    assert [(button.title, button.payload) for button in reply.buttons] == [
        ("Plain things", "A.PLAIN"),
        ("Full things", "A.FULL"),
    ]
    assert reply.offered == ("a.plain", "a.full")


SHORTENED = {
    "the first two sentences": ("a.long", "In short: It is one. Is it two?"),
    "one where there is but one": ("a.plain", "In short: Short."),
    "of the successor of a retired one": ("a.old", "In short: Short."),
}


@pytest.mark.parametrize("answer_id, first", SHORTENED.values(), ids=SHORTENED)
def test_answer_that_was_too_much_is_cut_to_its_beginning(answer_id, first, small):
    reply = shortened_reply(answer_id, small)
    assert reply.text.split("\n\n") == [first, "Ask a nurse.", DIAGNOSIS]
    assert (reply.kind, reply.answer, reply.buttons) == ("answer", reply.id, ())


def test_answer_that_was_too_much_keeps_its_caveat(small):
    assert shortened_reply("a.twin", small).text.split("\n\n")[-2] == NEWER


OF_CLASSES = {
    "introduced by its title": ("targeted.parp-inhibitors", ("PARP inhibitor",)),
    "not named in the title": ("plan.her2-first-line", ()),
    "none": ("coping.emotions", ()),
}


@pytest.mark.parametrize("answer_id, names", OF_CLASSES.values(), ids=OF_CLASSES)
def test_classes_that_an_answer_introduces(answer_id, names, knowledge):
    assert classes_of(answer_id, knowledge) == names


MEDICINES = [("a.drug", ("alphazole", "betazole")), ("a.plain", ())]


@pytest.mark.parametrize("answer_id, names", MEDICINES)
def test_answer_is_about_the_drugs_that_it_introduces_and_its_title_names(answer_id, names, small):
    assert medicines_of(answer_id, small) == names
    assert answer_reply(answer_id, small).medicines == names
    assert shortened_reply(answer_id, small).medicines == names


def test_mark_of_an_answer_holds_what_it_rests_on(small):
    passages = ("t23.types-of-treatment.001", "t23.types-of-treatment.002", "g21.diagnosis.001", "g21.diagnosis.002")
    assert answer_reply("a.full", small).passages == passages


def test_choice_may_have_another_lead(small):
    assert (
        clarify_reply(["a.twin"], small, lead="next-best").text
        == "Perhaps one of these?\n\n1. A.TWIN\n2. None of these"
    )


def test_kind_of_a_reply_is_the_one_in_the_knowledge(small):
    assert (chat_reply("out_of_scope", small).kind, chat_reply("greet", small).kind) == ("decline", "chat")


def test_sentence_of_the_software_is_a_reply_too(small):
    reply = wording_reply("newer", "choose", small)
    assert (reply.kind, reply.id, reply.text) == ("chat", "choose", NEWER)


@pytest.mark.parametrize("more", [False, True])
def test_every_answer_in_force_reads_whole(more, knowledge):
    replies = [answer_reply(answer_id, knowledge, more=more) for answer_id in knowledge.answers]
    odd = [
        reply.id
        for reply in replies
        if not reply.sources
        or not reply.text.split("\n\n")[-1].startswith("Source")
        or any(mark in reply.text for mark in "{}")
        or "\n\n\n" in reply.text
    ]
    assert odd == []


NAMED = [
    ("Kadcyla or ado-trastuzumab emtansine", ("ado-trastuzumab emtansine",)),
    ("trastuzumab deruxtecan (Enhertu)", ("trastuzumab deruxtecan",)),
    ("letrozole, ANASTROZOLE and letrozole", ("letrozole", "anastrozole")),
    ("nothing of the kind", ()),
]


@pytest.mark.parametrize("text, names", NAMED)
def test_drugs_that_an_answer_names(text, names, knowledge):
    assert drugs_named_in(text, knowledge) == names


def test_drugs_that_an_answer_names_can_be_chosen_from(knowledge):
    assert answer_reply("hormonal.aromatase-inhibitors", knowledge).listed == ("anastrozole", "exemestane", "letrozole")
