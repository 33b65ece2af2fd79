"""Each passage is counted once, by what rests on it."""

from dataclasses import replace

from bot.knowledge.models import Passage
from bot.workbench.coverage import ANSWERED, LEFT_OUT, OPEN, RECORDED, SUPERSEDED, as_rows, by_section, coverage
from bot.workbench.coverage_picture import draw

NEW = "g21.diagnosis.999"


def state_of(knowledge, passage: str) -> str:
    return next(one.state for one in coverage(knowledge) if one.id == passage)


def with_passage(knowledge, **changes):
    passage = Passage(id=NEW, fingerprint="0" * 16, **changes)
    return replace(knowledge, passages={**knowledge.passages, NEW: passage})


def test_a_passage_is_in_the_state_of_what_rests_on_it(knowledge):
    answer = next(iter(knowledge.answers.values()))
    drug = next(drug for drug in knowledge.drugs.values() if drug.works)
    assert state_of(knowledge, answer.passages[0]) == ANSWERED
    assert state_of(with_passage(knowledge), NEW) == OPEN
    assert state_of(with_passage(knowledge, superseded=True), NEW) == SUPERSEDED
    assert state_of(replace(with_passage(knowledge), left_out={NEW: "why"}), NEW) == LEFT_OUT
    fact = drug.works[0].copy(update={"passages": [NEW]})
    resting = drug.copy(update={"works": (fact,)})
    assert state_of(replace(with_passage(knowledge), drugs={**knowledge.drugs, drug.name: resting}), NEW) == RECORDED


def test_sections_count_every_passage_once(knowledge):
    covered = coverage(knowledge)
    assert sum(counts.total() for _, counts in by_section(covered, knowledge)) == len(knowledge.passages)
    assert len(as_rows(covered, knowledge)["passages"]) == len(knowledge.passages)


def test_an_answer_is_named_once_for_a_passage(knowledge):
    assert all(len(set(one.answers)) == len(one.answers) for one in coverage(knowledge))


def test_the_picture_is_drawn(knowledge, tmp_path):
    draw(coverage(knowledge), knowledge, tmp_path / "coverage.png")
    assert (tmp_path / "coverage.png").read_bytes().startswith(b"\x89PNG")
