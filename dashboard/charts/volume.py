"""Volume: how much was published when, and by whom."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts import lines
from dashboard.charts.rows import Row
from dashboard.charts.rows import bars as draw
from dashboard.charts.told import counted, days, each, percents, share
from dashboard.strings import text
from dashboard.theme import Look, colour, faded, figure, inks

FEW = 5
"""Up to which the axis of a count has a line for each."""


def columns(frame: pd.DataFrame, look: Look) -> go.Figure:
    """One column a period (``article_volume``); partial periods are pale, gaps are shaded.

    Args:
        frame: period, n, partial, gap, unit. A click gives the period without a subject.
    """
    if frame.empty:
        return figure([], {}, look)
    ink, language = inks(look), look.language
    frame, left_out, first = lines.drawn(frame)
    periods = days(frame)
    width = labels.grain(periods)
    ends = [("", "")] if width == "all" else labels.spans(periods)
    told = []
    for row, start in zip(each(frame), periods, strict=True):
        when = labels.period(start, width, language)
        said = [
            f"<b>{counted(row.n, row.unit, language)}</b>",
            when,
            *([text(language, "charts.partial")] * row.partial),
        ]
        told.append("<br>".join(said))
    trace: dict[str, Any] = {
        "type": "bar",
        "x": periods,
        "y": [None if row.gap else row.n for row in each(frame)],
        "marker": {
            "color": [faded(ink.accent, 0.4) if partial else ink.accent for partial in frame["partial"]],
            "cornerradius": 3,
        },
        "customdata": [["", *span] for span in ends],
        "hovertext": told,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "unselected": {"marker": {"opacity": 0.5}},
    }
    # Nothing is counted by halves.
    whole = {"dtick": 1} if frame["n"].max() <= FEW else {}
    layout = {
        "height": 260,
        "margin": {"l": 8, "r": 16, "t": 8, "b": lines.BELOW + (36 if look.narrow else 20) if left_out else 8},
        "bargap": 0.18,
        "hovermode": "x",
        "xaxis": lines.time_axis(frame, look),
        "yaxis": {"tickformat": ",", "rangemode": "tozero", "nticks": 5, **whole},
        "shapes": lines.marks(frame, look),
        "annotations": lines.stray(left_out, first, look),
    }
    return figure([trace], layout, look)


def outlets(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """Outlets of ``keyword_sources``, most first: the part of each one's articles with a term, and its interval."""
    language = look.language
    rows = [
        Row(
            row.source,
            row.share,
            f"{labels.number(row.n, language)} · {labels.percent(row.share, language)}",
            f"<b>{labels.safe(row.source)}</b><br>{share(row, language)}",
            colour("source", row.source, look.dark),
            row.low,
            row.high,
            (f"{row.of}|{row.source}", "", ""),
        )
        for row in each(frame)
    ]
    axis = {"tickformat": percents(frame["high"].max()), "title": {"text": text(language, "charts.axis.outlet")}}
    return draw(rows, look, axis=axis, chosen=chosen)
