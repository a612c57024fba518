"""What a new snapshot takes over from the published one where articles only came in: index, stories, and older rows.

Index and stories depend on the texts alone, and the text of a key never changes. So new articles are added to a copy of
the index, and copies are looked for among them and the articles within the window of time around them. Where few
articles are new or annotated again and they come late in time, the tables are copied too and only rows from the first of
these on are made (``store.growing``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from analysis.errors import StoreError
from analysis.store import places, tables
from analysis.store.search import Ids
from analysis.store.snapshot import open_snapshot

MOST = 0.25
"""Share of new articles above which everything is made anew."""
LOOSE = 0.1
"""Share of articles whose rows may lie behind the others in the order of time instead of in a table's own order: above
it tables are made anew, so that a question about one term reads few places."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Articles that came in since the published snapshot.

    Attributes:
        index: the published search index.
        documents: its documents, in order → article_id of the new snapshot.
        fresh: new articles, rising.
        stories: (article_id, article_id of the story's first article as found) of the others.
        tables: the published tables, where they are added to; None: they are made anew.
        since: first article whose rows are made anew.
        loose: articles whose rows then lie behind the others.
    """

    index: Path
    documents: Ids
    fresh: Ids
    stories: list[tuple[int, int]]
    tables: Path | None
    since: int
    loose: int


def growth(store: Path, chosen: pa.Table) -> Growth | None:
    """What can be taken over; None where everything is made anew: nothing is published, or articles went, or many came.

    Args:
        store: the store's folder.
        chosen: the rows of the lake that count (``tables.CHOSEN``).
    """
    try:
        snapshot = open_snapshot(store)
        told = snapshot.query("SELECT article_id AS was, key, found_story FROM articles ORDER BY article_id")
    except StoreError:
        return None
    with duckdb.connect() as db:
        db.register("chosen", chosen)
        db.register("before", told)
        found = db.execute(
            "SELECT coalesce(b.was, -1)::INTEGER AS was, coalesce(c.article_id, -1)::INTEGER AS article_id, c.written "
            "FROM chosen c FULL JOIN before b USING (key) ORDER BY 2"
        ).fetchnumpy()
    was, now = (np.asarray(found[name], np.int32) for name in ("was", "article_id"))
    fresh = now[was < 0]
    if (now < 0).any() or len(fresh) > MOST * len(now):
        return None
    moved = np.empty(len(told), np.int32)
    moved[was[was >= 0]] = now[was >= 0]
    first = moved[told["found_story"].to_numpy(np.int32)]
    changed = now[(was < 0) | (np.asarray(found["written"], np.int64) > int(snapshot.meta.get("written", -1)))]
    since = int(changed.min(initial=len(now)))
    loose = int(snapshot.meta.get("loose", 0)) + len(now) - since
    added = snapshot.meta.get("made") == tables.made() and loose <= LOOSE * len(now)
    return Growth(
        snapshot.path / places.SEARCH,
        moved[snapshot.index.documents],
        fresh,
        list(zip(moved.tolist(), first.tolist(), strict=True)),
        snapshot.path / places.SERVE if added else None,
        since if added else 0,
        loose if added else 0,
    )
