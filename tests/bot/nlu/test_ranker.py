"""Labels are ranked by their nearest phrasings."""
import numpy as np
import pytest

from bot.nlu.ranker import NEIGHBOURS, SHORTLIST, gather, merge_subtopics, rank

EAST, NORTH, WEST = (1, 0), (0, 1), (-1, 0)


def vectors(*rows: tuple[float, float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def near(expected: list) -> object:
    return pytest.approx(expected, abs=1e-3)


def test_phrasings_are_grouped_by_label_whatever_their_order():
    phrasings = gather(["b", "a", "b"], vectors(EAST, NORTH, EAST))
    assert phrasings.labels == ("a", "b")
    assert phrasings.places == {"a": 0, "b": 1}
    assert phrasings.of(0).tolist() == [near(list(NORTH))]
    assert phrasings.of(1).tolist() == [near(list(EAST))] * 2
    assert phrasings.centres[1].tolist() == near(list(EAST))


RANKED = [
    (EAST, ["east", "north", "west"], [1, 0, -1]),
    (WEST, ["west", "north", "east"], [1, 0, -1]),
    ((0.6, 0.8), ["north", "east", "west"], [0.8, 0.6, -0.6]),
]


@pytest.mark.parametrize("query, labels, scores", RANKED)
def test_nearest_label_comes_first(query, labels, scores):
    ranking = rank(vectors(query)[0], gather(["west", "east", "north"], vectors(WEST, EAST, NORTH)))
    assert [label for label, _ in ranking] == labels
    assert [score for _, score in ranking] == near(scores)


def test_several_near_phrasings_speak_louder_than_one():
    rows = {"few": [EAST] * NEIGHBOURS + [NORTH] * 3, "odd": [EAST] + [NORTH] * (NEIGHBOURS + 2)}
    phrasings = gather([label for label, of in rows.items() for _ in of], vectors(*rows["few"], *rows["odd"]))
    assert [label for label, _ in rank(vectors(EAST)[0], phrasings)] == ["few", "odd"]


def test_direction_in_which_phrasings_of_one_label_differ_counts_for_less():
    whitening = gather(["a", "a"], vectors((0.8, 0.6), (0.8, -0.6))).whitening
    assert 0 < whitening[1, 1] < whitening[0, 0]


def spread(count: int) -> tuple[list[str], np.ndarray]:
    """Labels whose phrasings point ever further from the east."""
    angles = np.linspace(0, np.pi, count)
    return [f"label-{place:03}" for place in range(count)], np.stack([np.cos(angles), np.sin(angles)], axis=1)


def test_far_labels_are_left_off_the_shortlist():
    labels, rows = spread(SHORTLIST + 20)
    ranking = rank(vectors(EAST)[0], gather(labels, rows))
    assert [label for label, _ in ranking] == labels[:SHORTLIST]


def test_a_label_that_must_be_compared_stays_on_the_shortlist():
    labels, rows = spread(SHORTLIST + 20)
    ranking = rank(vectors(EAST)[0], gather(labels, rows), always=[labels[-1], labels[0]])
    assert [label for label, _ in ranking] == [*labels[:SHORTLIST], labels[-1]]


@pytest.mark.parametrize("count", [1, 2, SHORTLIST - 1, SHORTLIST, SHORTLIST + 1])
def test_any_number_of_labels_can_be_ranked(count):
    labels, rows = spread(count)
    assert len(rank(vectors(EAST)[0], gather(labels, rows))) == min(count, SHORTLIST)


MERGED = [
    ([], []),
    ([("out/a", 0.9), ("x", 0.8), ("out/b", 0.7)], [("out", 0.9), ("x", 0.8)]),
    ([("x", 0.8), ("out/b", 0.7), ("out/a", 0.6)], [("x", 0.8), ("out", 0.7)]),
    ([("x", 0.8), ("y", 0.7)], [("x", 0.8), ("y", 0.7)]),
]


@pytest.mark.parametrize("ranking, merged", MERGED)
def test_subtopics_count_as_one_at_their_best_place(ranking, merged):
    assert merge_subtopics(ranking, {"out/a": "out", "out/b": "out"}) == merged
