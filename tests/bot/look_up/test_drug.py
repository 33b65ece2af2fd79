"""What is said of one drug or class: the answer first, then its own facts, then those of its classes as theirs."""

from __future__ import annotations

import pytest

from bot.look_up import drug as looking_up
from bot.look_up.drug import MOST_MEDICINES, MOST_OF_GROUP, ask, cell, drug_reply, label, plain_label
from bot.look_up.facts import told, treatment
from bot.look_up.query import Query


def paragraphs(small, *names: str, topics: tuple[str, ...] = (), yes_no: bool = False, **found) -> list[str]:
    """The paragraphs of a reply without its source."""
    kinds = {kind.replace("_", "-"): value for kind, value in found.items()}
    reply = drug_reply(Query(topics, (), kinds, yes_no).about(names), small)
    return reply.text.split("\n\n")[:-1]


LABELS = [
    ("alphazole", "alphazole (Alpha)", "alphazole"),
    ("betazole", "betazole (Beta, Betas)", "betazole"),
    ("deltamab", "deltamab", "deltamab"),
    ("blocker", "blockers", "blockers"),
]


@pytest.mark.parametrize("name, full, plain", LABELS)
def test_drug_is_named_with_its_first_brands_and_a_class_by_its_plural(name, full, plain, small):
    record = treatment(name, small)
    assert (label(record, small), plain_label(record)) == (full, plain)


FACTS = {
    "its own": ("gammastrant", "given", ["Gammastrant is a shot into a muscle."]),
    "the class's, as the class's": (
        "alphazole",
        "given",
        ["About blockers in general, a group that alphazole (Alpha) belongs to: Blockers are pills."],
    ),
    "its own, then what is always told of the class": (
        "betazole",
        "for-whom",
        [
            "Betazole can be the first. It can be for men.",
            "About blockers in general, a group that betazole belongs to: Men should not take a blocker alone.",
        ],
    ),
    "none of its own, where the class's could be mistaken for it": (
        "alphazole",
        "for-whom",
        [
            "The guide does not say who can have alphazole (Alpha). It does say this about blockers in general, a group "
            "that alphazole belongs to: Blockers are for people after menopause. Men should not take a blocker alone.",
        ],
    ),
    "none at all": (
        "deltamab",
        "monitoring",
        [
            "The guide does not name any checks during treatment with deltamab. "
            "Your care team or pharmacist can tell you more."
        ],
    ),
    "a class's own, then the wider one's": (
        "blocker",
        "side-effects",
        [
            "The guide lists these side effects of blockers.\nPossible side effects: joint aches and hot flashes.\n"
            "Stiffness may come too.",
            "Within this group, the guide lists these.\nBetazole (Beta, Betas): hot flashes.",
            "About hormone drugs in general, a wider group:\nPossible side effects: fatigue.",
        ],
    ),
}


@pytest.mark.parametrize("name, topic, expected", FACTS.values(), ids=FACTS)
def test_facts_of_an_attribute(name, topic, expected, small):
    assert paragraphs(small, name, topics=(topic,)) == expected


HOW_OFTEN = {
    "told": ("gammastrant", ("how often",), "Gammastrant is a shot into a muscle."),
    "not told": ("epsilon", ("how often",), "Epsilon is a pill. The guide does not say how often epsilon is given."),
    "not asked": ("epsilon", (), "Epsilon is a pill."),
}


@pytest.mark.parametrize("name, frequency, expected", HOW_OFTEN.values(), ids=HOW_OFTEN)
def test_how_often_is_answered_or_said_to_be_untold(name, frequency, expected, small):
    pill = small.drugs["gammastrant"].given[0].copy(update={"says": "Epsilon is a pill.", "every": ()})
    small.drugs["epsilon"] = small.drugs["gammastrant"].copy(update={"name": "epsilon", "brands": (), "given": (pill,)})
    assert " ".join(paragraphs(small, name, topics=("given",), frequency=frequency)) == expected


def test_fact_that_the_question_points_at_goes_first(small):
    (own, _) = paragraphs(small, "betazole", topics=("for-whom",), groups=("men",))
    assert own == "It can be for men. Betazole can be the first."


def test_long_tale_of_a_class_is_cut_where_it_is_told_of_a_drug(small):
    facts = small.classes["blocker"].for_whom[:1] * (MOST_OF_GROUP + 1)
    small.classes["blocker"] = small.classes["blocker"].copy(update={"for_whom": facts})
    (drugs,), (own,) = (paragraphs(small, name, topics=("for-whom",)) for name in ("alphazole", "blocker"))
    assert drugs.count("Blockers are for") == MOST_OF_GROUP
    assert drugs.endswith("The guide says more about blockers. You can ask about it by name.")
    assert own.count("Blockers are for") == MOST_OF_GROUP + 1


