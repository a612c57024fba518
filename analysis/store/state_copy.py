"""What people wrote, carried from one store to another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from analysis.errors import InputError, StoreError
from analysis.store.state_file import FILE, reading, writing


def copied(store: Path, folder: Path) -> Path | None:
    """A copy of ``state.sqlite`` in a folder, whole although people may be writing; None where nobody has written yet.

    Raises:
        StoreError: the file is damaged.
    """
    with reading(store) as db:
        if db is None:
            return None
        return online(store / FILE, folder / FILE)


def online(file: Path, copy: Path) -> Path:
    """A copy of a database, as of one moment although others write to it; returns where it is.

    Raises:
        StoreError: the database is damaged.
    """
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise StoreError(f"{file} cannot be copied: got {error}; move it away, or restore a copy of it") from error
    return copy


def taken(store: Path, given: Path) -> None:
    """Take over the rows of a copy into a store where nobody has written yet.

    Only tables and columns that we know: whatever else a file from outside may hold (triggers, views) stays outside.

    Raises:
        InputError: the copy cannot be read.
    """
    with writing(store) as db:
        try:
            with closing(sqlite3.connect(f"{given.resolve().as_uri()}?mode=ro", uri=True)) as source:
                for table in sorted(_tables(db) & _tables(source)):
                    there = _columns(source, table)
                    columns = [name for name in _columns(db, table) if name in there]
                    named, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
                    rows = source.execute(f'SELECT {named} FROM "{table}"')
                    db.executemany(f'INSERT OR REPLACE INTO "{table}" ({named}) VALUES ({marks})', rows)
        except sqlite3.Error as error:
            raise InputError(f"the copy of {FILE} cannot be read: got {error}; write it anew") from error


def _tables(db: sqlite3.Connection) -> set[str]:
    return {
        name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if name[:7] != "sqlite_"
    }


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in db.execute(f'PRAGMA table_info("{table}")')]
