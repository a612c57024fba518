"""Keywords: ranked bars, timeline, risers and fallers, burst days."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts import lines
from dashboard.charts.multiples import multiples
from dashboard.charts.rows import Row
from dashboard.charts.rows import bars as draw
from dashboard.charts.told import counted, dated, days, dispersion, each, percents, share
from dashboard.strings import text
from dashboard.theme import Look, colours, faded, figure, inks

CHANGES = 8
"""Risers and fallers drawn, each."""


def bars(frame: pd.DataFrame, look: Look, *, sort: str = "n", chosen: str = "") -> go.Figure:
    """The terms of ``keyword_frequencies``; their length is what they are sorted by.

    Args:
        frame: term, n, total, share, low, high, occurrences, per_million, dp_days, dp_outlets, unit.
        sort: n (share with its interval), occurrences, per_million, dispersion, adjusted or rise.
        chosen: the term to bring out.
    """
    rows = [_row(row, look, sort) for row in each(frame)]
    axis = {"tickformat": percents(frame["high"].max())} if sort == "n" else {"tickformat": ","}
    axis = {"tickformat": ".2f"} if sort == "dispersion" else {"tickformat": ".1f"} if sort == "rise" else axis
    return draw(rows, look, axis={**axis, "title": {"text": text(look.language, f"charts.axis.{sort}")}}, chosen=chosen)


def _row(row: Any, look: Look, sort: str) -> Row:
    language, link = look.language, (row.term, "", "")
    told = hover(row, language)
    if sort == "n":
        label = f"{labels.number(row.n, language)} · {labels.percent(row.share, language)}"
        return Row(row.term, row.share, label, told, low=row.low, high=row.high, link=link)
    value = row.dp_days if sort == "dispersion" else getattr(row, sort)
    digits = 2 if sort in ("dispersion", "rise") else 0
    return Row(row.term, value, labels.number(value, language, digits), told, link=link)


def hover(row: Any, language: str) -> str:
    """What the pointer shows on a term: numerator, denominator, interval, occurrences, dispersion."""
    rates = {"n": labels.number(row.occurrences, language), "rate": labels.number(row.per_million, language)}
    parts = [f"<b>{labels.safe(row.term)}</b>", share(row, language), text(language, "charts.occurrences", **rates)]
    return "<br>".join([*parts, *dispersion(row, language)])


def timeline(frame: pd.DataFrame, look: Look, *, view: str = "lines") -> go.Figure:
    """Shares of terms over time (``keyword_timeline``), with intervals.

    Args:
        view: ``lines`` (all in one figure) or ``multiples`` (one panel a term).
    """

    def told(row: Any, width: str) -> str:
        return "<br>".join([hover(row, look.language), *dated(row, width, look.language)])

    inked = colours("term", frame["term"].unique(), look.dark)
    draws = multiples if view == "multiples" else lines.timeline
    return draws(frame, look, item="term", colours=inked, hover=told)


def changes(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Risers and fallers of ``keyword_changes`` that pass the test: from the first third's share to the last one's.

    Args:
        frame: term, n, total, slope, q, first_share, last_share, verdict (only ``up`` and ``down`` are drawn).
    """
    ink = inks(look)
    found = pd.concat([frame[frame["verdict"] == verdict].head(CHANGES) for verdict in ("up", "down")])
    places = list(range(len(found)))
    inked = [ink.rise if verdict == "up" else ink.fall for verdict in found["verdict"]]
    stems: dict[str, Any] = {"x": [], "y": []}
    for place, row in zip(places, each(found), strict=True):
        stems["x"] += [row.first_share, row.last_share, None]
        stems["y"] += [place, place, None]
    both = {"type": "scatter", "hovertemplate": "%{hovertext}<extra></extra>", "y": places, "cliponaxis": False}
    told = {
        "hovertext": [_change(row, look) for row in each(found)],
        "customdata": [[term, "", ""] for term in found["term"]],
    }
    first = {"mode": "markers", "x": found["first_share"].tolist(), "name": text(look.language, "charts.first")}
    last = {"mode": "markers", "x": found["last_share"].tolist(), "name": text(look.language, "charts.last")}
    arrows = ["triangle-right" if verdict == "up" else "triangle-left" for verdict in found["verdict"]]
    signs = [labels.points(row.last_share - row.first_share, look.language) for row in each(found)]
    traces = [
        {"type": "scatter", "mode": "lines", "line": {"color": faded(ink.none, 0.6), "width": 3}, "hoverinfo": "skip"}
        | {**stems, "showlegend": False},
        {**both, **told, **first, "marker": {"color": ink.page, "size": 10, "line": {"color": inked, "width": 2}}},
        {**both, **told, **last, "marker": {"color": inked, "size": 12, "symbol": arrows}},
        {"type": "scatter", "mode": "text", "hoverinfo": "skip", "cliponaxis": False, "y": places}
        | {"x": found[["first_share", "last_share"]].max(axis=1).tolist(), "text": [f"   {sign}" for sign in signs]}
        | {"textposition": "middle right", "textfont": {"size": 12, "color": inked}},
    ]
    names = [labels.short(term, 18 if look.narrow else 24) for term in found["term"]]
    layout = {
        "height": 70 + 30 * max(len(found), 2),
        "margin": {"l": 8, "r": 56, "t": 8, "b": 36},
        "hovermode": "y",
        "xaxis": {"tickformat": ".1%", "rangemode": "tozero", "nticks": 5}
        | {"title": {"text": text(look.language, "charts.axis.n")}},
        "yaxis": {"tickvals": places, "ticktext": names, "range": [len(found) - 0.4, -0.6], "showgrid": False}
        | {"tickfont": {"color": ink.text, "size": 13}},
    }
    return figure(traces if len(found) else [], layout, look)


