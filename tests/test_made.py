"""The made corpus of the benchmarks: its annotations say what its texts hold, and a snapshot of it can be asked."""

from __future__ import annotations

from pathlib import Path

from analysis import questions
from analysis.schema import Article
from analysis.scope import Scope
from analysis.store import rows
from analysis.store.lake import Lake
from analysis.store.publish import publish
from analysis.store.snapshot import open_snapshot
from benchmarks.made import DAYS, OUTLETS, chunk

SPANS = {"term": "term", "mention": "mention_surface"}


def test_made_annotations_say_what_the_texts_hold(tmp_path: Path) -> None:
    table = chunk(0, 60, of=20_000, seed=3, version="made")
    assert table.equals(chunk(0, 60, of=20_000, seed=3, version="made")), "the same articles each time"
    assert not table.equals(chunk(1, 60, of=20_000, seed=3, version="made"))
    for row, article in zip(table.to_pylist(), rows.articles(table), strict=True):
        assert isinstance(article, Article)
        text = article.text
        for layer, column in SPANS.items():
            spans = zip(row[f"{layer}_start"], row[f"{layer}_end"], strict=True)
            written = [text[start:end] for start, end in spans]
            assert written == row[column] if layer == "mention" else [w.lower() for w in written] == row[column]
            inside = zip(row[f"{layer}_start"], row[f"{layer}_sentence"], strict=True)
            assert all(row["sentence_start"][n] <= start < row["sentence_end"][n] for start, n in inside)
        assert row["sentence_end"][-1] == len(text)
        assert row["syllables"] == len(text.split())
        assert set(row["quotation_named_start"]) <= set(row["mention_start"])
    Lake(tmp_path / "store").append(table)
    publish(tmp_path / "store")
    totals = questions.scope_totals(open_snapshot(tmp_path / "store"), Scope(lens="all"))
    assert totals["articles"].item() == 60
    assert totals["stories"].item() < 60, "some are copies"
    assert 1 < totals["outlets"].item() <= len(OUTLETS)
    assert totals["days"].item() == 60 * DAYS // 20_000 + 1
