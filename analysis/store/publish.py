"""Lake → snapshot: one immutable folder with what is served, then one renaming that makes it the published one.

Everything is written to a folder beside the published ones, put on disk and renamed; only then does ``CURRENT``
name it. A process killed at any instant leaves the last good snapshot published.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from analysis import schema, stories
from analysis.errors import StoreError, StoreMissing
from analysis.store import places, rows, tables
from analysis.store.lake import Lake
from analysis.store.search import SearchWriter
from analysis.text.fold import fold, plain

MEMORY = "900MB"
"""What the engine may hold before it spills to disk."""
KEPT = 2
"""Snapshots kept: the published one, and the one before for readers that have just read the pointer."""
STEPS = ("texts", "search", *(name for name, _ in tables.STATEMENTS), "pointer")
"""Names of the steps, in order, as ``progress`` is told."""
_BATCH = 2048
_VOCABULARY = 300_000
"""Words whose folding is kept in memory."""


def publish(
    store: Path,
    *,
    stop_words: Collection[str] = (),
    progress: Callable[[str], None] = lambda step: None,
) -> str:
    """Make a snapshot of the lake's newest version and publish it. The caller holds the writer lock.

    Args:
        store: the store's folder.
        stop_words: terms that rankings hide by default.
        progress: told the name of each step as it begins.

    Returns:
        The snapshot's version.

    Raises:
        StoreMissing: there is no lake.
        StoreError: the lake or the disk failed; the last good snapshot stays published.
    """
    lake = Lake(store)
    lake_version = lake.version
    if lake_version < 0 and not lake.files("rejects"):
        raise nothing(store)
    now = datetime.now(UTC)
    version = f"{now:%Y%m%dT%H%M%S%f}-{lake_version}"
    about = {
        "snapshot": version,
        "contract": tables.contract(),
        "lake_version": str(lake_version),
        "published_at": now.isoformat(),
    }
    folder = places.snapshots(store)
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder, keep=_published(store))
    work = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
    try:
        _make(
            lake,
            work,
            about,
            stop_words,
            progress,
        )
        work.chmod(0o755)
        work.rename(folder / version)
        places.sync_folder(folder)
        progress("pointer")
        places.point_at(store, version)
    except (duckdb.Error, OSError) as error:
        shutil.rmtree(work, ignore_errors=True)
        raise StoreError(
            f"the snapshot could not be made: got {str(error)[:300]}; the last one stays published; "
            f"try again with: nhiptin publish --store {store}"
        ) from error
    _sweep(folder, keep=version)
    return version


def nothing(store: Path) -> StoreMissing:
    """The error for a store without any row."""
    return StoreMissing(
        f"nothing to publish in the store at {store}; add articles with: nhiptin build PATH --store {store}"
    )


def _published(store: Path) -> str:
    try:
        return places.current_version(store)
    except StoreError:
        return ""


def _sweep(folder: Path, *, keep: str) -> None:
    """Remove unfinished work and all but the newest snapshots; whoever holds an old file open keeps it."""
    for left in folder.glob(".making-*"):
        shutil.rmtree(left, ignore_errors=True)
    versions = sorted((path for path in folder.iterdir() if path.is_dir()), reverse=True)
    for path in [p for p in versions if p.name != keep][KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def _make(
    lake: Lake, work: Path, about: dict[str, str], stop_words: Collection[str], progress: Callable[[str], None]
) -> None:
    spill = work / "spill"
    with duckdb.connect(
        work / places.SERVE, config={"threads": 2, "memory_limit": MEMORY, "temp_directory": str(spill)}
    ) as db:
        db.execute("SET enable_progress_bar = false")
        _view(db, "lake", lake.files("articles"), rows.ARTICLES)
        _view(db, "refused", lake.files("rejects"), rows.REJECTS)
        db.register("stop_words", pa.table({"word": pa.array(sorted(stop_words), pa.string())}))
        progress("texts")
        db.execute(tables.CHOSEN)
        db.execute(tables.TEXTS)
        progress("search")
        db.register("copies", stories.story_table(_indexed(db, work / places.SEARCH)))
        for name, statement in tables.STATEMENTS:
            progress(name)
            db.execute(statement)
        _meta(db, about)
        _check(db)
    shutil.rmtree(spill, ignore_errors=True)
    for name in (places.SERVE, places.SEARCH):
        _on_disk(work / name)
    places.sync_folder(work)


def _view(db: duckdb.DuckDBPyConnection, name: str, files: list[str], empty: pa.Schema) -> None:
    if files:
        names = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        db.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet([{names}])")
    else:
        db.register(name, empty.empty_table())


def _indexed(db: duckdb.DuckDBPyConnection, path: Path) -> Iterator[tuple[int, str]]:
    """Write the search index and hand on (article_id, folded text): every text is folded once."""
    writer = SearchWriter(path)
    marked, bare = _Words(plain), _Words(fold)
    count = 0
    reader = db.execute("SELECT article_id, text FROM texts ORDER BY article_id")
    while batch := reader.fetchmany(_BATCH):
        folded = [(article, marked.text(text), bare.text(text)) for article, text in batch]
        writer.add(folded)
        count += len(folded)
        yield from ((article, text) for article, _, text in folded)
    writer.close(articles=count)


class _Words(dict[str, str]):
    """A folding, word by word: a corpus has few different words, so each is folded once."""

    def __init__(self, folding: Callable[[str], str]) -> None:
        super().__init__()
        self._folding = folding

    def __missing__(self, word: str) -> str:
        if len(self) > _VOCABULARY:
            self.clear()
        self[word] = folded = self._folding(word)
        return folded

    def text(self, text: str) -> str:
        return " ".join(map(self.__getitem__, text.split()))


def _meta(db: duckdb.DuckDBPyConnection, about: dict[str, str]) -> None:
    db.execute(f"CREATE TABLE meta AS SELECT key, value FROM ({tables.META})")
    db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(about.items()))


def _check(db: duckdb.DuckDBPyConnection) -> None:
    """The tables are exactly those of the contract: names, order and types of all columns."""
    found: dict[str, list[Any]] = {}
    for table, column, kind in db.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE NOT internal AND database_name = current_database() ORDER BY table_name, column_index"
    ).fetchall():
        found.setdefault(table, []).append((column, kind))
    wanted = {name: [(c.name, c.type) for c in columns] for name, columns in schema.SNAPSHOT_TABLES.items()}
    if found != wanted:
        wrong = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
        raise StoreError(f"the snapshot's tables differ from the contract: got {[(n, found.get(n)) for n in wrong]}")


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
