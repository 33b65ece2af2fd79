"""A member of the care team is told of, where a message asks what that person does and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge.models import Knowledge, Role
from bot.look_up.query import Query
from bot.look_up.team import own_answer, role_asked, role_reply

OLD = ["g21.diagnosis.001"]
WHOLE, OWN = "treatment.care-team", "team.pathologist"


@pytest.fixture
def small(knowledge: Knowledge) -> Knowledge:
    """A helper of whom the guide tells, one that it only names, and one with an answer of her own."""
    team = {
        "helper": Role(also=["home helper"], does="A helper helps.", answer=WHOLE, passages=OLD),
        "porter": Role(answer=WHOLE, passages=OLD),
        "reader": Role(does="A reader reads.", answer=OWN, passages=OLD),
    }
    words = {
        "around": frozenset("a do does and the of my".split()),
        "asking": frozenset({"what"}),
        "duties": frozenset({"role"}),
    }
    return replace(knowledge, team=team, asked_alone=words)


HELPER = {"roles": ("helper",)}
ASKED = {
    "what a member does": ("What does a helper do?", HELPER, "helper"),
    "by another name": ("and the home helper's role", HELPER, None),  # "'s" is no word that may stand there
    "by another name, plainly": ("role of my home helper", HELPER, "helper"),
    "the name alone": ("helper", HELPER, "helper"),
    "something else about the member": ("should I tell the helper about my rash", HELPER, None),
    "two members": ("helper and porter", {"roles": ("helper", "porter")}, None),
    "no member": ("what does a do", {}, None),
}


@pytest.mark.parametrize("text, found, name", ASKED.values(), ids=ASKED)
def test_member_that_a_message_asks_about(text, found, name, small):
    assert role_asked(text, Query(found=found), small) == name


@pytest.mark.parametrize("name, answer", [("helper", None), ("porter", None), ("reader", OWN)])
def test_answer_that_tells_of_a_member_alone(name, answer, small):
    assert own_answer(name, small) == answer


TOLD = {
    "helper": ("A helper helps.", (("helper", "A helper helps."),)),
    "porter": ('"porter" among the people', None),
}


@pytest.mark.parametrize("name, says, rows", [(name, *row) for name, row in TOLD.items()], ids=TOLD)
def test_reply_tells_what_the_guide_does(name, says, rows, small):
    reply = role_reply(name, small)
    assert (reply.kind, reply.id, reply.title) == ("lookup", f"role.{name}", name.capitalize())
    assert says in reply.text and "Source: " in reply.text and reply.sources
    assert (reply.table and reply.table.rows) == rows
    assert [one.title for one in reply.buttons] == [small.answers[WHOLE].title]


def test_no_member_whose_work_is_told_is_said_to_be_only_named(knowledge):
    only_named = knowledge.wording["role-named"].partition("{role}")[2].strip()
    for name, role in knowledge.team.items():
        assert (only_named in role_reply(name, knowledge).text) is not bool(role.does)
