"""One figure of a report: the chart or table, its denominator and unit, its method, its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from analysis.questions.asked import Asked
from dashboard import labels
from dashboard.charts import earlier, told
from dashboard.reports import cells
from dashboard.reports.editable import PAIRED, facing
from dashboard.reports.leads import lead
from dashboard.strings import strings, text

ROWS = 60
"""Rows of the table behind a figure that are printed; the rest is counted, and whole in the CSV."""
LISTED = 300
"""Rows that are printed of a table without a figure."""
_INTERVAL = re.compile(r"khoảng tin cậy|95% interval", re.IGNORECASE)
_POINTER = re.compile(r"\b(bấm|nhấp|click|press|tap)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """One figure, or one table without a figure, with everything that is said of it."""

    key: str
    """Prefix of its strings, that of the page's card."""
    title: str
    lead: str
    """The first thing to read in it; empty where there is nothing to say."""
    subtitle: str
    """What it shows, its denominator, unit, and how many rows of how many."""
    bare: str
    """The same where its bars and lines stand without intervals, as on a slide."""
    method: str
    note: str
    """Why there is nothing to see; empty where there is something."""
    alt: str
    figure: dict[str, Any] | None
    """As Plotly's JSON has it."""
    narrow: dict[str, Any] | None
    """The same for a phone."""
    frame: pd.DataFrame
    headings: list[str]
    numeric: list[bool]
    """Which columns of the table hold numbers: they stand at its right edge."""
    cells: list[list[str]]
    """The table as it is printed."""
    labels: str = ""
    """Column that names the bars of an editable chart, or its lines where the frame has periods; empty: a table."""
    value: str = "n"
    """Column of their lengths."""
    bars: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Its rows as an editable chart names them."""
    before: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The answer for the period before; without a row where nobody asks for it."""

    @property
    def whole(self) -> pd.DataFrame:
        """All its rows, those of the period before too."""
        return earlier.joined(self.frame, self.before)

    @property
    def listed(self) -> bool:
        """Whether it is a table that stands for itself."""
        return self.figure is None and not self.note


def figure(
    key: str,
    frame: pd.DataFrame,
    drawn: tuple[dict[str, Any], dict[str, Any]] | None,
    *,
    words: str,
    language: str,
    unit: str = "articles",
    charted: bool = True,
    title: str = "",
    columns: Sequence[str] = (),
    names: str = "",
    value: str = "n",
    about: str = "",
    before: pd.DataFrame | None = None,
) -> Figure:
    """One figure of a report.

    Args:
        key: prefix of its strings.
        frame: the answer that it shows.
        drawn: the figure for a sheet and for a phone, as Plotly's JSON has it.
        words: the scope.
        unit: of the scope, where the frame does not say.
        charted: whether there is a chart at all; else the table stands for itself.
        title: empty: that of the strings.
        columns: of the frame that are printed; empty: all.
        names, value: see ``labels`` and ``value`` of ``Figure``.
        about: whose company it shows, where its rows are pairs.
        before: the answer for the period before, where it is asked for.
    """
    note = ""
    if drawn is not None and not drawn[0]["data"]:
        drawn = None
    if frame.empty or (charted and drawn is None):
        note = _optional(language, f"{key}.empty") or text(language, "frame.nothing")
    title = title or text(language, f"{key}.title")
    before = frame.head(0) if before is None else before
    whole = earlier.joined(frame, before)
    bars = frame
    if names == PAIRED:
        bars, names = facing(frame, about, language), "name"
    said = still(_optional(language, f"{key}.subtitle"))
    of, beside = _of(frame, unit, language), _beside(before, language)
    shown = whole[[name for name in columns or whole.columns if name in whole]].head(ROWS if charted else LISTED)
    return Figure(
        key=key,
        title=title,
        lead="" if note else lead(bars, names, value, language),
        subtitle=_joined(said, of, beside),
        bare=_joined(_optional(language, f"{key}.slide") or without_intervals(said), of, beside),
        method=_optional(language, f"{key}.method"),
        note=note,
        alt=f"{title}. {words}. {text(language, 'frame.alt', rows=len(frame))}",
        figure=drawn[0] if drawn else None,
        narrow=drawn[1] if drawn else None,
        frame=frame,
        headings=[cells.heading(str(name), language) for name in shown.columns],
        numeric=[is_numeric_dtype(shown[name]) and not is_bool_dtype(shown[name]) for name in shown.columns],
        cells=cells.printed(shown, language),
        labels=names,
        value=value,
        bars=bars,
        before=before,
    )


def _beside(before: pd.DataFrame, language: str) -> str:
    """Which days the period before has; empty where nobody asks for it."""
    asked = None if before.empty else Asked.of(before)
    if asked is None:
        return ""
    ends = {name: labels.day(getattr(asked.scope, name), language) for name in ("since", "until")}
    return text(language, "report.before", **ends)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _of(frame: pd.DataFrame, unit: str, language: str) -> str:
    """The denominator of a figure, its unit, and how many rows of how many it shows."""
    if frame.empty:
        return ""
    parts = []
    unit = str(frame["unit"].iloc[0]) if "unit" in frame else unit
    if "total_b" in frame:
        a, b = (told.counted(frame[name].max(), unit, language) for name in ("total", "total_b"))
        parts.append(text(language, "frame.of_both", a=a, b=b))
    elif (whole := told.whole(frame, unit)) is not None:
        parts.append(text(language, "frame.of", total=told.counted(whole, unit, language)))
    if unit == "outlets":
        parts.append(text(language, "frame.outlets"))
    if "rows" in frame and int(frame["rows"].iloc[0]) > len(frame):
        rows = labels.number(int(frame["rows"].iloc[0]), language)
        parts.append(text(language, "frame.cut", shown=labels.number(len(frame), language), rows=rows))
    return _joined(*parts)


def without_intervals(said: str) -> str:
    """What a figure shows, without the clauses about its intervals.

    >>> without_intervals("Tỷ lệ bài có từ trong mỗi kỳ; dải màu là khoảng tin cậy 95%"), without_intervals("Whiskers: 95% interval")
    ('Tỷ lệ bài có từ trong mỗi kỳ', '')
    """
    return (
        "; ".join(part for part in re.split(r"[;,]\s+", said) if not _INTERVAL.search(part))
        if _INTERVAL.search(said)
        else said
    )


def still(subtitle: str) -> str:
    """What a page says of a figure without its hints for the pointer: paper takes no clicks.

    >>> still("Bấm vào cột để xem bài; cột nhạt là kỳ chưa trọn"), still("Colour by type. Click to read.")
    ('Cột nhạt là kỳ chưa trọn', 'Colour by type')
    """
    parts = [part.strip(" .;") for part in re.split(r"(?<=[.;])\s+", subtitle)]
    left = [part for part in parts if part and not _POINTER.search(part)]
    return "; ".join(left)[:1].upper() + "; ".join(left)[1:]


def _optional(language: str, key: str) -> str:
    return text(language, key) if key in strings(language) else ""
