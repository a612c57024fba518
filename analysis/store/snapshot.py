"""The published snapshot, read-only: what every question is asked of.

One process opens a version once and shares it; each query runs on a cursor of its own, so any number of threads may
ask at the same time. A snapshot never changes: a new one has another version.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import duckdb
import numpy.typing as npt
import pandas as pd

from analysis.errors import StoreError
from analysis.paths import SHOWN
from analysis.store import contract, places
from analysis.store.found import found
from analysis.store.patience import within
from analysis.store.places import current_version
from analysis.store.search import Ids, SearchIndex

__all__ = ["Snapshot", "current_version", "open_snapshot"]

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "300MB",
    "max_temp_directory_size": "0KB",
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "enable_external_access": False,
    "lock_configuration": True,
}
"""No query writes to the store, spills to disk, reaches another file or the network, or lifts these settings. They are
given on opening: set afterwards, a file opened twice in one process would refuse them the second time. The threshold is
in bits: groups by ids below a million are counted in an array, in half the time of a hash table."""
_BATCH = 500_000
"""Rows handed on at once by ``stream``."""
_FAILURES = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException, duckdb.SerializationException)


class Snapshot:
    """One immutable version of a store. Get one from ``open_snapshot``.

    Attributes:
        path: the snapshot's folder.
        version: its name, a key for caches.
        meta: facts about it (table ``meta``), as text.
        sample: whether the articles are the shipped sample's.
        general_news: whether most articles are about none of the product's topics.
        topics: code → name in each language of the topics in force, in the order in which they are listed.
        index: the words of all texts.
        shown: characters of each text that questions hand out (``paths.SHOWN``); 0: all.
        texts: the relation of the texts as they may be handed out; ``texts`` itself is for counting.
        rolled: whether counts of terms lie there added up (``store.rollups``).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = path.name
        self.shown = int(os.environ.get(SHOWN) or 0)
        cut = f"(SELECT article_id, substr(text, 1, {self.shown}) AS text FROM texts)"
        self.texts = cut if self.shown else "texts"
        self.rolled = (path / places.ROLLUPS).exists()
        try:
            self._db = duckdb.connect(path / places.SERVE, read_only=True, config=_SETTINGS)
            self._rollups = (
                duckdb.connect(path / places.ROLLUPS, read_only=True, config=_SETTINGS) if self.rolled else self._db
            )
            self.meta: dict[str, str] = dict(self._db.cursor().execute("SELECT key, value FROM meta").fetchall())
        except duckdb.Error as error:
            raise StoreError(
                f"the snapshot {path.name} cannot be read: got {str(error)[:200]}; make it anew with: "
                f"nhiptin publish --store {path.parent.parent}"
            ) from error
        if self.meta.get("contract") != contract.told():
            raise StoreError(
                f"the snapshot {path.name} was made by another version of the product; make it anew with: "
                f"nhiptin publish --store {path.parent.parent}"
            )
        self.index = SearchIndex(path / places.SEARCH)
        self.sample = self.meta.get("sample") == "true"
        self.general_news = self.meta.get("general_news") == "true"
        listed = self.query("SELECT code, name_vi, name_en FROM topics ORDER BY position")
        self.topics: dict[str, dict[str, str]] = {
            code: {"vi": vi, "en": en}
            for code, vi, en in zip(listed["code"], listed["name_vi"], listed["name_en"], strict=True)
        }

    def query(self, sql: str, params: Sequence[Any] | Mapping[str, Any] = (), **ids: npt.NDArray[Any]) -> pd.DataFrame:
        """Rows of an SQL query as a frame.

        Args:
            sql: the query; values are parameters (``?`` or ``$name``), never part of the text.
            params: their values.
            **ids: arrays of numbers, each a relation of that name with the one column ``id``,
                e.g. ``query("SELECT … WHERE article_id IN (SELECT id FROM found)", found=snapshot.search("chip"))``.

        Returns:
            A frame with the query's columns; without rows where nothing matches.

        Raises:
            StoreError: the file is damaged or the query needs more memory than is allowed.
            TooLong: it took longer than is allowed.
        """
        with self._db.cursor() as cursor:
            try:
                if ids:
                    import pyarrow as pa

                    for name, array in ids.items():
                        cursor.register(name, pa.table({"id": array}))
                with within(cursor):
                    return cursor.execute(sql, params).df()
            except _FAILURES as error:
                raise self._failed(error) from error

    def stream(
        self, sql: str, params: Mapping[str, Any] | None = None, *, rollups: bool = False
    ) -> Iterator[tuple[npt.NDArray[Any], ...]]:
        """Rows of an SQL query as arrays, a column each, a batch at a time and never all at once.

        Args:
            sql: the query; its columns are numbers without gaps. The rows of a plain scan come in the table's order.
            params: values of ``$name``.
            rollups: whether it is asked of the rollups' tables, which are there where ``rolled`` says so.

        Yields:
            As many arrays as the query has columns, all of one length, at least 1.

        Raises:
            StoreError, TooLong: as for ``query``.
        """
        with (self._rollups if rollups else self._db).cursor() as cursor:
            try:
                with within(cursor):
                    for batch in cursor.sql(sql, params=dict(params or {})).to_arrow_reader(_BATCH):
                        if batch.num_rows:
                            yield tuple(column.to_numpy(zero_copy_only=False) for column in batch.columns)
            except _FAILURES as error:
                raise self._failed(error) from error

    def _failed(self, error: duckdb.Error) -> StoreError:
        return StoreError(
            f"the snapshot {self.version} failed a query: got {str(error)[:200]}; narrow the scope, or make it "
            f"anew with: nhiptin publish --store {self.path.parent.parent}"
        )

    def search(self, text: str) -> Ids:
        """article_ids that match a search (see ``store.query``), rising; all where it says nothing."""
        return found(self, text)

    def close(self) -> None:
        """Let the files go; a snapshot of ``open_snapshot`` is shared, so only its last user may."""
        self._db.close()
        self._rollups.close()
        self.index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_opened: dict[Path, Snapshot] = {}
_opening = threading.Lock()


def open_snapshot(store: Path) -> Snapshot:
    """The published snapshot of a store; the same object until another one is published.

    Args:
        store: the store's folder.

    Raises:
        StoreMissing: no store is there, or nothing is published in it; the sentence names the command to use.
        StoreError: the files are damaged.
    """
    store = Path(store)
    where = Path(os.path.normpath(store.absolute()))  # asked many times a page: without looking at the disk
    with _opening:
        version = current_version(store)
        held = _opened.get(where)
        if held is not None and held.version == version:
            return held
        try:
            fresh = Snapshot(places.snapshots(store) / version)
        except StoreError:
            if (newer := current_version(store)) == version:
                raise
            fresh = Snapshot(places.snapshots(store) / newer)  # it was replaced and removed as we opened it
        # The older one is not closed here: threads that still use it hold it, and it goes with the last of them.
        _opened[where] = fresh
        return fresh
