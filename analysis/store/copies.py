"""The story of every article of a snapshot that is being made."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa

from analysis.stories.grouping import stories
from analysis.stories.similar import Piece, copies

_BATCH = 2048
_PIECES = """
SELECT c.article_id, epoch_us(l.published) // 1000000, l.source, t.text
FROM texts t JOIN chosen c USING (article_id) JOIN lake l ON l.key = c.key AND l.written = c.written
ORDER BY 1
"""


def story_table(db: duckdb.DuckDBPyConnection) -> pa.Table:
    """One row an article: article_id and story_id, the article_id of the earliest article that it is a copy of.

    Args:
        db: holds the tables ``chosen`` and ``texts`` and the view ``lake``.
    """
    (articles,) = db.execute("SELECT count(*) FROM chosen").fetchone() or (0,)
    found = stories(articles, copies(_pieces(db)))
    return pa.table({"article_id": np.arange(articles, dtype=np.int32), "story_id": found})


def _pieces(db: duckdb.DuckDBPyConnection) -> Iterator[Piece]:
    reader = db.execute(_PIECES)
    while batch := reader.fetchmany(_BATCH):
        yield from (Piece(*row) for row in batch)
