"""A whole store as one file, and back: lake, published snapshot, what people wrote, who may read, and the settings.

::

    backup(store, to)     writes it while others read and write
    restore(file, store)  checks all of it, then lets it take the store's place at once

Unlike ``transfer`` it keeps the store as it is, with its history, for the same product on the same or a new machine.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analysis import build, packed
from analysis.access import settings as serving
from analysis.errors import InputError, StoreError
from analysis.intake import Tell
from analysis.report import Progress
from analysis.store import lock, places, state, state_file, whole
from analysis.store.exchange import exchange
from analysis.store.snapshot import Snapshot

SETTINGS, USERS = "settings/serving.toml", "settings/users.tsv"
"""The settings of serving, and the list of users where they name one outside of the store."""
BACKUP = packed.Kind(
    name="backup",
    told="a copy of a store",
    command="nhiptin backup",
    format=1,
    fits=lambda name: name in (SETTINGS, USERS) or whole.belongs(name),
)
_KEPT = re.compile(r"nhiptin-\d{8}T\d{12}Z\.zip")
"""Name of a copy in a folder of copies."""
_DEAD = 24 * 3600
"""Seconds after which an unfinished copy is one whose run was killed."""


@dataclass(frozen=True, slots=True)
class Written:
    """A copy that was written: its file, its bytes, and how many older ones were removed for it."""

    file: Path
    bytes: int
    removed: int


@dataclass(frozen=True, slots=True)
class Restored:
    """A store that was restored: its folder, its snapshot, where the store before it lies, whether settings wait in the copy."""

    store: Path
    snapshot: str
    former: Path | None
    settings: bool


def backup(
    store: Path,
    to: Path,
    *,
    settings: Path | None = None,
    snapshot: bool = True,
    keep: int = 0,
    progress: Tell = lambda step: None,
) -> Written:
    """Copy a store as of one moment to a file, which appears under its name when it is whole, closed to others.

    Args:
        store: the store's folder; it may be read and written meanwhile.
        to: a file that ends in ``.zip``, else a folder, in which the file is named by the time.
        settings: of serving, copied too; with the list of users that they name.
        snapshot: whether the published snapshot is copied; without it the copy is smaller and restoring takes longer.
        keep: how many copies stay in the folder, this one among them; 0: all.
        progress: told how far the writing is.

    Raises:
        StoreMissing: there is nothing in the store.
        InputError: the settings cannot be read.
        StoreError: the store cannot be read, or the file not be written.
    """
    stamp = datetime.now(UTC)
    file = to if to.suffix == ".zip" else to / f"nhiptin-{stamp:%Y%m%dT%H%M%S%f}Z.zip"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{file.parent} cannot be made: got {error.strerror}; name another folder") from error

    def gather(folder: Path) -> tuple[list[tuple[str, Path]], dict[str, str]]:
        named = _named(settings) if settings else []
        inside, version = whole.files(store, folder, snapshot=snapshot)
        return [*named, *inside], {"snapshot": version, "written": stamp.isoformat()}

    done = packed.pack(file, BACKUP, gather, mode=0o600, step=lambda part, name: progress(_at("backup", part, name)))
    copies = sorted(path for path in file.parent.iterdir() if _KEPT.fullmatch(path.name))
    old = copies[:-keep] if keep and file in copies else []
    for path in [*old, *filter(_dead, file.parent.glob(".nhiptin-*.zip-*"))]:
        _removed(path)
    return Written(file, int(done["bytes"]), len(old))


def _dead(unfinished: Path) -> bool:
    try:
        return unfinished.stat().st_mtime < time.time() - _DEAD
    except FileNotFoundError:
        return False


def _removed(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _named(settings: Path) -> list[tuple[str, Path]]:
    users = serving.load(settings).users
    return [(SETTINGS, settings), *([(USERS, Path(users))] if users and Path(users).is_file() else [])]


def restore(
    file: Path,
    store: Path,
    *,
    replace: bool = False,
    settings: Path | None = None,
    who: str,
    progress: Tell = lambda step: None,
) -> Restored:
    """Make a store of a copy. A run that ends at any instant leaves the store as it was, or whole as it is in the copy.

    Args:
        file: written by ``backup``.
        store: where to.
        replace: whether a store that is there may be replaced; it is kept beside the new one.
        settings: where the settings go, and beside them the list of users that they name; None: nowhere.
        who: who does it, for the audit.
        progress: told how far the work is.

    Raises:
        InputError: something is there already, or the file is damaged or something else.
        StoreBusy: somebody writes to the store that is to be replaced.
        StoreError: the disk failed or is too small, or the copy is of a newer version of the product.
    """
    there = store.exists() and (not store.is_dir() or any(store.iterdir()))
    for path in [store] * there + [settings] * (settings is not None and settings.exists()):
        if not replace:
            raise InputError(f"{path} is there already; name another place, or let it be replaced with --replace")
    with packed.opened(file, BACKUP) as copy:
        if settings and SETTINGS not in copy.files:
            raise InputError(f"{file} holds no settings; restore it without --settings")
        with _failures(store), _place(store, copy, there) as work:
            for place, name in enumerate(copy.files):
                progress(_at("restore", place / len(copy.files), name))
                if whole.belongs(name):
                    (work / name).parent.mkdir(parents=True, exist_ok=True)
                    copy.take(name, work / name)
            version = _tried(work, str(copy.facts.get("snapshot", "")), progress)
            state.record(work, who=who, what="store restored", file=file.name)
            if settings:
                _put_settings(copy, settings.resolve())
            former = _put(work, store, there)
    return Restored(store, version, former, SETTINGS in copy.files and not settings)


@contextmanager
def _failures(store: Path) -> Iterator[None]:
    try:
        yield
    except (InputError, StoreError):
        raise
    except OSError as error:
        raise StoreError(
            f"{store} cannot be restored: got {error.strerror or error}; it is as it was: make room, then run it again"
        ) from error


@contextmanager
def _place(store: Path, copy: packed.Packed, there: bool) -> Iterator[Path]:
    """A folder beside the store to make the new one in, while nobody else writes to the old one."""
    store.parent.mkdir(parents=True, exist_ok=True)
    needed, free = sum(int(about["size"]) for about in copy.files.values()), shutil.disk_usage(store.parent).free
    if needed > free:
        raise StoreError(f"no room for the store at {store}: got {free:,} bytes, needed {needed:,}; make room")
    with ExitStack() as held:
        for name in ("lock", "fetch.lock") if there else ():
            held.enter_context(lock.writing(store, task="restore", name=name))
        for left in store.parent.glob(f".{store.name}-*") if there else ():
            _removed(left)  # of a run that was killed; no other one can be under way now
        yield held.enter_context(packed.beside(store))


def _tried(work: Path, snapshot: str, progress: Tell) -> str:
    """The version of the snapshot of a store that can be read; where the copied one cannot, it is made anew."""
    with state_file.reading(work):
        pass
    if snapshot:
        try:
            Snapshot(places.snapshots(work) / snapshot).close()
        except StoreError:
            shutil.rmtree(places.snapshots(work))
        else:
            places.point_at(work, snapshot)
            return snapshot
    return build.apply(work, progress=progress).snapshot


def _put(work: Path, store: Path, there: bool) -> Path | None:
    """Let the new store take its place; where the old one then lies."""
    for folder in (work, *(path for path in work.rglob("*") if path.is_dir())):
        places.sync_folder(folder)
    former = None
    if there:
        exchange(work, store)
        former = store.with_name(f"{store.name}-before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z")
        work.rename(former)
    else:
        with suppress(FileNotFoundError):
            store.rmdir()
        work.rename(store)
    places.sync_folder(store.parent)
    return former


def _put_settings(copy: packed.Packed, settings: Path) -> None:
    settings.parent.mkdir(parents=True, exist_ok=True)
    _replaced(copy, SETTINGS, settings)
    users = Path(serving.load(settings).users)
    # Only beside the settings: a copy does not choose where on this machine a file is written.
    if USERS in copy.files and users.parent == settings.parent:
        _replaced(copy, USERS, users)


def _replaced(copy: packed.Packed, name: str, file: Path) -> None:
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(0o600)
    copy.take(name, fresh)
    fresh.replace(file)


def _at(stage: str, fraction: float, name: str) -> Progress:
    return Progress(stage, fraction, 0, 0.0, None, name)
