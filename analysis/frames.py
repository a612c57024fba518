"""Small frames column by column and row by row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd


def arrays(frame: pd.DataFrame) -> dict[str, Any]:
    """The columns as arrays, by name.

    ``frame[name].array`` gives the same one by one, and makes a Series of each on the way: ten times the time, and a page
    reads thousands of columns. pandas has no other name for it; the version is pinned, and the example below is a test.

    >>> [values.tolist() for values in arrays(pd.DataFrame({"term": ["chip"], "n": [3]})).values()]
    [['chip'], [3]]
    """
    columns: Iterable[Any] = frame._iter_column_arrays()  # type: ignore[operator]
    return dict(zip(frame.columns, columns, strict=True))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as Python's own values by name; pandas' way looks into every cell of a text column for itself.

    >>> records(pd.DataFrame({"term": ["chip", "AI"], "n": [3, 1]}))
    [{'term': 'chip', 'n': 3}, {'term': 'AI', 'n': 1}]
    """
    names = [str(name) for name in frame.columns]
    return [
        dict(zip(names, row, strict=True))
        for row in zip(*(cells.tolist() for cells in arrays(frame).values()), strict=True)
    ]
