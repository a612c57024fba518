"""One writer a store: whoever builds, publishes or re-annotates holds ``STORE/lock``; readers need no lock.

The operating system drops the lock with its process, however that ends, so no stale lock can remain.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from analysis.errors import StoreBusy, StoreError


@contextmanager
def writing(store: Path, *, task: str = "build", name: str = "lock") -> Iterator[None]:
    """Hold the store's writer lock; the store's folder is made when it is missing.

    Args:
        store: the store's folder.
        task: what the holder does, told to whoever is refused.
        name: of the lock's file: work that leaves the lake alone has one of its own.

    Raises:
        StoreBusy: another process holds it; the sentence says which one, since when, doing what.
        StoreError: the folder cannot be made or written.
    """
    try:
        store.mkdir(parents=True, exist_ok=True)
        handle = os.open(store / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError(
            f"the store at {store} cannot be written: got {error.strerror}; choose another folder with --store DIR"
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 200, 0).decode("utf-8", "replace").strip() or "another process"
            raise StoreBusy(
                f"the store at {store} is being written by {holder}; allowed one writer at a time; "
                f"wait until it ends, then run the command again"
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} ({task}, since {datetime.now():%Y-%m-%d %H:%M:%S})\n".encode(), 0)
        yield
    finally:
        os.close(handle)
