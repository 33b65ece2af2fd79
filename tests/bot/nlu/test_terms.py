"""Terms are found under every name, also misspelled; what only looks like a name is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.models import Term
from bot.nlu.terms import OTHER_KIND, TermMatcher

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
]

# Drugs that the guide does not know, and words that look like a drug.
NO_DRUG = """
    adalimumab, afatinib, alendronate, aspirin, atezolizumab, avastin, bevacizumab, cabazitaxel, camizestrant,
    cetuximab, citalopram, datopotamab deruxtecan, datroway, daunorubicin, dexamethasone, durvalumab, erlotinib,
    fluconazole, gedatolisib, gefitinib, harmony, herself, ibandronate, ibuprofen, idarubicin, imlunestrant,
    inavolisib, ipilimumab, irinotecan, letter, metformin, methadone, mirvetuximab, nexium, niraparib, nivolumab,
    octreotide, osimertinib, oxaliplatin, palliative, paracetamol, paxil, paxlovid, pegfilgrastim, pemetrexed,
    pertussis, platelets, prednisone, prolia, raloxifene, risedronate, rituximab, rucaparib, sirolimus, tamiflu,
    taxes, taxi, toremifene, tylenol, verify, vincristine, xanax, zoloft
"""


def named(matcher: TermMatcher, text: str) -> list[str]:
    return [term.name for term in matcher.find(text)]


@pytest.mark.parametrize("text, name", [*ONE_NAME, *MISSPELLED])
def test_name_is_found_once_in_any_way_of_saying_it(text, name, matcher):
    assert named(matcher, f"Tell me about {text} now") == [name]


@pytest.mark.parametrize("text", [word.strip() for word in NO_DRUG.split(",")])
def test_near_name_is_no_drug_of_the_guide(text, matcher):
    assert not [term for term in matcher.find(f"what about {text} now") if term.kind == "drugs"]


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
def test_terms_are_told_from_left_to_right(text, names, matcher):
    assert named(matcher, text) == names


CASED = [("PET", True), ("pet", False), ("AI", True), ("ai", False), ("ER", True), ("er", False), ("MRI", True)]


@pytest.mark.parametrize("text, found", CASED)
def test_short_capitals_are_no_common_words(text, found, matcher):
    assert bool(matcher.find(f"my {text} now")) == found


def test_place_is_that_of_the_misspelled_words(matcher):
    text = "Does  trastuzamab deruxtican, help?"
    (term,) = matcher.find(text)
    assert text[term.start : term.end] == "trastuzamab deruxtican"


# What the word is to a matcher that takes it for common English, and to one that does not.
COMMON = [("brace", ["brace"], []), ("brace", [], ["palbociclib"])]


@pytest.mark.parametrize("text, common, names", COMMON)
def test_common_word_is_no_misspelled_name(text, common, names, knowledge):
    assert named(TermMatcher(knowledge.terms, is_common=common.__contains__), text) == names


def test_word_between_two_names_is_neither():
    matcher = TermMatcher([Term(name="examplacib", kind="drugs"), Term(name="examplocib", kind="drugs")])
    assert matcher.closest_word("examplicib") is None


def test_only_names_of_drugs_are_mended():
    matcher = TermMatcher([Term(name="echocardiogram", kind="tests")])
    assert named(matcher, "echocardiogram") == ["echocardiogram"]
    assert named(matcher, "echocardiagram") == []


def test_every_name_of_the_gazetteer_finds_its_term(knowledge, matcher):
    aliases = [(alias, term.name) for term in knowledge.terms for alias in (term.name, *term.also)]
    assert [(alias, name) for alias, name in aliases if named(matcher, alias) != [name]] == []


names = st.sampled_from("Ibrance trastuzumab deruxtican T-DM1 5-FU PET CDK4/6 , - \n 🎗".split(" "))
gaps = st.sampled_from(["", " ", "  "])
messages = st.lists(st.text(max_size=8) | names | gaps, max_size=12).map("".join)


@given(text=messages)
def test_every_place_lies_in_the_text_and_none_overlap(text, matcher, knowledge):
    found = matcher.find(text)
    kinds = {(term.name, term.kind) for term in knowledge.terms}
    assert all(0 <= term.start < term.end <= len(text) for term in found)
    assert all(before.end <= after.start for before, after in zip(found, found[1:]))
    assert all((term.name, term.kind) in kinds for term in found)
