"""Each intent has its reply, in a new conversation and in one that it leans on."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue import respond as responding
from bot.dialogue.context import Context, context_from
from bot.dialogue.part import NEARLY_COVERED, Part
from bot.dialogue.respond import BY_INTENT, LITTLE_TRUST, Said, asks_effects_of_class, respond
from bot.look_up.query import Query
from bot.nlu.frames import FRAMES

BONE, PET, CT = "diagnosis.bone-scan", "diagnosis.pet-ct-scan", "diagnosis.ct-scan"
SURE = 0.99  # so sure that a message is taken for no follow-up


def part(intent: str, text: str = "x", *topics: str, answers=(), near=(), **found) -> Part:
    kinds = {kind.replace("_", "-"): names for kind, names in found.items()}
    return Part(text, intent, tuple(answers), tuple(near), Query(topics, (), kinds), SURE)


def talk(knowledge, *parts: Part) -> list[Said]:
    """The turns of a conversation."""
    turns = []
    for one in parts:
        turns.append(respond(one, turns[-1].context if turns else Context(), knowledge))
    return turns


TAMOXIFEN = part("look_up_drug", "side effects of tamoxifen", "side-effects", drugs=("tamoxifen",))
CLASS = part("look_up_drug", "side effects of taxanes", "side-effects", classes=("taxane",))
BONE_SCAN = part("faq", "bone scan", answers=(BONE, PET), near=(CT,))
UNCLEAR = part("nlu_fallback", "scan", answers=(BONE, PET), near=(CT,))
PILLS = part("list_drugs", "chemo drugs", "list", classes=("chemotherapy",))
COMPARED = part("compare_drugs", "ibrance or kisqali", "compare", drugs=("palbociclib", "ribociclib"))
DOUBT = part("did_you_mean", "letrozol side effects", "side-effects", doubtful_drugs=("letrozole",))
DECISION = part("personal_decision", "should i take tamoxifen", drugs=("tamoxifen",))
PLAIN_DECISION = part("personal_decision", "should i stop", near=(BONE,))
NO_DRUG = part("look_up_drug", "side effects", "side-effects")

TALKS = {
    "faq": ([BONE_SCAN], "answer", BONE),
    "nlu_fallback": ([UNCLEAR], "clarify", "clarify"),
    "nlu_fallback, one answer left": ([part("nlu_fallback", answers=(BONE,))], "answer", BONE),
    "look_up_drug": ([TAMOXIFEN], "lookup", "drug.tamoxifen.side-effects"),
    "look_up_drug, a class": ([CLASS], "lookup", "drug.taxane.side-effects"),
    "look_up_drug, none named": ([NO_DRUG], "clarify", "which-drug"),
    "look_up_drug, none named but answers near": (
        [part("look_up_drug", "scan", "side-effects", answers=(BONE, PET))],
        "clarify",
        "clarify",
    ),
    "look_up_drug, the one that was asked for": (
        [NO_DRUG, part("look_up_drug", "tamoxifen", "about", drugs=("tamoxifen",))],
        "lookup",
        "drug.tamoxifen.side-effects",
    ),
    "look_up_drug, a class that was asked for": (
        [NO_DRUG, part("faq", "chemo", answers=("chemotherapy.what-is",), classes=("chemotherapy",))],
        "lookup",
        "drug.chemotherapy.side-effects",
    ),
    "look_up_drug, the names of a class": (
        [part("look_up_drug", "names of the PARP drugs", "names", classes=("PARP inhibitor",))],
        "lookup",
        "list.PARP-inhibitor",
    ),
    "faq, a treatment that was asked for": (
        [NO_DRUG, part("faq", "radiotherapy", answers=("radiation.what-is",), treatments=("radiation therapy",))],
        "answer",
        "radiation.side-effects",
    ),
    "faq, the same of a treatment": (
        [CLASS, part("faq", "and radiotherapy", answers=("radiation.what-is",), treatments=("radiation therapy",))],
        "answer",
        "radiation.side-effects",
    ),
    "look_up_drug, the one spoken of": (
        [TAMOXIFEN, part("look_up_drug", "given?", "given")],
        "lookup",
        "drug.tamoxifen.given",
    ),
    "look_up_drug, the same of another": (
        [TAMOXIFEN, part("look_up_drug", "and letrozole", "same-again", drugs=("letrozole",))],
        "lookup",
        "drug.letrozole.side-effects",
    ),
    "look_up_drug, a comparison after all": (
        [COMPARED, part("look_up_drug", "and compared", "compare")],
        "lookup",
        "compare.palbociclib.ribociclib",
    ),
    "look_up_drug, what comes next after all": (
        [part("look_up_drug", "and then", "next", drugs=("palbociclib",))],
        "lookup",
        "path.hr-positive-after-cdk46-no-esr1",
    ),
    "look_up_drug, a list after all": (
        [part("look_up_drug", "pills", "list", routes=("mouth",))],
        "lookup",
        "list.mouth",
    ),
    "compare_drugs": ([COMPARED], "lookup", "compare.palbociclib.ribociclib"),
    "compare_drugs, with the one spoken of": (
        [TAMOXIFEN, part("compare_drugs", "with letrozole", "compare", drugs=("letrozole",))],
        "lookup",
        "compare.tamoxifen.letrozole",
    ),
    "compare_drugs, with itself": (
        [TAMOXIFEN, part("compare_drugs", "with tamoxifen", "compare", drugs=("tamoxifen",))],
        "lookup",
        "drug.tamoxifen.about",
    ),
    "compare_drugs, those spoken of": (
        [COMPARED, part("compare_drugs", "compare", "compare")],
        "lookup",
        "compare.palbociclib.ribociclib",
    ),
    "compare_drugs, none named": ([part("compare_drugs", "compare", "compare")], "clarify", "which-two"),
    "compare_drugs, one of two named at last": (
        [part("compare_drugs", "compare", "compare"), part("look_up_drug", "tamoxifen", "about", drugs=("tamoxifen",))],
        "lookup",
        "drug.tamoxifen.about",
    ),
    "compare_drugs, both named at last": (
        [
            part("compare_drugs", "compare", "compare"),
            part("look_up_drug", "tamoxifen and letrozole", "about", drugs=("tamoxifen", "letrozole")),
        ],
        "lookup",
        "compare.tamoxifen.letrozole",
    ),
    "list_drugs": ([PILLS], "lookup", "list.chemotherapy"),
    "list_drugs, of those spoken of": (
        [COMPARED, part("list_drugs", "which has nausea", "list", which=("of those",), side_effects=("nausea",))],
        "lookup",
        "list.nausea",
    ),
    "list_drugs, those spoken of by nothing": (
        [COMPARED, part("list_drugs", "which of them", "list", which=("of those",))],
        "lookup",
        "drug.palbociclib.ribociclib.about",
    ),
    "list_drugs, by nothing": ([part("list_drugs", "which ones", "list")], "decline", "out_of_scope"),
    "list_drugs, by nothing but answers near": (
        [part("list_drugs", "which scans", "list", answers=(BONE, PET))],
        "clarify",
        "clarify",
    ),
    "show_all": ([PILLS, part("show_all", "show all")], "lookup", "list.chemotherapy"),
    "show_all, no list": ([BONE_SCAN, part("show_all", "show all")], "answer", BONE),
    "show_all, nothing": ([part("show_all", "show all")], "chat", "tell_more"),
    "what_comes_next": (
        [part("what_comes_next", "second line her2", "next", subtypes=("HER2-positive",), lines=("second",))],
        "lookup",
        "path.her2-positive-second-line",
    ),
    "what_comes_next, after the one spoken of": (
        [
            part("look_up_drug", "ibrance", "about", drugs=("palbociclib",)),
            part("what_comes_next", "and after that", "next"),
        ],
        "lookup",
        "path.hr-positive-after-cdk46-no-esr1",
    ),
    "drug_not_covered": (
        [part("drug_not_covered", "aspirin", other_drugs=("aspirin",))],
        "decline",
        "drug-not-covered",
    ),
    "did_you_mean": ([DOUBT], "clarify", "did-you-mean"),
    "choose, the drug that was meant": ([DOUBT, part("choose", "1")], "lookup", "drug.letrozole.side-effects"),
    "choose, not the drug that was meant": ([DOUBT, part("choose", "2")], "chat", "none_of_these"),
    "choose": ([UNCLEAR, part("choose", "the second one")], "answer", PET),
    "choose, the button for none": ([UNCLEAR, part("choose", "3")], "chat", "none_of_these"),
    "choose, none": ([UNCLEAR, part("choose", "none")], "chat", "none_of_these"),
    "choose, a place beyond the list": ([UNCLEAR, part("choose", "7")], "chat", "none_of_these"),
    "choose, nothing offered": ([part("choose", "2")], "chat", "choose"),
    "choose, a kind of therapy": ([NO_DRUG, part("choose", "2")], "lookup", "drug.chemotherapy.side-effects"),
    "choose, the question beside a refusal": ([DECISION, part("choose", "1")], "lookup", "drug.tamoxifen.about"),
    "none_of_these": ([UNCLEAR, part("none_of_these")], "chat", "none_of_these"),
    "none_of_these, twice": ([UNCLEAR, part("none_of_these"), part("none_of_these")], "chat", "way_out"),
    "not_helpful": ([BONE_SCAN, part("not_helpful")], "clarify", "clarify"),
    "not_helpful, nothing near": ([part("not_helpful")], "chat", "none_of_these"),
    "not_helpful, until nothing is left": (
        [BONE_SCAN, part("not_helpful"), part("not_helpful")],
        "chat",
        "none_of_these",
    ),
    "tell_more": ([BONE_SCAN, part("tell_more")], "answer", BONE),
    "tell_more, of a drug": ([TAMOXIFEN, part("tell_more")], "lookup", "drug.tamoxifen.for-whom"),
    "tell_more, of a class": ([CLASS, part("tell_more")], "lookup", "drug.taxane.for-whom"),
    "tell_more, nothing": ([part("tell_more")], "chat", "tell_more"),
    "simpler": ([BONE_SCAN, part("simpler")], "answer", BONE),
    "simpler, of a drug": ([TAMOXIFEN, part("simpler")], "answer", "hormonal.tamoxifen"),
    "simpler, of a class": ([CLASS, part("simpler")], "answer", "plan.her2-first-line"),
    "simpler, nothing": ([part("simpler")], "chat", "simpler"),
    "source": ([BONE_SCAN, part("source")], "chat", "source"),
    "source, of a drug": ([TAMOXIFEN, part("source")], "chat", "source"),
    "source, nothing": ([part("source")], "chat", "source"),
    "start_over": ([TAMOXIFEN, part("start_over")], "chat", "start_over"),
    "menu": ([part("menu")], "chat", "menu"),
    "help": ([part("help")], "chat", "help"),
    "gibberish": ([part("gibberish")], "chat", "gibberish"),
    "gibberish, twice after an unclear turn": ([UNCLEAR, part("gibberish"), part("gibberish")], "chat", "way_out"),
    "nlu_fallback, the third time": ([UNCLEAR, UNCLEAR, UNCLEAR], "chat", "way_out"),
    "look_up_drug, none named the third time": ([NO_DRUG, NO_DRUG, NO_DRUG], "chat", "way_out"),
    "out_of_scope": ([part("out_of_scope")], "decline", "out_of_scope"),
    "personal_decision": ([DECISION], "decline", "personal_decision"),
    "personal_decision, no drug": ([PLAIN_DECISION], "decline", "personal_decision"),
    "greet": ([part("greet")], "chat", "greet"),
    "other_language": ([part("other_language")], "decline", "other_language"),
    "thanks": ([TAMOXIFEN, part("thanks")], "chat", "thanks"),
    "emergency": ([part("emergency")], "urgent", "emergency"),
    "crisis": ([part("crisis")], "urgent", "crisis"),
    "upset": ([part("upset")], "chat", "upset"),
}


@pytest.mark.parametrize("parts, kind, reply_id", TALKS.values(), ids=TALKS)
def test_last_reply_of_a_conversation(parts, kind, reply_id, knowledge):
    reply = talk(knowledge, *parts)[-1].reply
    assert (reply.kind, reply.id) == (kind, reply_id)
    assert reply.text.strip()


def test_every_intent_is_talked_about():
    assert BY_INTENT.keys() - {name.partition(",")[0] for name in TALKS} == set()


def test_intent_without_a_function_is_said_as_the_knowledge_has_it(knowledge):
    others = knowledge.replies.keys() - BY_INTENT.keys() - {"way_out"}
    assert {talk(knowledge, part(name))[0].reply.id for name in others} == others


def test_answer_remembers_what_is_near_without_itself(knowledge):
    assert talk(knowledge, BONE_SCAN)[0].context.near == (PET, CT)


def test_answer_that_introduces_no_drug_is_about_those_that_the_question_names(knowledge):
    asked = part("faq", "is surgery done on tamoxifen", answers=(BONE,), drugs=("tamoxifen",))
    assert talk(knowledge, asked)[0].context.medicines == ("tamoxifen",)


def test_answer_that_introduces_two_drugs_is_about_the_one_that_the_question_names(knowledge):
    both, one = "palliative.bisphosphonates", ("zoledronic acid",)
    assert set(talk(knowledge, part("faq", answers=(both,)))[0].context.medicines) == {*one, "pamidronate"}
    assert talk(knowledge, part("faq", answers=(both,), drugs=one))[0].context.medicines == one


def test_not_helpful_offers_what_was_near(knowledge):
    assert talk(knowledge, BONE_SCAN, part("not_helpful"))[-1].reply.offered == (PET, CT)


def test_way_out_offers_the_topics_and_begins_anew(knowledge):
    said = talk(knowledge, UNCLEAR, UNCLEAR, UNCLEAR)[-1]
    assert said.reply.offered == tuple(row.answer for row in knowledge.menu)
    assert said.context.unclear == 0


def test_show_all_gives_what_the_list_left_out(knowledge):
    cut, whole = (said.reply.text for said in talk(knowledge, PILLS, part("show_all")))
    assert "vinorelbine" in whole and "vinorelbine" not in cut


def test_source_repeats_the_line_and_keeps_the_conversation_where_it_is(knowledge):
    before, said = talk(knowledge, TAMOXIFEN, part("source"))
    assert before.reply.text.split("\n\n")[-1] in said.reply.text
    assert (said.context.query, said.context.medicines) == (before.context.query, before.context.medicines)


def test_starting_over_forgets_everything(knowledge):
    assert talk(knowledge, TAMOXIFEN, part("start_over"))[-1].context == Context()


SMALL_TALK = ["thanks", "upset", "goodbye"]


@pytest.mark.parametrize("intent", SMALL_TALK)
def test_small_talk_keeps_the_conversation_where_it_is(intent, knowledge):
    before, said = talk(knowledge, TAMOXIFEN, part(intent))
    assert (said.context.query, said.context.medicines) == (before.context.query, before.context.medicines)


def test_later_greeting_is_not_the_first(knowledge):
    first, later = talk(knowledge, part("greet"), part("greet"))
    assert first.reply.text != later.reply.text


LANGUAGES = [("es", True), ("", False)]


@pytest.mark.parametrize("language, known", LANGUAGES)
def test_other_language_is_answered_in_itself_where_it_is_known(language, known, knowledge):
    said = respond(replace(part("other_language"), language=language), Context(), knowledge)
    assert (said.reply.text == knowledge.languages["es"]) is known


REFUSED = [(NEARLY_COVERED, True), (NEARLY_COVERED - 0.01, False)]


@pytest.mark.parametrize("covered, named", REFUSED)
def test_refusal_names_the_nearest_where_the_guide_nearly_covers_it(covered, named, knowledge):
    asked = replace(part("out_of_scope", near=(BONE, PET, CT)), covered=covered)
    text = respond(asked, Context(), knowledge).reply.text
    titles = [knowledge.answers[name].title in text for name in (BONE, PET, CT)]
    assert titles == [named, named, False]


DECISIONS = [(DECISION, "about tamoxifen", "What is tamoxifen?"), (PLAIN_DECISION, "What do you advise for me", None)]


EFFECTS_OF_CLASS = {
    "introduced": ("targeted.what-is", SURE, True),
    "found with little trust": ("hormonal.choosing", LITTLE_TRUST - 0.1, True),
    "another answer": ("chemotherapy.side-effects", SURE, False),
}


@pytest.mark.parametrize("found, confidence, expected", EFFECTS_OF_CLASS.values(), ids=EFFECTS_OF_CLASS)
def test_side_effects_of_a_class_go_before_an_answer_that_introduces_it(found, confidence, expected, knowledge):
    kinds = {"classes": ("targeted therapy",), "medical_words": ("side effect",)}
    asked = replace(part("faq", "x", "side-effects", answers=(found,), **kinds), confidence=confidence)
    assert asks_effects_of_class(asked, knowledge) is expected


def test_complaint_that_is_not_covered_is_led_to_what_helps_in_general(knowledge):
    asked = replace(part("out_of_scope", "nausea tea", side_effects=("nausea",), near=(BONE,)), covered=1.0)
    said = respond(asked, Context(), knowledge)
    assert said.reply.kind == "decline" and said.reply.offered == (knowledge.wording["complaint-answer"],)


def test_feeling_without_a_question_is_comforted(knowledge):
    told = replace(part("out_of_scope", "it is in her liver, so scared", feelings=("fear",)), covered=NEARLY_COVERED)
    assert respond(told, Context(), knowledge).reply.id == "upset"


@pytest.mark.parametrize("asked, question, button", DECISIONS)
def test_personal_decision_gets_a_question_to_take_along(asked, question, button, knowledge):
    reply = talk(knowledge, asked)[0].reply
    assert question in reply.text.split("\n\n")[-1]
    assert (button in [b.payload for b in reply.buttons]) is bool(button)


def test_everything_that_a_button_offers_can_be_chosen_by_its_number(knowledge):
    for first in (UNCLEAR, NO_DRUG, DOUBT, DECISION, part("greet"), part("out_of_scope"), BONE_SCAN):
        offering = talk(knowledge, first)[0]
        for number in range(1, min(len(offering.context.offered), 9) + 1):
            said = respond(part("choose", str(number)), offering.context, knowledge)
            assert said.reply.kind in ("answer", "lookup") or said.reply.id == "none_of_these"


LEANING = {
    "a medicine": (
        [TAMOXIFEN, Part("is it a pill?", "faq", (BONE,), query=Query((), ("given",), {"leaning": ("pronoun",)}))],
        "drug.tamoxifen.given",
    ),
    "some of the medicines": (
        [
            COMPARED,
            Part(
                "which one has nausea?",
                "faq",
                (BONE,),
                query=Query((), ("side-effects",), {"which": ("of those",), "side-effects": ("nausea",)}),
            ),
        ],
        "list.nausea",
    ),
}


@pytest.mark.parametrize("parts, reply_id", LEANING.values(), ids=LEANING)
def test_message_that_leans_on_a_medicine_is_answered_for_that(parts, reply_id, knowledge):
    assert talk(knowledge, *parts)[-1].reply.id == reply_id


@pytest.mark.parametrize("sense", ["asked_next", "nearest_title"])
def test_message_that_leans_on_an_answer_is_answered_for_that(sense, knowledge, monkeypatch):
    monkeypatch.setattr(responding, sense, lambda *given: CT)
    assert talk(knowledge, part("out_of_scope"))[0].reply.id == CT


def test_message_that_leans_on_an_answer_may_be_out_of_scope(knowledge, monkeypatch):
    monkeypatch.setattr(responding, "asked_next", lambda *given: "out_of_scope")
    assert talk(knowledge, BONE_SCAN)[0].reply.id == "out_of_scope"


def test_message_that_leans_on_a_path_is_answered_for_the_next(knowledge, monkeypatch):
    monkeypatch.setattr(responding, "path_in_case", lambda *given: "hr-positive")
    assert talk(knowledge, part("out_of_scope"))[0].reply.id == "path.hr-positive"


def test_drug_of_a_refusal_is_remembered(knowledge):
    refused = Part("should I stop tamoxifen", "personal_decision", query=Query((), (), {"drugs": ("tamoxifen",)}))
    assert talk(knowledge, refused)[0].context.fresh == ("tamoxifen",)


intents = st.sampled_from(sorted(BY_INTENT) + ["thanks", "emergency"])
names = {
    "drugs": ["tamoxifen", "letrozole", "palbociclib"],
    "classes": ["taxane", "aromatase inhibitor"],
    "side-effects": ["nausea", "hair loss"],
    "organs": ["heart"],
    "routes": ["mouth", "injection"],
    "which": ["of those"],
    "leaning": ["pronoun"],
    "subtypes": ["HER2-positive"],
    "doubtful-drugs": ["letrozole"],
    "other-drugs": ["aspirin"],
}
found = st.fixed_dictionaries(
    {},
    optional={
        k: st.lists(st.sampled_from(v), min_size=1, max_size=2, unique=True).map(tuple) for k, v in names.items()
    },
)
topics = st.lists(st.sampled_from(FRAMES), max_size=2).map(tuple)
queries = st.builds(Query, topics, topics, found, st.booleans())


@st.composite
def spoken(draw) -> Part:
    """Any message as the pipeline may understand it: an intent comes with what it needs."""
    intent, query = draw(intents), draw(queries)
    needs = {"did_you_mean": "doubtful-drugs", "drug_not_covered": "other-drugs"}.get(intent)
    if needs and not query.names(needs):
        query = replace(query, found={**query.found, needs: tuple(names[needs])})
    answers = draw(st.lists(st.sampled_from([BONE, PET, CT]), min_size=1, max_size=3, unique=True))
    text = draw(st.sampled_from(["1", "2", "none", "the second one", "how about that then, is it any good"]))
    return Part(text, intent, tuple(answers), (CT,), query, confidence=SURE)


@settings(max_examples=150)
@given(parts=st.lists(spoken(), min_size=1, max_size=6))
def test_any_conversation_is_answered_turn_by_turn_and_travels_through_the_slot(parts, knowledge):
    for said in talk(knowledge, *parts):
        assert said.reply.text.strip()
        assert context_from(json.loads(json.dumps(said.context.to_dict()))) == said.context
