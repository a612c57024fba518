"""What all timelines share: lines with their interval, gaps left open, partial and thin periods marked as such.

Periods with fewer than ``FEW`` units are pale and hollow and do not stretch the axis; partial ones are hollow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts.told import FEW, days, each, percents
from dashboard.labels import grain, short, spans
from dashboard.strings import text
from dashboard.theme import DASHES, MARKERS, Look, faded, figure, inks

BELOW = 42
"""Pixels from the time axis down to the sentence under its labels."""
STRAY, LONG = 0.005, 4
"""A share of all units so small, over so many periods that are mostly empty, is said in words and not drawn."""
EACH = 4
"""Up to how many periods each is named on the axis."""

Describe = Callable[[Any, str], str]
Rows = list[tuple[date, Any]]
"""The rows of one thing, each with the first day of its period."""


def timeline(
    frame: pd.DataFrame,
    look: Look,
    *,
    item: str,
    colours: dict[str, str],
    hover: Describe,
    show: Callable[[str], str] = str,
) -> go.Figure:
    """Shares of several things over time.

    Args:
        frame: one row an item and period, items in their order: ``item``, period, share, low, high, total, partial, gap.
        item: column that names the series.
        colours: of the items.
        hover: (row, width of a period) -> what the pointer shows, already escaped.
        show: how a series is named.
    """
    if frame.empty:
        return figure([], {}, look)
    frame, left_out, first = drawn(frame)
    periods = days(frame.drop_duplicates("period"))
    width = grain(periods)
    ends = dict(zip(periods, spans(periods), strict=True))
    sure, thin = solid(frame)
    joined = set(days(sure))
    several = rows_by(frame, item)
    # Bands of many lines lie over each other: together they stay paler than a line.
    alpha = (0.12 if thin else 0.2) / max(1.5, len(several))

    def clicks(rows: Rows) -> dict[str, Any]:
        return {
            "customdata": [[getattr(row, item), *ends[day]] for day, row in rows],
            "hovertext": [hover(row, width) for _, row in rows],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }

    traces: list[dict[str, Any]] = []
    drawn_in: Counter[str] = Counter()
    for number, (name, rows) in enumerate(several.items()):
        gaps = [day not in joined for day, _ in rows]
        ink = colours[name]
        marker = MARKERS[drawn_in[ink] % len(MARKERS)]
        drawn_in[ink] += 1
        # Bands of many lines at nothing would lie over each other as one grey ground.
        bare = [gap or (len(colours) > 1 and row.n == 0) for gap, (_, row) in zip(gaps, rows, strict=True)]
        traces.append(band(rows, bare, ink, alpha))
        traces.append(
            _line(rows, gaps, ink, DASHES[number % len(DASHES)], marker)
            | {"name": short(show(name), 32 if look.narrow else 44, 1)}
            | clicks(rows)
        )
        if pale := [(day, row) for day, row in rows if not row.gap and row.total < FEW]:
            traces.append(_pale(pale, ink) | clicks(pale))
    top = float((sure["share"] * 1.2 if thin else sure["high"]).max())
    layout = {
        "height": (300 if look.paper else 340) + (18 * len(traces) // 2 if look.narrow else 0),
        "margin": {"l": 8, "r": 20, "t": 8, "b": BELOW + (36 if look.narrow else 20) if left_out else 8},
        "showlegend": True,
        "hoverdistance": 30,
        "xaxis": time_axis(frame, look),
        "yaxis": {"tickformat": percents(top), "range": [0, top * 1.05 or 1], "nticks": 6},
        "shapes": marks(frame, look),
        "annotations": stray(left_out, first, look),
    }
    return figure(traces, layout, look)


def rows_by(frame: pd.DataFrame, item: str) -> dict[str, Rows]:
    """The rows of each thing with their day, things in their order: grouped and read once, for all that is drawn of them."""
    out: dict[str, Rows] = {}
    for day, row in zip(days(frame), each(frame), strict=True):
        out.setdefault(str(getattr(row, item)), []).append((day, row))
    return out


def solid(frame: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """The rows that a line joins, and whether most periods are thin (then all rows are joined)."""
    there = frame[~frame["gap"]]
    sure = there[there["total"] >= FEW]
    thin = len(sure) * 2 < len(there)
    return (there if thin else sure), thin


def band(rows: Rows, gaps: Sequence[bool], colour: str, alpha: float) -> dict[str, Any]:
    """The interval as a ribbon, one piece for each stretch without a gap."""
    x: list[Any] = []
    y: list[Any] = []
    for gap, piece in groupby(zip(gaps, rows, strict=True), key=itemgetter(0)):
        if not gap:
            along, told = zip(*(row for _, row in piece), strict=True)
            x += [*along, *reversed(along), None]
            y += [*(row.high for row in told), *(row.low for row in reversed(told)), None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": faded(colour, alpha),
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def drawn(frame: pd.DataFrame) -> tuple[pd.DataFrame, int, pd.Timestamp | None]:
    """What of a timeline is drawn: a few stray units long before the rest would leave it mostly empty.

    Args:
        frame: one row an item and period: period, total, gap.

    Returns:
        The rows drawn, how many units lie before them (0: all is drawn), and the first period drawn then.
    """
    periods = frame["period"].to_numpy()
    starts, rows = np.unique(periods, return_index=True)
    totals = frame["total"].to_numpy()[rows]
    early = int((totals.cumsum() <= STRAY * totals.sum()).sum())
    if not LONG <= early < len(starts) or frame["gap"].to_numpy()[rows[:early]].mean() <= 0.5:
        return frame, 0, None
    return frame[periods >= starts[early]], int(totals[:early].sum()), pd.Timestamp(starts[early])


def time_axis(frame: pd.DataFrame, look: Look) -> dict[str, Any]:
    """A date axis in the reader's order of day, month, year; between a few days Plotly would write the same day twice."""
    periods = days(frame.drop_duplicates("period"))
    months = grain(periods) == "month"
    written = "%m/%Y" if months else "%d/%m\n%Y"
    if look.language == "en":
        written = "%b %Y" if months else "%-d %b\n%Y"
    each_one = {"tickvals": periods} if len(periods) <= EACH else {}
    return {"type": "date", "tickformat": written, "showgrid": False, "nticks": 7, "ticklabelstandoff": 5} | each_one


