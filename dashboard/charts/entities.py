"""Entities: ranked bars by type, timeline, pairs that stand together."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts import lines
from dashboard.charts.rows import Row
from dashboard.charts.rows import bars as draw
from dashboard.charts.told import counted, dated, dispersion, each, percents, share, unit_of
from dashboard.strings import text
from dashboard.strings.names import both, named
from dashboard.theme import FIXED, Look, colour, colours, inks, over


def bars(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """The entities of ``entity_frequencies``, coloured by type; their length is the share with its interval.

    Args:
        frame: name, type, mentions, n, total, share, low, high, dp_days, dp_outlets, unit.
        chosen: the name to bring out.
    """
    rows = [_row(row, look) for row in each(frame)]
    axis: dict[str, Any] = {"tickformat": percents(frame["high"].max())}
    axis["title"] = {"text": text(look.language, "charts.axis.n")}
    return draw(rows, look, axis=axis, chosen=chosen, legend=_legend(frame["type"], look))


def _legend(types: Collection[str], look: Look) -> dict[str, str]:
    return {
        text(look.language, f"charts.type.{kind}"): colour("type", kind, look.dark)
        for kind in FIXED["type"]
        if kind in set(types)
    }


def type_legend(types: Collection[str], look: Look) -> list[dict[str, Any]]:
    """Empty traces that say in the legend which colour is which type."""
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [None],
            "y": [None],
            "name": name,
            "marker": {"size": 10, "color": ink},
            "showlegend": True,
        }
        for name, ink in _legend(types, look).items()
    ]


def _row(row: Any, look: Look) -> Row:
    return Row(
        named(row.name, look.language),
        row.share,
        f"{labels.number(row.n, look.language)} · {labels.percent(row.share, look.language)}",
        hover(row, look.language),
        colour("type", row.type, look.dark),
        row.low,
        row.high,
        (row.name, "", ""),
    )


def hover(row: Any, language: str) -> str:
    """What the pointer shows on an entity: type, numerator, denominator, interval, mentions, dispersion."""
    kind = f" ({text(language, f'charts.type.{row.type}')})" if row.type else ""
    mentions = text(language, "charts.mentions", n=labels.number(row.mentions, language))
    return "<br>".join(
        [
            f"<b>{labels.safe(both(row.name, language))}</b>{kind}",
            share(row, language),
            mentions,
            *dispersion(row, language),
        ]
    )


def timeline(frame: pd.DataFrame, look: Look, *, changes: pd.DataFrame | None = None) -> go.Figure:
    """Shares of entities over time (``entity_timeline``), with intervals.

    Args:
        frame: as ``entity_timeline`` answers.
        changes: days on which a name changed its meaning (``entity_changes``); those within the drawn time are marked.
    """

    def told(row: Any, width: str) -> str:
        return "<br>".join([hover(row, look.language), *dated(row, width, look.language)])

    inked = colours("entity", frame["name"].unique(), look.dark)
    drawn = lines.timeline(
        frame, look, item="name", colours=inked, hover=told, show=lambda name: named(name, look.language)
    )
    if changes is None or frame.empty:
        return drawn
    return _marked(drawn, changes, frame, look)


def _marked(drawn: go.Figure, changes: pd.DataFrame, frame: pd.DataFrame, look: Look) -> go.Figure:
    """A dotted line on every day of change, with its date; the pointer shows what happened."""
    shown = lines.drawn(frame)[0]["period"]
    ink = inks(look)
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for row in each(changes[changes["day"].between(shown.min(), shown.max())]):
        day = row.day.date()
        line = {"color": ink.text, "width": 1.4, "dash": "dot"}
        shapes.append({"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "yref": "paper", "line": line})
        notes.append(
            {
                "x": day,
                "y": 1,
                "yref": "paper",
                "yanchor": "top",
                "xanchor": "left",
                "xshift": 3,
                "text": labels.day(day, look.language),
                "hovertext": labels.safe(getattr(row, look.language)),
                "showarrow": False,
                "font": {"size": 11, "color": ink.muted},
            }
        )
    return over(drawn, shapes=shapes, annotations=notes)


def pairs(frame: pd.DataFrame, look: Look, *, name: str = "") -> go.Figure:
    """Pairs of ``entity_comentions``, strongest first; their length is logDice.

    Args:
        frame: a, a_type, b, b_type, sentences, stories, log_dice, q.
        name: the entity whose company is shown: only the other one of each pair is then written.
    """
    language = look.language
    rows = []
    for row in each(frame):
        other, kind = (row.b, row.b_type) if row.a == name else (row.a, row.a_type)
        rows.append(
            Row(
                named(other, language) if name else _pair(row, language),
                row.log_dice,
                text(language, f"charts.shared.{row.within}", n=labels.number(row.sentences, language)),
                pair_told(row, language),
                colour("type", kind, look.dark) if name else "",
                link=(f"{row.a}|{row.b}", "", ""),
            )
        )
    kinds = [
        kind for pair in each(frame) for kind, who in ((pair.a_type, pair.a), (pair.b_type, pair.b)) if who != name
    ]
    legend = _legend(kinds, look) if name else None
    return draw(rows, look, axis={"title": {"text": text(language, "charts.axis.dice")}}, legend=legend)


def pair_told(row: Any, language: str) -> str:
    """What the pointer shows on a pair: sentences and stories with both, weight and test."""
    told = {
        "shared": text(language, f"charts.shared.{row.within}", n=labels.number(row.sentences, language)),
        "stories": labels.number(row.stories, language),
        "dice": labels.number(row.log_dice, language, 1),
        "q": labels.probability(row.q, language),
    }
    return f"<b>{labels.safe(_pair(row, language))}</b><br>" + text(language, "charts.pair", **told)


def _pair(row: Any, language: str) -> str:
    return f"{named(row.a, language)} – {named(row.b, language)}"


def surfaces(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Written forms of one entity (``entity_surfaces``): how often each is met.

    Args:
        frame: surface, mentions, n, total, rule.
    """
    language = look.language
    rows = []
    for row in each(frame):
        numbers = {"n": labels.number(row.n, language), "total": counted(row.total, row.unit, language)}
        told = text(language, "charts.surface", **numbers, rule=labels.safe(row.rule))
        said = f"<b>{labels.safe(row.surface)}</b><br>{text(language, 'charts.mentions', n=labels.number(row.mentions, language))}<br>{told}"
        rows.append(Row(row.surface, row.mentions, labels.number(row.mentions, language), said))
    return draw(rows, look, axis={"tickformat": ",", "title": {"text": text(language, "charts.axis.mentions")}})


