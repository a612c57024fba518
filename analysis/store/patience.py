"""How long one query may take on a server: one thread watches all that run, and interrupts those that take longer."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from analysis.errors import TooLong

SECONDS = "NHIPTIN_QUERY_SECONDS"
"""Environment variable: seconds that a query may take; empty or 0: as long as it needs."""
LOOK = 0.1
"""Seconds between two looks at what runs."""

_running: dict[int, tuple[float, duckdb.DuckDBPyConnection]] = {}
_lock = threading.Lock()
_watching: list[threading.Thread] = []


def allowed() -> float:
    """Seconds that a query may take; 0: as long as it needs."""
    return float(os.environ.get(SECONDS) or 0)


@contextmanager
def within(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """What runs on a cursor of its own ends after the time allowed; the engine then lets its memory go.

    Raises:
        TooLong: it took longer.
    """
    seconds = allowed()
    if not seconds:
        yield
        return
    _watch()
    with _lock:
        _running[id(cursor)] = (time.monotonic() + seconds, cursor)
    try:
        yield
    except duckdb.InterruptException as error:
        raise TooLong(
            f"the question took too long: got more than {seconds:g} s, allowed {seconds:g} s; narrow the scope"
        ) from error
    finally:
        with _lock:
            _running.pop(id(cursor), None)


def _watch() -> None:
    with _lock:
        if not _watching:
            _watching.append(threading.Thread(target=_look, name="patience", daemon=True))
            _watching[0].start()


def _look() -> None:
    while True:
        time.sleep(LOOK)
        _interrupt_late(time.monotonic())


def _interrupt_late(now: float) -> None:
    with _lock:
        for until, cursor in _running.values():
            if now > until:
                # One that just ended of itself has nothing to interrupt.
                with suppress(duckdb.Error):
                    cursor.interrupt()
