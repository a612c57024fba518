"""Events of the calendar over a timeline: a sign at the upper edge on the first day, a line as long as the event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.lines import drawn
from dashboard.charts.told import days, each
from dashboard.labels import safe, spans
from dashboard.theme import Look, inks, over

SIGN = "▾"


def marked(chart: go.Figure, events: pd.DataFrame, periods: pd.DataFrame, look: Look, *, sign: str = SIGN) -> go.Figure:
    """The figure with the events inside its periods; one of several panels stays as it is, it has no room for them.

    Args:
        chart: a figure with one axis of time.
        events: one row an event: first, last, name.
        periods: the frame that the figure shows: period.
        sign: what stands on the first day.
    """
    layout = chart.to_dict()["layout"]
    axes = [name for name in layout if name.startswith("xaxis")]
    if axes != ["xaxis"] or layout["xaxis"].get("type") != "date":
        return chart
    # What reaches beyond the periods that are drawn would stretch the axis.
    periods = drawn(periods)[0] if "total" in periods else periods
    begin = periods["period"].min()
    end = pd.Timestamp(_last_day(periods))
    ink = inks(look).muted
    signs, lines = [], []
    for event in each(events):
        first, last = max(event.first, begin), min(event.last, end)
        if first > last:
            continue
        signs.append(
            {
                "x": first.isoformat(),
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "yshift": -3,
                "text": sign,
                "showarrow": False,
                "font": {"color": ink, "size": 14},
                "hovertext": safe(event.name),
                "captureevents": True,
                "name": "event",
            }
        )
        if last > first:
            days_after = (last + timedelta(1)).isoformat()
            line = {"color": ink, "width": 2}
            lines.append(
                {
                    **{"type": "line", "xref": "x", "yref": "paper", "y0": 1, "y1": 1, "line": line, "name": "event"},
                    **{"x0": first.isoformat(), "x1": min(days_after, end.isoformat())},
                }
            )
    return over(chart, shapes=lines, annotations=signs)


def _last_day(periods: pd.DataFrame) -> str:
    told: Sequence[tuple[str, str]] = spans(sorted(set(days(periods))))
    return told[-1][1] or str(periods["period"].max().date())
