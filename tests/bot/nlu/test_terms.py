"""Terms are found under every name, also misspelled; what only looks like a name is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.models import EVERYDAY_KINDS, Term
from bot.nlu.encoder import is_common
from bot.nlu.terms import DOUBTFUL_KIND, MISSPELLED_KIND, OTHER_KIND, RIVALRIES, TermMatcher

ONE_NAME = [
    ("palbociclib", "palbociclib"),
    ("Ibrance", "palbociclib"),
    ("IBRANCE", "palbociclib"),
    ("ibrance?", "palbociclib"),
    ("paclitaxel", "paclitaxel"),
    ("Taxol", "paclitaxel"),
    ("nab-paclitaxel", "nab-paclitaxel"),
    ("nab paclitaxel", "nab-paclitaxel"),
    ("Abraxane", "nab-paclitaxel"),
    ("trastuzumab", "trastuzumab"),
    ("trastuzumab deruxtecan", "trastuzumab deruxtecan"),
    ("fam-trastuzumab deruxtecan", "trastuzumab deruxtecan"),
    ("T-DXd", "trastuzumab deruxtecan"),
    ("T-DM1", "ado-trastuzumab emtansine"),
    ("trastuzumab emtansine", "ado-trastuzumab emtansine"),
    ("pertuzumab, trastuzumab, and hyaluronidase", "pertuzumab, trastuzumab, and hyaluronidase"),
    ("doxorubicin", "doxorubicin"),
    ("liposomal doxorubicin", "pegylated liposomal doxorubicin"),
    ("5-FU", "fluorouracil"),
    ("5fu", "fluorouracil"),
    ("CDK4/6 inhibitors", "CDK4/6 inhibitor"),
    ("oestrogen receptor", "estrogen receptor"),
    ("her2", "HER2"),
]

# As typed by people, and by their phones.
MISSPELLED = [
    ("abemacyclib", "abemaciclib"),
    ("verzinio", "abemaciclib"),
    ("alpelisab", "alpelisib"),
    ("piqrey", "alpelisib"),
    ("arimadex", "anastrozole"),
    ("anastrazole", "anastrozole"),
    ("capcitabine", "capecitabine"),
    ("zeloda", "capecitabine"),
    ("carboplaten", "carboplatin"),
    ("denosumub", "denosumab"),
    ("exgeva", "denosumab"),
    ("docetaxal", "docetaxel"),
    ("doxyrubicin", "doxorubicin"),
    ("erubulin", "eribulin"),
    ("halavan", "eribulin"),
    ("afinator", "everolimus"),
    ("everolimis", "everolimus"),
    ("exemestain", "exemestane"),
    ("faslodox", "fulvestrant"),
    ("fulvestrent", "fulvestrant"),
    ("gemcitibine", "gemcitabine"),
    ("lapatanib", "lapatinib"),
    ("femera", "letrozole"),
    ("letrazole", "letrozole"),
    ("neratanib", "neratinib"),
    ("olaparab", "olaparib"),
    ("lynparsa", "olaparib"),
    ("paclitaxil", "paclitaxel"),
    ("ibrence", "palbociclib"),
    ("palbocyclib", "palbociclib"),
    ("ketruda", "pembrolizumab"),
    ("pembrolizamab", "pembrolizumab"),
    ("purtuzumab", "pertuzumab"),
    ("kisquali", "ribociclib"),
    ("ribocyclib", "ribociclib"),
    ("trodelvey", "sacituzumab govitecan"),
    ("tamoxifin", "tamoxifen"),
    ("tomoxifen", "tamoxifen"),
    ("hercepten", "trastuzumab"),
    ("Herseptin", "trastuzumab"),
    ("transtuzumab", "trastuzumab"),
    ("trastuzumab deruxtican", "trastuzumab deruxtecan"),
    ("trastuzamab deruxtecan", "trastuzumab deruxtecan"),
    ("enhurtu", "trastuzumab deruxtecan"),
    ("kadcila", "ado-trastuzumab emtansine"),
    ("tucatanib", "tucatinib"),
    ("zometta", "zoledronic acid"),
    ("zolendronic acid", "zoledronic acid"),
    ("t-dm 1", "ado-trastuzumab emtansine"),
    ("TDM 1", "ado-trastuzumab emtansine"),
    ("t dxd", "trastuzumab deruxtecan"),
    ("tdxdd", "trastuzumab deruxtecan"),
    ("5 fu", "fluorouracil"),
    ("neb-paclytaxel", "nab-paclitaxel"),
    ("trastuzumab emtanzin", "ado-trastuzumab emtansine"),
    ("cytoksan", "cyclophosphamide"),
    ("fesgo", "pertuzumab, trastuzumab, and hyaluronidase"),
    ("phaslodeks", "fulvestrant"),
]

# Drugs that the guide does not know, and words that look like a drug.
NO_DRUG = """
    adalimumab, afatinib, alendronate, aspirin, atezolizumab, avastin, bevacizumab, cabazitaxel, camizestrant,
    cetuximab, citalopram, datopotamab deruxtecan, datroway, daunorubicin, dexamethasone, durvalumab, erlotinib,
    fluconazole, gedatolisib, gefitinib, harmony, herself, ibandronate, ibuprofen, idarubicin, imlunestrant,
    inavolisib, ipilimumab, irinotecan, letter, metformin, methadone, mirvetuximab, nexium, niraparib, nivolumab,
    octreotide, osimertinib, oxaliplatin, palliative, paracetamol, paxil, paxlovid, pegfilgrastim, pemetrexed,
    pertussis, platelets, prednisone, prolia, raloxifene, risedronate, rituximab, rucaparib, sirolimus, tamiflu,
    taxes, taxi, toremifene, tylenol, verify, vincristine, xanax, zoloft, hyaluronic acid, pegfilgrastin, alendronat,
    mirvetuxamab, daunorubicine, ibandronat, afatanib, platinm, taxans
