"""The period before on a timeline: a thin line in the colour of its thing, moved onto the time that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts.lines import solid
from dashboard.charts.told import counted, days, each, share
from dashboard.strings import text
from dashboard.theme import Figure, Look, faded, inks

ITEMS = ("term", "name", "topic")
"""Columns that name the things of a timeline; without one of them the whole scope is the only thing."""
DASH = "2px,3px"
THIN = 1.5


def joined(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The rows of both periods, told apart in the column ``part``: ``now`` or ``before``; ``now`` alone without the other."""
    if before.empty:
        return now
    return pd.concat([now.assign(part="now"), before.assign(part="before")], ignore_index=True)


def marked(chart: go.Figure, earlier: pd.DataFrame, look: Look, *, since: date, shift: timedelta) -> go.Figure:
    """The figure with the same things of the period before, point by point as many days later as the periods lie apart.

    Args:
        chart: a figure over time of one or several panels; its points name their thing first in their data.
        earlier: the answer of the same question for the period before: period, n, total, partial, gap, unit, for shares
            also share, low and high, and the column that names the things.
        look: who looks.
        since: first day of the period before.
        shift: days from there to the first day of the period that is shown.
    """
    drawn = chart.to_dict()
    item = next((name for name in ITEMS if name in earlier), "")
    rows = dict(list(earlier.groupby(item, sort=False))) if item else {"": earlier}
    traces: list[dict[str, Any]] = []
    tops: dict[str, float] = {}
    for trace in drawn["data"]:
        subject = str(trace["customdata"][0][0]) if trace.get("customdata") else None
        found = None if subject is None else rows.pop(subject, None)
        if found is None or found.empty:
            continue
        line = _line(trace, found, look, since=since, shift=shift)
        traces.append(line)
        axis = trace.get("yaxis", "y")
        tops[axis] = max(value for value in (tops.get(axis, 0), *line["y"]) if value is not None)
    if not traces:
        return chart
    layout = {**drawn["layout"], **_axes(drawn["layout"], tops), "showlegend": True}
    named = bool(drawn["layout"].get("showlegend"))
    own = [{**trace, "showlegend": named and trace.get("showlegend", True)} for trace in drawn["data"]]
    return Figure({"data": [*own, *traces, _legend(look)], "layout": layout})


def _line(trace: dict[str, Any], found: pd.DataFrame, look: Look, *, since: date, shift: timedelta) -> dict[str, Any]:
    columns = trace["type"] == "bar"
    left_out = found["gap"] if columns else ~found["period"].isin(solid(found)[0]["period"])
    starts = days(found)
    width = labels.grain(starts)
    values = found["n" if columns else "share"].tolist()
    ink = inks(look).text if columns else trace["line"]["color"]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [max(start, since) + shift for start in starts],
        "y": [None if gone else value for gone, value in zip(left_out, values, strict=True)],
        "line": {"color": faded(ink, 0.75), "width": THIN, "dash": DASH} | ({"shape": "hvh"} if columns else {}),
        "connectgaps": False,
        "hovertext": _told(found, starts, width, look.language),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
        **{name: trace[name] for name in ("xaxis", "yaxis") if name in trace},
    }


def _told(found: pd.DataFrame, starts: Sequence[date], width: str, language: str) -> list[str]:
    """What the pointer says on each point: that it is the period before, when it was, and how much."""
    head = text(language, "charts.before")
    out = []
    for row, start in zip(each(found), starts, strict=True):
        told = share(row, language) if hasattr(row, "share") else counted(row.n, row.unit, language)
        partial = [text(language, "charts.partial")] if row.partial else []
        out.append("<br>".join([f"{head}: {labels.period(start, width, language)}", told, *partial]))
    return out


def _legend(look: Look) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [None],
        "y": [None],
        "name": text(look.language, "charts.before"),
        "line": {"color": inks(look).muted, "width": THIN, "dash": DASH},
        "showlegend": True,
    }


def _axes(layout: dict[str, Any], tops: dict[str, float]) -> dict[str, Any]:
    """The axes of values with room for the lines; panels that share one scale still do."""
    names = {f"yaxis{axis[1:]}": top for axis, top in tops.items()}
    names = {name: top for name, top in names.items() if "range" in layout.get(name, {})}
    held = {name: layout[name]["range"][1] for name in names}
    if len(held) > 1 and len(set(held.values())) == 1:
        names = dict.fromkeys(names, max(names.values()))
    return {name: {**layout[name], "range": [0, max(held[name], top * 1.05)]} for name, top in names.items()}
