"""Small frames row by row."""

from __future__ import annotations

from typing import Any

import pandas as pd


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as Python's own values by name; pandas' way looks into every cell of a text column for itself.

    >>> records(pd.DataFrame({"term": ["chip", "AI"], "n": [3, 1]}))
    [{'term': 'chip', 'n': 3}, {'term': 'AI', 'n': 1}]
    """
    names = [str(name) for name in frame.columns]
    columns = (frame[name].tolist() for name in frame.columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