YES = {
    "the drug's own fact": ("gammastrant", "given", True, {"routes": ("muscle",)}, True),
    "the class's fact": ("alphazole", "given", True, {"routes": ("mouth",)}, True),
    "another way": ("gammastrant", "given", True, {"routes": ("mouth",)}, False),
    "no question for yes or no": ("gammastrant", "given", False, {"routes": ("muscle",)}, False),
    "one of two": ("gammastrant", "given", True, {"routes": ("muscle", "mouth")}, False),
    "a fact with an if or a but": ("alphazole", "for-whom", True, {"groups": ("men",)}, False),
    "a class's fact where the drug has none": ("alphazole", "for-whom", True, {"groups": ("after menopause",)}, False),
}


@pytest.mark.parametrize("name, topic, yes_no, found, expected", YES.values(), ids=YES)
def test_yes_is_said_once_and_only_where_the_facts_say_it(name, topic, yes_no, found, expected, small):
    told_of = paragraphs(small, name, topics=(topic,), yes_no=yes_no, **found)
    assert [text.startswith("Yes. ") for text in told_of] == [expected] + [False] * (len(told_of) - 1)


def test_cautious_fact_is_no_yes_even_beside_plain_ones(small):
    told_of = paragraphs(small, "betazole", topics=("for-whom",), yes_no=True, groups=("men",))
    assert not any(text.startswith("Yes") for text in told_of)


EFFECTS = {
    "all": (
        "gammastrant",
        {},
        [
            "The guide lists these side effects of gammastrant (Gamma).\nPossible side effects: nausea.\n"
            "Rare side effects: blood clots (serious).\nClots are very rare.",
            "About hormone drugs in general, a group that gammastrant belongs to:\nPossible side effects: fatigue.",
        ],
    ),
    "the one asked about first, and what is said of it once": (
        "gammastrant",
        {"side_effects": ("blood clots",)},
        [
            "The guide lists blood clots (serious) as a rare side effect of gammastrant (Gamma). Clots are very rare.",
            "These are all the side effects that the guide lists for gammastrant.\nPossible side effects: nausea.\n"
            "Rare side effects: blood clots (serious).",
            "About hormone drugs in general, a group that gammastrant belongs to:\nPossible side effects: fatigue.",
        ],
    ),
    "the class's": (
        "alphazole",
        {"organs": ("joints",)},
        [
            "The guide lists joint aches for blockers in general, and so for alphazole (Alpha), though not by name.",
            "About blockers in general, a group that alphazole belongs to:\n"
            "Possible side effects: joint aches and hot flashes.\nStiffness may come too.",
            "About hormone drugs in general, a group that alphazole belongs to:\nPossible side effects: fatigue.",
        ],
    ),
    "none": (
        "deltamab",
        {},
        ["The guide does not list any side effects of deltamab. Your care team or pharmacist can tell you more."],
    ),
    "none, and one asked about": (
        "deltamab",
        {"side_effects": ("nausea",)},
        [
            "The guide does not list nausea for deltamab. It is still worth telling your care team about it.",
            "The guide does not list any side effects of deltamab. Your care team or pharmacist can tell you more.",
        ],
    ),
}


@pytest.mark.parametrize("name, found, expected", EFFECTS.values(), ids=EFFECTS)
def test_side_effects(name, found, expected, small):
    assert paragraphs(small, name, topics=("side-effects",), **found) == expected


def test_silence_before_the_effects_of_a_class_is_said_in_one_breath(small):
    first, _ = paragraphs(small, "alphazole", topics=("side-effects",))
    assert first.startswith(
        "The guide does not list any side effects of alphazole (Alpha). It does say this about blockers in general, "
        "a group that alphazole belongs to:\nPossible side effects: joint aches"
    )


def test_several_side_effects_asked_about_are_told_each_with_how_common_it_is(small):
    first = paragraphs(small, "gammastrant", topics=("side-effects",), side_effects=("nausea", "blood clots"))[0]
    lines = ["Possible side effects: nausea.", "Rare side effects: blood clots (serious).", "Clots are very rare."]
    assert first.split("\n") == ["The guide lists these for gammastrant (Gamma).", *lines]


EFFECT_YES = [({"side_effects": ("nausea",)}, True), ({"side_effects": ("nausea", "fatigue")}, False)]


