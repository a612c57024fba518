"""A new snapshot from its making to its pointer: whoever makes one fills a folder, the rest is the same for all."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from analysis.errors import StoreError
from analysis.store import places

MEMORY = "900MB"
"""What the engine may hold before it spills to disk."""
_ROOM = 3_000
"""Bytes for each article of a large corpus: what lies in the engine's hands at once can no longer be written out in parts."""
KEPT = 2
"""Snapshots kept: the published one, and the one before for readers that have just read the pointer."""


@contextmanager
def issue(store: Path, version: str, *, again: str) -> Iterator[Path]:
    """A folder to fill with the files of a snapshot (``places``); it becomes the published snapshot when all went well.

    Args:
        store: the store's folder; the caller holds the writer lock.
        version: name of the snapshot.
        again: the command that tries anew, for the sentence of an error.

    Raises:
        StoreError: the engine or the disk failed; the last good snapshot stays published.
    """
    folder = places.snapshots(store)
    work = folder / ".making"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder, keep=_published(store))
        work = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
        yield work
        for file in work.iterdir():
            _on_disk(file)
        places.sync_folder(work)
        work.chmod(0o755)
        work.rename(folder / version)
        places.sync_folder(folder)
        places.point_at(store, version)
    except (duckdb.Error, sqlite3.Error, OSError) as error:
        shutil.rmtree(work, ignore_errors=True)
        raise StoreError(
            f"the snapshot could not be made: got {str(error)[:300]}; the last one stays published; "
            f"try again with: {again}"
        ) from error
    _sweep(folder, keep=version)


@contextmanager
def renewal(store: Path, about: Mapping[str, str]) -> Iterator[tuple[str, duckdb.DuckDBPyConnection]]:
    """A copy of the published snapshot to change without the lake; it is published when all went well.

    Args:
        store: the store's folder; the caller holds the writer lock.
        about: lines of ``meta`` that become others besides the snapshot's name and time.

    Yields:
        Name of the new snapshot, and its tables in an open transaction. The search index is shared.

    Raises:
        StoreMissing: nothing is published.
        StoreError: the engine or the disk failed; the last good snapshot stays published.
    """
    current = places.snapshots(store) / places.current_version(store)
    now = datetime.now(UTC)
    version = f"{now:%Y%m%dT%H%M%S%f}-{current.name.rpartition('-')[2]}"
    meta = {"snapshot": version, "published_at": now.isoformat()} | dict(about)
    with issue(store, version, again=f"nhiptin publish --store {store}") as work:
        shutil.copyfile(current / places.SERVE, work / places.SERVE)
        share(current / places.SEARCH, work / places.SEARCH)
        # They know which articles are about technology, and versions of one: after such edits rows are counted again.
        if (current / places.ROLLUPS).exists() and not {"topics", "story_edits"} & about.keys():
            share(current / places.ROLLUPS, work / places.ROLLUPS)
        with engine(work) as db:
            db.execute("BEGIN")
            yield version, db
            db.executemany("UPDATE meta SET value = $2 WHERE key = $1", list(meta.items()))
            db.execute("COMMIT")


@contextmanager
def engine(work: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The folder's ``serve.duckdb`` to write to; made when it is missing, closed and whole afterwards."""
    spill = work / "spill"
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 2,
        "memory_limit": MEMORY,
        "temp_directory": str(spill),
    }
    with duckdb.connect(work / places.SERVE, config=settings) as db:
        db.execute("SET enable_progress_bar = false")
        yield db
        # Closing does the same, but is silent where the disk is full: part of the tables would lie in a log beside.
        db.execute("CHECKPOINT")
    shutil.rmtree(spill, ignore_errors=True)


def memory(articles: int) -> str:
    """What the engine may hold while it makes the tables of so many articles.

    >>> memory(100_000), memory(1_000_000)
    ('900MB', '3000MB')
    """
    return max(MEMORY, f"{articles * _ROOM // 1_000_000}MB", key=lambda one: int(one[:-2]))


def share(file: Path, to: Path) -> None:
    """The same file under another name, copied where the disk has no links; it is never written again."""
    with suppress(OSError):
        os.link(file, to)
        return
    shutil.copyfile(file, to)


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


def forget(store: Path) -> int:
    """Remove all snapshots but the published one; how many files. The caller holds the writer lock.

    Raises:
        StoreMissing: nothing is published.
    """
    current, gone = places.current_version(store), 0
    for path in places.snapshots(store).iterdir():
        if path.name != current:
            gone += sum(file.is_file() for file in path.rglob("*"))
            shutil.rmtree(path, ignore_errors=True)
    return gone


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
