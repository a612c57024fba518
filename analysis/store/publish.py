"""Lake → snapshot: one immutable folder with what is served, then one renaming that makes it the published one.

Everything is written to a folder beside the published ones, put on disk and renamed; only then does ``CURRENT``
name it. A process killed at any instant leaves the last good snapshot published.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from analysis.errors import InputError, StoreError, StoreMissing
from analysis.store import contract, corrections, growing, places, rollups, rows, story_edits, tables
from analysis.store.amend import make_names, numbers
from analysis.store.copies import story_table
from analysis.store.corrections import Correction
from analysis.store.growth import Growth, growth
from analysis.store.issue import MEMORY, engine, issue, memory
from analysis.store.lake import Lake
from analysis.store.lake_view import view
from analysis.store.search import SearchWriter
from analysis.store.taxonomy.made import Layer, layer, make_topics
from analysis.store.window import WHOLE, Window
from analysis.text.script.fold import fold, plain

STEPS = (
    "texts",
    "search",
    "stories",
    *(name for name, _ in (*tables.STATEMENTS, *tables.FOUND, *tables.NAMES)),
    "topics",
    "rollups",
    "pointer",
)
"""Names of the steps, in order, as ``progress`` is told."""
_BATCH = 2048
_VOCABULARY = 300_000
"""Words whose folding is kept in memory."""


def publish(
    store: Path,
    *,
    stop_words: Collection[str] = (),
    anew: bool = False,
    window: Window = WHOLE,
    progress: Callable[[str], None] = lambda step: None,
) -> str:
    """Make a snapshot of the lake's newest version and publish it. The caller holds the writer lock.

    Args:
        store: the store's folder.
        stop_words: terms that rankings hide by default.
        window: days of the articles that the snapshot is made of.
        anew: whether nothing is taken over from the published snapshot (see ``store.growth``).
        progress: told the name of each step as it begins.

    Returns:
        The snapshot's version.

    Raises:
        StoreMissing: there is no lake.
        InputError: no article lies in the window.
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
        "contract": contract.told(),
        "lake_version": str(lake_version),
        "published_at": now.isoformat(),
        **window.meta(),
    }
    try:
        with issue(store, version, again=f"nhiptin publish --store {store}") as work:
            _make(lake, work, about, stop_words, corrections.in_force(store), layer(store), anew, progress)
            progress("pointer")
    except StoreError:
        if anew or not places.has_snapshot(store):
            raise
        # What was taken over may be what is damaged.
        return publish(store, stop_words=stop_words, anew=True, window=window, progress=progress)
    return version


def nothing(store: Path) -> StoreMissing:
    """The error for a store without any row."""
    return StoreMissing(
        f"nothing to publish in the store at {store}; add articles with: nhiptin build PATH --store {store}"
    )


def _make(
    lake: Lake,
    work: Path,
    about: dict[str, str],
    stop_words: Collection[str],
    corrected: Sequence[Correction],
    said: Layer,
    anew: bool,
    progress: Callable[[str], None],
) -> None:
    window = Window.of(about)
    files, refused = lake.files("articles", window), lake.files("rejects")
    chosen = _chosen(files, window)
    if window and not chosen.num_rows:
        raise InputError(
            f"no article lies in the window: got {window}, allowed days that the lake has articles of; "
            f"give others with --since and --until"
        )
    grown = None if anew else growth(lake.store, chosen)
    growing.copied(work, grown)
    with engine(work) as db:
        view(db, "lake_all", files, rows.ARTICLES, which=window.holds())
        view(db, "refused", refused, rows.REJECTS)
        db.execute(f"SET memory_limit = '{memory(chosen.num_rows)}'")
        db.register("chosen_all", chosen)
        db.register("stop_words", pa.table({"word": pa.array(sorted(stop_words), pa.string())}))
        growing.begin(db, grown)
        progress("texts")
        db.execute(tables.TEXTS)
        progress("search")
        _index(db, work / places.SEARCH, grown)
        progress("stories")
        db.register("copies", story_table(db, grown))
        for name, statement in (*tables.STATEMENTS, *tables.FOUND):
            progress(name)
            for stretch in tables.stretches(name, chosen.num_rows):
                db.execute(f"{stretch}; {statement}" if stretch else statement)
        edits = story_edits.in_force(lake.store)
        story_edits.regroup(db, edits)
        make_names(db, corrected, progress=progress)
        progress("topics")
        make_topics(db, work / places.SEARCH, said)
        progress("rollups")
        _add_up(db, work / places.ROLLUPS, grown, said.mark)
        about = about | {"made": tables.made(), "loose": str(0 if grown is None else grown.loose)}
        _meta(
            db,
            about | {"corrections": numbers(corrected), "topics": said.mark, "story_edits": story_edits.numbers(edits)},
        )
        _check(db)


def _chosen(files: list[str], window: Window) -> pa.Table:
    """The rows of the lake that count, with their article_ids."""
    with duckdb.connect(config={"threads": 2, "memory_limit": MEMORY}) as db:
        view(db, "lake_all", files, rows.ARTICLES, which=window.holds())
        return db.sql(tables.CHOSEN).to_arrow_table()


def _index(db: duckdb.DuckDBPyConnection, path: Path, grown: Growth | None) -> None:
    """Write the search index: of all texts, or of the new ones into a copy of the published index."""
    marked, bare = _Words(plain), _Words(fold)
    count = 0 if grown is None else len(grown.documents)
    writer = SearchWriter(path, after=None if grown is None else grown.index)
    if grown is None:
        reader = db.execute("SELECT text FROM texts ORDER BY article_id")
    else:
        db.register("fresh", pa.table({"article_id": grown.fresh}))
        reader = db.execute("SELECT text FROM texts SEMI JOIN fresh USING (article_id) ORDER BY article_id")
    while batch := reader.fetchmany(_BATCH):
        writer.add((count + place, marked.text(text), bare.text(text)) for place, (text,) in enumerate(batch))
        count += len(batch)
    documents = None if grown is None else np.concatenate([grown.documents, grown.fresh])
    writer.close(articles=count, documents=documents)


def _add_up(db: duckdb.DuckDBPyConnection, path: Path, grown: Growth | None, topics: str) -> None:
    """Write the rollups: of all articles, or those of new months into a copy of the published ones."""
    if grown is None or grown.tables is None:
        rollups.make(db, path, topics=topics)
    else:
        rollups.make(db, path, topics=topics, before=grown.tables.with_name(places.ROLLUPS), first=grown.since)


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
    wanted = {name: [(c.name, c.type) for c in columns] for name, columns in contract.SNAPSHOT_TABLES.items()}
    if found != wanted:
        wrong = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
        raise StoreError(f"the snapshot's tables differ from the contract: got {[(n, found.get(n)) for n in wrong]}")
