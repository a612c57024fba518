"""Comparison of two sides: how large a difference, how frequent, how sure, in one picture."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts.told import counted, each
from dashboard.strings import text
from dashboard.theme import COLOURS, Look, figure, inks

ROW, ON_PAPER = 26, 18
WIDEST = 9.0
"""log2 beyond which an interval is cut off: five hundred times more often is far enough."""


def forest(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """The terms of ``keyword_comparison``: a dot for the effect, a line for its interval, the area for the articles.

    Args:
        frame: term, n, total, share, n_b, total_b, share_b, log_ratio, low, high, lrc, g2, q, verdict, unit; terms of
            side A first.
        chosen: the term to bring out.
    """
    if frame.empty:
        return figure([], {}, look)
    ink = inks(look)
    colour = {"a": COLOURS["blue"][look.dark], "b": COLOURS["vermillion"][look.dark], "none": ink.none}
    rows = each(frame.assign(place=range(len(frame))))
    edge = _edge(frame)
    most = max(1, int((frame["n"] + frame["n_b"]).max()))
    traces: list[dict[str, Any]] = []
    for verdict, name in (("a", "sure_a"), ("b", "sure_b"), ("none", "unsure")):
        some = [row for row in rows if row.verdict == verdict]
        if some:
            label = text(look.language, f"charts.{name}")
            traces += [_intervals(some, edge, colour[verdict]), _dots(some, most, label, colour[verdict], look, chosen)]
    if not look.narrow:
        traces.append(_numbers(rows, edge, look))
    head = {"x": edge, "y": -0.95, "text": "  A | B", "xanchor": "left", "showarrow": False}
    step = (3 if edge > 4 else 2) if look.narrow else 1 if edge <= 4 else 2 if edge <= 7 else 3
    ticks = [power * step for power in range(-int(edge // step), int(edge // step) + 1)]
    layout = {
        "height": 96 + (ON_PAPER if look.paper else ROW) * len(rows),
        "margin": {"l": 8, "r": 16 if look.narrow else 118, "t": 8, "b": 40},
        "annotations": [] if look.narrow else [head | {"font": {"color": ink.muted, "size": 12}}],
        "showlegend": True,
        "hoverdistance": 12,
        "xaxis": {
            "range": [-edge, edge],
            "tickvals": ticks,
            "tickangle": 0,
            "ticktext": [_times(tick, look.language) for tick in ticks],
            "zeroline": True,
            "zerolinecolor": ink.muted,
            "zerolinewidth": 1.5,
            "title": {"text": text(look.language, f"charts.contrast_axis{'_short' if look.narrow else ''}")},
        },
        "yaxis": {
            "tickvals": list(range(len(rows))),
            "ticktext": [labels.short(row.term, 18 if look.narrow else 26, 1) for row in rows],
            "range": [len(rows) - 0.4, -0.6 if look.narrow else -1.4],
            "showgrid": False,
            "tickfont": {"color": ink.text, "size": 12 if look.narrow else 13},
            "ticklabelstandoff": 6,
        },
    }
    return figure(traces, layout, look)


def _edge(frame: pd.DataFrame) -> float:
    """Where the axis ends on both sides: past every dot, and past most of the intervals."""
    return min(WIDEST, max(2.5, float(frame["log_ratio"].abs().max()) + 0.8))


def _times(power: int, language: str) -> str:
    return text(language, "charts.same") if power == 0 else f"{2 ** abs(power)}×"


def _intervals(rows: list[Any], edge: float, colour: str) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[int | None] = []
    for row in rows:
        x += [max(row.low, -edge), min(row.high, edge), None]
        y += [row.place, row.place, None]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"color": colour, "width": 1.6}} | {
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dots(rows: list[Any], most: int, name: str, colour: str, look: Look, chosen: str) -> dict[str, Any]:
    hollow = rows[0].verdict == "none"
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [row.log_ratio for row in rows],
        "y": [row.place for row in rows],
        "marker": {
            "color": inks(look).page if hollow else colour,
            "line": {
                "color": [inks(look).text if row.term == chosen else colour for row in rows],
                "width": [3 if row.term == chosen else 1.8 for row in rows],
            },
            "opacity": 1,
            "size": [row.n + row.n_b for row in rows],
            "sizemode": "area",
            "sizeref": 2 * most / 24**2,
            "sizemin": 4,
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "customdata": [[row.term, "", ""] for row in rows],
        "hovertext": [hover(row, look.language) for row in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _numbers(rows: list[Any], edge: float, look: Look) -> dict[str, Any]:
    """The two shares beside each row."""
    said = [
        f"{labels.percent(row.share, look.language)} | {labels.percent(row.share_b, look.language)}" for row in rows
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [edge] * len(rows),
        "y": [row.place for row in rows],
        "text": [f"  {part}" for part in said],
        "textposition": "middle right",
        "textfont": {"color": inks(look).muted, "size": 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def hover(row: Any, language: str) -> str:
    """What the pointer shows on a compared term: both counts with their totals, effect, interval, evidence."""
    counts = {name: labels.number(getattr(row, name), language) for name in ("n", "n_b")}
    counts |= {name: counted(getattr(row, name), row.unit, language) for name in ("total", "total_b")}
    shares = {name: labels.percent(getattr(row, name), language) for name in ("share", "share_b")}
    sizes = {name: labels.number(getattr(row, name), language, 2) for name in ("low", "high", "lrc")}
    told = {"ratio": labels.number(row.log_ratio, language, 2), "g2": labels.number(row.g2, language, 1)}
    told |= {"q": labels.probability(row.q, language)}
    return f"<b>{labels.safe(row.term)}</b><br>" + text(
        language, "charts.contrast", **counts, **shares, **sizes, **told
    )
