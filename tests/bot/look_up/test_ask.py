"""Questions back, and the refusal of drugs that the guide does not know."""

import pytest

from bot.look_up.ask import did_you_mean_reply, not_covered_reply, which_drug_reply, which_two_reply
from bot.look_up.query import Query


def test_which_drug_offers_the_kinds_of_therapy(small):
    reply = which_drug_reply(small)
    assert (reply.kind, reply.id, reply.offered) == ("clarify", "which-drug", ("hormone drug", "target drug"))
    assert [button.payload for button in reply.buttons] == ["hormone drugs", "target drugs"]


def test_which_two_asks_for_names_alone(small):
    reply = which_two_reply(small)
    assert (reply.kind, reply.id, reply.buttons) == ("clarify", "which-two", ())


def test_likely_drug_is_asked_about_before_its_facts_are_given(small):
    reply = did_you_mean_reply("betazole", small)
    assert (reply.kind, reply.id, reply.offered) == ("clarify", "did-you-mean", ("betazole",))
    assert reply.text.startswith("Did you mean betazole?")
    assert [button.payload for button in reply.buttons] == ["betazole", "None of these"]


REFUSED = [(("omegamab",), "omegamab"), (("omegamab", "psizole"), "omegamab or psizole")]


@pytest.mark.parametrize("names, said", REFUSED)
def test_drug_that_the_guide_does_not_know_is_refused_by_name(names, said, small):
    reply = not_covered_reply(Query(found={"other-drugs": names, "drugs": ("betazole",)}), small)
    assert (reply.kind, reply.id, reply.buttons) == ("decline", "drug-not-covered", ())
    assert f"does not cover {said}," in reply.text
    assert "betazole" not in reply.text