def company(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """Who stands in one sentence with an entity (``entity_company``): share of its articles, coloured by type.

    Args:
        frame: name, type, sentences, n, total, share, low, high, a, b, unit.
        chosen: the pair ``a|b`` to bring out.
    """
    language = look.language
    rows = [
        Row(
            named(row.name, language),
            row.share,
            f"{labels.number(row.n, language)} · {labels.percent(row.share, language)}",
            f"<b>{labels.safe(both(row.name, language))}</b><br>{share(row, language)}<br>"
            + text(language, "charts.sentences", n=labels.number(row.sentences, language)),
            colour("type", row.type, look.dark),
            row.low,
            row.high,
            (f"{row.a}|{row.b}", "", ""),
        )
        for row in each(frame)
    ]
    axis = {
        "tickformat": ".0%",
        "title": {"text": text(language, "charts.axis.company", unit=unit_of(frame, language))},
    }
    return draw(rows, look, axis=axis, chosen=chosen, legend=_legend(frame["type"], look))


def outlets(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """Outlets that mention an entity (``entity_outlets``): the share of each one's articles.

    Args:
        frame: name, source, n, total, share, low, high, mentions, unit.
        chosen: ``name|source`` to bring out.
    """
    language = look.language
    rows = [
        Row(
            row.source,
            row.share,
            f"{labels.number(row.n, language)} · {labels.percent(row.share, language)}",
            f"<b>{labels.safe(row.source)}</b><br>{share(row, language)}<br>"
            + text(language, "charts.mentions", n=labels.number(row.mentions, language)),
            colour("source", row.source, look.dark),
            row.low,
            row.high,
            (f"{row.name}|{row.source}", "", ""),
        )
        for row in each(frame)
    ]
    axis: dict[str, Any] = {"tickformat": percents(frame["high"].max())}
    axis["title"] = {"text": text(language, "charts.axis.outlet")}
    return draw(rows, look, axis=axis, chosen=chosen)
