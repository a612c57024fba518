"""What all ranked bars share: one row a thing, its interval as a whisker, its number beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from dashboard.labels import short
from dashboard.theme import Look, figure, inks

HEIGHT, ON_PAPER = 27, 21
"""Pixels of a row with a name of one line: where a finger or pointer asks for it, and where nobody can."""
PHONE = 36
"""Characters of the legend's line that a phone has room for, beside the numbers of the bars."""


@dataclass(frozen=True)
class Row:
    """One bar: what it is called, how long it is, what stands beside it and in its hover, and what a click asks for."""

    name: str
    value: float
    label: str
    hover: str
    colour: str = ""
    low: float | None = None
    high: float | None = None
    link: tuple[str, str, str] = field(default=("", "", ""))


def bars(
    rows: Sequence[Row],
    look: Look,
    *,
    axis: dict[str, Any] | None = None,
    chosen: str = "",
    legend: Mapping[str, str] | None = None,
) -> go.Figure:
    """Horizontal bars in the order given, the first on top.

    Args:
        rows: any number of them; with none the figure is empty.
        axis: what the value axis says (``title``, ``tickformat`` …).
        chosen: subject of the row to bring out; the others fade.
        legend: what the colours mean: name → colour.
    """
    ink = inks(look)
    names = [short(row.name, 18, 3) if look.narrow else short(row.name, 56 if look.paper else 24) for row in rows]
    pitch = ON_PAPER if look.paper else HEIGHT
    # A name of two lines takes the room of two: rows of one height would push it into its neighbours.
    rooms = [1 + 13 / pitch * name.count("<br>") for name in names]
    places = [end - (room + 1) / 2 for end, room in zip(accumulate(rooms), rooms, strict=True)]
    picked = [i for i, row in enumerate(rows) if chosen and row.link[0] == chosen]
    ends = [row.value if row.high is None else row.high for row in rows]
    bar: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "x": [row.value for row in rows],
        "y": places,
        "width": 0.62,
        "marker": {"color": [row.colour or ink.accent for row in rows], "cornerradius": 3},
        "customdata": [list(row.link) for row in rows],
        "hovertext": [row.hover for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selectedpoints": picked or None,
        "unselected": {"marker": {"opacity": 0.4}},
        "showlegend": False,
    }
    if any(row.high is not None for row in rows):
        bar["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": [end - row.value for row, end in zip(rows, ends, strict=True)],
            "arrayminus": [0 if row.low is None else row.value - row.low for row in rows],
            "color": ink.text,
            "thickness": 1.2,
            "width": 3,
        }
    numbers = {
        "type": "scatter",
        "mode": "text",
        "x": [max(end, row.value, 0) for row, end in zip(rows, ends, strict=True)],
        "y": places,
        "text": [f"  {row.label}" for row in rows],
        "textposition": "middle right",
        "textfont": {"color": ink.muted, "size": 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    key = _key(legend, look) if legend else []
    deep = 22 * sum(line["text"].count("<br>") + 1 for line in key)
    room = 8 + 7 * max((len(row.label) for row in rows), default=0)
    # Beside long numbers a phone has room for two.
    ticks = 5 if not look.narrow else 2 if room > 100 else 3
    axis = axis or {}
    if axis.get("tickformat") == "," and max(ends, default=0) < ticks and all(float(end).is_integer() for end in ends):
        # Nothing is counted by halves.
        axis = {"dtick": 1, **axis}
    layout = {
        "height": 66 + deep + round(pitch * sum(rooms)),
        "margin": {"l": 8, "r": room, "t": 4 + deep, "b": 46},
        "annotations": key,
        "hovermode": "y",
        "barmode": "overlay",
        "xaxis": {"rangemode": "tozero", "nticks": ticks, "tickangle": 0, "showgrid": True, **axis},
        "yaxis": {
            "tickvals": places,
            "ticktext": names,
            "range": [sum(rooms) - 0.4, -0.6],
            "showgrid": False,
            "tickfont": {"color": ink.text, "size": 13},
            "ticklabelstandoff": 6,
        },
    }
    return figure([bar, numbers] if rows else [], layout, look)


def _key(legend: Mapping[str, str], look: Look) -> list[dict[str, Any]]:
    """What the colours mean, over the bars: Plotly's own legend has no more room than the bars, and breaks into columns."""
    lines: list[str] = []
    filled = 0
    for name, colour in legend.items():
        said = f"<span style='color:{colour}'>■</span> {escape(name)}"
        filled += len(name) + 5
        if not lines or (look.narrow and filled > PHONE):
            lines.append(said)
            filled = len(name) + 5
        else:
            lines[-1] += f"   {said}"
    place = {"x": 1, "xref": "paper", "xanchor": "right", "y": 1, "yref": "paper", "yanchor": "bottom"}
    font = {"size": 12, "color": inks(look).text}
    return [{**place, "text": "<br>".join(lines), "align": "right", "showarrow": False, "yshift": 4, "font": font}]
