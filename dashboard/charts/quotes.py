"""Quotations: who is quoted, with which kinds of words, and when."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts import lines
from dashboard.charts.rows import Row
from dashboard.charts.rows import bars as draw
from dashboard.charts.told import dated, each, share
from dashboard.strings import text
from dashboard.strings.names import both, named
from dashboard.theme import FIXED, Look, colour, colours


def speakers(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """Those quoted most (``quotation_speakers``), coloured by type; the length is the share of articles that quote them.

    Args:
        frame: name, type, quotations, direct, n, total, share, low, high, unit.
        chosen: the name to bring out.
    """
    rows = [_speaker(row, look) for row in each(frame)]
    met = set(frame["type"])
    legend = {
        text(look.language, f"charts.type.{kind}"): colour("type", kind, look.dark)
        for kind in FIXED["type"]
        if kind in met
    }
    return draw(rows, look, axis=_axis(frame, look), chosen=chosen, legend=legend)


def kinds(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Kinds of saying (``quotation_kinds``): the length is how many quotations, with how many of them are direct."""
    language = look.language
    rows = []
    for row in each(frame):
        name = text(language, f"charts.cue.{row.cue_kind}")
        told = f"<b>{name}</b><br>{_counted(row, language)}<br>{share(row, language)}"
        rows.append(Row(name, row.quotations, labels.number(row.quotations, language), told))
    return draw(rows, look, axis={"tickformat": ",", "title": {"text": text(language, "charts.axis.quotations")}})


def timeline(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Shares of articles that quote each speaker, over time (``quotation_timeline``), with intervals."""

    def told(row: Any, width: str) -> str:
        return "<br>".join([_hover(row, look.language), *dated(row, width, look.language)])

    inked = colours("entity", frame["name"].unique(), look.dark)
    return lines.timeline(
        frame, look, item="name", colours=inked, hover=told, show=lambda name: named(name, look.language)
    )


def _axis(frame: pd.DataFrame, look: Look) -> dict[str, Any]:
    format_ = ".0%" if frame["high"].max() > 0.04 else ".1%"
    return {"tickformat": format_, "title": {"text": text(look.language, "charts.axis.n")}}


def _speaker(row: Any, look: Look) -> Row:
    language = look.language
    label = f"{labels.number(row.n, language)} · {labels.percent(row.share, language)}"
    ink = colour("type", row.type, look.dark)
    return Row(
        named(row.name, language), row.share, label, _hover(row, language), ink, row.low, row.high, (row.name, "", "")
    )


def _hover(row: Any, language: str) -> str:
    kind = f" ({text(language, f'charts.type.{row.type}')})" if row.type else ""
    return "<br>".join(
        [f"<b>{labels.safe(both(row.name, language))}</b>{kind}", share(row, language), _counted(row, language)]
    )


def _counted(row: Any, language: str) -> str:
    """How many quotations, and how many of them in the speaker's own words where the frame says so."""
    n = labels.number(row.quotations, language)
    if not hasattr(row, "direct"):
        return text(language, "charts.quotations", n=n)
    return text(language, "charts.quotations_direct", n=n, direct=labels.number(row.direct, language))
