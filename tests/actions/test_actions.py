"""Each action of the domain has a file of its name, reads the tracker, sends one marked reply, and remembers the turn."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest
import yaml
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.shell import CONTEXT
from bot.dialogue.context import Context, context_from
from bot.dialogue.part import PARTS, Part
from bot.look_up.query import Query

ROOT = Path(__file__).parents[2]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
RULES = yaml.safe_load((ROOT / "data/stories/rules.yml").read_text(encoding="utf-8"))["rules"]
BONE, PET, CT = "diagnosis.bone-scan", "diagnosis.pet-ct-scan", "diagnosis.ct-scan"
SURE = 0.99  # so sure that a message is taken for no follow-up
BUILT_IN = {"nlu_fallback"}  # intents that Rasa has of itself
LATER = Context(turn=3)


def action_of(name: str) -> Action:
    """The action in the file of that name."""
    module = importlib.import_module(f"actions.{name}")
    (found,) = (kind for _, kind in inspect.getmembers(module, inspect.isclass) if kind.__module__ == module.__name__)
    return found()


def part(intent: str, text: str = "", *topics: str, answers=(), near=(), **found) -> Part:
    kinds = {kind.replace("_", "-"): names for kind, names in found.items()}
    return Part(text, intent, tuple(answers), tuple(near), Query(topics, (), kinds), SURE)


def tracker(*parts: Part, context: Context) -> Tracker:
    """A conversation whose last message was understood as these parts."""
    message = {"text": parts[0].text, "intent": {"name": parts[0].intent}, PARTS: [one.to_dict() for one in parts]}
    slots = {CONTEXT: context.to_dict()}
    return Tracker("someone", slots, message, [], False, None, {}, "action_listen")


def run(name: str, *parts: Part, context: Context = LATER) -> tuple[dict, Context]:
    dispatcher = CollectingDispatcher()
    (event,) = action_of(name).run(dispatcher, tracker(*parts, context=context), DOMAIN)
    (message,) = dispatcher.messages
    assert (event["event"], event["name"]) == ("slot", CONTEXT)
    return message, context_from(event["value"])


ANSWERED = Context(turn=3, answer=BONE, answered_at=1, near=(PET, CT), sources="Source: guide", title="Bone scan")
OFFERED = Context(turn=3, offered=("Bone scan", "PET or PET-CT scan"))
LISTED = Context(turn=3, query=Query(("list",), found={"classes": ("chemotherapy",)}))

RUNS = {
    "action_give_answer": (part("faq", answers=(BONE, PET)), Context(), ("answer", BONE)),
    "action_clarify": (part("nlu_fallback", answers=(BONE, PET)), Context(), ("clarify", "clarify")),
    "action_look_up_drug": (
        part("look_up_drug", "how is it given", "given", drugs=("tamoxifen",)),
        Context(),
        ("lookup", "drug.tamoxifen.given"),
    ),
    "action_compare_drugs": (
        part("compare_drugs", "compare", "compare", drugs=("tamoxifen", "letrozole")),
        Context(),
        ("lookup", "compare.tamoxifen.letrozole"),
    ),
    "action_list_drugs": (part("list_drugs", "pills", "list", routes=("mouth",)), Context(), ("lookup", "list.mouth")),
    "action_show_all": (part("show_all"), LISTED, ("lookup", "list.chemotherapy")),
    "action_what_comes_next": (
        part("what_comes_next", "next", "next", subtypes=("HER2-positive",), lines=("second",)),
        Context(),
        ("lookup", "path.her2-positive-second-line"),
    ),
    "action_decline_drug": (
        part("drug_not_covered", "aspirin", other_drugs=("aspirin",)),
        Context(),
        ("decline", "drug-not-covered"),
    ),
    "action_confirm_drug": (
        part("did_you_mean", "letrozol", doubtful_drugs=("letrozole",)),
        Context(),
        ("clarify", "did-you-mean"),
    ),
    "action_answer_each": (part("greet"), Context(), ("chat", "greet")),
    "action_choose": (part("choose", "2"), OFFERED, ("answer", PET)),
    "action_try_again": (part("none_of_these"), OFFERED, ("chat", "none_of_these")),
    "action_next_best": (part("not_helpful"), ANSWERED, ("clarify", "clarify")),
    "action_tell_more": (part("tell_more"), ANSWERED, ("answer", BONE)),
    "action_say_simpler": (part("simpler"), ANSWERED, ("answer", BONE)),
    "action_name_source": (part("source"), ANSWERED, ("chat", "source")),
    "action_start_over": (part("start_over"), ANSWERED, ("chat", "start_over")),
    "action_show_menu": (part("menu"), Context(), ("chat", "menu")),
    "action_not_understood": (part("gibberish"), Context(), ("chat", "gibberish")),
    "action_decline": (part("out_of_scope"), Context(), ("decline", "out_of_scope")),
    "action_decline_decision": (part("personal_decision"), Context(), ("decline", "personal_decision")),
    "action_greet": (part("greet"), Context(), ("chat", "greet")),
    "action_other_language": (part("other_language"), Context(), ("decline", "other_language")),
    "action_reply": (part("emergency"), Context(), ("urgent", "emergency")),
}


def test_every_action_of_the_domain_is_run():
    assert RUNS.keys() == set(DOMAIN["actions"])


def test_every_file_is_an_action_of_the_domain():
    assert {path.stem for path in (ROOT / "actions").glob("action_*.py")} == set(DOMAIN["actions"])


@pytest.mark.parametrize("name", DOMAIN["actions"])
def test_name_of_an_action_is_that_of_its_file(name):
    assert action_of(name).name() == name


def test_every_action_follows_an_intent():
    steps = [[value for step in rule["steps"] for value in step.values()] for rule in RULES]
    assert {intent for intent, _ in steps} <= {*DOMAIN["intents"], *BUILT_IN}
    assert {action for _, action in steps} == set(DOMAIN["actions"])


@pytest.mark.parametrize("name, one, context, mark", [(name, *row) for name, row in RUNS.items()], ids=RUNS)
def test_action_sends_one_marked_reply(name, one, context, mark):
    message, _ = run(name, one, context=context)
    assert (message["custom"]["kind"], message["custom"]["id"]) == mark
    assert message["text"].strip()
    assert all(button["title"] and button["payload"] for button in message["buttons"])


@pytest.mark.parametrize("name", [name for name in RUNS if name != "action_start_over"])
def test_action_remembers_that_a_turn_is_over(name):
    one, context, _ = RUNS[name]
    assert run(name, one, context=context)[1].turn == context.turn + 1


def test_starting_over_remembers_nothing():
    assert run("action_start_over", part("start_over"), context=ANSWERED)[1] == Context()


def test_answer_is_remembered_for_more():
    short, context = run("action_give_answer", part("faq", answers=(BONE, PET)))
    more, _ = run("action_tell_more", part("tell_more"), context=context)
    assert (context.answer, more["custom"]["id"]) == (BONE, BONE)
    assert short["text"] != more["text"]


def test_every_question_of_a_message_is_answered():
    parts = (part("faq", answers=(BONE,)), part("look_up_drug", "given", "given", drugs=("tamoxifen",)))
    message, context = run("action_answer_each", *parts)
    assert message["custom"]["title"] == "Bone scan / Tamoxifen: How it is given"
    assert context.medicines == ("tamoxifen",)


def test_reply_is_warm_to_a_feeling():
    scared = part("faq", answers=(BONE,), feelings=("fear",))
    first, context = run("action_give_answer", scared)
    again, _ = run("action_give_answer", scared, context=context)
    assert first["text"] != again["text"] and first["text"].endswith(again["text"])


def test_conversation_without_a_slot_begins():
    heard = Tracker("someone", {}, tracker(part("greet"), context=Context()).latest_message, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    (event,) = action_of("action_greet").run(dispatcher, heard, DOMAIN)
    assert context_from(event["value"]).turn == 1
