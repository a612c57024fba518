"""Frames as CSV and JSON text, the same from page, command line and report."""

from __future__ import annotations

import json
import math
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins with one of these may run as a formula in a spreadsheet (OWASP, CSV injection)."""


def _plain(value: Any) -> Any:
    """A JSON value for one cell."""
    if isinstance(value, np.ndarray):
        return [_plain(item) for item in value.tolist()]
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is pd.NaT:
        return None
    if isinstance(value, datetime | date):
        midnight = isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight and isinstance(value, datetime) else value.isoformat()
    if value is None or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value


def _cell(value: Any) -> Any:
    value = _plain(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if not isinstance(value, str):
        return value
    # A lone carriage return is not quoted, and what follows it would stand as a cell of its own.
    guarded = "'" + value if value.startswith(FORMULA) else value
    return guarded.replace("\r\n", "\n").replace("\r", "\n")


def to_csv(frame: pd.DataFrame) -> str:
    """CSV text with a header line; text that a spreadsheet would run as a formula is led by an apostrophe.

    >>> print(to_csv(pd.DataFrame({"term": ["AI", "=1+1"], "n": [3, 1]})), end="")
    term,n
    AI,3
    '=1+1,1
    """
    cells = pd.DataFrame({name: pd.Series([_cell(v) for v in frame[name]], dtype=object) for name in frame.columns})
    return str(cells.to_csv(index=False, lineterminator="\n"))


def to_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """One dict a row, ready for ``json.dumps``; days as ``YYYY-MM-DD``, missing values as None.

    >>> to_records(pd.DataFrame({"n": [1], "share": [float("nan")]}))
    [{'n': 1, 'share': None}]
    """
    names = list(frame.columns)
    columns = [[_plain(v) for v in frame[name]] for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
