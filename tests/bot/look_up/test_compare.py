"""Side by side: what is the same is said once, what differs is said of each, and no verdict is given."""

import pytest

from bot.look_up.compare import compare_reply
from bot.look_up.query import Query


def compared(small, *names: str, topics: tuple[str, ...] = ()) -> list[list[str]]:
    """The paragraphs of a comparison as lines, without lead, verdict and source."""
    text = compare_reply(Query(("compare", *topics)).about(names), small).text
    return [paragraph.split("\n") for paragraph in text.split("\n\n")[1:-2]]


ATTRIBUTES = {
    "the same by the class": (
        ("alphazole", "betazole"),
        "given",
        ["How it is given", "The same for both: Blockers are pills."],
    ),
    "different": (
        ("alphazole", "gammastrant"),
        "given",
        [
            "How it is given",
            "alphazole: Blockers are pills.",
            "gammastrant: It is a shot into a muscle.",
        ],
    ),
    "the guide silent on one": (
        ("deltamab", "gammastrant"),
        "monitoring",
        [
            "Checks during treatment",
            "deltamab: The guide does not say.",
            "gammastrant: Gammastrant calls for an echocardiogram.",
        ],
    ),
    "some the same, some not": (
        ("alphazole", "betazole"),
        "side-effects",
        [
            "Side effects",
            "The same for both: fatigue, said of hormone drugs in general",
            "alphazole: joint aches and hot flashes, said of blockers in general",
            "betazole: hot flashes (common); joint aches, said of blockers in general",
        ],
    ),
    "with what else is said of side effects": (
        ("deltamab", "gammastrant"),
        "side-effects",
        [
            "Side effects",
            "deltamab: The guide does not say.",
            "gammastrant: nausea; blood clots (serious) (rare); fatigue, said of hormone drugs in general. "
            "Clots are very rare.",
        ],
    ),
    "three": (
        ("alphazole", "betazole", "gammastrant"),
        "given",
        [
            "How it is given",
            "alphazole: Blockers are pills.",
            "betazole: Blockers are pills.",
            "gammastrant: It is a shot into a muscle.",
        ],
    ),
    "what drugs are, with what they do": (
        ("betazole", "deltamab"),
        "kind",
        [
            "What it is",
            "betazole: Blockers and hormone drugs. It is a blocker. All blockers work alike.",
            "deltamab: Target drugs. It is a drug.",
        ],
    ),
    "classes": (
        ("blocker", "target drug"),
        "kind",
        [
            "What it is",
            "blockers: Blockers block. All blockers work alike.",
            "target drugs: The target drugs are a group.",
        ],
    ),
}


@pytest.mark.parametrize("names, topic, lines", ATTRIBUTES.values(), ids=ATTRIBUTES)
def test_one_attribute_side_by_side(names, topic, lines, small):
    assert compared(small, *names, topics=(topic,)) == [lines]


def test_without_an_attribute_all_are_told_that_the_guide_tells_of_any(small):
    heads = [lines[0] for lines in compared(small, "betazole", "deltamab")]
    asked = ("kind", "given", "for-whom", "partners", "side-effects")
    assert heads == [small.look_ups[topic].title for topic in asked]


def test_without_an_attribute_the_first_fact_of_each_stands_for_all_and_the_table_has_them(small):
    names = ("betazole", "deltamab")
    whole = compare_reply(Query(("compare",)).about(names), small)
    (people,) = [lines for lines in compared(small, *names) if lines[0] == "Who it is for"]
    assert people[1:] == [
        "betazole: It can be the first.",
        "deltamab: It is for HER2-positive cancer later.",
    ]
    row = dict((cells[0], cells[1:]) for cells in whole.table.rows)["Who it is for"]
    assert row[0] == "It can be the first. It can be for men. Men should not take a blocker alone."
    assert row[1] == "It is for HER2-positive cancer later. It may reach the brain. Betazole can go with it in men."


VERDICTS = [((), "compare-in-short"), (("given",), "compare-no-verdict")]


@pytest.mark.parametrize("topics, name", VERDICTS)
def test_no_verdict_is_given_and_that_is_said(topics, name, small):
    text = compare_reply(Query(("compare", *topics)).about(("alphazole", "gammastrant")), small).text
    assert text.split("\n\n")[-2] == small.wording[name].strip()


def test_attribute_that_the_guide_tells_of_none_is_said_of_each(small):
    reply = compare_reply(Query(("compare", "monitoring")).about(("alphazole", "deltamab")), small)
    assert reply.table.rows == ()
    for name in ("alphazole (Alpha)", "deltamab"):
        assert f"The guide does not name any checks during treatment with {name}." in reply.text
    assert reply.passages == ("t23.types-of-treatment.001",)


MANY = [(("alphazole", "betazole", "gammastrant", "deltamab"), ("alphazole", "betazole", "gammastrant"))]


@pytest.mark.parametrize("names, medicines", MANY)
def test_no_more_than_three_are_compared(names, medicines, small):
    assert compare_reply(Query(("compare",)).about(names), small).medicines == medicines


def test_mark_of_a_comparison(small):
    reply = compare_reply(Query(("compare", "given")).about(("alphazole", "blocker")), small)
    assert (reply.kind, reply.id) == ("lookup", "compare.alphazole.blocker")
    assert reply.title == "Alphazole (Alpha) and blockers side by side"
    assert reply.text.startswith("Alphazole (Alpha) and blockers, side by side.\n\n")
    assert reply.table.columns == ("", "Alphazole (Alpha)", "Blockers")
    assert [button.payload for button in reply.buttons] == ["What is alphazole?", "What are blockers?"]
