"""Topics: shares in all, small multiples over time, terms that set a topic apart."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts.multiples import multiples as panels
from dashboard.charts.rows import Row
from dashboard.charts.rows import bars as draw
from dashboard.charts.told import apart, dated, each, share
from dashboard.strings import text
from dashboard.theme import Look, colour, faded


def bars(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """Shares over the whole scope (``topic_shares`` with ``by="all"``), largest first, with intervals; nothing where no topic was met.

    Args:
        frame: topic, n, total, raw, share, low, high, unit.
        chosen: code of the topic to bring out.
    """
    rows = [
        Row(
            text(look.language, f"charts.topic.{row.topic}"),
            row.share,
            f"{labels.percent(row.share, look.language)} · {labels.number(row.n, look.language)}"
            + _open(row, look.language),
            hover(row, look.language),
            colour("topic", row.topic, look.dark),
            row.low,
            row.high,
            (row.topic, "", ""),
        )
        for row in each(_met(frame).sort_values("share", ascending=False, kind="stable"))
    ]
    axis = {"tickformat": ".0%", "title": {"text": text(look.language, "charts.axis.n")}}
    return draw(rows, look, axis=axis, chosen=chosen)


def _met(frame: pd.DataFrame) -> pd.DataFrame:
    """All rows where any topic has an article: bars and panels of nothing but zeros would say less than a sentence."""
    return frame if frame["n"].any() else frame.head(0)


def _open(row: Any, language: str) -> str:
    """What to beware of in a share whose errors nobody knows."""
    return f" · {text(language, 'filing.measured.none')}" if getattr(row, "measured", "") == "none" else ""


def hover(row: Any, language: str) -> str:
    """What the pointer shows on a topic: its share with its interval, and how it was corrected or that it was not."""
    raw = text(language, "charts.raw", raw=labels.percent(row.raw, language))
    name = labels.safe(text(language, f"charts.topic.{row.topic}"))
    told = {"none": "charts.unmeasured", "labels": "charts.by_labels"}.get(getattr(row, "measured", ""), "")
    note = text(language, told, n=labels.number(row.checked, language)) if told else raw
    return "<br>".join([f"<b>{name}</b>", share(row, language), note])


def multiples(frame: pd.DataFrame, look: Look, *, common: bool = False) -> go.Figure:
    """One panel a topic: share over time with its interval and n; nothing where no topic was met.

    Args:
        frame: ``topic_shares`` by day, week or month: topic, period, n, total, raw, share, low, high, partial, gap.
        common: one scale for all panels, so that sizes compare; else each its own, so that shapes do.
    """
    frame = _met(frame)
    codes = dict.fromkeys(frame["topic"])
    return panels(
        frame,
        look,
        item="topic",
        colours={code: colour("topic", code, look.dark) for code in codes},
        hover=lambda row, width: "<br>".join([hover(row, look.language), *dated(row, width, look.language)]),
        common=common,
        show=lambda code: text(look.language, f"charts.topic.{code}"),
    )


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
        told = f"<b>{labels.safe(row.term)}</b><br>{apart(row, language)}"
        rows.append(Row(row.term, row.log_ratio, labels.number(row.n, language), told, ink, link=(row.term, "", "")))
    return draw(rows, look, axis={"title": {"text": text(language, "charts.axis.ratio")}})
