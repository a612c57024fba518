"""Stop words applied to the published snapshot: a new one in which other terms are hidden, without the lake."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pyarrow as pa

from analysis.store.issue import renewal


def renew(store: Path, stop_words: Collection[str]) -> str:
    """Publish the same snapshot with these stop words; the caller holds the writer lock.

    Returns:
        The new snapshot's version.

    Raises:
        StoreMissing: nothing is published.
        StoreError: the disk failed; the last good snapshot stays published.
    """
    with renewal(store, {}) as (version, db):
        db.register("stop_words", pa.table({"word": pa.array(sorted(stop_words), pa.string())}))
        db.execute(
            "UPDATE terms SET stop = (length(term) = 1 OR term IN (SELECT word FROM stop_words)) "
            "WHERE stop <> (length(term) = 1 OR term IN (SELECT word FROM stop_words))"
        )
    return version
