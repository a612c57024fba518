"""Outages on a timeline: a strip over the time axis where an outlet that is otherwise daily has no article."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.told import each
from dashboard.theme import Look, inks, over

HIGH = 0.03
"""Height of the strip, as a part of its panel."""


def marked(chart: go.Figure, gaps: pd.DataFrame, look: Look) -> go.Figure:
    """The figure with every outage on each of its time axes.

    Args:
        chart: a figure; axes that are not of time stay as they are.
        gaps: one row an outage: first and last day without an article.
    """
    ink = inks(look).muted
    strips = [
        {
            "type": "rect",
            "xref": axis.replace("axis", ""),
            "yref": f"{axis.replace('xaxis', 'y')} domain",
            "x0": row.first.isoformat(),
            "x1": (row.last + timedelta(1)).isoformat(),
            "y0": 0,
            "y1": HIGH,
            "line": {"width": 0},
            "fillcolor": ink,
            "opacity": 0.75,
            "name": "outage",
        }
        for axis in _time_axes(chart.to_dict()["layout"])
        for row in each(gaps)
    ]
    return over(chart, shapes=strips)


def _time_axes(layout: dict[str, Any]) -> list[str]:
    return sorted(name for name in layout if name.startswith("xaxis") and layout[name].get("type") == "date")
