"""One term closely: what stands beside it, and the word groups that hold it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts.rows import Row
from dashboard.charts.rows import bars as draw
from dashboard.charts.told import each, share, unit_of
from dashboard.strings import text
from dashboard.strings.names import named
from dashboard.theme import Look, colour


def beside(frame: pd.DataFrame, look: Look, *, column: str = "term", chosen: str = "") -> go.Figure:
    """Terms (``keyword_neighbours``) or names (``keyword_entities``) beside a term; their length is logDice.

    Args:
        frame: of, term or name and type, sentences, stories, of_term, of_other, log_dice, g2, q.
        column: ``term`` or ``name``; names have the colour of their type.
        chosen: the pair to bring out.
    """
    language = look.language
    rows = []
    for row in each(frame):
        name = str(getattr(row, column))
        ink = colour("type", row.type, look.dark) if column == "name" else ""
        count = text(language, "charts.sentences", n=labels.number(row.sentences, language))
        shown = named(name, language) if column == "name" else name
        told = f"<b>{labels.safe(row.of)} – {labels.safe(shown)}</b><br>{_told(row, language)}"
        rows.append(Row(shown, row.log_dice, count, told, ink, link=(f"{row.of}|{name}", "", "")))
    kinds = dict.fromkeys(frame["type"]) if column == "name" else {}
    legend = {text(language, f"charts.type.{kind}"): colour("type", kind, look.dark) for kind in kinds}
    axis = {"title": {"text": text(language, "charts.axis.dice")}}
    return draw(rows, look, axis=axis, chosen=chosen, legend=legend)


def _told(row: Any, language: str) -> str:
    counts = {
        name: labels.number(getattr(row, name), language) for name in ("sentences", "stories", "of_term", "of_other")
    }
    scores = {"dice": labels.number(row.log_dice, language, 1), "g2": labels.number(row.g2, language, 1)}
    return text(language, "charts.neighbour", **counts, **scores, q=labels.probability(row.q, language))


def groups(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """Word groups of ``keyword_groups``: part of the articles with the term, with its interval.

    Args:
        frame: of, phrase, n, total, share, low, high, unit.
        chosen: the term and group to bring out.
    """
    language = look.language
    rows = [
        Row(
            row.phrase,
            row.share,
            f"{labels.number(row.n, language)} · {labels.percent(row.share, language)}",
            f"<b>{labels.safe(row.phrase)}</b><br>{share(row, language)}",
            low=row.low,
            high=row.high,
            link=(f"{row.of}|{row.phrase}", "", ""),
        )
        for row in each(frame)
    ]
    axis = {"tickformat": ".0%", "title": {"text": text(language, "charts.axis.groups", unit=unit_of(frame, language))}}
    return draw(rows, look, axis=axis, chosen=chosen)
