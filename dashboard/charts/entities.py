"""Entities: ranked bars by type, timeline, pairs that stand together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts import lines
from dashboard.charts.rows import Row
from dashboard.charts.rows import bars as draw
from dashboard.charts.told import dated, dispersion, each, share
from dashboard.strings import text
from dashboard.theme import FIXED, Look, colour, colours


def bars(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """The entities of ``entity_frequencies``, coloured by type; their length is the share with its interval.

    Args:
        frame: name, type, mentions, n, total, share, low, high, dp_days, dp_outlets, unit.
        chosen: the name to bring out.
    """
    rows = [_row(row, look) for row in each(frame)]
    axis: dict[str, Any] = {"tickformat": ".0%" if frame["high"].max() > 0.04 else ".1%"}
    axis["title"] = {"text": text(look.language, "charts.axis.n")}
    return draw(rows, look, axis=axis, chosen=chosen, legend=_legend(frame["type"], look))


def _legend(types: Iterable[str], look: Look) -> dict[str, str]:
    return {
        text(look.language, f"charts.type.{kind}"): colour("type", kind, look.dark)
        for kind in FIXED["type"]
        if kind in set(types)
    }


def _row(row: Any, look: Look) -> Row:
    return Row(
        row.name,
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
        [f"<b>{labels.safe(row.name)}</b>{kind}", share(row, language), mentions, *dispersion(row, language)]
    )


def timeline(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Shares of entities over time (``entity_timeline``), with intervals."""

    def told(row: Any, width: str) -> str:
        return "<br>".join([hover(row, look.language), *dated(row, width, look.language)])

    inked = colours("entity", frame["name"].unique(), look.dark)
    return lines.timeline(frame, look, item="name", colours=inked, hover=told)


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
        told = {
            "sentences": labels.number(row.sentences, language),
            "stories": labels.number(row.stories, language),
            "dice": labels.number(row.log_dice, language, 1),
            "q": labels.probability(row.q, language),
        }
        both = f"{row.a} – {row.b}"
        rows.append(
            Row(
                other if name else both,
                row.log_dice,
                text(language, "charts.sentences", n=told["sentences"]),
                f"<b>{labels.safe(both)}</b><br>" + text(language, "charts.pair", **told),
                colour("type", kind, look.dark) if name else "",
                link=(f"{row.a}|{row.b}", "", ""),
            )
        )
    kinds = [
        kind for pair in each(frame) for kind, who in ((pair.a_type, pair.a), (pair.b_type, pair.b)) if who != name
    ]
    legend = _legend(kinds, look) if name else None
    return draw(rows, look, axis={"title": {"text": text(language, "charts.axis.dice")}}, legend=legend)


def surfaces(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Written forms of one entity (``entity_surfaces``): how often each is met.

    Args:
        frame: surface, mentions, n, total, rule.
    """
    language = look.language
    rows = []
    for row in each(frame):
        numbers = {"n": labels.number(row.n, language), "total": labels.number(row.total, language)}
        told = text(language, "charts.surface", **numbers, rule=labels.safe(row.rule))
        said = f"<b>{labels.safe(row.surface)}</b><br>{text(language, 'charts.mentions', n=row.mentions)}<br>{told}"
        rows.append(Row(row.surface, row.mentions, labels.number(row.mentions, language), said))
    return draw(rows, look, axis={"tickformat": ",", "title": {"text": text(language, "charts.axis.mentions")}})
