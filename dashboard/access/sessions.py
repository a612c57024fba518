"""How many pages are open, over all people and of each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Sessions:
    """Counts of open pages; a person without a login is counted by network address.

    >>> open_pages = Sessions()
    >>> with open_pages.entered("lan"), open_pages.entered("lan"), open_pages.entered("minh"):
    ...     open_pages.of("lan"), open_pages.total
    (2, 3)
    >>> open_pages.of("lan"), open_pages.total
    (0, 0)
    """

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._lock = Lock()

    @property
    def total(self) -> int:
        with self._lock:
            return self._open.total()

    def of(self, who: str) -> int:
        with self._lock:
            return self._open[who]

    @contextmanager
    def entered(self, who: str) -> Iterator[None]:
        """Counted until the page is closed."""
        with self._lock:
            self._open[who] += 1
        try:
            yield
        finally:
            with self._lock:
                self._open[who] -= 1
                self._open += Counter()