@pytest.mark.parametrize("found, yes", EFFECT_YES)
def test_yes_to_a_side_effect_is_said_to_one_alone(found, yes, small):
    first = paragraphs(small, "gammastrant", topics=("side-effects",), yes_no=True, **found)[0]
    assert first.startswith("Yes. ") is yes


def test_yes_is_not_said_of_a_side_effect_that_only_goes_with_the_one_asked_about(small):
    first = paragraphs(small, "gammastrant", topics=("side-effects",), yes_no=True, side_effects=("stomach trouble",))[
        0
    ]
    assert first.startswith("The guide lists nausea")


REMEDY = {"remedy": ("good for",)}


def test_drug_asked_about_as_a_remedy_is_introduced_unless_it_brings_the_complaint_on(small):
    asked = {"topics": ("side-effects",), **REMEDY}
    assert paragraphs(small, "gammastrant", side_effects=("nausea",), **asked)[0].startswith("The guide lists nausea")
    other = paragraphs(small, "gammastrant", side_effects=("rash",), **asked)
    assert other == paragraphs(small, "gammastrant", topics=("about",))


def test_side_effect_that_is_not_listed_is_never_a_yes_nor_a_no(small):
    first = paragraphs(small, "betazole", topics=("side-effects",), yes_no=True, side_effects=("nausea",))[0]
    assert first.startswith("The guide does not list nausea for betazole")


NAMES = {
    "brands, other names, generic": (
        "betazole",
        "Betazole is the generic name. The guide gives these brand names for it: Beta, Betas, and Betax. "
        "It is also called BTZ. The guide marks betazole as available as a generic drug.",
    ),
    "one brand": (
        "alphazole",
        "Alphazole is the generic name. The guide gives one brand name for it: Alpha. The guide does not mark alphazole "
        "as available as a generic. That does not mean that there is none.",
    ),
    "no brand": (
        "deltamab",
        "The guide gives no brand name for deltamab. The guide does not mark deltamab as available as a generic. "
        "That does not mean that there is none.",
    ),
    "a class": ("target drug", "The target drugs are a group."),
}


@pytest.mark.parametrize("name, text", NAMES.values(), ids=NAMES)
def test_names(name, text, small):
    assert paragraphs(small, name, topics=("names",)) == [text]


NEEDS = {
    "its own test": ("gammastrant", {}, "Gammastrant needs an ESR1 test.", None),
    "who it is for, where no test is named": ("betazole", {}, None, "Betazole can be the first. It can be for men."),
    "who it is for, where the question points at that": (
        "blocker",
        {"groups": ("after menopause",)},
        None,
        "Blockers are for people after menopause.",
    ),
}


@pytest.mark.parametrize("name, found, test, people", NEEDS.values(), ids=NEEDS)
def test_what_is_needed_first_may_be_a_test_or_more(name, found, test, people, small):
    told_of = paragraphs(small, name, topics=("needs",), **found)
    lead = f"The guide says this about who can have {plain_label(treatment(name, small))}: "
    assert told_of[0].startswith(test or "The guide does not name a test that is needed before")
    assert [text for text in told_of if text.startswith(lead)] == ([lead + people] if people else [])


def test_drug_with_an_answer_of_its_own_is_introduced_by_it(small):
    assert paragraphs(small, "gammastrant") == ["What Gammastrant (Gamma) is.", "It changed."]


def test_drug_without_an_answer_of_its_own_is_introduced_by_its_facts(small):
    kind, names, group, wider = paragraphs(small, "alphazole", topics=("about",))
    assert kind == "Alphazole is a drug."
    assert names.startswith("Alphazole is the generic name.")
    assert group == (
        "About blockers in general, a group that alphazole belongs to: All blockers work alike. Blockers are pills.\n"
        "Possible side effects: joint aches and hot flashes.\nStiffness may come too."
    )
    assert wider.startswith("About hormone drugs in general, a group that alphazole belongs to:")


def test_class_is_introduced_without_brand_names(small):
    assert paragraphs(small, "target drug", topics=("about",)) == [
        "The target drugs are a group.",
        "The guide does not list any side effects of target drugs. Your care team or pharmacist can tell you more.",
    ]


def test_several_attributes_of_several_drugs_are_told_one_after_the_other(small):
    told_of = paragraphs(small, "gammastrant", "deltamab", topics=("given", "monitoring"))
    assert [text[:20] for text in told_of] == [
        "Gammastrant is a sho",
        "Gammastrant calls fo",
        "Deltamab goes in a v",
        "The guide does not n",
    ]


def test_no_more_drugs_are_told_of_than_can_be_read(small):
    reply = drug_reply(Query(("given",)).about(tuple(small.drugs)), small)
    assert reply.medicines == tuple(small.drugs)[:MOST_MEDICINES]


