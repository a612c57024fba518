from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from analysis.store.kept import Kept


class Store:
    """Anything that can be a key: values go with it."""


def test_made_once_and_the_longest_unused_is_forgotten() -> None:
    made: list[int] = []
    kept: Kept[int] = Kept(2)
    store = Store()
    for key in (1, 1, 2, 1, 3, 1, 2):
        assert kept.get(store, key, lambda key=key: made.append(key) or key * 10) == key * 10  # type: ignore[arg-type]
    assert made == [1, 2, 3, 2]
    kept.clear()
    assert kept.get(store, 1, lambda: 7) == 7  # type: ignore[arg-type]


def test_stores_are_apart_and_let_go() -> None:
    kept: Kept[str] = Kept(5)
    one, other = Store(), Store()
    assert kept.get(one, "k", lambda: "one") == "one"  # type: ignore[arg-type]
    assert kept.get(other, "k", lambda: "other") == "other"  # type: ignore[arg-type]
    del one
    gc.collect()
    assert len(kept._values) == 1


def test_threads() -> None:
    kept: Kept[int] = Kept(3)
    store = Store()
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda n: kept.get(store, n % 7, lambda: n % 7), range(2000)))  # type: ignore[arg-type]
    assert results == [n % 7 for n in range(2000)]


def test_what_one_thread_makes_the_others_wait_for() -> None:
    kept: Kept[int] = Kept(3)
    store, begun, go = Store(), Event(), Event()
    made: list[int] = []

    def make() -> int:
        made.append(1)
        begun.set()
        assert go.wait(10)
        return 7

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(kept.get, store, "k", make)  # type: ignore[arg-type]
        assert begun.wait(10)
        assert (store, "k") in kept  # type: ignore[operator]
        second = pool.submit(kept.get, store, "k", make)  # type: ignore[arg-type]
        go.set()
        assert (first.result(10), second.result(10), made) == (7, 7, [1])


def test_what_cannot_be_made_is_not_kept() -> None:
    kept: Kept[int] = Kept(3)
    store = Store()
    with pytest.raises(ZeroDivisionError):
        kept.get(store, "k", lambda: 1 // 0)  # type: ignore[arg-type]
    assert (store, "k") not in kept  # type: ignore[operator]
    assert kept.get(store, "k", lambda: 7) == 7  # type: ignore[arg-type]


def test_what_takes_too_much_room_is_handed_out_and_not_kept() -> None:
    kept: Kept[int] = Kept(3, worth=lambda value: value < 5)
    store = Store()
    assert [kept.get(store, value, lambda value=value: value) for value in (1, 9)] == [1, 9]  # type: ignore[arg-type]
    assert [(store, value) in kept for value in (1, 9)] == [True, False]  # type: ignore[operator]
