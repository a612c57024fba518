"""The story of every article of a snapshot that is being made."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa

from analysis.store.growth import Growth
from analysis.stories.grouping import stories
from analysis.stories.similar import WINDOW, Piece, copies

_BATCH = 2048
_PIECES = """
SELECT c.article_id, epoch_us(l.published) // 1000000, l.source, t.text
FROM texts t JOIN chosen_all c USING (article_id) JOIN lake_all l ON l.key = c.key AND l.written = c.written
WHERE {which} ORDER BY 1
"""
_VERSIONS = f"""
SELECT before, article_id FROM (
    SELECT c.article_id, l.published, lag(c.article_id) OVER same AS before, lag(l.published) OVER same AS earlier
    FROM chosen_all c JOIN lake_all l ON l.key = c.key AND l.written = c.written
    WHERE {{which}} AND regexp_matches(l.url, '/[^/?#]*([0-9]{{{{4}}}}|[^/?#]{{{{20}}}})')
    WINDOW same AS (PARTITION BY l.source, l.url ORDER BY c.article_id)
) WHERE epoch(published) - epoch(earlier) <= {WINDOW}
"""
"""Articles of one outlet at one address: one article with another title, however much of it was written anew. An address
whose last part has no four digits in a row and is short names a section, and says nothing."""
_NEAR = f"c.day IN (SELECT day + days.range::INTEGER FROM fresh_days, range(-{WINDOW // 86400 + 1}, {WINDOW // 86400 + 2}) days)"


def story_table(db: duckdb.DuckDBPyConnection, grown: Growth | None = None) -> pa.Table:
    """One row an article: article_id and story_id, the article_id of the earliest article that it is a copy of.

    Args:
        db: holds ``chosen_all``, ``lake_all`` and ``texts``.
        grown: what is known of the articles that were there before.
    """
    ((articles,),) = db.execute("SELECT count(*) FROM chosen_all").fetchall()
    # The others' versions are among the stories that are known.
    among = "true" if grown is None or grown.tables is None else "l.url IN (SELECT url FROM lake)"
    versions = db.execute(_VERSIONS.format(which=among)).fetchall()
    if grown is None:
        found = stories(articles, [*versions, *copies(_pieces(db, "true"))])
    else:
        db.register("fresh", pa.table({"article_id": grown.fresh}))
        db.execute(
            "CREATE TEMP TABLE fresh_days AS SELECT DISTINCT day FROM chosen_all SEMI JOIN fresh USING (article_id)"
        )
        fresh = set(grown.fresh.tolist())
        added = copies(_pieces(db, _NEAR), fresh=fresh) if fresh else []
        found = stories(articles, [*versions, *grown.stories, *added])
        db.execute("DROP TABLE fresh_days")
        db.unregister("fresh")
    return pa.table({"article_id": np.arange(articles, dtype=np.int32), "story_id": found})


def _pieces(db: duckdb.DuckDBPyConnection, which: str) -> Iterator[Piece]:
    reader = db.execute(_PIECES.format(which=which))
    while batch := reader.fetchmany(_BATCH):
        yield from (Piece(*row) for row in batch)
