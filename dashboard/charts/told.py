"""What the pointer says on every figure, in the reader's language: numerator, denominator, interval, period, cautions."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from dashboard import labels
from dashboard.strings import text

FEW = 20
"""Units below which a period says little about a share."""


def each(frame: pd.DataFrame) -> list[Any]:
    """The rows of a small frame, their cells by name."""
    # Column by column: pandas' own way looks into every cell of a text column for itself.
    return list(map(_row(tuple(frame.columns)), *(_cells(column) for _, column in frame.items())))


def _cells(column: pd.Series[Any]) -> list[Any]:
    """A column as Python's own values: NumPy gives its days as ``datetime``, which are made in a quarter of the time of
    pandas' own; a day that is missing stays pandas', which every reader of it knows."""
    values = column.to_numpy()
    if values.dtype.kind == "M":
        return column.tolist() if np.isnat(values).any() else list(values.astype("datetime64[s]").tolist())
    return list(values.tolist())


@cache
def _row(columns: tuple[str, ...]) -> Callable[..., Any]:
    return namedtuple("Row", columns)


def over_time(frame: pd.DataFrame) -> bool:
    """Whether a frame has several periods."""
    return "period" in frame and len(pd.unique(frame["period"].to_numpy())) > 1


def days(frame: pd.DataFrame, column: str = "period") -> list[date]:
    """A column of days as Python's own."""
    return [stamp.date() for stamp in _cells(frame[column])]


def share(row: Any, language: str) -> str:
    """``37 of 412 articles (9%, 95%: 6 to 12%)`` from n, total, share, low, high, unit."""
    return text(
        language,
        "charts.of",
        n=labels.number(row.n, language),
        total=counted(row.total, row.unit, language),
        share=labels.percent(row.share, language),
        low=labels.percent(row.low, language),
        high=labels.percent(row.high, language),
    )


def percents(top: float) -> str:
    """How an axis of shares is written, so that no two of its ticks read the same.

    Args:
        top: the largest share on it.

    >>> percents(0.12), percents(0.02), percents(0.002)
    ('.0%', '.1%', '.2%')
    """
    return ".0%" if top > 0.04 else ".1%" if top > 0.004 else ".2%"


def apart(row: Any, language: str) -> str:
    """What sets a topic's articles apart: how many of them have a thing and how many of the others; ratio and G²."""
    return text(
        language,
        "charts.distinctive",
        **{"n": labels.number(row.n, language), "total": counted(row.total, row.unit, language)},
        **{"rest": labels.number(row.n_rest, language), "others": counted(row.total_rest, row.unit, language)},
        **{"g2": labels.number(row.g2, language), "ratio": labels.number(row.log_ratio, language, 1)},
    )


def whole(frame: pd.DataFrame, unit: str) -> int | None:
    """What all shares of an answer are of: the units of its scope, those of its periods together.

    None where each row has a denominator of its own, or where none can be told: an outlet of several periods is one.

    >>> whole(pd.DataFrame({"total": [4, 4]}), "articles"), whole(pd.DataFrame({"total": [4, 5]}), "articles")
    (4, None)
    >>> shares = pd.DataFrame({"period": [1, 2, 1, 2], "total": [4, 5, 4, 5]})
    >>> whole(shares, "articles"), whole(shares, "outlets")
    (9, None)
    """
    if "total" not in frame:
        return None
    if unit == "outlets" and ("period" in frame or frame["total"].max() == 1):
        return None
    if "period" in frame:
        rows = np.unique(frame["period"].to_numpy(), return_index=True)[1]
        return int(frame["total"].to_numpy()[rows].sum())
    totals = np.unique(frame["total"].to_numpy())
    return int(totals[0]) if len(totals) == 1 else None


def counted(n: float, unit: str, language: str) -> str:
    """A number with what it counts: ``412 articles``."""
    return text(language, f"charts.counted.{unit}", n=labels.number(n, language))


def unit(row: Any, language: str) -> str:
    return text(language, f"charts.unit.{row.unit}")


def unit_of(frame: pd.DataFrame, language: str) -> str:
    """What all rows of an answer count; articles where it has none."""
    return text(language, f"charts.unit.{'articles' if frame.empty else frame['unit'].iloc[0]}")


def dispersion(row: Any, language: str) -> list[str]:
    """How evenly a thing is spread over days and outlets; nothing where the frame does not say."""
    if not hasattr(row, "dp_days"):
        return []
    days, outlets = (labels.number(value, language, 2) for value in (row.dp_days, row.dp_outlets))
    return [text(language, "charts.dispersion", days=days, outlets=outlets)]


def dated(row: Any, width: str, language: str) -> list[str]:
    """The period, and what to beware of in it."""
    told = [] if width == "all" else [labels.period(row.period.date(), width, language)]
    if row.partial:
        told.append(text(language, "charts.partial"))
    if row.total < FEW:
        told.append(text(language, "charts.few", least=FEW, unit=unit(row, language)))
    return told
