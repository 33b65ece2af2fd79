"""Labels are ranked by their nearest phrasings."""

import numpy as np
import pytest

from bot.nlu.ranker import CROWD, NEIGHBOURS, SHORTLIST, gather, merge_subtopics, rank

EAST, NORTH, WEST = (1, 0), (0, 1), (-1, 0)


def vectors(*rows: tuple[float, float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def ranked(query: tuple[float, float], labels: list[str], rows: np.ndarray, **options):
    return rank(vectors(query)[0], gather([f"faq/{label}" for label in labels], rows), **options)


def test_phrasings_are_grouped_by_label_whatever_their_order():
    phrasings = gather(["b", "a", "b"], vectors(EAST, NORTH, NORTH))
    assert phrasings.labels == ("a", "b")
    assert phrasings.of(0).tolist() == [list(NORTH)]
    assert phrasings.of(1).tolist() == [list(EAST), list(NORTH)]
    assert phrasings.centres[1] == pytest.approx([0.5**0.5, 0.5**0.5], abs=1e-5)


RANKED = [(EAST, "faq/east", [1, 0, -1]), (NORTH, "faq/north", [1, 0, 0]), (WEST, "faq/west", [1, 0, -1])]


@pytest.mark.parametrize("query, first, scores", RANKED)
def test_nearest_label_comes_first(query, first, scores):
    near = ranked(query, ["west", "east", "north"], vectors(WEST, EAST, NORTH))
    assert near.rows[0][0] == near.crowd[0] == near.centre == first
    assert [score for _, score in near.rows] == pytest.approx(scores, abs=1e-5)


def test_only_the_nearest_phrasings_speak_for_a_label():
    near = ranked(EAST, ["a"] * (NEIGHBOURS + 10), vectors(*[EAST] * NEIGHBOURS, *[WEST] * 10))
    assert near.rows == [("faq/a", pytest.approx(1))]


def test_one_near_phrasing_is_not_enough():
    assert ranked(EAST, ["a", "a", "a"], vectors(EAST, WEST, WEST)).rows[0][1] < 0


def test_crowd_is_of_the_single_nearest_phrasings():
    near = ranked(EAST, ["a"] * 8 + ["b"] * 8, vectors(*[EAST] * 8, *[NORTH] * 8))
    assert len(near.crowd) == CROWD and near.crowd.count("faq/a") == 8


def spread(count: int) -> tuple[list[str], np.ndarray]:
    """Labels whose phrasings point ever further from the east."""
    angles = np.linspace(0, np.pi, count)
    return [f"label-{place:03}" for place in range(count)], np.stack([np.cos(angles), np.sin(angles)], axis=1)


def test_far_labels_are_left_off_the_shortlist():
    labels, rows = spread(SHORTLIST + 20)
    near = ranked(EAST, labels, rows)
    assert [label for label, _ in near.rows] == [f"faq/{label}" for label in labels[:SHORTLIST]]


def test_a_label_that_must_be_compared_stays_on_the_shortlist():
    labels, rows = spread(SHORTLIST + 20)
    near = ranked(EAST, labels, rows, always=[f"faq/{labels[-1]}", f"faq/{labels[0]}"])
    assert [label for label, _ in near.rows] == [f"faq/{label}" for label in [*labels[:SHORTLIST], labels[-1]]]


def test_topics_out_of_scope_do_not_crowd_out_answers():
    near = rank(
        vectors(EAST)[0],
        gather(
            [*(f"out_of_scope/{n}" for n in range(SHORTLIST + 20)), "faq/a"], vectors(*[EAST] * (SHORTLIST + 20), WEST)
        ),
    )
    assert "faq/a" in dict(near.rows) and len(near.rows) == SHORTLIST + 1


@pytest.mark.parametrize("count", [1, 2, SHORTLIST - 1, SHORTLIST, SHORTLIST + 1])
def test_any_number_of_labels_can_be_ranked(count):
    assert len(ranked(EAST, *spread(count)).rows) == min(count, SHORTLIST)


MERGED = [
    ([], []),
    ([("out/a", 0.9), ("x", 0.8), ("out/b", 0.7)], [("out", 0.9), ("x", 0.8)]),
    ([("x", 0.8), ("out/b", 0.7), ("out/a", 0.6)], [("x", 0.8), ("out", 0.7)]),
    ([("x", 0.8), ("y", 0.7)], [("x", 0.8), ("y", 0.7)]),
]


@pytest.mark.parametrize("ranking, merged", MERGED)
def test_subtopics_count_as_one_at_their_best_place(ranking, merged):
    assert merge_subtopics(ranking, {"out/a": "out", "out/b": "out"}) == merged