MARKS = [
    ("gammastrant", ("given",), "drug.gammastrant.given", "Gammastrant (Gamma): How it is given"),
    ("blocker", (), "drug.blocker.about", "Blocker: In short"),
    ("blocker", ("list",), "drug.blocker.about", "Blocker: In short"),
]


@pytest.mark.parametrize("name, topics, reply_id, title", MARKS)
def test_mark_of_a_reply(name, topics, reply_id, title, small):
    reply = drug_reply(Query(topics).about((name,)), small)
    assert (reply.kind, reply.id, reply.title, reply.medicines) == ("lookup", reply_id, title, (name,))


def test_sources_are_those_of_the_facts_told_each_once(small):
    reply = drug_reply(Query(("side-effects",)).about(("gammastrant",)), small)
    assert [source.section for source in reply.sources] == ["Palliative Care", "Treatment"]
    assert reply.passages == ("g21.palliative-care.001", "t23.types-of-treatment.001")
    assert reply.text.endswith(
        "\n\nSources: Guide, Palliative Care, 2021 edition; Treatment, 2022-2023 edition",
    )


def test_silence_rests_on_what_introduces_the_drug(small):
    assert drug_reply(Query(("monitoring",)).about(("deltamab",)), small).passages == ("t23.types-of-treatment.001",)


BUTTONS = {
    "what the guide tells of it, but what was asked": (
        "gammastrant",
        ("given",),
        ["What is gammastrant?", "How does gammastrant work?", "Who can have gammastrant?"],
    ),
    "none where the guide is silent": (
        "deltamab",
        ("about",),
        ["How does deltamab work?", "How is deltamab given?", "Who can have deltamab?"],
    ),
    "a class in the plural": (
        "blocker",
        ("about",),
        ["How do blockers work?", "How are blockers given?", "Who can have blockers?"],
    ),
}


@pytest.mark.parametrize("name, topics, titles", BUTTONS.values(), ids=BUTTONS)
def test_buttons_ask_more_of_the_drug(name, topics, titles, small):
    assert [button.payload for button in drug_reply(Query(topics).about((name,)), small).buttons] == titles


def test_no_buttons_where_two_drugs_are_asked_about(small):
    assert drug_reply(Query(("given",)).about(("gammastrant", "deltamab")), small).buttons == ()


def test_mix_of_drugs_is_called_by_its_brand(small):
    mix = small.drugs["alphazole"].copy(update={"name": "alphazole, betazole, and more"})
    assert label(mix, small) == "alphazole, betazole, and more (Alpha)"
    assert (plain_label(mix), ask(mix, "given", small)) == ("Alpha", "How is Alpha given?")


def test_kind_of_therapy_whose_name_is_no_plural_is_asked_about_as_one(small):
    mass = small.classes["target drug"].copy(update={"plural": "target drug"})
    assert ask(mass, "about", small) == "What is target drug?"


def test_table_holds_a_row_for_each_fact_with_whose_it_is(small):
    reply = drug_reply(Query(("side-effects",)).about(("gammastrant",)), small)
    title = small.look_ups["side-effects"].title
    assert reply.table.rows == (
        ("gammastrant", title, "blood clots (rare)"),
        ("gammastrant", title, "nausea (possible)"),
        ("hormone drug", title, "fatigue (possible)"),
    )


def test_fact_in_a_cell_is_its_sentence(small):
    assert cell(told(small.drugs["deltamab"], "given", small)[0], small) == "Deltamab goes in a vein every 3 weeks."


def test_side_effects_of_a_class_are_told_with_those_of_its_members(small):
    assert paragraphs(small, "hormone drug", topics=("side-effects",))[1] == (
        "Within this group, the guide lists these.\n"
        "Blockers: joint aches and hot flashes.\n"
        "Betazole (Beta, Betas): hot flashes.\n"
        "Gammastrant (Gamma): blood clots (serious) and nausea."
    )


def test_side_effects_of_many_members_are_not_told_but_named(small, monkeypatch):
    monkeypatch.setattr(looking_up, "MOST_MEMBERS", 2)
    told = paragraphs(small, "hormone drug", topics=("side-effects",))[1]
    assert told.endswith("by name: blockers, betazole (Beta, Betas), or gammastrant (Gamma).")


def test_yes_is_not_said_of_several_at_once(small):
    one = paragraphs(small, "gammastrant", topics=("given",), yes_no=True, routes=("muscle",))
    two = paragraphs(small, "gammastrant", "deltamab", topics=("given",), yes_no=True, routes=("muscle",))
    assert one[0].startswith("Yes.") and not any("Yes." in text for text in two)
