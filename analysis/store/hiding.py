"""Stop words applied to the published snapshot: a new one in which other terms are hidden, without the lake."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from analysis.store import places
from analysis.store.issue import engine, issue, share


def renew(store: Path, stop_words: Collection[str]) -> str:
    """Publish the same snapshot with these stop words; the caller holds the writer lock.

    Returns:
        The new snapshot's version.

    Raises:
        StoreMissing: nothing is published.
        StoreError: the disk failed; the last good snapshot stays published.
    """
    current = places.snapshots(store) / places.current_version(store)
    now = datetime.now(UTC)
    version = f"{now:%Y%m%dT%H%M%S%f}-{current.name.rpartition('-')[2]}"
    about = {"snapshot": version, "published_at": now.isoformat()}
    with issue(store, version, again=f"nhiptin publish --store {store}") as work:
        shutil.copyfile(current / places.SERVE, work / places.SERVE)
        share(current / places.SEARCH, work / places.SEARCH)
        with engine(work) as db:
            db.register("stop_words", pa.table({"word": pa.array(sorted(stop_words), pa.string())}))
            db.execute("BEGIN")
            db.execute(
                "UPDATE terms SET stop = (length(term) = 1 OR term IN (SELECT word FROM stop_words)) "
                "WHERE stop <> (length(term) = 1 OR term IN (SELECT word FROM stop_words))"
            )
            db.executemany("UPDATE meta SET value = $2 WHERE key = $1", list(about.items()))
            db.execute("COMMIT")
    return version
