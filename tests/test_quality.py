"""The shipped figures and topic names, and what is said when they are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import ModelError
from analysis.quality import Rates, quality, topic_rates
from analysis.schema import TOPICS
from analysis.taxonomy import topics


def test_the_shipped_rates_speak_of_every_topic() -> None:
    rates = topic_rates()
    assert set(rates) == set(TOPICS)
    assert all(0 <= r.fpr < r.tpr <= 1 and r.stray < 0.1 and r.tpr_n > 0 and r.fpr_n > 0 for r in rates.values())


def test_nothing_recorded_is_an_empty_answer(tmp_path: Path) -> None:
    assert quality(tmp_path / "none.json") == {}
    assert topic_rates(tmp_path / "none.json") == {}


def test_rates_are_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "quality.json"
    path.write_text(
        '{"topics_cv": {"main": {"ai": {"tpr": 0.5, "tpr_n": 4, "fpr": 0.1, "fpr_n": 20, "stray": 0, "stray_n": 9}}}}',
        encoding="utf-8",
    )
    assert topic_rates(path, layer="main") == {"ai": Rates(0.5, 4, 0.1, 20, 0, 9)}


@pytest.mark.parametrize("written", ["{", "[]"])
def test_a_broken_file_names_the_next_command(tmp_path: Path, written: str) -> None:
    path = tmp_path / "quality.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ModelError, match="nhiptin evaluate"):
        quality(path)


def test_every_topic_has_names_definitions_and_seeds() -> None:
    assert [topic.code for topic in topics()] == list(TOPICS)
    for topic in topics():
        assert (
            topic.name_vi and topic.name_en and topic.definition_vi and topic.definition_en and len(topic.seeds) >= 10
        )


def test_a_taxonomy_of_other_topics_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "topics.tsv"
    path.write_text("ai\tA\tA\tB\tB\tc\n", encoding="utf-8")
    with pytest.raises(ModelError, match="do not agree"):
        topics(path)
    path.write_text("ai\tA\n", encoding="utf-8")
    topics.cache_clear()
    with pytest.raises(ModelError, match="line 1: got 2 columns"):
        topics(path)


def test_the_intervals_of_shares_keep_their_promise() -> None:
    simulated = quality()["topic_intervals"]
    assert simulated["rounds"] >= 1000 and set(simulated["held"]) == set(TOPICS)
    assert 0.93 <= sum(simulated["held"].values()) / len(TOPICS) <= 0.97
