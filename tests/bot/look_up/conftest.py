"""Records small enough to see whole, worded with the repository's own sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge.models import (
    Answer,
    Drug,
    DrugClass,
    EffectFact,
    Fact,
    Knowledge,
    Section,
    SideEffect,
    TreatmentPath,
)

NEW, OLD = "t23.types-of-treatment.001", "g21.palliative-care.001"
SECTIONS = {
    "t23.types-of-treatment": Section(section="Treatment", edition="2022-2023", reviewed="2023-11"),
    "g21.palliative-care": Section(section="Palliative Care", edition="2021", reviewed="2021-01"),
}


def fact(says: str, **tags: object) -> Fact:
    return Fact(**{"says": says, "passages": [NEW], **tags})


def effect(name: str, how: str = "possible", **more: object) -> EffectFact:
    return EffectFact(**{"effect": name, "how": how, "passages": [NEW], **more})


def drug(name: str, classes: list[str], **more: object) -> Drug:
    works = [fact(f"{name.capitalize()} is a drug.")]
    return Drug(
        **{"name": name, "classes": classes, "about": "a.plain", "works": works, "reviewed": "2026-01-31", **more}
    )


def group(name: str, plural: str, **more: object) -> DrugClass:
    works = [fact(f"The {plural} are a group.")]
    row = {"name": name, "plural": plural, "about": "a.plain", "works": works, "reviewed": "2026-01-31"}
    return DrugClass(**{**row, **more})


def answer(answer_id: str, title: str, **more: object) -> Answer:
    row = {"short": f"What {title} is.", "passages": [NEW], "reviewed": "2026-01-31"}
    return Answer(**{**row, "id": answer_id, "title": title, **more})


CLASSES = [
    group(
        "blocker",
        "blockers",
        within=["hormone drug"],
        works=[fact("Blockers block."), fact("All blockers work alike.", always=True)],
        given=[fact("Blockers are pills.", routes=["mouth"], every=["day"])],
        for_whom=[
            fact("Blockers are for people after menopause.", groups=["after menopause"]),
            fact("Men should not take a blocker alone.", groups=["men"], always=True),
        ],
        side_effects=[effect("joint aches", says="Stiffness may come too."), effect("hot flashes")],
    ),
    group(
        "hormone drug",
        "hormone drugs",
        for_whom=[
            fact("Hormone drugs are for hormone receptor-positive cancer.", subtypes=["hormone receptor-positive"])
        ],
        needs=[fact("Hormone drugs need a test.", markers=["ESR1"])],
        side_effects=[effect("fatigue")],
    ),
    group("target drug", "target drugs"),
    group("bare drug", "bare drugs", within=["hormone drug"]),
]
DRUGS = [
    drug("alphazole", ["blocker", "hormone drug"], brands=["Alpha"]),
    drug(
        "betazole",
        ["blocker", "hormone drug"],
        brands=["Beta", "Betas", "Betax"],
        also=["BTZ"],
        generic=OLD,
        works=[fact("Betazole is a blocker.")],
        for_whom=[
            fact("Betazole can be the first.", subtypes=["hormone receptor-positive"], lines=["first"]),
            fact("It can be for men.", subtypes=["hormone receptor-positive", "HER2-negative"], groups=["men"]),
        ],
        partners=[fact("Betazole goes with gammastrant.", **{"with": ["gammastrant"]})],
        side_effects=[effect("hot flashes", "common")],
    ),
    drug(
        "gammastrant",
        ["hormone drug"],
        about="a.gamma",
        brands=["Gamma"],
        given=[fact("Gammastrant is a shot into a muscle.", routes=["muscle"], every=["month"])],
        needs=[fact("Gammastrant needs an ESR1 test.", markers=["ESR1"])],
        side_effects=[
            effect("blood clots", "rare", serious=True, says="Clots are very rare.", passages=[OLD]),
            effect("nausea"),
        ],
        monitoring=[fact("Gammastrant calls for an echocardiogram.", tests=["echocardiogram"])],
    ),
    drug(
        "deltamab",
        ["target drug"],
        given=[fact("Deltamab goes in a vein every 3 weeks.", routes=["vein"], every=["3 weeks"])],
        for_whom=[
            fact("Deltamab is for HER2-positive cancer later.", subtypes=["HER2-positive"], lines=["second"]),
            fact("It may reach the brain.", subtypes=["HER2-positive"], sites=["brain"]),
            fact("Betazole can go with it in men.", groups=["men"], subtypes=["hormone receptor-positive"]),
        ],
    ),
]
SIDE_EFFECTS = [
    SideEffect(name="hot flashes"),
    SideEffect(name="joint aches", organs=["joints"]),
    SideEffect(name="fatigue"),
    SideEffect(name="nausea", organs=["gut"]),
    SideEffect(name="stomach trouble", organs=["gut"], covers=["nausea"]),
    SideEffect(name="blood clots", organs=["blood"]),
]
ANSWERS = [
    answer("a.plain", "Plain"),
    answer("a.gamma", "Gammastrant (Gamma)", changed="It changed."),
    answer("a.first", "First treatment", more="More."),
    answer("a.second", "Second treatment"),
    answer("a.men", "Treatment of men"),
    answer("a.general", "Treatments change"),
]
PATHS = {
    "first": {"title": "First", "subtypes": ["hormone receptor-positive"], "lines": ["first"], "answer": "a.first"},
    "second": {
        "title": "Second",
        "subtypes": ["hormone receptor-positive"],
        "lines": ["second"],
        "after": ["hormone drug"],
        "answer": "a.second",
    },
    "esr1": {
        "title": "With ESR1",
        "subtypes": ["hormone receptor-positive"],
        "markers": ["ESR1"],
        "after": ["hormone drug", "blocker"],
        "answer": "a.second",
    },
    "men": {"title": "Men", "subtypes": ["hormone receptor-positive"], "groups": ["men"], "answer": "a.men"},
    "her2-brain": {"title": "Brain", "subtypes": ["HER2-positive"], "sites": ["brain"], "answer": "a.men"},
}


@pytest.fixture
def small(knowledge: Knowledge) -> Knowledge:
    """Two blockers, which are hormone drugs; a hormone drug that is none; and a target drug."""
    return replace(
        knowledge,
        guide="Guide",
        answers={row.id: row for row in ANSWERS},
        retired={},
        sections=SECTIONS,
        drugs={row.name: row for row in DRUGS},
        classes={row.name: row for row in CLASSES},
        side_effects={row.name: row for row in SIDE_EFFECTS},
        paths={
            name: TreatmentPath(**{"options": ["this", "that"], "passages": [NEW], **row})
            for name, row in PATHS.items()
        },
        wording={**knowledge.wording, "next-unknown-answer": "a.general"},
    )
