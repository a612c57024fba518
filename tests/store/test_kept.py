from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor

from analysis.store.kept import Kept


class Store:
    """Anything that can be a key: values go with it."""


def test_made_once_and_forgotten_in_order() -> None:
    made: list[int] = []
    kept: Kept[int] = Kept(2)
    store = Store()
    for key in (1, 1, 2, 3, 1):
        assert kept.get(store, key, lambda key=key: made.append(key) or key * 10) == key * 10  # type: ignore[arg-type]
    assert made == [1, 2, 3, 1]
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
