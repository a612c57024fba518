"""Answers kept for the questions of one page, which ask the same snapshot the same thing."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from analysis.store.snapshot import Snapshot

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """At most ``most`` values a snapshot, the one longest unused forgotten first; they go with the snapshot.

    Threads may share it: what one of them is making, the others wait for.

    Args:
        most: values kept for each snapshot.
        worth: whether a value is kept for others; what takes too much room is only handed out.
    """

    def __init__(self, most: int, *, worth: Callable[[Value], bool] = lambda _: True) -> None:
        self._most, self._worth = most, worth
        self._lock = Lock()
        self._values: WeakKeyDictionary[Snapshot, dict[Hashable, Future[Value]]] = WeakKeyDictionary()

    def get(self, store: Snapshot, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made where it is not kept; whoever gets it must not change it.

        What cannot be made is not kept: the error goes to all who waited, and the next one tries again.
        """
        with self._lock:
            values = self._values.setdefault(store, {})
            known = values.pop(key, None)
            held = values[key] = known or Future()
            while len(values) > self._most:
                del values[next(iter(values))]
        if known is None:
            try:
                made = make()
            except BaseException as error:
                self._forget(values, key, held)
                held.set_exception(error)
            else:
                if not self._worth(made):
                    self._forget(values, key, held)
                held.set_result(made)
        return held.result()

    def peek(self, store: Snapshot, key: Hashable) -> Value | None:
        """The value of a key where it is kept; None where it is not, or is still being made."""
        with self._lock:
            known = self._values.get(store, {}).get(key)
        return known.result() if known is not None and known.done() and not known.exception() else None

    def _forget(self, values: dict[Hashable, Future[Value]], key: Hashable, held: Future[Value]) -> None:
        with self._lock:
            if values.get(key) is held:
                del values[key]

    def __len__(self) -> int:
        """How many values are kept, over all snapshots."""
        with self._lock:
            return sum(map(len, self._values.values()))

    def __contains__(self, sought: tuple[Snapshot, Hashable]) -> bool:
        """Whether the value of a snapshot and key is kept or being made."""
        store, key = sought
        with self._lock:
            return key in self._values.get(store, {})

    def clear(self) -> None:
        """Forget everything, as measuring needs."""
        with self._lock:
            self._values.clear()
