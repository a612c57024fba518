"""Documents: how often each is cited, and by how many outlets."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts.rows import Row
from dashboard.charts.rows import bars as draw
from dashboard.charts.told import each, percents, share
from dashboard.strings import text
from dashboard.strings.names import both, named
from dashboard.theme import Look, colour


def bars(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """The documents of ``document_citations``: the share of articles that cite each, with its interval.

    Args:
        frame: name, n, total, share, low, high, mentions, outlets, first, unit.
        chosen: the name to bring out.
    """
    language = look.language
    rows = []
    for row in each(frame):
        first = text(
            language, "charts.first_cited", day=labels.day(row.first, language), source=labels.safe(row.source)
        )
        outlets = text(language, "charts.outlets", n=labels.number(row.outlets, language))
        rows.append(
            Row(
                named(row.name, language),
                row.share,
                f"{labels.number(row.n, language)} · {outlets}",
                f"<b>{labels.safe(both(row.name, language))}</b><br>{share(row, language)}<br>{first}",
                colour("type", "DOC", look.dark),
                row.low,
                row.high,
                (row.name, "", ""),
            )
        )
    axis = {
        "tickformat": percents(frame["high"].max()),
        "title": {"text": text(language, "charts.axis.n")},
    }
    return draw(rows, look, axis=axis, chosen=chosen)
