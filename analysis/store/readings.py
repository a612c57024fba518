"""Rows of files that were read before, in ``STORE/readings.sqlite``: the mark of a row → the key of the article it became.

Reading a grown file again then costs a lookup for each old row. Nothing depends on this file: a row that it does not know is
read, and an article that the lake does not hold is read too, so it may be lost or removed at any time.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

FILE = "readings.sqlite"
_TOGETHER = 20_000
"""Rows kept by one transaction."""


class Readings:
    """What is remembered of the rows of a store. The caller holds the writer lock while it is asked.

    Args:
        store: the store's folder; nothing is opened before the first row.
    """

    def __init__(self, store: Path) -> None:
        self._path = store / FILE
        self._db: sqlite3.Connection | None = None
        self._lost = False
        self._known: dict[bytes, bytes] | None = None
        self._fresh: dict[bytes, bytes] = {}

    def key(self, mark: bytes) -> bytes | None:
        """Key of the article that a row became; None where it is not known."""
        if self._known is None:
            # All at once: 32 bytes a row, and a lookup by the engine for each row takes ten times as long.
            self._known = self._read()
        return self._known.get(mark)

    def keep(self, mark: bytes, key: bytes) -> None:
        """Remember what a row became."""
        self._fresh[mark] = key
        if len(self._fresh) >= _TOGETHER:
            self._write()

    def _read(self) -> dict[bytes, bytes]:
        if (db := self._opened()) is None:
            return {}
        try:
            return dict(db.execute("SELECT mark, key FROM readings"))
        except sqlite3.Error:
            self._forget()
            return {}

    def _opened(self) -> sqlite3.Connection | None:
        if self._db is None and not self._lost:
            try:
                self._db = _connected(self._path)
            except sqlite3.DatabaseError:
                # A damaged memory is no memory; a second failure (a full disk) leaves us without one for this run.
                self._forget()
                self._path.unlink(missing_ok=True)
                with suppress(sqlite3.Error):
                    self._db = _connected(self._path)
        return self._db

    def _write(self) -> None:
        rows, self._fresh = list(self._fresh.items()), {}
        if rows and (db := self._opened()) is not None:
            try:
                with db:
                    db.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?)", rows)
            except sqlite3.Error:
                self._forget()

    def _forget(self) -> None:
        self._lost = True
        if self._db is not None:
            self._db.close()
            self._db = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write()
        if self._db is not None:
            self._db.close()
            self._db = None


def _connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    try:
        db.execute("CREATE TABLE IF NOT EXISTS readings(mark BLOB PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID")
    except sqlite3.Error:
        db.close()
        raise
    return db
