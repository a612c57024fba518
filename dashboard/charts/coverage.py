"""How often intervals hold what they promise: a dot a topic, the promise a line."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts.told import each
from dashboard.strings import text
from dashboard.theme import Look, colour, figure, inks

ROW, ON_PHONE = 26, 34
"""Pixels of a row; a phone's has room for a name of two lines."""
PROMISE = 0.95
BAND = (0.93, 0.97)
"""Between these the mean over topics counts as kept."""


def held(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Share of simulated corpora whose true share lies inside the interval.

    Args:
        frame: topic, held (0 to 1), rounds (simulated corpora).
    """
    if frame.empty:
        return figure([], {}, look)
    language, ink = look.language, inks(look)
    rows = each(frame)
    names = [text(language, f"charts.topic.{row.topic}") for row in rows]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": [row.held for row in rows],
        "y": list(range(len(rows))),
        "marker": {"color": [colour("topic", row.topic, look.dark) for row in rows], "size": 11},
        "hovertext": [
            f"<b>{name}</b><br>"
            + text(
                language,
                "charts.held",
                held=f"{labels.number(row.held * 100, language, 1)}%",
                rounds=labels.number(row.rounds, language),
            )
            for name, row in zip(names, rows, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }
    least = min(0.9, float(frame["held"].min()) - 0.01)
    band = {"type": "rect", "x0": BAND[0], "x1": BAND[1], "y0": 0, "y1": 1, "yref": "paper", "line": {"width": 0}}
    line = {"type": "line", "x0": PROMISE, "x1": PROMISE, "y0": 0, "y1": 1, "yref": "paper"}
    layout = {
        "height": 60 + (ON_PHONE if look.narrow else ROW) * len(rows),
        "margin": {"l": 8, "r": 16, "t": 4, "b": 40},
        "shapes": [
            {**band, "fillcolor": ink.muted, "opacity": 0.15, "layer": "below"},
            {**line, "line": {"color": ink.muted, "width": 1.5, "dash": "dot"}, "layer": "below"},
        ],
        "xaxis": {"range": [least, 1.003], "tickformat": ".0%", "title": {"text": text(language, "charts.axis.held")}},
        "yaxis": {
            "tickvals": list(range(len(rows))),
            "ticktext": [labels.short(name, 16, 2) if look.narrow else labels.short(name, 28, 1) for name in names],
            "range": [len(rows) - 0.4, -0.6],
            "tickfont": {"color": ink.text, "size": 12 if look.narrow else 13},
        },
    }
    return figure([dots], layout, look)
