"""The sample corpus is rich enough that each tested finding occurs in it."""

from __future__ import annotations

from pathlib import Path

from analysis import Scope, open_snapshot, questions


def test_a_riser_a_burst_and_ten_pairs(sample_store: Path) -> None:
    store = open_snapshot(sample_store)
    changes = questions.keyword_changes(store, Scope())
    assert (changes["verdict"] == "up").sum() >= 1
    assert len(questions.keyword_bursts(store, Scope())) >= 1
    assert len(questions.entity_comentions(store, Scope())) >= 10


def test_numbers_lead_to_their_sentences(sample_store: Path) -> None:
    store = open_snapshot(sample_store)
    scope = Scope(unit="stories")
    for row in questions.keyword_frequencies(store, scope, top=5).itertuples():
        found = questions.keyword_occurrences(store, scope, term=str(row.term), top=1000)
        assert found["key"].nunique() == row.n and len(found) == found["rows"].iloc[0]
        marked = [text[a:b] for text, marks in zip(found["text"], found["marks"], strict=True) for a, b in marks]
        assert len(marked) == row.occurrences and all(marked)
