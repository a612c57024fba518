"""A report made: questions asked, figures drawn, everything said in the reader's language; nothing is computed here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode

import pandas as pd

from analysis import questions
from analysis.questions.answers import answer
from analysis.scope import Scope
from analysis.store.select import lens_acts
from analysis.store.snapshot import Snapshot
from dashboard import labels
from dashboard.charts import outages
from dashboard.charts.told import counted, each
from dashboard.clauses import said
from dashboard.colouring import settle
from dashboard.reports.editable import columns
from dashboard.reports.figures import Figure, figure
from dashboard.strings import name_topics, text
from dashboard.strings.names import named
from dashboard.theme import Look

if TYPE_CHECKING:
    from dashboard.reports.kinds import Piece

NAMED = 3
"""Outlets named under each figure; all of them stand on the first page."""
Each = Callable[[Callable[["Piece"], Figure], Sequence["Piece"]], Sequence[Figure]]


@dataclass(frozen=True)
class Report:
    """A report before it is written."""

    language: str
    title: str
    scope: str
    """The filters in words."""
    period: str
    """From which day to which."""
    counts: tuple[str, ...]
    """Number with its unit, outlets, days."""
    dated: bool
    """Whether the filters in words name both days of the period."""
    sources: str
    """All outlets."""
    few: str
    """The first of them, and how many more."""
    version: str
    link: str
    """To the live view: with the host where an address was given."""
    methods: str
    """To the page of methods."""
    linked: bool
    """Whether the links lead somewhere from outside."""
    clauses: list[str]
    """The short text of tested changes."""
    figures: list[Figure]
    articles: list[dict[str, str]]
    """The newest articles: title, source, day, url."""

    @property
    def facts(self) -> str:
        """Period, number with its unit, outlets, days."""
        return " · ".join(part for part in (self.period, *self.counts) if part)

    def say(self, key: str, /, **values: object) -> str:
        return text(self.language, key, **values)

    def within(self, figure: Figure | None = None, *, bare: bool = False) -> str:
        """What the frame says under the title: of what, in which scope, how many; the period and the number once.

        Args:
            figure: None: of the report as a whole.
            bare: whether it is drawn without intervals.
        """
        subtitle = (figure.bare if bare else figure.subtitle) if figure else ""
        known = [part for part in self.counts if not subtitle.endswith(f" {part}") and f" {part} · " not in subtitle]
        return " · ".join(part for part in (subtitle, self.scope, "" if self.dated else self.period, *known) if part)

    def rows(self, figure: Figure) -> str:
        """How many rows of how many are printed."""
        shown, rows = (labels.number(n, self.language) for n in (len(figure.cells), len(figure.whole)))
        return self.say("report.rows_all" if shown == rows else "report.rows", shown=shown, rows=rows)


def make(
    store: Snapshot,
    scope: Scope,
    wanted: Sequence[Piece],
    *,
    language: str,
    title: str = "",
    address: str = "",
    page: str = "overview",
    view: Mapping[str, Any] | None = None,
    brief: bool = True,
    newest: Scope | None = None,
    each_of: Each = lambda draw, pieces: list(map(draw, pieces)),
) -> Report:
    """Ask and draw.

    Args:
        store: the snapshot.
        scope: which articles.
        wanted: the figures (``kinds.pieces``).
        language: vi or en.
        title: of the report; empty: the usual one.
        address: where the dashboard is served, for the links; empty: they begin at its root.
        page: of the live view.
        view: what its link says beside the scope.
        brief: whether the short text of tested changes opens it.
        newest: whose newest articles close it; None: the scope's.
        each_of: how the figures are made one after the other, or several at a time.

    Raises:
        AnalysisError: as the questions do.
    """
    name_topics(store.topics)
    settle(lambda scope, question, settings: question(store, scope, **settings), of=store.version)
    about = described(store, scope, language=language, title=title, address=address, page=page, view=view or {})
    figures = each_of(lambda piece: _asked(store, scope, piece, language, about["scope"]), wanted)
    some = bool(about.pop("n"))
    return Report(
        **about,
        clauses=_clauses(store, scope, language) if some and brief else [],
        figures=list(figures),
        articles=_articles(store, newest or scope, language) if some else [],
    )


def described(
    store: Snapshot,
    scope: Scope,
    *,
    language: str,
    title: str,
    address: str,
    page: str,
    view: Mapping[str, Any],
) -> dict[str, Any]:
    """What a report says of its articles: the fields of ``Report`` but its content, and ``n``."""
    totals = questions.scope_totals(store, scope).iloc[0]
    number = partial(labels.number, language=language)
    names = {code: called[language] for code, called in store.topics.items()}
    names |= {name: named(name, language) for name in scope.entity}
    counts = [text(language, f"report.{name}", n=number(int(totals[name]))) for name in ("outlets", "days")]
    found = questions.source_volume(store, scope, top=200) if totals["n"] else answer("source_volume")
    sources = found["source"].tolist()
    few = ", ".join(sources[:NAMED])
    if len(sources) > NAMED:
        few = text(language, "report.more_sources", named=few, n=number(int(found["rows"].iloc[0]) - NAMED))
    host = address.rstrip("/")
    asked = {**view, **scope.params(), **({"lang": language} if language != "vi" else {})}
    return {
        "language": language,
        "title": title or text(language, "report.title"),
        "scope": scope.sentence(language, names=names, tech=lens_acts(store, scope)),
        "period": _period(totals, scope, language),
        "counts": (counted(int(totals["n"]), scope.unit, language), *counts),
        "dated": bool(scope.since and scope.until),
        "sources": ", ".join(sources),
        "few": few,
        "version": f"{store.version} · {_day(store.meta.get('published_at', ''), language)}",
        "link": readable(f"{host}/{page}{'?' if asked else ''}{urlencode(asked, doseq=True)}"),
        "methods": f"{host}/methods" + ("" if language == "vi" else f"?lang={language}"),
        "linked": bool(host),
        "n": int(totals["n"]),
    }


def readable(link: str) -> str:
    """A link whose letters beyond ASCII stand as they are read; browsers take both.

    >>> readable("/entities?name=B%E1%BB%99+A%26B")
    '/entities?name=Bộ+A%26B'
    """
    return re.sub(r"(?:%[89A-F][0-9A-F])+", lambda found: unquote(found[0]), link)


def _period(totals: pd.Series, scope: Scope, language: str) -> str:
    days = [given or (None if pd.isna(totals[name]) else totals[name]) for name, given in _days(scope)]
    return "–".join(labels.day(one, language) for one in days) if all(days) else ""


def _days(scope: Scope) -> tuple[tuple[str, date | None], ...]:
    return ("since", scope.since), ("until", scope.until)


def looks(language: str) -> tuple[Look, Look]:
    """How figures are drawn for a file: on white, for a sheet and for a phone."""
    return Look(language, dark=False, paper=True), Look(language, dark=False, narrow=True)


def _asked(store: Snapshot, scope: Scope, piece: Piece, language: str, words: str) -> Figure:
    frame = piece.question(store, scope, **piece.settings)
    drawn = None
    if piece.chart is not None and not frame.empty:
        gaps = _outages(store, scope, frame)
        wide, narrow = (
            outages.marked(piece.chart(frame, look, **piece.drawn), gaps, look).to_dict() for look in looks(language)
        )
        drawn = wide, narrow
    names, value = columns(piece.chart, piece.drawn)
    return figure(
        piece.key,
        frame,
        drawn,
        charted=piece.chart is not None,
        unit=scope.unit,
        words=words,
        language=language,
        columns=piece.columns,
        names=names,
        value=value,
        about=str(piece.drawn.get("name", "")),
    )


def _outages(store: Snapshot, scope: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    """What is missing in the time that a frame shows, as on its page."""
    if not outages.timed(frame):
        return pd.DataFrame()
    gaps = questions.coverage_gaps(store, Scope(source=scope.source, lens="all"), top=outages.MOST)
    return outages.inside(gaps, frame, scope.since, scope.until)


def _clauses(store: Snapshot, scope: Scope, language: str) -> list[str]:
    return [said(row, language) for row in questions.brief_clauses(store, scope).itertuples()]


def _articles(store: Snapshot, scope: Scope, language: str) -> list[dict[str, str]]:
    found = questions.article_search(store, scope, top=12)
    return [
        {"title": row.title, "source": row.source, "day": labels.day(row.day, language), "url": _web(row.url)}
        for row in each(found)
    ]


def _web(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""


def _day(written: str, language: str) -> str:
    try:
        return labels.day(date.fromisoformat(written[:10]), language)
    except ValueError:
        return ""
