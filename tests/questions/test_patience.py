"""A query that takes too long is ended in a sentence, lets its memory go, and leaves the snapshot to others."""

from __future__ import annotations

import pytest

from analysis.errors import TooLong
from analysis.store.patience import SECONDS
from analysis.store.snapshot import Snapshot

ENDLESS = "SELECT count(DISTINCT a.range * b.range) AS n FROM range(100000000) a, range(100000000) b"


def test_a_query_that_takes_too_long_is_ended(nine: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECONDS, "0.3")
    with pytest.raises(TooLong, match=r"more than 0\.3 s"):
        nine.query(ENDLESS)
    with pytest.raises(TooLong):
        list(nine.stream(ENDLESS))
    held = nine.query("SELECT sum(memory_usage_bytes) AS n FROM duckdb_memory() WHERE tag <> 'BASE_TABLE'")["n"][0]
    assert held < 20_000_000, "what was counted so far is let go"
    assert nine.query("SELECT count(*) AS n FROM articles")["n"][0] > 0
