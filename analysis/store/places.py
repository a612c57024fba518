"""Where the parts of a store lie, and the pointer that names its published snapshot.

::

    STORE/lake/                         truth: Delta tables
    STORE/LAKE                          one line, where the truth is elsewhere: its address; STORE/lake-copies/ may be removed
    STORE/snapshots/VERSION/            serve.duckdb, search.sqlite, of a large one rollups.duckdb; never changed once they are here
    STORE/CURRENT                       one line: VERSION
    STORE/state.sqlite                  what people write
    STORE/readings.sqlite               rows of files that were read before; may be removed
    STORE/lock                          held by the one writer
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from analysis.errors import InputError, StoreError, StoreMissing

SERVE = "serve.duckdb"
SEARCH = "search.sqlite"
ROLLUPS = "rollups.duckdb"
_LAKE = "LAKE"
_STEP = r"/(?!\.+(?:/|$))[\w=.-]+"
_ADDRESS = re.compile(rf"s3://[a-z0-9][a-z0-9.-]{{1,61}}[a-z0-9](?:{_STEP})*|file://(?:{_STEP})+", re.ASCII)
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")

_ADDRESSES = "s3://BUCKET/PLACE or file:///FOLDER, without a name, password or blank"


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
        if has_lake(store):
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
    _say(store, "CURRENT", version)


def _say(store: Path, name: str, line: str) -> None:
    fresh = store / f"{name}.new"
    with fresh.open("w", encoding="ascii") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(store / name)
    sync_folder(store)


def has_snapshot(store: Path) -> bool:
    """Whether anything was published."""
    return (store / "CURRENT").exists()


def has_lake(store: Path) -> bool:
    """Whether articles were ever added here, or an address of a lake is known."""
    return (store / "lake").is_dir() or (store / _LAKE).is_file()


def lake_address(store: Path) -> str:
    """Where the lake lies; empty: in the store's folder.

    Raises:
        StoreError: the line is damaged.
    """
    try:
        address = (store / _LAKE).read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{store / _LAKE} cannot be read: got {error}; write the lake's address into it again"
        ) from error
    if not _ADDRESS.fullmatch(address):
        raise StoreError(f"{store / _LAKE} is damaged: got {address[:60]!r}, allowed {_ADDRESSES}")
    return address


def put_lake(store: Path, address: str) -> None:
    """Have the store's lake at an address from now on. The caller holds the writer lock.

    Args:
        store: the store's folder.
        address: ``s3://BUCKET/PLACE``, or ``file:///FOLDER`` of a disk that several machines share.

    Raises:
        InputError: the address cannot be used, or the store's lake lies elsewhere.
    """
    address = address.rstrip("/")
    if not _ADDRESS.fullmatch(address):
        raise InputError(f"a lake cannot lie there: got --lake {address[:80]!r}, allowed {_ADDRESSES}")
    if address == lake_address(store):
        return
    if has_lake(store):
        known = lake_address(store) or store / "lake"
        raise InputError(
            f"the lake of the store at {store} lies elsewhere: got --lake {address}, allowed {known}; "
            f"name another store with --store DIR"
        )
    _say(store, _LAKE, address)


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    total = 0
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError):  # a writer beside us may just have removed it
            total += file.stat().st_size if file.is_file() else 0
    return total


def sync_folder(folder: Path) -> None:
    """Put a folder's entries (a rename just made) on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _republish(store: Path) -> str:
    return f"make it anew from the lake with: nhiptin publish --store {store}"