def marks(frame: pd.DataFrame, look: Look, **axes: str) -> list[dict[str, Any]]:
    """Shades over stretches of periods without any article.

    Args:
        axes: xref and yref of the panel.
    """
    shape = {"type": "rect", "xref": "x", "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "line": {"width": 0}}
    ink = faded(inks(look).none, 0.16)
    return [{**shape, **axes, "fillcolor": ink, "x0": start, "x1": end} for start, end in _gaps(frame)]


def stray(count: int, first: pd.Timestamp | None, look: Look) -> list[dict[str, Any]]:
    """The sentence that says what lies before the drawn periods; nothing where all is drawn."""
    if first is None:
        return []
    when = labels.period(first.date(), "month" if first.day == 1 else "day", look.language)
    said = text(look.language, "charts.stray", n=labels.number(count, look.language), day=when)
    return [
        {
            "text": labels.short(said, 44 if look.narrow else 120),
            "align": "left",
            "x": 0,
            "y": 0,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "top",
        }
        | {"yshift": -BELOW, "showarrow": False, "font": {"size": 11, "color": inks(look).muted}}
    ]


def _line(rows: Rows, gaps: Sequence[bool], colour: str, dash: str, marker: str) -> dict[str, Any]:
    wide = 7 if len(rows) <= 60 else 5
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [day for day, _ in rows],
        "y": [None if gap else row.share for gap, (_, row) in zip(gaps, rows, strict=True)],
        "connectgaps": False,
        "line": {"color": colour, "width": 2.2, "dash": dash},
        "marker": {
            "color": colour,
            "size": [0 if row.total < FEW else wide for _, row in rows],
            "symbol": [f"{marker}-open" if row.partial else marker for _, row in rows],
        },
        "unselected": {"marker": {"opacity": 0.5}},
    }


def _pale(rows: Rows, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "showlegend": False,
        "x": [day for day, _ in rows],
        "y": [row.share for _, row in rows],
        "marker": {"color": faded(colour, 0.7), "size": 8, "symbol": "diamond-open"},
    }


def _gaps(frame: pd.DataFrame) -> list[tuple[date, date]]:
    """Stretches of periods without any article: (first day, first day of the next period with one)."""
    periods = frame.drop_duplicates("period")
    out: list[tuple[date, date]] = []
    start = None
    for stamp, gap in zip(periods["period"], periods["gap"], strict=True):
        if gap:
            start = start or stamp.date()
        elif start:
            out.append((start, stamp.date()))
            start = None
    return out
