"""Sparklines: the shape of a series in a card, without axes."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts import lines
from dashboard.charts.told import days
from dashboard.theme import Look, faded, figure, inks

HEIGHT = 52


def spark(frame: pd.DataFrame, look: Look, *, value: str = "n", ink: str = "") -> go.Figure:
    """One series as a line over a pale area; gaps are open, a partial last period is hollow, a few stray
    units long before the rest are not drawn.

    Args:
        frame: period, total, partial, gap and the column ``value``.
        value: n or share.
        ink: colour; else the accent.
    """
    if frame.empty:
        return figure([], {"height": HEIGHT, "xaxis": {"visible": False}, "yaxis": {"visible": False}}, look)
    frame, _, _ = lines.drawn(frame)
    ink = ink or inks(look).accent
    language = look.language
    periods = days(frame)
    width = labels.grain(periods)
    values = [None if gap else number for gap, number in zip(frame["gap"], frame[value], strict=True)]
    known = [number for number in values if number is not None]
    told = labels.percent if value == "share" else labels.number
    last = len(periods) - 1
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": periods,
        "y": values,
        "fill": "tozeroy",
        "fillcolor": faded(ink, 0.12),
        "line": {"color": ink, "width": 2},
        "marker": {
            "size": [6 if i == last else 0 for i in range(len(periods))],
            "color": ink,
            "symbol": ["circle-open" if partial else "circle" for partial in frame["partial"]],
        },
        "connectgaps": False,
        "hovertext": [
            "" if number is None else f"{labels.period(start, width, language)}: <b>{told(number, language)}</b>"
            for start, number in zip(periods, values, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    layout = {
        "height": HEIGHT,
        "margin": {"l": 2, "r": 6, "t": 6, "b": 2},
        "hovermode": "x",
        "xaxis": {"visible": False, "type": "date"},
        "yaxis": {"visible": False, "range": [0, max(known, default=1) * 1.1 or 1]},
    }
    return figure([line], layout, look)
