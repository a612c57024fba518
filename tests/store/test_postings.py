"""Counts from the rows held in memory are those of the rows read from the store, in every unit and for every filter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Scope, questions
from analysis.store import postings
from analysis.store.corpus import articles
from analysis.store.places import current_version, snapshots
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot

SCOPES = (
    Scope(),
    Scope(unit="stories", since=date(2025, 8, 1)),
    Scope(unit="outlets", until=date(2025, 10, 31)),
    Scope(topic=("ai", "data"), lens="tech"),
    Scope(search="dữ liệu", panel=True),
    Scope(entity=("Hà Nội",)),
    Scope(since=date(2031, 1, 1)),
)
ASKED = (
    (questions.keyword_frequencies, {"top": 400}),
    (questions.keyword_frequencies, {"sort": "occurrences", "phrases": True}),
    (questions.keyword_frequencies, {"concepts": True, "find": "ai"}),
    (questions.keyword_frequencies, {"nested": True}),
    (questions.keyword_timeline, {"concepts": True}),
    (questions.keyword_changes, {"by": "week"}),
    (questions.keyword_bursts, {}),
    (questions.entity_frequencies, {"top": 7}),
    (questions.entity_frequencies, {"sort": "mentions", "type": ("ORG",), "family": True}),
    (questions.entity_timeline, {"by": "month"}),
)


@pytest.fixture(scope="module")
def both(sample_store: Path) -> tuple[Snapshot, Snapshot]:
    """The sample twice: read from the store, and held."""
    path = snapshots(sample_store) / current_version(sample_store)
    read, held = Snapshot(path), Snapshot(path)
    postings.hold(held)
    assert postings.asked(held) and not postings.asked(read)
    assert postings.terms(held) is not None and postings.terms(read) is None
    return read, held


@pytest.mark.parametrize("scope", SCOPES, ids=repr)
def test_every_count_is_the_same(both: tuple[Snapshot, Snapshot], scope: Scope) -> None:
    for question, settings in ASKED:
        read, held = (question(store, scope, **settings) for store in both)
        pd.testing.assert_frame_equal(read, held)


def test_articles_too_many_are_not_held(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "MOST", 10)
    store = Snapshot(snapshots(sample_store) / current_version(sample_store))
    postings.hold(store)
    assert postings.asked(store), "it is not tried again"
    assert postings.terms(store) is None and postings.names(store) is None


def test_names_are_held_where_terms_are_too_many(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Snapshot(snapshots(sample_store) / current_version(sample_store))
    monkeypatch.setattr(postings, "MOST", store.query("SELECT count(*) AS n FROM article_mentions")["n"].iloc[0])
    postings.hold(store)
    assert postings.terms(store) is None
    held = postings.names(store)
    assert held is not None and len(held.article) == postings.MOST


@pytest.mark.parametrize("scope", [*SCOPES, Scope(source=("Báo",), section=("x",)), Scope(lens="all", unit="stories")])
@pytest.mark.parametrize("part", [{}, {"since": date(2025, 9, 1), "until": date(2025, 9, 30)}])
def test_filters_one_by_one_let_pass_what_they_do_together(
    both: tuple[Snapshot, Snapshot], scope: Scope, part: dict[str, date]
) -> None:
    chosen = selection(both[0], scope, **part)
    for found, relation in zip(articles(chosen), ("inside", "counted"), strict=True):
        wanted = chosen.ask(f"SELECT article_id FROM {relation} ORDER BY 1")["article_id"].tolist()
        assert found.tolist() == wanted


@given(
    st.lists(st.dictionaries(st.integers(0, 9), st.integers(1, 5), max_size=10), min_size=1), st.sets(st.integers(0, 9))
)
def test_sizes(rows: list[dict[int, int]], flagged: set[int]) -> None:
    flags = np.isin(np.arange(10), list(flagged))
    first = np.cumsum([0, *map(len, rows)])
    article = np.array([key for row in rows for key in sorted(row)], np.int32)
    often = np.array([row[key] for row in rows for key in sorted(row)], np.uint8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "AT_ONCE", 3)
        held = postings.Postings.of(first, article, often)
    assert held.sizes(flags).tolist() == [len(flagged & row.keys()) for row in rows]
    assert held.sizes(flags, often=True).tolist() == [sum(row[key] for key in flagged & row.keys()) for row in rows]
    together = held.joined(held.sizes(flags), [list(range(len(rows)))], flags)
    assert together.tolist() == [len(flagged & set().union(*rows)), *[0] * (len(rows) - 1)]
