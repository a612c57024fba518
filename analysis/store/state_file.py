"""The file ``STORE/state.sqlite``: its tables, their versions, and transactions on it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from analysis.errors import StoreError, StoreMissing

FILE = "state.sqlite"

_MIGRATIONS = (
    """
    CREATE TABLE lexicon_edits(
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, lexicon TEXT NOT NULL, action TEXT NOT NULL,
        entry TEXT NOT NULL, undone TEXT);
    CREATE TABLE saved_views(
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, name TEXT NOT NULL, page TEXT NOT NULL,
        params TEXT NOT NULL, removed TEXT);
    CREATE TABLE corrections(
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, article TEXT NOT NULL, layer TEXT NOT NULL,
        start INTEGER, "end" INTEGER, was TEXT NOT NULL, becomes TEXT NOT NULL, undone TEXT);
    CREATE TABLE labels(
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, article TEXT NOT NULL, label TEXT NOT NULL, removed TEXT);
    CREATE TABLE notes(
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, article TEXT NOT NULL, text TEXT NOT NULL, removed TEXT);
    CREATE TABLE audit(id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL);
    CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit rows are never changed'); END;
    CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit rows are never deleted'); END;
    """,
    """
    CREATE TABLE entity_corrections(
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, name TEXT NOT NULL,
        surface TEXT NOT NULL, becomes TEXT NOT NULL, undone TEXT);
    """,
    """
    CREATE TABLE topic_edits(
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, code TEXT NOT NULL,
        becomes TEXT NOT NULL, name_vi TEXT NOT NULL, name_en TEXT NOT NULL, seeds TEXT NOT NULL, undone TEXT);
    CREATE INDEX labels_in_force ON labels(article) WHERE removed IS NULL;
    """,
    """
    CREATE TABLE calendar(
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL,
        name TEXT NOT NULL, removed TEXT);
    """,
    """
    CREATE TABLE alerts(
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, name TEXT NOT NULL, params TEXT NOT NULL,
        days INTEGER NOT NULL, least INTEGER NOT NULL, times REAL NOT NULL, mail TEXT NOT NULL, removed TEXT);
    CREATE TABLE alert_checks(
        alert INTEGER NOT NULL, snapshot TEXT NOT NULL, at TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,
        n INTEGER NOT NULL, before INTEGER NOT NULL, met INTEGER NOT NULL, mailed INTEGER NOT NULL,
        PRIMARY KEY (alert, snapshot));
    """,
    """
    CREATE TABLE chart_notes(
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, card TEXT NOT NULL, day TEXT NOT NULL,
        text TEXT NOT NULL, removed TEXT);
    """,
)
"""One script a version of the file; ``user_version`` says how many have run. Never change one: add another."""


@contextmanager
def reading(store: Path) -> Iterator[sqlite3.Connection | None]:
    """The database to read from; None when nobody has written anything yet."""
    if not (store / FILE).is_file():
        yield None
        return
    with _transaction(store / FILE, write=False) as db:
        yield db


@contextmanager
def writing(store: Path) -> Iterator[sqlite3.Connection]:
    """The database within one transaction: all of it is kept, or nothing.

    Raises:
        StoreMissing: there is no such store.
        StoreError: the file is damaged, of a newer version, or cannot be written.
    """
    if not store.is_dir():
        raise StoreMissing(f"no store at {store}; build one with: nhiptin build data/sample --store {store}")
    with _transaction(store / FILE, write=True) as db:
        yield db


@contextmanager
def _transaction(path: Path, *, write: bool) -> Iterator[sqlite3.Connection]:
    # A log stands beside the file while it is read; where nobody may put one there, nobody writes, and none is needed.
    alone = not write and not os.access(path.parent, os.W_OK, effective_ids=True)
    name = f"file:{quote(str(path.absolute()))}{'?immutable=1' if alone else ''}"
    try:
        with closing(sqlite3.connect(name, uri=True, timeout=10, isolation_level=None)) as db:
            if not alone:
                db.execute("PRAGMA journal_mode = WAL")
            if _age(db) != len(_MIGRATIONS):
                db.execute("BEGIN IMMEDIATE")
                _migrate(db)
                db.execute("COMMIT")
            db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            yield db
            db.execute("COMMIT")
    except sqlite3.Error as error:
        raise StoreError(
            f"{path} cannot be used: got {error}; move the file away to begin without edits, or restore a copy of it"
        ) from error


def _age(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _migrate(db: sqlite3.Connection) -> None:
    age = _age(db)
    if age > len(_MIGRATIONS):
        raise StoreError(
            f"{FILE} is of a newer version: got {age}, allowed up to {len(_MIGRATIONS)}; update the product"
        )
    for number, script in enumerate(_MIGRATIONS[age:], age + 1):
        for statement in _statements(script):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    """One by one, so that all run within the transaction that is open."""
    held = ""
    for part in script.split(";"):
        held += part + ";"
        if sqlite3.complete_statement(held):
            yield held
            held = ""
