"""What a page is about to ask, begun beside its script.

A filter changes the scope of a page, seldom its questions. So what a view asked before is begun at once, on other
cursors of the store, and while the script draws one card the database counts for the next ones.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

Asked = tuple[Callable[..., Any], dict[str, Any]]
VIEWS = 200
"""Views whose questions are remembered, over all visitors."""
MOST = 40
"""Questions remembered of a view."""

_pool = ThreadPoolExecutor(2, thread_name_prefix="ahead")
_lock = threading.Lock()
_views: OrderedDict[Hashable, dict[str, Asked]] = OrderedDict()


def asked(view: Hashable, question: Callable[..., Any], settings: dict[str, Any]) -> None:
    """Remember what a view asks."""
    with _lock:
        kept = _views.setdefault(view, {})
        if len(kept) < MOST:
            kept.setdefault(f"{question.__name__} {sorted(settings.items())}", (question, settings))
        _views.move_to_end(view)
        if len(_views) > VIEWS:
            _views.popitem(last=False)


def expected(view: Hashable) -> list[Asked]:
    """What a view asked until now, in its order."""
    with _lock:
        return list(_views.get(view, {}).values())


def begin(works: Iterable[Callable[[], Any]], *, instead: Iterable[Future[Any]] = ()) -> list[Future[Any]]:
    """Do works beside the script. Whoever does one keeps its result; its error is told when it is asked for again.

    Args:
        instead: works of an earlier call that nobody waits for any more; those not begun yet are left out.
    """
    for earlier in instead:
        earlier.cancel()
    return [_pool.submit(work) for work in works]
