"""What a new snapshot takes over from the published one: the search index and the stories, where articles only came in.

Both depend on the texts alone, and the text of a key never changes. So new articles are added to a copy of the index, and
copies are looked for among them and the articles within the window of time around them. All other tables are made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from analysis.errors import StoreError
from analysis.store import places
from analysis.store.search import Ids
from analysis.store.snapshot import open_snapshot

MOST = 0.25
"""Share of new articles above which everything is made anew."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Articles that came in since the published snapshot.

    Attributes:
        index: the published search index.
        documents: its documents, in order → article_id of the new snapshot.
        fresh: new articles, rising.
        stories: (article_id, article_id of the story's first article as found) of the others.
    """

    index: Path
    documents: Ids
    fresh: Ids
    stories: list[tuple[int, int]]


def growth(store: Path, db: duckdb.DuckDBPyConnection) -> Growth | None:
    """What can be taken over; None where everything is made anew: nothing is published, or articles went, or many came.

    Args:
        store: the store's folder.
        db: holds the table ``chosen``.
    """
    try:
        snapshot = open_snapshot(store)
        told = snapshot.query("SELECT article_id AS was, key, found_story FROM articles ORDER BY article_id")
    except StoreError:
        return None
    db.register("before", told)
    found = db.execute(
        "SELECT coalesce(b.was, -1)::INTEGER AS was, coalesce(c.article_id, -1)::INTEGER AS article_id "
        "FROM chosen c FULL JOIN before b USING (key) ORDER BY 2"
    ).fetchnumpy()
    db.unregister("before")
    was, now = (np.asarray(found[name], np.int32) for name in ("was", "article_id"))
    fresh = now[was < 0]
    if (now < 0).any() or len(fresh) > MOST * len(now):
        return None
    moved = np.empty(len(told), np.int32)
    moved[was[was >= 0]] = now[was >= 0]
    first = moved[told["found_story"].to_numpy(np.int32)]
    return Growth(
        snapshot.path / places.SEARCH,
        moved[snapshot.index.documents],
        fresh,
        list(zip(moved.tolist(), first.tolist(), strict=True)),
    )
