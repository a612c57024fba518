"""Topics: shares in all, small multiples over time, terms that set a topic apart."""

from __future__ import annotations

from math import ceil
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts import lines
from dashboard.charts.rows import Row
from dashboard.charts.rows import bars as draw
from dashboard.charts.told import dated, days, each, share
from dashboard.strings import text
from dashboard.theme import Look, colour, faded, figure, inks

PANEL = 168
"""Pixels of one small multiple."""


def bars(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """Shares over the whole scope (``topic_shares`` with ``by="all"``), largest first, with intervals.

    Args:
        frame: topic, n, total, raw, share, low, high, unit.
        chosen: code of the topic to bring out.
    """
    rows = [
        Row(
            text(look.language, f"charts.topic.{row.topic}"),
            row.share,
            f"{labels.percent(row.share, look.language)} · {labels.number(row.n, look.language)}",
            hover(row, look.language),
            colour("topic", row.topic, look.dark),
            row.low,
            row.high,
            (row.topic, "", ""),
        )
        for row in each(frame.sort_values("share", ascending=False, kind="stable"))
    ]
    axis = {"tickformat": ".0%", "title": {"text": text(look.language, "charts.axis.n")}}
    return draw(rows, look, axis=axis, chosen=chosen)


def hover(row: Any, language: str) -> str:
    """What the pointer shows on a topic: the corrected share with its interval, and the count it comes from."""
    raw = text(language, "charts.raw", raw=labels.percent(row.raw, language))
    name = labels.safe(text(language, f"charts.topic.{row.topic}"))
    return "<br>".join([f"<b>{name}</b>", share(row, language), raw])


def multiples(frame: pd.DataFrame, look: Look, *, common: bool = False) -> go.Figure:
    """One panel a topic: share over time with its interval and n.

    Args:
        frame: ``topic_shares`` by day, week or month: topic, period, n, total, raw, share, low, high, partial, gap.
        common: one scale for all panels, so that sizes compare; else each its own, so that shapes do.
    """
    if frame.empty:
        return figure([], {}, look)
    frame, left_out, first = lines.drawn(frame)
    topics = list(dict.fromkeys(frame["topic"]))
    wide = 2 if look.narrow else 3
    deep = ceil(len(topics) / wide)
    used, thin = lines.solid(frame)
    height = "share" if thin else "high"
    most = float(used[height].max())
    layout: dict[str, Any] = {"height": 20 + deep * PANEL, "margin": {"l": 8, "r": 14, "t": 4, "b": 8}}
    layout |= {"annotations": [], "shapes": [], "hoverdistance": 30}
    if left_out:
        layout["annotations"] += [note | {"yshift": -8} for note in lines.stray(left_out, first, look)]
        layout["margin"]["b"] = 32 if not look.narrow else 48
    traces: list[dict[str, Any]] = []
    for number, topic in enumerate(topics):
        rows = used[used["topic"] == topic]
        shown = frame[frame["topic"] == topic]
        shown = shown.assign(gap=~shown["period"].isin(rows["period"]))
        top = most if common else float(rows[height].max())
        column, line = number % wide, number // wide
        key = "" if number == 0 else str(number + 1)
        gap = 0.13 if look.narrow else 0.055
        left, right = column / wide + (gap if column else 0), (column + 1) / wide
        upper = 1 - line / deep
        box = {"x": [left, right - 0.01], "y": [upper - (1 - 24 / PANEL) / deep, upper - 40 / PANEL / deep]}
        layout[f"xaxis{key}"] = {**lines.time_axis(frame, look), "domain": box["x"], "anchor": f"y{key}"}
        layout[f"xaxis{key}"] |= {
            "nticks": 3 if look.narrow else 4,
            "tickformat": "%m/%Y" if look.language == "vi" else "%b %Y",
        }
        layout[f"yaxis{key}"] = {
            "domain": box["y"],
            "anchor": f"x{key}",
            "range": [0, top * (1.2 if thin else 1.05) or 1],
            "nticks": 3,
        }
        layout[f"yaxis{key}"] |= {"tickformat": ".0%" if top > 0.04 else ".1%"}
        layout["annotations"].append(_title(topic, int(rows["n"].sum()), column / wide, upper, look))
        layout["shapes"] += lines.marks(frame, look, xref=f"x{key}", yref=f"y{key} domain")
        traces += _panel(topic, shown, frame, look, {"xaxis": f"x{key}", "yaxis": f"y{key}"})
    return figure(traces, layout, look)


def _title(topic: str, n: int, x: float, y: float, look: Look) -> dict[str, Any]:
    name = labels.short(text(look.language, f"charts.topic.{topic}"), 26, 1)
    said = f"<b>{name}</b><br><span style='color:{inks(look).muted}'>n = {labels.number(n, look.language)}</span>"
    return {"text": said, "x": x, "y": y, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"} | {
        "showarrow": False,
        "align": "left",
        "font": {"size": 11 if look.narrow else 12, "color": colour("topic", topic, look.dark)},
    }


def _panel(
    topic: str, rows: pd.DataFrame, frame: pd.DataFrame, look: Look, axes: dict[str, str]
) -> list[dict[str, Any]]:
    periods = days(rows)
    width = labels.grain(periods)
    ink = colour("topic", topic, look.dark)
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": periods,
        "y": [None if row.gap else row.share for row in each(rows)],
        "connectgaps": False,
        "line": {"color": ink, "width": 1.8},
        "marker": {"color": ink, "size": 4}
        | {"symbol": ["circle-open" if partial else "circle" for partial in rows["partial"]]},
        "customdata": [[topic, *span] for span in labels.spans(periods)],
        "hovertext": [
            "<br>".join([hover(row, look.language), *dated(row, width, look.language)]) for row in each(rows)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "unselected": {"marker": {"opacity": 0.5}},
    }
    return [lines.band(rows, ink, 0.18) | axes, line | axes]


def terms(frame: pd.DataFrame, look: Look, *, topic: str) -> go.Figure:
    """Terms that set a topic's articles apart (``topic_terms``); their length is the log ratio.

    Args:
        frame: term, n, total, n_rest, total_rest, log_ratio, g2, q.
        topic: its colour.
    """
    language = look.language
    ink = faded(colour("topic", topic, look.dark), 0.85)
    rows = []
    for row in each(frame):
        numbers = {"n": labels.number(row.n, language), "total": labels.number(row.total, language)}
        numbers |= {"rest": labels.number(row.n_rest, language), "others": labels.number(row.total_rest, language)}
        numbers |= {"g2": labels.number(row.g2, language), "ratio": labels.number(row.log_ratio, language, 1)}
        told = f"<b>{labels.safe(row.term)}</b><br>" + text(language, "charts.distinctive", **numbers)
        rows.append(Row(row.term, row.log_ratio, f"{numbers['n']}", told, ink, link=(row.term, "", "")))
    return draw(rows, look, axis={"title": {"text": text(language, "charts.axis.ratio")}})
