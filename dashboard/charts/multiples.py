"""Small multiples: one panel a thing, its share over time with interval and n."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import ceil
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts import lines
from dashboard.charts.told import FEW, days, percents
from dashboard.theme import Look, figure, inks

PANEL = 168
"""Pixels of one panel."""
LONG = 90
"""Days above which months are written below a panel."""
Describe = Callable[[Any, str], str]


def multiples(
    frame: pd.DataFrame,
    look: Look,
    *,
    item: str,
    colours: dict[str, str],
    hover: Describe,
    common: bool = True,
    show: Callable[[str], str] = str,
) -> go.Figure:
    """One panel a thing.

    Args:
        frame: one row an item and period, items in their order: ``item``, period, n, total, share, low, high, partial,
            gap.
        item: column that names the panels.
        colours: of the items.
        hover: (row, width of a period) -> what the pointer shows, already escaped.
        common: one scale for all panels, so that sizes compare; else each its own, so that shapes do.
        show: how a panel is headed.
    """
    if frame.empty:
        return figure([], {}, look)
    frame, left_out, first = lines.drawn(frame)
    panels = lines.rows_by(frame, item)
    wide = 1 if len(panels) == 1 else 2 if look.narrow else 3
    deep = ceil(len(panels) / wide)
    used, thin = lines.solid(frame)
    height = "share" if thin else "high"
    most = float(used[height].max())
    layout: dict[str, Any] = {"height": 20 + deep * PANEL, "margin": {"l": 8, "r": 14, "t": 4, "b": 8}}
    layout |= {"annotations": [], "shapes": [], "hoverdistance": 30}
    if left_out:
        layout["annotations"] += [note | {"yshift": -8} for note in lines.stray(left_out, first, look)]
        layout["margin"]["b"] = 32 if not look.narrow else 48
    traces: list[dict[str, Any]] = []
    along = lines.time_axis(frame, look) | {"nticks": 4, "tickangle": 0}
    along["tickformat"] = _one_line(frame, look)
    if look.narrow:
        along = {"tickvals": _two(frame)} | along | {"tickfont": {"size": 10, "color": inks(look).muted}}
    empty = lines.marks(frame, look)
    for number, (name, rows) in enumerate(panels.items()):
        gaps = [row.gap or (row.total < FEW and not thin) for _, row in rows]
        there = [row for gap, (_, row) in zip(gaps, rows, strict=True) if not gap]
        top = (most if common else max((getattr(row, height) for row in there), default=0.0)) or 1
        key = "" if number == 0 else str(number + 1)
        column, upper = number % wide, 1 - number // wide / deep
        gap = 0.13 if look.narrow else 0.055
        left, right = column / wide + (gap if column else 0), (column + 1) / wide - 0.01
        layout[f"xaxis{key}"] = {**along, "domain": [left, right], "anchor": f"y{key}"}
        layout[f"yaxis{key}"] = {
            "domain": [upper - (1 - 24 / PANEL) / deep, upper - 40 / PANEL / deep],
            "anchor": f"x{key}",
            "range": [0, top * (1.2 if thin else 1.05)],
            "nticks": 3,
            "tickformat": percents(top),
        }
        layout["annotations"].append(
            _title(show(name), sum(row.n for row in there), column / wide, upper, colours[name], look)
        )
        layout["shapes"] += [shape | {"xref": f"x{key}", "yref": f"y{key} domain"} for shape in empty]
        axes = {"xaxis": f"x{key}", "yaxis": f"y{key}"}
        ribbon = lines.band(rows, gaps, colours[name], 0.18)
        traces += [ribbon | axes, _line(rows, gaps, name, colours[name], hover) | axes]
    return figure(traces, layout, look)


def _two(frame: pd.DataFrame) -> list[date]:
    """What a phone's panel has room for: a period near its beginning and one near its end, months by their first day."""
    periods = days(frame.drop_duplicates("period"))
    near = len(periods) // 6
    both = [periods[near], periods[-1 - near]]
    return [day.replace(day=1) for day in both] if (periods[-1] - periods[0]).days > LONG else both


def _one_line(frame: pd.DataFrame, look: Look) -> str:
    """How a small panel writes its periods: months where there are several, else days; never on two lines."""
    periods = days(frame.drop_duplicates("period"))
    if (periods[-1] - periods[0]).days > LONG:
        if look.narrow:
            return "%m/%y"
        return "%m/%Y" if look.language == "vi" else "%b %Y"
    return "%d/%m" if look.language == "vi" else "%-d %b"


def _title(name: str, n: int, x: float, y: float, ink: str, look: Look) -> dict[str, Any]:
    said = f"<b>{labels.short(name, 26, 1)}</b><br><span style='color:{inks(look).muted}'>n = {labels.number(n, look.language)}</span>"
    return {"text": said, "x": x, "y": y, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"} | {
        "showarrow": False,
        "align": "left",
        "font": {"size": 11 if look.narrow else 12, "color": ink},
    }


def _line(rows: lines.Rows, gaps: list[bool], name: str, ink: str, hover: Describe) -> dict[str, Any]:
    periods = [day for day, _ in rows]
    width = labels.grain(periods)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": periods,
        "y": [None if gap else row.share for gap, (_, row) in zip(gaps, rows, strict=True)],
        "connectgaps": False,
        "line": {"color": ink, "width": 1.8},
        "marker": {
            "color": ink,
            "size": 4,
            "symbol": ["circle-open" if row.partial else "circle" for _, row in rows],
        },
        "customdata": [[name, *span] for span in labels.spans(periods)],
        "hovertext": [hover(row, width) for _, row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
        "unselected": {"marker": {"opacity": 0.5}},
    }
