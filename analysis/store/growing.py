"""The tables of articles and terms before their rows are made: empty, or copied with the rows of older articles left in.

What is told of an article depends on it alone; terms are numbered as they are first met. So with new articles at the end
of time all rows before the first of them stay as they are, and publishing costs what is new, not what is there.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from analysis.store import places, tables
from analysis.store.contract import SNAPSHOT_TABLES
from analysis.store.growth import Growth


def begin(db: duckdb.DuckDBPyConnection, grown: Growth | None) -> None:
    """Get a new snapshot's file ready for ``tables.STATEMENTS``.

    Args:
        db: holds ``lake_all`` and ``chosen_all``; its file is empty, or as ``copied`` made it.
        grown: what is taken over.
    """
    since = grown.since if grown is not None and grown.tables is not None else None
    if since is None:
        for name in (*tables.GROWING, *tables.ALONE):
            columns = ", ".join(f'"{column.name}" {column.type}' for column in SNAPSHOT_TABLES[name])
            db.execute(f"CREATE TABLE {name} ({columns})")
        db.execute("CREATE TEMP VIEW lake AS SELECT * FROM lake_all")
        db.execute("CREATE TEMP VIEW chosen AS SELECT * FROM chosen_all")
        _variables(db, since=0, term=0)
        return
    db.execute(f"CREATE TEMP TABLE chosen AS SELECT * FROM chosen_all WHERE article_id >= {since}")
    # Rows are looked for by when they were written: the lake's files are left alone where all of theirs are older.
    ((oldest,),) = db.execute("SELECT coalesce(min(written), 0) FROM chosen").fetchall()
    db.execute(
        f"CREATE TEMP TABLE lake AS SELECT * FROM lake_all WHERE written >= {oldest} "
        f"AND key IN (SELECT key FROM chosen)"
    )
    for name in tables.GROWING:
        db.execute(f"DELETE FROM {name} WHERE article_id >= {since}")
    ((term,),) = db.execute("SELECT coalesce(max(term_id) + 1, 0) FROM doc_terms").fetchall()
    db.execute(f"DELETE FROM terms WHERE term_id >= {term}")
    db.execute(f"DELETE FROM doc_terms_nested WHERE term_id >= {term}")
    for name in ("term_parts", "rejects"):
        db.execute(f"DELETE FROM {name}")
    kept = (*tables.GROWING, *tables.ALONE)
    for name in SNAPSHOT_TABLES.keys() - set(kept):
        db.execute(f"DROP TABLE {name}")
    _variables(db, since=since, term=int(term))


def copied(work: Path, grown: Growth | None) -> None:
    """Put a copy of the published tables into the new snapshot's folder where they are added to."""
    if grown is not None and grown.tables is not None:
        shutil.copyfile(grown.tables, work / places.SERVE)


def _variables(db: duckdb.DuckDBPyConnection, *, since: int, term: int) -> None:
    db.execute(f"SET VARIABLE since_article = {since}")
    db.execute(f"SET VARIABLE since_term = {term}")
