"""What the guide gives for a cancer, a line, a marker, a group or a place of spread, and after a treatment."""

from dataclasses import replace

import pytest

from bot.look_up.paths import MOST_BUTTONS, find_paths, next_reply, path_reply
from bot.look_up.query import Query

POSITIVE = {"subtypes": ("hormone receptor-positive",)}

NEAREST = {
    "what has all that is named": ({**POSITIVE, "lines": ("first",)}, ["first"]),
    "what asks for least beside it": (POSITIVE, ["first", "men", "second", "esr1"]),
    "a marker": ({"genes-and-markers": ("ESR1",)}, ["esr1"]),
    "a receptor for its subtype": ({"genes-and-markers": ("HER2",)}, ["her2-brain"]),
    "people": ({"groups": ("men",)}, ["men"]),
    "a place of spread that treatment is sorted by": ({"sites": ("brain",)}, ["her2-brain"]),
    "one that it is not sorted by": ({**POSITIVE, "lines": ("first",), "sites": ("liver",)}, ["first"]),
    "after a class": ({"classes": ("hormone drug",)}, ["second", "esr1"]),
    "after a drug of a class": ({"drugs": ("betazole",)}, ["second", "esr1"]),
    "after a drug, with a marker": ({"drugs": ("betazole",), "genes-and-markers": ("ESR1",)}, ["esr1"]),
    "after two drugs of one class": ({"drugs": ("betazole", "gammastrant")}, ["second", "esr1"]),
    "after a drug that nothing follows": ({"drugs": ("deltamab",)}, []),
    "after two drugs, one of which nothing follows": ({"drugs": ("betazole", "deltamab")}, []),
    "what no path has": ({"subtypes": ("HER2-positive",), "lines": ("first",)}, []),
    "nothing": ({}, []),
}


@pytest.mark.parametrize("found, names", NEAREST.values(), ids=NEAREST)
def test_paths_the_nearest_first(found, names, small):
    assert find_paths(Query(("next",), found=found), small) == names


OF_NO_LINE = {
    "a kind of cancer with paths, at a line with none": ({**POSITIVE, "lines": ("fifth",)}, "path.first", True),
    "the same at a line with one": ({**POSITIVE, "lines": ("first",)}, "path.first", False),
}


@pytest.mark.parametrize("found, reply_id, said", OF_NO_LINE.values(), ids=OF_NO_LINE)
def test_line_that_is_not_told_apart_is_said_to_be_so(found, reply_id, said, small):
    paths = {**small.paths, "fifth": small.paths["men"].copy(update={"lines": ("fifth",), "subtypes": ("other",)})}
    reply = next_reply(Query(("next",), found=found), replace(small, paths=paths))
    assert reply.id == reply_id
    assert (small.wording["next-any-line"] in reply.text) is said


def test_path_is_told_by_its_answer_with_the_options_as_a_table(small):
    reply = path_reply("first", small)
    assert reply.text == "What First treatment is.\n\nSource: Guide, Treatment, 2022-2023 edition"
    assert (reply.kind, reply.id, reply.title, reply.answer) == ("lookup", "path.first", "First", "a.first")
    assert (reply.table.columns, reply.table.rows) == (("First",), (("this",), ("that",)))


def test_next_nearest_answers_are_offered_once_before_more_of_this_one(small):
    reply = path_reply("first", small, others=["second", "esr1", "men", "first"])
    assert [button.payload for button in reply.buttons] == ["Second treatment", "Treatment of men", "Tell me more"]
    assert len(reply.buttons) - 1 <= MOST_BUTTONS


LEADS = {
    "none where all is named": ({**POSITIVE, "lines": ("first",)}, "What First treatment is."),
    "which cancer it is about": (
        {"groups": ("men",)},
        "This depends on the kind of cancer. The guide says this for one case: Men.",
    ),
    "what came before": (
        {"drugs": ("betazole",), "genes-and-markers": ("ESR1",)},
        "What comes after betazole (Beta, Betas) depends on the cancer. The guide says this for one case: With ESR1.",
    ),
    "one answer for several cases": (
        {"classes": ("hormone drug",)},
        "What comes after hormone drugs depends on the cancer. The guide says this for one case: Second treatment.",
    ),
}


@pytest.mark.parametrize("found, first", LEADS.values(), ids=LEADS)
def test_lead_says_which_case_is_told_of(found, first, small):
    assert next_reply(Query(("next",), found=found), small).text.split("\n\n")[0] == first


MEDICINES = [({"drugs": ("betazole",)}, ("betazole",)), ({"groups": ("men",)}, ())]


@pytest.mark.parametrize("found, medicines", MEDICINES)
def test_treatments_that_came_before_are_what_the_reply_is_about(found, medicines, small):
    assert next_reply(Query(("next",), found=found), small).medicines == medicines


UNKNOWN = {
    "after a treatment": (
        {"drugs": ("deltamab",)},
        "The guide does not say what comes right after deltamab. In general it says this.",
    ),
    "of anything else": (
        {"lines": ("third",)},
        "The guide has no step of its own for that. In general it says this.",
    ),
}


@pytest.mark.parametrize("found, first", UNKNOWN.values(), ids=UNKNOWN)
def test_where_no_path_is_known_that_is_said_before_what_holds_in_general(found, first, small):
    reply = next_reply(Query(("next",), found=found), small)
    assert reply.text.split("\n\n")[:2] == [first, "What Treatments change is."]
    assert (reply.id, reply.answer) == ("path.unknown", "a.general")
