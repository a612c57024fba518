"""What was drawn of an answer, kept for everybody who looks at the same: most changes of a page leave most of its cards as
they were, and making a figure and its words takes longer than sending them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

import pandas as pd

from analysis.store.kept import Kept
from dashboard.state import url
from dashboard.state.asking import chosen, edits, store
from dashboard.state.reader import look

Made = TypeVar("Made")
KEPT = 300
"""Drawings kept, some thirty pages of cards; one takes 20 to 200 kB."""
READ = ("events", "before")
"""Keys of the URL, beside the scope, that cards read for themselves."""

drawings: Kept[Any] = Kept(KEPT)


def kept(
    frame: pd.DataFrame, *which: Hashable, settings: Mapping[str, Any] | None = None, make: Callable[[], Made]
) -> Made:
    """What ``make`` makes of an answer, as it was made before for the same answer, reader's look, scope and edits.

    Args:
        frame: the answer of a question, or rows of it that its length and ``which`` tell.
        which: what else decides; one of them names the place on the page.
        settings: the same by name; answers of questions may be among them.
        make: gives a value that nobody changes. It may be broken off by a new run of the page.
    """
    told = [_told(value) for value in (frame, *(settings or {}).values())]
    if None in told:
        return make()
    read = tuple(url.one(name) for name in READ)
    key = (*which, tuple(settings or ()), *told, look(), chosen(), read, edits())
    # Made before it is kept: one who waited for it would be broken off with the run that makes it.
    made = [] if (store(), key) in drawings else [make()]
    held: Made = drawings.get(store(), key, lambda: made[0] if made else make())
    return held


def _told(value: Any) -> Hashable:
    """A value as a part of a key; None where it cannot be one."""
    if isinstance(value, pd.DataFrame):
        return (asked, len(value)) if (asked := value.attrs.get("asked")) else None
    return (value,)
