"""What the store holds: every outlet in every period, and the days on which one is missing."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts import lines
from dashboard.charts.rows import Row
from dashboard.charts.rows import bars as draw
from dashboard.charts.told import counted, days, each
from dashboard.strings import text
from dashboard.theme import Look, figure, inks


def coverage(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One row an outlet, one cell a period (``source_coverage``): the more articles, the darker; a cross is a gap.

    Args:
        frame: source, period, n, partial, gap, unit. A click gives the outlet and the period.
    """
    if frame.empty:
        return figure([], {}, look)
    ink, language = inks(look), look.language
    sources = list(dict.fromkeys(frame["source"]))
    periods = sorted({*days(frame)})
    width = labels.grain(periods)
    ends = dict(zip(periods, [("", "")] if width == "all" else labels.spans(periods), strict=True))
    cells = {(row.source, row.period.date()): row for row in each(frame)}
    names = [labels.short(source, 16 if look.narrow else 24, 1) for source in sources]
    places = list(range(len(sources)))
    rows = [[cells[source, day] for day in periods] for source in sources]
    told = [[_told(row, labels.period(row.period.date(), width, language), language) for row in line] for line in rows]
    trace: dict[str, Any] = {
        "type": "heatmap",
        "x": periods,
        "y": places,
        # Square roots: one outlet with ten times the articles must not make the others look empty.
        "z": [[math.sqrt(row.n) if row.n else None for row in line] for line in rows],
        "zmin": 0,
        "colorscale": [[0, ink.grid], [1, ink.accent]],
        "showscale": False,
        "xgap": 1,
        "ygap": 2,
        "customdata": [[[row.source, *ends[row.period.date()]] for row in line] for line in rows],
        "hovertext": told,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "hoverongaps": False,
    }
    missing = [
        (day, place) for place, line in enumerate(rows) for day, row in zip(periods, line, strict=True) if row.gap
    ]
    crosses = {
        "type": "scatter",
        "mode": "markers",
        "x": [day for day, _ in missing],
        "y": [place for _, place in missing],
        "marker": {"symbol": "x-thin", "size": 7, "line": {"width": 1.6, "color": ink.fall}},
        "hoverinfo": "skip",
    }
    layout = {
        "height": 64 + 24 * len(sources),
        "xaxis": lines.time_axis(frame, look),
        "yaxis": {
            "tickvals": places,
            "ticktext": names,
            "range": [len(sources) - 0.5, -0.5],
            "showgrid": False,
            "tickfont": {"color": ink.text, "size": 12},
        },
    }
    return figure([trace, crosses], layout, look)


def _told(row: Any, when: str, language: str) -> str:
    notes = [text(language, "charts.partial")] * row.partial
    return "<br>".join([f"<b>{labels.safe(row.source)}</b>", when, counted(row.n, row.unit, language), *notes])


def gaps(frame: pd.DataFrame, look: Look) -> go.Figure:
    """The longest gaps (``coverage_gaps``), as bars of days."""
    language = look.language
    rows = []
    for row in each(frame.head(12)):
        span = labels.span(row.first.date(), row.last.date(), language)
        source = row.source or text(language, "data.every_source")
        usual = text(language, "data.usual", n=labels.number(row.usual, language, 0 if row.usual >= 10 else 1))
        told = f"<b>{labels.safe(source)}</b><br>{span}<br>{usual}"
        rows.append(Row(f"{source} · {span}", row.missing, text(language, "data.missing", n=row.missing), told))
    return draw(rows, look, axis={"title": {"text": text(language, "data.days_axis")}, "tickformat": "d"})
