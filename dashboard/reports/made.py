"""A report made: questions asked, figures drawn, everything said in the reader's language; nothing is computed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite, isnan
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go

from analysis import questions
from analysis.errors import UnitError
from analysis.questions.answers import answer
from analysis.scope import Scope
from analysis.store.select import lens_acts
from analysis.store.snapshot import Snapshot
from dashboard import labels
from dashboard.charts.told import each
from dashboard.clauses import said
from dashboard.reports.kinds import Piece
from dashboard.strings import name_topics, strings, text
from dashboard.theme import Look

ROWS = 60
"""Rows of a table that are printed; the rest is counted, and whole in the CSV."""


@dataclass(frozen=True)
class Figure:
    """One figure with everything that is said of it."""

    piece: Piece
    title: str
    subtitle: str
    method: str
    note: str
    """Why there is no figure; empty where there is one."""
    alt: str
    figure: go.Figure | None
    frame: pd.DataFrame
    headings: list[str]
    cells: list[list[str]]
    """The table as it is printed, at most ``ROWS`` rows."""


@dataclass(frozen=True)
class Report:
    """A report before it is written."""

    language: str
    title: str
    scope: str
    """The filters in words."""
    facts: str
    sources: str
    version: str
    link: str
    """To the live view; empty where no address was given."""
    clauses: list[str]
    """The short text of tested changes."""
    figures: list[Figure]
    articles: list[dict[str, str]]
    """The newest articles: title, source, day, url."""

    def say(self, key: str, /, **values: object) -> str:
        return text(self.language, key, **values)


def make(
    store: Snapshot,
    scope: Scope,
    wanted: Sequence[Piece],
    *,
    language: str,
    title: str = "",
    address: str = "",
    page: str = "overview",
) -> Report:
    """Ask and draw.

    Args:
        store: the snapshot.
        scope: which articles.
        wanted: the figures (``kinds.pieces``).
        language: vi or en.
        title: of the report; empty: the usual one.
        address: where the dashboard is served, for the link to the live view; empty: no link.
        page: of that view.

    Raises:
        AnalysisError: as the questions do.
    """
    name_topics(store.topics)
    look = Look(language, dark=False)
    totals = questions.scope_totals(store, scope).iloc[0]
    names = {code: named[language] for code, named in store.topics.items()}
    words = scope.sentence(language, topics=names, tech=lens_acts(store, scope))
    told = text(
        language,
        "report.facts",
        n=labels.number(int(totals["n"]), language),
        unit=text(language, f"charts.unit.{scope.unit}"),
        outlets=labels.number(int(totals["outlets"]), language),
        days=labels.number(int(totals["days"]), language),
    )
    sources = questions.source_volume(store, scope, top=30) if totals["n"] else answer("source_volume")
    link = f"{address.rstrip('/')}/{page}?{urlencode(scope.params(), doseq=True)}" if address else ""
    return Report(
        language=language,
        title=title or text(language, "report.title"),
        scope=words,
        facts=told,
        sources=", ".join(sources["source"]),
        version=f"{store.version} · {_day(store.meta.get('published_at', ''), language)}",
        link=link,
        clauses=_clauses(store, scope, language),
        figures=[_figure(store, scope, piece, look, words) for piece in wanted],
        articles=_articles(store, scope, language) if totals["n"] else [],
    )


def _figure(store: Snapshot, scope: Scope, piece: Piece, look: Look, words: str) -> Figure:
    language = look.language
    note = ""
    try:
        frame = piece.question(store, scope, **piece.settings)
    except UnitError:
        frame, note = answer(piece.question.__name__), text(language, "frame.unit")
    title = text(language, f"{piece.key}.title")
    drawn = None if frame.empty else piece.chart(frame, look, **piece.drawn)
    if drawn is None or not drawn.data:
        note = note or _optional(language, f"{piece.key}.empty") or text(language, "frame.nothing")
        drawn = None
    shown = frame.head(ROWS)
    return Figure(
        piece=piece,
        title=title,
        subtitle=_subtitle(frame, scope, language),
        method=_optional(language, f"{piece.key}.method"),
        note=note,
        alt=f"{title}. {words}. {text(language, 'frame.alt', rows=len(frame))}",
        figure=drawn,
        frame=frame,
        headings=[_optional(language, f"columns.{name}") or name for name in shown.columns],
        cells=[[_cell(value, language) for value in row] for row in shown.itertuples(index=False)],
    )


def _subtitle(frame: pd.DataFrame, scope: Scope, language: str) -> str:
    """The denominator of the figure, and how many rows of how many it shows."""
    parts = []
    unit = text(language, f"charts.unit.{frame['unit'].iloc[0] if 'unit' in frame and len(frame) else scope.unit}")
    if "total" in frame and len(frame):
        whole = frame.drop_duplicates("period")["total"].sum() if "period" in frame else frame["total"].max()
        parts.append(text(language, "frame.of", total=f"{labels.number(int(whole), language)} {unit}"))
    if "rows" in frame and len(frame) and int(frame["rows"].iloc[0]) > len(frame):
        rows = labels.number(int(frame["rows"].iloc[0]), language)
        parts.append(text(language, "frame.cut", shown=labels.number(len(frame), language), rows=rows))
    return " · ".join(parts)


def _clauses(store: Snapshot, scope: Scope, language: str) -> list[str]:
    try:
        frame = questions.brief_clauses(store, scope)
    except UnitError:
        return []
    return [said(row, language) for row in frame.itertuples()]


def _articles(store: Snapshot, scope: Scope, language: str) -> list[dict[str, str]]:
    found = questions.article_search(store, scope, top=12)
    return [
        {"title": row.title, "source": row.source, "day": labels.day(row.day, language), "url": _web(row.url)}
        for row in each(found)
    ]


def _web(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""


def _optional(language: str, key: str) -> str:
    return text(language, key) if key in strings(language) else ""


def _cell(value: Any, language: str) -> str:
    if isinstance(value, pd.Timestamp):
        return labels.day(value, language)
    if isinstance(value, bool):
        return text(language, "report.yes" if value else "report.no")
    if isinstance(value, float):
        if not isfinite(value):
            return "" if isnan(value) else "∞" if value > 0 else "-∞"
        return labels.number(value, language, 0 if value.is_integer() and abs(value) < 1e15 else 4)
    if isinstance(value, int):
        return labels.number(value, language)
    return "" if value is None or value is pd.NaT else str(value)


def _day(written: str, language: str) -> str:
    try:
        return labels.day(date.fromisoformat(written[:10]), language)
    except ValueError:
        return ""
