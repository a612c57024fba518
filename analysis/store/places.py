"""Where the parts of a store lie, and the pointer that names its published snapshot.

::

    STORE/lake/                         truth: Delta tables
    STORE/snapshots/VERSION/            serve.duckdb and search.sqlite, never changed once they are here
    STORE/CURRENT                       one line: VERSION
    STORE/state.sqlite                  what people write
    STORE/readings.sqlite               rows of files that were read before; may be removed
    STORE/lock                          held by the one writer
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from analysis.errors import StoreError, StoreMissing

SERVE = "serve.duckdb"
SEARCH = "search.sqlite"
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")


def snapshots(store: Path) -> Path:
    """Folder of the published snapshots."""
    return store / "snapshots"


def current_version(store: Path) -> str:
    """Version of the published snapshot: one small read, cheap enough for a cache key.

    Raises:
        StoreMissing: there is no store here, or nothing is published in it.
        StoreError: the pointer is damaged.
    """
    try:
        version = (store / "CURRENT").read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        if (store / "lake").is_dir():
            raise StoreMissing(
                f"nothing is published in the store at {store}; publish it with: nhiptin publish --store {store}"
            ) from None
        raise StoreMissing(f"no store at {store}; build one with: nhiptin build data/sample --store {store}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{store / 'CURRENT'} cannot be read: got {error}; {_republish(store)}") from error
    if not _VERSION.fullmatch(version):
        raise StoreError(
            f"{store / 'CURRENT'} is damaged: got {version[:40]!r}, allowed a version; {_republish(store)}"
        )
    return version


def point_at(store: Path, version: str) -> None:
    """Make ``version`` the published snapshot: atomic, and on disk when this returns."""
    fresh = store / "CURRENT.new"
    with fresh.open("w", encoding="ascii") as file:
        file.write(version + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(store / "CURRENT")
    sync_folder(store)


def sync_folder(folder: Path) -> None:
    """Put a folder's entries (a rename just made) on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _republish(store: Path) -> str:
    return f"make it anew from the lake with: nhiptin publish --store {store}"
