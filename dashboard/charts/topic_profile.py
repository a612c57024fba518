"""Topics closely: what changed, and the names, outlets and other topics that one keeps company with."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import labels
from dashboard.charts.rows import Row
from dashboard.charts.rows import bars as draw
from dashboard.charts.told import apart, counted, each, share, unit_of
from dashboard.strings import text
from dashboard.strings.names import both, named
from dashboard.theme import COLOURS, Look, colour, faded, figure, inks

VERDICTS = ("up", "down", "none")


def changes(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """Which topics' shares rose or fell (``topic_changes``): a bar for the change with its interval, both shares beside.

    Args:
        frame: topic, share, share_before, change, change_low, change_high, n, n_before, q, verdict, since, until,
            since_before, until_before.
        chosen: code of the topic to bring out.
    """
    if frame.empty:
        return figure([], {}, look)
    language = look.language
    inked = dict(
        zip(VERDICTS, (COLOURS["blue"][look.dark], COLOURS["vermillion"][look.dark], inks(look).none), strict=True)
    )
    rows = []
    for row in each(frame.sort_values("change", ascending=False, kind="stable")):
        name = text(language, f"charts.topic.{row.topic}")
        before, after = labels.percent(row.share_before, language), labels.percent(row.share, language)
        low, high = (labels.points(value, language) for value in (row.change_low, row.change_high))
        told = text(
            language,
            "charts.topic_change",
            **{
                "before": before,
                "after": after,
                "change": labels.points(row.change, language),
                "low": low,
                "high": high,
            },
            **{"n": counted(row.n, row.unit, language), "n_before": counted(row.n_before, row.unit, language)},
            q=labels.probability(row.q, language),
        )
        verdict = text(language, f"charts.topic_verdict.{row.verdict}")
        rows.append(
            Row(
                name,
                row.change,
                f"{before} → {after}",
                f"<b>{labels.safe(name)}</b><br>{told}<br>{verdict}",
                inked[row.verdict],
                row.change_low,
                row.change_high,
                (row.topic, "", ""),
            )
        )
    met = set(frame["verdict"])
    legend = {text(language, f"charts.topic_verdict.{name}"): ink for name, ink in inked.items() if name in met}
    axis: dict[str, Any] = {"tickformat": ".0%", "rangemode": "normal", "nticks": 5, "zeroline": True}
    axis["title"] = {"text": _spans(frame, look)}
    return draw(rows, look, axis=axis, chosen=chosen, legend=legend)


def _spans(frame: pd.DataFrame, look: Look) -> str:
    days = {
        name: labels.day(frame[name].iloc[0], look.language)
        for name in ("since", "until", "since_before", "until_before")
    }
    return labels.short(text(look.language, "charts.axis.change", **days), 36 if look.narrow else 90, 3)


def names(frame: pd.DataFrame, look: Look, *, topic: str, chosen: str = "") -> go.Figure:
    """Entities that set a topic's articles apart (``topic_entities``); their length is the log ratio.

    Args:
        frame: name, type, n, total, n_rest, total_rest, log_ratio, g2, q.
        topic: its colour.
        chosen: the name to bring out.
    """
    language = look.language
    ink = faded(colour("topic", topic, look.dark), 0.85)
    rows = [
        Row(
            named(row.name, language),
            row.log_ratio,
            labels.number(row.n, language),
            f"<b>{labels.safe(both(row.name, language))}</b> · {text(language, f'charts.type.{row.type}')}<br>{apart(row, language)}",
            ink,
            link=(row.name, "", ""),
        )
        for row in each(frame)
    ]
    return draw(rows, look, axis={"title": {"text": text(language, "charts.axis.ratio")}}, chosen=chosen)


def outlets(frame: pd.DataFrame, look: Look) -> go.Figure:
    """The part of each outlet's articles given a topic (``topic_outlets``); nothing where no outlet has one.

    Args:
        frame: topic, source, n, total, share, low, high, unit.
    """
    return _shares(frame if frame["n"].any() else frame.head(0), look, kind="source", axis="charts.axis.outlet")


def overlaps(frame: pd.DataFrame, look: Look, *, chosen: str = "") -> go.Figure:
    """Other topics of a topic's articles (``topic_overlaps``).

    Args:
        frame: topic, n, total, share, low, high, unit.
        chosen: code of the topic to bring out.
    """
    return _shares(frame, look, kind="topic", axis="charts.axis.overlap", chosen=chosen)


def _shares(frame: pd.DataFrame, look: Look, *, kind: str, axis: str, chosen: str = "") -> go.Figure:
    language = look.language
    rows = []
    for row in each(frame):
        subject = getattr(row, kind)
        name = text(language, f"charts.topic.{subject}") if kind == "topic" else subject
        said = f"{labels.number(row.n, language)} · {labels.percent(row.share, language)}"
        told = f"<b>{labels.safe(name)}</b><br>{share(row, language)}"
        ink = colour(kind, subject, look.dark)
        rows.append(Row(name, row.share, said, told, ink, row.low, row.high, (subject, "", "")))
    return draw(
        rows,
        look,
        axis={"tickformat": ".0%", "title": {"text": text(language, axis, unit=unit_of(frame, language))}},
        chosen=chosen,
    )


def discovery(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Subjects among the articles about none of the topics (``topic_discovery``): how many articles each has.

    Args:
        frame: terms (joined by ``; ``), n, total, stability, examples.
    """
    language = look.language
    rows = []
    for row in each(frame):
        told = text(
            language,
            "charts.proposal",
            **{"terms": labels.safe(row.terms), "examples": labels.safe(row.examples)},
            **{"n": labels.number(row.n, language), "total": counted(row.total, row.unit, language)},
            stability=labels.number(row.stability, language, 2),
        )
        name = ", ".join(row.terms.split("; ")[:3])
        rows.append(Row(name, row.n, labels.number(row.n, language), told, inks(look).accent))
    return draw(
        rows, look, axis={"title": {"text": text(language, "charts.axis.articles", unit=unit_of(frame, language))}}
    )
