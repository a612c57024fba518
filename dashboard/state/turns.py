"""Turns: one run of a page at a time in a process, the others wait in the order in which they came.

A process works on one thing at a time anyway (Python's lock). Where it works a little on each of ten pages, all ten are
ready at the end; one after the other, the first is ready after a tenth of that time and the last no later. What a page will
ask is asked beside it (``state.ahead``), so that the database is not idle meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

AT_ONCE = 1
PATIENCE = 1.0
"""Seconds after which a run goes ahead without a turn: the long work of others, such as an export, holds nobody up longer."""

_turns = BoundedSemaphore(AT_ONCE)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, and give it back at the end however the run ends."""
    mine = _turns.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            _turns.release()
