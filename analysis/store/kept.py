"""Answers kept for the questions of one page, which ask the same snapshot the same thing."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from analysis.store.snapshot import Snapshot

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """At most ``most`` values a snapshot, the oldest forgotten first; they go with the snapshot. Threads may share it.

    Args:
        most: values kept for each snapshot.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._values: WeakKeyDictionary[Snapshot, dict[Hashable, Value]] = WeakKeyDictionary()

    def get(self, store: Snapshot, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not kept; whoever gets it must not change it."""
        with self._lock:
            values = self._values.setdefault(store, {})
            if key in values:
                return values[key]
        value = make()
        with self._lock:
            while len(values) >= self._most:
                values.pop(next(iter(values)))
            values[key] = value
        return value

    def clear(self) -> None:
        """Forget everything, as measuring needs."""
        with self._lock:
            self._values.clear()
