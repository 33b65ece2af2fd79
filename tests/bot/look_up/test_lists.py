"""Which drugs meet what was asked: counted, by kind of therapy, the classes apart, long lists cut."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.look_up import lists
from bot.look_up.lists import asks_of_members, can_list, described, find, kind_of, list_reply, wanted_of
from bot.look_up.query import Query

COMBINED = {"combining": ("combined",)}
FOUND = {
    "a route": ({"routes": ("muscle",)}, ["gammastrant"]),
    "a route of a class": ({"routes": ("mouth",)}, ["blocker"]),
    "a shot": ({"routes": ("injection",)}, ["gammastrant"]),
    "a schedule": ({"schedules": ("3 weeks",)}, ["deltamab"]),
    "either of two routes": ({"routes": ("muscle", "vein")}, ["gammastrant", "deltamab"]),
    "a route and a schedule, in one fact": ({"routes": ("vein",), "schedules": ("month",)}, []),
    "a side effect": ({"side-effects": ("hot flashes",)}, ["blocker", "betazole"]),
    "a side effect that covers another": ({"side-effects": ("stomach trouble",)}, ["gammastrant"]),
    "an organ": ({"organs": ("joints",)}, ["blocker"]),
    "a marker": ({"genes-and-markers": ("ESR1",)}, ["hormone drug", "gammastrant"]),
    "a receptor for its subtype": ({"genes-and-markers": ("HER2",)}, ["deltamab"]),
    "a subtype": ({"subtypes": ("HER2-positive",)}, ["deltamab"]),
    "both of two subtypes that go together": (
        {"subtypes": ("HER2-negative", "hormone receptor-positive")},
        ["betazole"],
    ),
    "either of two subtypes that do not": ({"subtypes": ("HER2-positive", "HER2-negative")}, ["betazole", "deltamab"]),
    "people": ({"groups": ("men",)}, ["blocker", "betazole", "deltamab"]),
    "people and a subtype, in one fact": ({"groups": ("men",), "subtypes": ("HER2-positive",)}, []),
    "a line and a subtype, in one fact": ({"lines": ("second",), "subtypes": ("HER2-positive",)}, ["deltamab"]),
    "two things, in two facts": ({"routes": ("vein",), "subtypes": ("HER2-positive",)}, ["deltamab"]),
    "a test": ({"tests": ("echocardiogram",)}, ["gammastrant"]),
    "what a drug is combined with, by its own facts": ({"drugs": ("betazole",), **COMBINED}, ["gammastrant"]),
    "what a drug is combined with, by the others' facts": ({"drugs": ("gammastrant",), **COMBINED}, ["betazole"]),
    "what a drug is combined with, of a class": (
        {"drugs": ("gammastrant",), "classes": ("target drug",), **COMBINED},
        [],
    ),
    "a way in, and what a drug is combined with, both": (
        {"routes": ("vein",), "drugs": ("gammastrant",), **COMBINED},
        [],
    ),
    "a side effect beside where it is": (
        {"side-effects": ("hot flashes",), "sites": ("brain",)},
        ["blocker", "betazole"],
    ),
    "a side effect beside where cancer has spread": (
        {"side-effects": ("hot flashes",), "sites": ("brain",), "medical-words": ("metastasis",)},
        [],
    ),
    "a class": ({"classes": ("blocker",)}, ["alphazole", "betazole"]),
    "a wider class": ({"classes": ("hormone drug",)}, ["alphazole", "betazole", "gammastrant"]),
    "a class but for one drug": ({"classes": ("blocker",), "denied": ("alphazole",)}, ["betazole"]),
    "a side effect but for a class": ({"side-effects": ("stomach trouble",), "denied": ("hormone drug",)}, []),
    "a class and a side effect": (
        {"classes": ("hormone drug",), "side-effects": ("hot flashes",)},
        ["blocker", "betazole"],
    ),
    "a class and the side effect of a wider one": (
        {"classes": ("blocker",), "side-effects": ("fatigue",)},
        ["hormone drug"],
    ),
    "a class and what another class has": ({"classes": ("target drug",), "side-effects": ("hot flashes",)}, []),
}


@pytest.mark.parametrize("found, names", FOUND.values(), ids=FOUND)
def test_classes_and_drugs_that_meet_a_question(found, names, small):
    assert [item.record.name for item in find(Query(("list",), found=found), small)] == names


def test_drugs_that_are_given_as_their_class_are_named_with_it(small):
    found = find(Query(("list",), found={"routes": ("mouth",), "subtypes": ("HER2-negative",)}), small)
    assert [(item.record.name, item.drugs) for item in found] == [("blocker", ("betazole",))]


def test_class_that_meets_everything_itself_is_named_once(small):
    found = find(Query(("list",), found={"routes": ("mouth",), "side-effects": ("hot flashes",)}), small)
    assert [item.record.name for item in found] == ["blocker"]


def test_drug_that_is_told_to_be_given_otherwise_is_not_given_as_its_class(small):
    told = small.drugs["betazole"].copy(update={"given": small.drugs["deltamab"].given})
    other = replace(small, drugs={**small.drugs, "betazole": told})
    assert find(Query(("list",), found={"routes": ("mouth",), "subtypes": ("HER2-negative",)}), other) == []


MEMBERS = {
    "a side effect that only drugs of it have": ({"side-effects": ("stomach trouble",)}, True),
    "a part of the body that its own facts concern": ({"organs": ("joints",)}, False),
    "nothing": ({}, False),
}


@pytest.mark.parametrize("found, expected", MEMBERS.values(), ids=MEMBERS)
def test_class_is_asked_about_its_drugs_where_only_they_are_told_of(found, expected, small):
    name = "blocker" if "organs" in found else "hormone drug"
    assert asks_of_members(Query(("side-effects",), found={"classes": (name,), **found}), small) is expected


AMONG = {
    "by their own facts": (("alphazole", "gammastrant"), {"routes": ("muscle",)}, ["gammastrant"]),
    "by their classes' facts too": (("alphazole", "gammastrant"), {"routes": ("mouth",)}, ["alphazole"]),
    "none": (("alphazole", "gammastrant"), {"routes": ("vein",)}, []),
}


@pytest.mark.parametrize("among, found, names", AMONG.values(), ids=AMONG)
def test_drugs_out_of_those_spoken_of(among, found, names, small):
    assert [item.record.name for item in find(Query(("list",), found=found), small, among=among)] == names


CAN = [
    ({"routes": ("mouth",)}, True),
    ({"classes": ("blocker",)}, True),
    ({"drugs": ("alphazole",)}, False),
    ({"drugs": ("alphazole",), **COMBINED}, True),
    ({}, False),
]


@pytest.mark.parametrize("found, expected", CAN)
def test_lists_are_made_by_what_drugs_can_have(found, expected):
    assert can_list(Query(found=found)) is expected


BODY = {"organs": ("gut",), "sites": ("brain",)}
WANTED = {
    "an organ that drugs harm": (BODY, {"organs": ("gut",)}),
    "a place of spread": ({**BODY, "medical-words": ("metastasis",)}, {"sites": ("brain",)}),
    "a place of a cancer's spread": (
        {**BODY, "subtypes": ("HER2-positive",)},
        {"subtypes": ("HER2-positive",), "sites": ("brain",)},
    ),
    "an organ that no drug harms": ({"organs": ("brain",), "sites": ("brain",)}, {"sites": ("brain",)}),
    "what drugs cannot be listed by": ({"feelings": ("fear",)}, {}),
}


@pytest.mark.parametrize("found, wanted", WANTED.values(), ids=WANTED)
def test_part_of_the_body_is_harmed_or_reached(found, wanted, small):
    assert wanted_of(Query(found=found), small) == wanted


DESCRIBED = [
    ({"routes": ("mouth",)}, "taken by mouth"),
    ({"routes": ("vein", "muscle")}, "given in a vein or given into a muscle"),
    ({"schedules": ("3 weeks",)}, "given every 3 weeks"),
    ({"schedules": ("twice a day",)}, "taken twice a day"),
    (
        {"subtypes": ("HER2-negative", "hormone receptor-positive")},
        "for HER2-negative and hormone receptor-positive cancer",
    ),
    ({"subtypes": ("HER2-positive", "HER2-negative")}, "for HER2-positive or HER2-negative cancer"),
    ({"groups": ("men",)}, "for men"),
    ({"groups": ("after menopause", "men")}, "for people after menopause or for men"),
    ({"side-effects": ("rash", "nausea")}, "with rash or nausea as a side effect"),
    ({"lines": ("first",), "routes": ("mouth",)}, "taken by mouth, in first-line treatment"),
    ({"classes": ("blocker",), "organs": ("joints",)}, "that may affect the joints, in this group: blockers"),
]


@pytest.mark.parametrize("found, words", DESCRIBED)
def test_what_was_asked_is_said_in_words(found, words, small):
    assert described(Query(found=found), small) == words


def body(small, found: dict, **how: object) -> list[list[str]]:
    """The paragraphs of a list as lines, without its source."""
    text = list_reply(Query(("list",), found=found), small, **how).text
    return [paragraph.split("\n") for paragraph in text.split("\n\n")[:-1]]


LISTS = {
    "one drug": (
        {"routes": ("muscle",)},
        [["The guide lists one drug given into a muscle.", "Hormone drugs (1): gammastrant (Gamma)"]],
    ),
    "several, by kind of therapy, the first brand of each": (
        {"routes": ("muscle", "vein")},
        [
            [
                "The guide lists 2 drugs given into a muscle or given in a vein.",
                "Hormone drugs (1): gammastrant (Gamma)",
                "Target drugs (1): deltamab",
            ]
        ],
    ),
    "a class as a whole, with its drugs": (
        {"routes": ("mouth",)},
        [
            ["The guide lists no single drug taken by mouth."],
            [
                "The guide says this about whole groups of drugs:",
                "Blockers (alphazole and betazole): Blockers are pills.",
            ],
        ],
    ),
    "a class beside a drug of it": (
        {"side-effects": ("hot flashes",)},
        [
            ["The guide lists one drug with hot flashes as a side effect.", "Hormone drugs (1): betazole (Beta)"],
            ["The guide says this about whole groups of drugs:", "Blockers (alphazole and betazole): Hot flashes."],
        ],
    ),
    "the side effect that concerns an organ": (
        {"organs": ("gut",)},
        [["The guide lists one drug that may affect the gut.", "Hormone drugs (1): gammastrant (Gamma) with nausea"]],
    ),
    "the partners of a drug": (
        {"drugs": ("gammastrant",), **COMBINED},
        [["The guide lists one drug combined with gammastrant.", "Hormone drugs (1): betazole (Beta)"]],
    ),
    "those that spare something, which the guide does not say": (
        {"side-effects": ("hot flashes",), "remedy": ("spares",)},
        [
            ["The guide does not say which drugs never do this. It says which ones may."],
            ["The guide lists one drug with hot flashes as a side effect.", "Hormone drugs (1): betazole (Beta)"],
            ["The guide says this about whole groups of drugs:", "Blockers (alphazole and betazole): Hot flashes."],
        ],
    ),
    "besides a drug": (
        {"routes": ("muscle", "vein"), "denied": ("deltamab",)},
        [
            [
                "The guide lists one drug given into a muscle or given in a vein, besides deltamab.",
                "Hormone drugs (1): gammastrant (Gamma)",
            ]
        ],
    ),
    "none": ({"schedules": ("week",)}, [["The guide lists no single drug given every week."]]),
    "with the conditions of whom it is for": (
        {"lines": ("first",)},
        [
            ["The guide lists one drug in first-line treatment.", "Hormone drugs (1): betazole (Beta)"],
            ["Each of them has conditions of its own. Ask about one by its name to read who it is for."],
        ],
    ),
}


@pytest.mark.parametrize("found, expected", LISTS.values(), ids=LISTS)
def test_list_in_words(found, expected, small):
    assert body(small, found) == expected


def test_class_all_of_whose_drugs_are_listed_is_not_told_again(small):
    alphazole = small.drugs["alphazole"]
    small.drugs["alphazole"] = alphazole.copy(update={"side_effects": small.drugs["betazole"].side_effects})
    assert body(small, {"side-effects": ("hot flashes",)}) == [
        [
            "The guide lists 2 drugs with hot flashes as a side effect.",
            "Hormone drugs (2): alphazole (Alpha); betazole (Beta)",
        ]
    ]


def test_long_list_is_cut_behind_a_button_with_the_counts_of_the_whole(small, monkeypatch):
    monkeypatch.setattr(lists, "SHOWN", 2)
    found = {"classes": ("hormone drug",)}
    lead = "The guide lists 3 drugs in this group: hormone drugs."
    assert body(small, found) == [
        [lead, "Hormone drugs (3): alphazole (Alpha); betazole (Beta)"],
        ['And 1 more. Tap or type "Show all" for the whole list.'],
    ]
    assert body(small, found, every=True) == [
        [lead, "Hormone drugs (3): alphazole (Alpha); betazole (Beta); gammastrant (Gamma)"]
    ]
    buttons = [list_reply(Query(found=found), small, every=every).buttons for every in (False, True)]
    assert [[button.payload for button in row] for row in buttons] == [["Show all"], []]


ANSWERS_AMONG = {
    "some": (
        {"side-effects": ("blood clots",)},
        [
            [
                "Of alphazole (Alpha) and gammastrant (Gamma), the guide lists gammastrant among the drugs with "
                "blood clots as a side effect."
            ],
            ["gammastrant: Blood clots. Clots are very rare."],
        ],
    ),
    "all": (
        {"side-effects": ("fatigue",)},
        [
            [
                "The guide lists each of these among the drugs with fatigue as a side effect: "
                "alphazole (Alpha) and gammastrant (Gamma)."
            ],
            ["alphazole: Fatigue.", "gammastrant: Fatigue."],
        ],
    ),
    "none": (
        {"routes": ("vein",)},
        [["Of alphazole (Alpha) and gammastrant (Gamma), the guide lists none given in a vein."]],
    ),
}


@pytest.mark.parametrize("found, expected", ANSWERS_AMONG.values(), ids=ANSWERS_AMONG)
def test_answer_among_the_drugs_spoken_of(found, expected, small):
    assert body(small, found, among=("alphazole", "gammastrant")) == expected


SPOKEN_OF = [
    ({"classes": ("blocker",)}, ("blocker",)),
    ({"routes": ("muscle", "vein")}, ("gammastrant", "deltamab")),
    ({"routes": ("mouth",)}, ()),
]


@pytest.mark.parametrize("found, medicines", SPOKEN_OF)
def test_what_the_next_question_may_be_about(found, medicines, small):
    assert list_reply(Query(("list",), found=found), small).medicines == medicines


def test_many_drugs_are_no_object_for_the_next_question(small, monkeypatch):
    monkeypatch.setattr(lists, "FEW", 1)
    assert list_reply(Query(("list",), found={"routes": ("muscle", "vein")}), small).medicines == ()


def test_mark_and_table_of_a_list(small):
    reply = list_reply(Query(("list",), found={"routes": ("mouth", "vein")}), small)
    assert (reply.kind, reply.id, reply.title) == (
        "lookup",
        "list.mouth.vein",
        "Drugs taken by mouth or given in a vein",
    )
    assert reply.table.rows == (
        ("blocker", "Blockers are pills."),
        ("deltamab", "Deltamab goes in a vein every 3 weeks."),
    )
    assert reply.text.endswith("\n\nSource: Guide, Treatment, 2022-2023 edition")


KINDS = [("betazole", "hormone drug"), ("gammastrant", "hormone drug"), ("deltamab", "target drug")]


@pytest.mark.parametrize("name, kind", KINDS)
def test_kind_of_therapy_is_the_class_within_no_other(name, kind, small):
    assert kind_of(small.drugs[name], small).name == kind


def test_kind_of_a_drug_of_two_kinds_is_the_nearest(small):
    both = small.drugs["deltamab"].copy(update={"classes": ["target drug", "hormone drug"]})
    assert kind_of(both, small).name == "target drug"


def test_class_whose_drugs_are_not_named_is_said_to_be_so(small):
    classes = {**small.classes, "elixir": small.classes["blocker"].copy(update={"name": "elixir", "plural": "elixirs"})}
    reply = list_reply(Query(("list",), found={"classes": ("elixir",)}), replace(small, classes=classes))
    assert reply.text.startswith(small.wording["list-unnamed"].format(criteria="elixirs"))