def _change(row: Any, look: Look) -> str:
    numbers = {
        "first": labels.percent(row.first_share, look.language),
        "last": labels.percent(row.last_share, look.language),
        "slope": labels.points(row.slope, look.language),
        "q": labels.probability(row.q, look.language),
        "n": counted(row.n, row.unit, look.language),
    }
    return f"<b>{labels.safe(row.term)}</b><br>" + text(look.language, "charts.change", **numbers)


def burst_days(frame: pd.DataFrame, look: Look, *, most: int = 12) -> go.Figure:
    """Burst days of ``keyword_bursts``: a dot a day, its area the day's count.

    Args:
        frame: term, day, n, expected, q, cause, unit; surest first.
        most: terms drawn, those with the surest bursts.
    """
    ink = inks(look)
    terms = list(dict.fromkeys(frame["term"]))[:most]
    shown = frame[frame["term"].isin(terms)]
    dates = days(shown, "day")
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": dates,
        "y": [terms.index(term) for term in shown["term"]],
        "marker": {
            "color": faded(ink.accent, 0.55),
            "line": {"color": ink.accent, "width": 1},
            "size": shown["n"].tolist(),
            "sizemode": "area",
            "sizeref": 2 * max(shown["n"].max(), 1) / 26**2 if len(shown) else 1,
            "sizemin": 5,
        },
        "customdata": [[row.term, row.day.date().isoformat(), row.day.date().isoformat()] for row in each(shown)],
        "hovertext": [_burst(row, look) for row in each(shown)],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    written = "%d/%m\n%Y" if look.language == "vi" else "%-d %b\n%Y"
    once = sorted(set(dates))
    layout = {
        "height": 70 + 30 * max(len(terms), 2),
        "margin": {"l": 8, "r": 24, "t": 8, "b": 24},
        "xaxis": {
            "type": "date",
            "tickformat": written,
            "nticks": 6,
            "tickangle": 0,
            **({"tickvals": once} if len(once) < 5 else {}),
        },
        "yaxis": {"tickvals": list(range(len(terms))), "ticktext": [labels.short(term, 24) for term in terms]}
        | {"range": [len(terms) - 0.4, -0.6], "tickfont": {"color": ink.text, "size": 13}},
    }
    return figure([dots] if terms else [], layout, look)


def _burst(row: Any, look: Look) -> str:
    numbers = {
        "day": labels.day(row.day.date(), look.language),
        "n": counted(row.n, row.unit, look.language),
        "expected": labels.number(row.expected, look.language, 1),
        "q": labels.probability(row.q, look.language),
    }
    cause = text(look.language, "charts.cause", terms=labels.safe(row.cause)) if row.cause else ""
    return "<br>".join(
        part
        for part in (f"<b>{labels.safe(row.term)}</b>", text(look.language, "charts.burst", **numbers), cause)
        if part
    )
