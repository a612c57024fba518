"""Outages on a timeline: a strip over the time axis where an outlet that is otherwise daily has no article."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.lines import drawn
from dashboard.charts.told import each, over_time
from dashboard.theme import Look, inks, over

HIGH, LEAST = 0.03, 4
"""Height of the strip, as a part of its panel; and in pixels of a figure without axes."""
MOST = 1_000
"""Outages looked at, the longest first."""


def timed(frame: pd.DataFrame) -> bool:
    """Whether a frame shows time: several periods, or days."""
    return over_time(frame) or ("day" in frame and not frame.empty)


def inside(
    gaps: pd.DataFrame, frame: pd.DataFrame, since: date | None = None, until: date | None = None
) -> pd.DataFrame:
    """The outages that lie in the time drawn of a frame, cut to it: a strip beyond would stretch the axis.

    Args:
        gaps: one row an outage: source, first, last.
        frame: one that shows time; its periods from the first drawn on, or its days.
        since, until: first and last day of the scope, where it has them.

    >>> days = pd.to_datetime(["2025-10-06", "2025-10-07", "2025-10-08", "2025-10-20"])
    >>> gaps = pd.DataFrame({"source": "a", "first": days[:1], "last": days[2:3]})
    >>> inside(gaps, pd.DataFrame({"day": days[1:2]}))["last"].dt.day.tolist()
    [7]
    >>> inside(gaps, pd.DataFrame({"day": days[3:]})).empty
    True
    """
    of_days = "day" in frame
    shown = frame if of_days or "total" not in frame else drawn(frame)[0]
    begin = max(filter(None, (_bound(since), shown["day" if of_days else "period"].min())))
    ends = [*filter(None, (_bound(until), frame["day"].max() if of_days else None))]
    # As arrays: most figures have none, and pandas takes longer to find that out than the figure takes to draw.
    first, last = (gaps[name].to_numpy() for name in ("first", "last"))
    end = min(ends).to_datetime64() if ends else last.max(initial=begin.to_datetime64())
    met = (last >= begin.to_datetime64()) & (first <= end)
    if not met.any():
        return gaps.head(0)
    first, last = np.maximum(first[met], begin.to_datetime64()), np.minimum(last[met], end)
    cut: pd.DataFrame = gaps[met].assign(first=first, last=last)
    return cut


def _bound(day: date | None) -> pd.Timestamp | None:
    return None if day is None else pd.Timestamp(day)


def marked(chart: go.Figure, gaps: pd.DataFrame, look: Look) -> go.Figure:
    """The figure with every outage on each of its time axes.

    Args:
        chart: a figure; axes that are not of time stay as they are.
        gaps: one row an outage: first and last day without an article; none: the figure stays as it is.
    """
    if gaps.empty:
        return chart
    ink, layout = inks(look).muted, chart.to_dict()["layout"]
    bare = not layout.get("xaxis", {}).get("visible", True)
    strips = [
        {
            "type": "rect",
            "xref": axis.replace("axis", ""),
            "yref": f"{axis.replace('xaxis', 'y')} domain",
            "x0": row.first.isoformat(),
            "x1": (row.last + timedelta(1)).isoformat(),
            "y0": 0,
            "y1": LEAST / layout["height"] if bare else HIGH,
            "line": {"width": 0},
            "fillcolor": ink,
            "opacity": 0.75,
            "name": "outage",
        }
        for axis in _time_axes(layout)
        for row in each(gaps)
    ]
    return over(chart, shapes=strips)


def _time_axes(layout: dict[str, Any]) -> list[str]:
    return sorted(name for name in layout if name.startswith("xaxis") and layout[name].get("type") == "date")
