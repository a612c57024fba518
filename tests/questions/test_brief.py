"""The short report: every clause is what its question says, and nothing untested is told as change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from analysis import Scope, questions
from analysis.store.snapshot import open_snapshot


def test_every_clause_is_what_its_question_says(sample_store: Path) -> None:
    store, scope = open_snapshot(sample_store), Scope()
    frame = questions.brief_clauses(store, scope)
    assert frame["clause"].iloc[0] == "volume"
    assert frame["n"].iloc[0] == questions.scope_totals(store, scope)["n"].iloc[0]
    changes = questions.keyword_changes(store, scope, phrases=True).set_index("term")
    told = frame[frame["clause"].isin(["term_up", "term_down"])]
    assert len(told) >= 1, "the sample has a tested riser"
    for row in told.itertuples():
        assert changes.loc[row.subject, ["n", "q", "first_share", "last_share"]].tolist() == [
            *(row.n, row.q, row.first_share, row.last_share)
        ]
        assert changes.loc[row.subject, "verdict"] == row.clause[5:]
    bursts = frame[frame["clause"] == "burst"]
    assert len(bursts) >= 1 and (bursts["q"] < 0.05).all() and (bursts["n"] > bursts["expected"]).all()
    assert (bursts["since"] == bursts["until"]).all()


def test_few_articles_prove_no_change(sample_store: Path) -> None:
    few = Scope(since=date(2025, 8, 4), until=date(2025, 8, 10))
    frame = questions.brief_clauses(open_snapshot(sample_store), few)
    assert frame["clause"].tolist() == ["volume"]


def test_in_outlets_volume_is_of_the_outlets_of_the_corpus_and_no_topic_changes(sample_store: Path) -> None:
    frame = questions.brief_clauses(open_snapshot(sample_store), Scope(source=("Nhịp Số",), unit="outlets"))
    assert frame.loc[frame["clause"] == "volume", ["n", "total"]].values.tolist() == [[1, 6]]
    assert not frame["clause"].str.startswith("topic").any()
