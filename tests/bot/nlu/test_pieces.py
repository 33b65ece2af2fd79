"""A message is cut where another question begins, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.pieces import FEWEST_WORDS, Piece, asked_about, only_told, pieces_of, within, without_denied
from bot.nlu.terms import FoundTerm

KINDS = {
    "is": "yes-no",
    "does": "yes-no",
    "what": "question-words",
    "how": "question-words",
    "ibrance": "drugs",
    "taxol": "drugs",
    "not": "denial",
    "chemo": "classes",
    "aspirin": "other-drugs",
    "rash": "side-effects",
    "brca": "genes-and-markers",
    "esr1": "genes-and-markers",
    "scared": "feelings",
    "mum": "kinship",
}


def terms_in(text: str) -> list[FoundTerm]:
    """A term for each word of `KINDS` in a text, named by the word."""
    found, start = [], 0
    for word in text.split(" "):
        plain = word.strip(".,!?;:\n").lower()
        if plain in KINDS:
            found.append(FoundTerm(plain, KINDS[plain], start, start + len(plain)))
        start += len(word) + 1
    return found


def cut(text: str) -> list[tuple[str, bool]]:
    """The words of each piece, and whether it asks."""
    return [(text[piece.start : piece.end], piece.asks) for piece in pieces_of(text, terms_in(text))]


CUT = {
    "one question": ("What is Ibrance?", [("What is Ibrance?", True)]),
    "two sentences": ("What is Ibrance? Does it hurt?", [("What is Ibrance?", True), ("Does it hurt?", True)]),
    "a question after what is told": (
        "I take Ibrance. What is it?",
        [("I take Ibrance.", False), ("What is it?", True)],
    ),
    "joined by and": ("what is ibrance and how does it work", [("what is ibrance", True), ("how does it work", True)]),
    "joined by and also": ("what is it, and also does it hurt", [("what is it", True), ("does it hurt", True)]),
    "joined by a comma": ("what is ibrance, does it hurt", [("what is ibrance", True), ("does it hurt", True)]),
    "joined by an ampersand": ("what is it & how is it given", [("what is it", True), ("how is it given", True)]),
    "a list is no joint": ("is it taxol and ibrance, or chemo", [("is it taxol and ibrance, or chemo", True)]),
    "telegram style": (
        "ibrance side effects, taxol how given",
        [("ibrance side effects", False), ("taxol how given", False)],
    ),
    "names in a row are no telegrams": ("effects of ibrance, taxol", [("effects of ibrance, taxol", False)]),
    "a comma in a sentence": (
        "since I have had ibrance I am tired, taxol was worse",
        [("since I have had ibrance I am tired, taxol was worse", False)],
    ),
    "a semicolon": ("i take taxol; i take chemo", [("i take taxol", False), ("i take chemo", False)]),
    "a mark alone makes it ask": ("you take ibrance?", [("you take ibrance?", True)]),
    "a single word is no piece": ("Hello. What is chemo?", [("What is chemo?", True)]),
    "a conjunction after a full stop": ("It hurts. And what is it?", [("It hurts.", False), ("what is it?", True)]),
    "no words": ("?", []),
    "nothing": ("", []),
}


@pytest.mark.parametrize("text, pieces", CUT.values(), ids=CUT)
def test_message_is_cut_into_its_questions(text, pieces):
    assert cut(text) == pieces


words = st.sampled_from(["what", "is", "ibrance", "it", "and", "hurts.", "chemo?", "also", "rash,", "\n", ";"])


@given(st.lists(words, max_size=14).map(" ".join))
def test_pieces_follow_each_other_and_are_long_enough(text):
    pieces = pieces_of(text, terms_in(text))
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert all(before.end <= after.start for before, after in zip(pieces, pieces[1:]))
    assert all(len(text[piece.start : piece.end].split()) >= FEWEST_WORDS for piece in pieces)


@given(st.lists(words, max_size=14).map(" ".join))
def test_terms_within_a_piece_say_the_same_words(text):
    for piece in pieces_of(text, terms_in(text)):
        part = text[piece.start : piece.end]
        assert all(part[term.start : term.end].lower() == term.name for term in within(piece, terms_in(text)))


def test_term_over_the_edge_of_a_piece_is_not_within():
    assert within(Piece(0, 5, True), [FoundTerm("a", "drugs", 3, 6), FoundTerm("b", "drugs", 1, 5)]) == [
        FoundTerm("b", "drugs", 1, 5)
    ]


# The message, and the names of the terms that it asks about.
ASKED = {
    "only a question": ("what is ibrance", ["what", "is", "ibrance"]),
    "only told": ("i take ibrance. it gives a rash", ["ibrance", "rash"]),
    "a medicine told, none asked": ("i take ibrance. is a rash normal?", ["ibrance", "is", "rash"]),
    "a medicine told, another asked": ("i take ibrance. is taxol better?", ["is", "taxol"]),
    "another drug told, none asked": ("i take aspirin. is a rash normal?", ["aspirin", "is", "rash"]),
    "a side effect told, none asked": ("i had a rash. is taxol better?", ["is", "taxol"]),
    "a feeling told": ("i am scared. is taxol better?", ["scared", "is", "taxol"]),
    "another person told": ("my mum takes chemo. is taxol better?", ["mum", "is", "taxol"]),
    "both ask": ("is ibrance a pill? is taxol a pill?", ["is", "ibrance", "is", "taxol"]),
}


@pytest.mark.parametrize("text, names", ASKED.values(), ids=ASKED)
def test_what_is_asked_counts_before_what_is_told(text, names):
    assert [term.name for term in asked_about(text, terms_in(text))] == names


CASE = {
    "the kind of cancer told": ("mine is brca. what is next?", ["brca", "what", "is"]),
    "another than the one told": ("mine is brca. what is next for esr1?", ["what", "is", "esr1"]),
    "nothing else that is told": ("i had a rash and brca. what is next?", ["brca", "what", "is"]),
}


@pytest.mark.parametrize("text, names", CASE.values(), ids=CASE)
def test_case_that_is_told_counts_where_what_is_asked_depends_on_it(text, names):
    terms = [term for term in terms_in(text) if term.name != "is" or term.start > text.find(".")]
    assert [term.name for term in asked_about(text, terms, of_case=True)] == names


TOLD = [
    ("i take ibrance. is a rash normal?", True),
    ("i take ibrance. is taxol better?", False),
    ("is taxol better?", False),
    ("i take ibrance every day", False),
    ("i had a rash. is that normal?", False),
]


@pytest.mark.parametrize("text, told", TOLD)
def test_medicine_may_be_told_only(text, told):
    assert only_told(text, terms_in(text)) == told


DENIED = {
    "the one after a denial": ("taxol, not ibrance", ["taxol"]),
    "the one before another": ("its not ibrance but taxol", ["taxol"]),
    "none where only one is named": ("why not ibrance", ["ibrance"]),
    "none where the denial is of something else": ("not so, taxol or ibrance", ["taxol", "ibrance"]),
    "two denied together": ("not ibrance or chemo, taxol", ["taxol"]),
    "another one": ("taxol, not yet another chemo", ["taxol"]),
    "nothing but medicines": ("chemo, not rash", ["chemo", "rash"]),
}


@pytest.mark.parametrize("text, left", DENIED.values(), ids=DENIED)
def test_medicine_that_is_not_meant_is_left_out(text, left):
    found = without_denied(text, terms_in(text))
    assert [term.name for term in found if term.kind != "denial"] == left
