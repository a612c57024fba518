"""A lake's rows as relations of an engine, and what they say in short."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from analysis.store import rows, tables
from analysis.store.issue import MEMORY
from analysis.store.lake import Lake


def view(
    db: duckdb.DuckDBPyConnection, name: str, files: Sequence[str], empty: pa.Schema, *, which: str = "true"
) -> None:
    """Make a view over Parquet files.

    Args:
        db: where.
        name: of the view.
        files: the files; without any the view is empty.
        empty: the columns that the newest version of the product writes.
        which: SQL: the rows that are seen.
    """
    if files:
        names = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        db.register(f"{name}_columns", empty.empty_table())
        # A lake of an older version of the product lacks the columns that came later: they are NULL.
        db.execute(
            f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet([{names}], union_by_name = true, "
            f"hive_partitioning = false) WHERE {which} UNION ALL BY NAME SELECT * FROM {name}_columns"
        )
    else:
        db.register(name, empty.empty_table())


def content(lake: Lake) -> str:
    """64 hex digits over the newest row of every article, without the time at which it was written.

    Equal where the same articles were annotated by the same rules, wherever and in whatever order that was done.
    """
    told = ", ".join(
        f"{name}: {f'epoch_us({name})' if pa.types.is_timestamp(kind) else name}"
        for name, kind in zip(rows.ARTICLES.names, rows.ARTICLES.types, strict=True)
        if name != "written"
    )
    with duckdb.connect(config={"threads": 2, "memory_limit": MEMORY}) as db:
        view(db, "lake_all", lake.files("articles"), rows.ARTICLES)
        ((digest,),) = db.execute(
            f"SELECT sha256(coalesce(string_agg(row, '' ORDER BY key), '')) FROM ("
            f"SELECT key, sha256(to_json({{{told}}})::VARCHAR) AS row FROM lake_all "
            f"SEMI JOIN ({tables.CHOSEN}) AS newest USING (key, written))"
        ).fetchall()
    return str(digest)