"""


@pytest.fixture(scope="module")
def field(knowledge) -> TermMatcher:
    """The matcher of the names of the field, without everyday words."""
    return TermMatcher(knowledge.field_terms, is_common=is_common)


def named(matcher: TermMatcher, text: str) -> list[str]:
    return [term.name for term in matcher.find(text)]


def found(matcher: TermMatcher, text: str) -> list[tuple[str, str, str]]:
    """The kind and name of each term, with the words that say it."""
    return [(term.kind, term.name, text[term.start : term.end]) for term in matcher.find(text)]


@pytest.mark.parametrize("text, name", [*ONE_NAME, *MISSPELLED])
def test_name_is_found_once_in_any_way_of_saying_it(text, name, field):
    assert named(field, f"Tell me about {text} now") == [name]


@pytest.mark.parametrize("text", [word.strip() for word in NO_DRUG.split(",")])
def test_near_name_is_no_drug_of_the_guide(text, matcher):
    assert not [term for term in matcher.find(f"what about {text} now") if term.kind == MISSPELLED_KIND]


OTHER_DRUGS = [("datopotamab deruxtecan", "datopotamab deruxtecan"), ("Fosamax", "alendronate")]


@pytest.mark.parametrize("text, name", OTHER_DRUGS)
def test_drug_that_is_not_the_guides_is_known_as_such(text, name, matcher):
    assert [(term.name, term.kind) for term in matcher.find(text)] == [(name, OTHER_KIND)]


SEVERAL = [
    ("Is Ibrance like ribocyclib?", ["palbociclib", "ribociclib"]),
    ("trastuzumab and trastuzumab deruxtecan", ["trastuzumab", "trastuzumab deruxtecan"]),
    ("tamoxifen/letrozole", ["tamoxifen", "letrozole"]),
    ("PET scan or MRI", ["PET scan", "MRI"]),
]


@pytest.mark.parametrize("text, names", SEVERAL)
def test_terms_are_told_from_left_to_right(text, names, field):
    assert named(field, text) == names


CASED = [("PET", True), ("pet", False), ("AI", True), ("ai", False), ("ER", True), ("er", False), ("MRI", True)]


@pytest.mark.parametrize("text, found", CASED)
def test_short_capitals_are_no_common_words(text, found, matcher):
    assert bool(matcher.find(f"my {text} now")) == found


def test_place_is_that_of_the_misspelled_words(field):
    text = "Does  trastuzamab deruxtican, help?"
    assert found(field, text) == [("drugs", "trastuzumab deruxtecan", "trastuzamab deruxtican")]


# What the word is to a matcher that takes it for common English, and to one that does not.
COMMON = [("brace", ["brace"], []), ("brace", [], ["palbociclib"])]


@pytest.mark.parametrize("text, common, names", COMMON)
def test_common_word_is_no_misspelled_name(text, common, names, knowledge):
    assert named(TermMatcher(knowledge.terms, is_common=common.__contains__), text) == names


# Drugs that nobody sells, so that each test sees only the names it is about.
INVENTED = [
    Term(name="examplacib", kind="drugs"),
    Term(name="examplocib", kind="drugs"),
    Term(name="sunitrel", also=("Sunbrand", "Sol"), kind="drugs"),
    Term(name="sunitrel moxetan", also=("S-MX1",), kind="drugs"),
    Term(name="sunitrel navotan", also=("S-NV1",), kind="drugs"),
    Term(name="verdamab", kind=OTHER_KIND),
    Term(name="torvamide", kind="classes"),
]

# What is typed, and what may be meant by which words of it.
DOUBTFUL = {
    "a word between two names": ("examplicib", "examplacib", "examplicib"),
    "a word that is only a little like a name": ("soonitrell", "sunitrel", "soonitrell"),
    "a short name with two letters amiss": ("sanbrend", "sunitrel", "sanbrend"),
    "half of a name beside a word that may be the rest": ("sunitrel moxxeten", "sunitrel moxetan", "sunitrel moxxeten"),
    "a mistyped compound of two drugs": ("s-mv1", "sunitrel moxetan", "s-mv1"),
}


@pytest.mark.parametrize("typed, name, words", DOUBTFUL.values(), ids=DOUBTFUL)
def test_name_that_is_in_doubt_is_told_as_such(typed, name, words):
    assert found(TermMatcher(INVENTED), f"Is {typed} safe?") == [(DOUBTFUL_KIND, name, words)]


# What is typed, and the terms that it may not be taken for.
NOT_IN_DOUBT = {
    "a word that is no name": "umbrella",
    "a word that is too short": "sole",
    "a word that is more like another drug": "verdamat",
    "a word that is more like a class": "torvamides",
    "a short name with three letters amiss": "sambrent",
}


@pytest.mark.parametrize("typed", NOT_IN_DOUBT.values(), ids=NOT_IN_DOUBT)
def test_word_that_is_no_name_is_not_even_in_doubt(typed):
    assert found(TermMatcher(INVENTED), f"Is {typed} safe?") == []


def test_word_of_another_term_is_not_in_doubt():
    bone = Term(name="soonitrell", kind="tests")
    assert found(TermMatcher([*INVENTED, bone]), "soonitrell") == [("tests", "soonitrell", "soonitrell")]


@pytest.mark.parametrize("name", [(), ("verdomab",)], ids=["the only name like it", "another drug like it"])
def test_other_drug_keeps_a_name_in_doubt(name):
    others = [Term(name=other, kind=OTHER_KIND) for other in name]
    kind = DOUBTFUL_KIND if name else MISSPELLED_KIND
    assert found(TermMatcher([Term(name="verdumab", kind="drugs"), *others]), "verdimab") == [
        (kind, "verdumab", "verdimab")
    ]


# What is typed, and the drugs found, by the length of the words and by how many letters are amiss.
COMPOUNDS = {
    "a letter left out": ("sunitrel moxtan", ["sunitrel moxetan"]),
    "a space for the hyphen": ("s mx1", ["sunitrel moxetan"]),
    "a letter too many": ("s-mxx1", ["sunitrel moxetan"]),
    "two letters amiss": ("s-mxyz1", []),
    "in capitals": ("S-MX", ["sunitrel moxetan"]),
    "too short": ("sm1", []),
    "two of them": ("s-mxx1 or s-nvv1", ["sunitrel moxetan", "sunitrel navotan"]),
    "one word sounded out, one mistyped": ("suunitrel moxetn", ["sunitrel moxetan"]),
}


@pytest.mark.parametrize("typed, names", COMPOUNDS.values(), ids=COMPOUNDS)
def test_mistyped_compound_is_found(typed, names):
    assert named(TermMatcher(INVENTED), typed) == names


def test_common_word_is_no_mistyped_compound():
    assert named(TermMatcher(INVENTED, is_common={"s-mx"}.__contains__), "s-mx") == []


BODY = [
    Term(name="mouth", also=("tongue",), kind="organs"),
    Term(name="mouth sores", also=("sore mouth",), kind="side-effects"),
    Term(name="mouth", also=("by mouth",), kind="routes"),
    Term(name="mouth", kind="sites"),
    Term(name="mouth scan", kind="tests"),
    Term(name="mouth drug", kind="classes"),
    Term(name="how often", kind="frequency"),
    Term(name="how likely", also=("how often does it happen",), kind="likelihood"),
]
RIVALS = {
    "a side effect is longer than its organ": ("mouth sores", [("side-effects", "mouth sores"), ("sites", "mouth")]),
    "an organ alone is no way in": ("the mouth", [("organs", "mouth"), ("sites", "mouth")]),
    "a way in": ("by mouth", [("routes", "mouth"), ("sites", "mouth")]),
    "names of the field compete apart": ("mouth scan", [("organs", "mouth"), ("tests", "mouth scan")]),
    "the body in a medicine's name": ("mouth drug", [("classes", "mouth drug")]),
    "the body beside a medicine's name": (
        "mouth drug, sore mouth",
        [("classes", "mouth drug"), ("side-effects", "mouth sores"), ("sites", "mouth")],
    ),
    "how often something happens is no schedule": ("how often does it happen", [("likelihood", "how likely")]),
    "two that do not overlap": ("tongue, by mouth", [("organs", "mouth"), ("routes", "mouth"), ("sites", "mouth")]),
}


@pytest.mark.parametrize("text, terms", RIVALS.values(), ids=RIVALS)
def test_of_rivals_the_longer_is_meant(text, terms):
    assert sorted((term.kind, term.name) for term in TermMatcher(BODY).find(text)) == terms


def test_in_careful_texts_only_names_of_drugs_are_mended():
    matcher = TermMatcher([Term(name="echocardiogram", kind="tests")])
    assert named(matcher, "echocardiogram") == ["echocardiogram"]
    assert named(matcher, "echocardiagram") == []


PLAIN = {
    "one edit": ("echocardiagram", ["echocardiogram"]),
    "two edits": ("ecocardiagram", []),
    "another beginning": ("tchocardiogram", []),
    "a plural": ("echocardiograms", []),
    "a common word": ("scam", []),
    "a short word": ("scn", []),
}


@pytest.mark.parametrize("typed, names", PLAIN.values(), ids=PLAIN)
def test_words_of_patients_are_mended_whatever_the_term(typed, names):
    terms = [Term(name="echocardiogram", kind="tests"), Term(name="scan", kind="tests")]
    assert named(TermMatcher(terms, is_common=lambda word: word == "scam"), typed) == names


def test_every_name_of_the_field_finds_its_term(knowledge, field):
    aliases = [(alias, term.name) for term in knowledge.field_terms for alias in (term.name, *term.also)]
    assert [(alias, name) for alias, name in aliases if named(field, alias) != [name]] == []


def test_every_everyday_word_finds_its_term_unless_a_rival_has_the_same_words(knowledge, matcher):
    everyday = [term for term in knowledge.terms if term.kind in EVERYDAY_KINDS]
    aliases = [((term.kind, term.name, alias), alias) for term in everyday for alias in (term.name, *term.also)]
    lost = {expected for expected, alias in aliases if expected not in found(matcher, alias)}
    assert lost == {("routes", "mouth", "mouth")}


names = st.sampled_from("Ibrance trastuzumab deruxtican derukstekan T-DM1 t-dmd 5-FU PET CDK4/6 , - \n 🎗".split(" "))
gaps = st.sampled_from(["", " ", "  "])
messages = st.lists(st.text(max_size=8) | names | gaps, max_size=12).map("".join)


@given(text=messages)
def test_every_place_lies_in_the_text_and_no_rivals_overlap(text, matcher, terms_known):
    terms = matcher.find(text)
    assert all(0 <= term.start < term.end <= len(text) for term in terms)
    assert {(term.name, term.kind) for term in terms} <= terms_known
    for group in {rivalry(term.kind) for term in terms}:
        rivals = [term for term in terms if rivalry(term.kind) == group]
        assert all(before.end <= after.start for before, after in zip(rivals, rivals[1:]))


@pytest.fixture(scope="module")
def terms_known(knowledge) -> set[tuple[str, str]]:
    """The name and kind of whatever can be found."""
    kinds = {(term.name, term.kind) for term in knowledge.terms}
    return kinds | {(name, DOUBTFUL_KIND) for name in knowledge.drugs}


def rivalry(kind: str) -> str:
    """What a kind competes in: names of the field together, everyday kinds each for itself or about the body."""
    return RIVALRIES.get(kind, kind if kind in EVERYDAY_KINDS else "")
