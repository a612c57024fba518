"""Which figures a report has: for each the question, its settings and the chart, as the pages place them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pandas as pd
import plotly.graph_objects as go

from analysis import questions
from analysis.errors import InputError
from analysis.scope import Scope
from dashboard.charts import compare, documents, entities, keywords, quotes, topic_profile, topics, volume
from dashboard.strings import text
from dashboard.strings.names import named

Question = Callable[..., pd.DataFrame]
Chart = Callable[..., go.Figure]


@dataclass(frozen=True)
class Piece:
    """One figure of a report."""

    key: str
    """Prefix of its strings, that of the page's card."""
    question: Question
    chart: Chart | None
    """None: a table that stands for itself."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Of the question."""
    drawn: Mapping[str, Any] = field(default_factory=dict)
    """Of the chart."""
    columns: tuple[str, ...] = ()
    """Printed of a table; empty: all."""


KINDS = ("weekly", "topic", "entity", "document", "compare")
PAGES = {"weekly": "overview", "topic": "topics", "entity": "entities", "document": "documents", "compare": "compare"}
"""Page of the live view."""
TOP = 15
WAYS = ("before", "weeks", "rest")
"""How side B of a comparison is named in one word."""


def pieces(kind: str, *, about: str = "", name: str = "", against: str = "before") -> list[Piece]:
    """The figures of a report.

    Args:
        kind: weekly, topic (needs ``about``), entity or document (need ``name``), or compare.
        about: topic code.
        name: canonical name of an entity or a policy document.
        against: side B of a comparison.

    Raises:
        InputError: another kind, or what it needs is missing.
    """
    if kind not in KINDS:
        raise InputError(f"unknown kind of report: got {kind[:40]!r}, allowed {', '.join(KINDS)}")
    if kind == "topic" and not about:
        raise InputError("a report on a topic needs its code: give --about, e.g. --about ai")
    if kind in ("entity", "document") and not name:
        raise InputError(f"a report on one {kind} needs its name: give --name")
    q = questions
    match kind:
        case "weekly":
            return [
                Piece("overview.volume", q.article_volume, volume.columns),
                Piece("overview.keywords", q.keyword_frequencies, keywords.bars, {"top": TOP, "phrases": True}),
                Piece("overview.changes", q.keyword_changes, keywords.changes, {"phrases": True}),
                Piece("overview.bursts", q.keyword_bursts, keywords.burst_days, {"phrases": True}),
                Piece("overview.entities", q.entity_frequencies, entities.bars, {"top": TOP}),
                Piece("overview.topics", q.topic_shares, topics.bars, {"by": "all"}),
                Piece("topics.changes", q.topic_changes, topic_profile.changes),
                Piece("quotes.speakers", q.quotation_speakers, quotes.speakers, {"top": TOP}),
                Piece("documents.bars", q.document_citations, documents.bars, {"top": TOP}),
            ]  # fmt: skip
        case "topic":
            topic = {"topic": about}
            return [
                Piece("topics.multiples", _of_topic(about), topics.multiples),
                Piece("topics.terms", q.topic_terms, topics.terms, topic, topic),
                Piece("topics.names", q.topic_entities, topic_profile.names, topic, topic),
                Piece("topics.outlets", q.topic_outlets, topic_profile.outlets, topic),
                Piece("topics.overlaps", q.topic_overlaps, topic_profile.overlaps, topic),
            ]
        case "entity":
            one: dict[str, Any] = {"name": name, "top": TOP}
            return [
                Piece("entities.profile", q.entity_timeline, entities.timeline, {"name": (name,)}),
                Piece("entities.company", q.entity_comentions, entities.pairs, one, {"name": name}),
                Piece("entities.surfaces", q.entity_surfaces, entities.surfaces, {"name": name}),
                Piece("entities.outlets", q.entity_outlets, entities.outlets, one),
                Piece("entities.documents", q.entity_company, entities.company, one | {"type": ("DOC",)}),
            ]  # fmt: skip
        case "document":
            one = {"name": name, "top": TOP}
            return [
                Piece("documents.profile", q.entity_timeline, entities.timeline, {"name": (name,)}),
                Piece("documents.outlets", q.entity_outlets, entities.outlets, one),
                Piece("documents.surfaces", q.entity_surfaces, entities.surfaces, {"name": name}),
                Piece("documents.together", q.entity_company, entities.company, one | {"type": ("DOC",)}),
            ]  # fmt: skip
        case _:
            sides = {"against": against, "phrases": True}
            # All the rest is no scope that its filters could name: the title does.
            both = ("side", *(() if against == "rest" else ("link",)), "n", "unit", "outlets", "days", "shared")
            return [
                Piece("compare.sides", q.comparison_totals, None, {"against": against}, columns=both),
                Piece("compare.terms", q.keyword_comparison, compare.forest, sides),
            ]


def view(kind: str, *, about: str = "", name: str = "", against: str = "before") -> dict[str, Any]:
    """What the link to the live view says beside the scope.

    >>> view("compare", against="source=Báo Một&since=2025-10-01")
    {'against': 'own', 'b.source': ['Báo Một'], 'b.since': ['2025-10-01']}
    """
    match kind:
        case "topic":
            return {"key": about}
        case "entity" | "document":
            return {"name": name}
        case "compare" if against in WAYS:
            return {"against": against}
        case "compare":
            return {"against": "own"} | {f"b.{key}": values for key, values in parse_qs(against).items()}
        case _:
            return {}


def narrowed(kind: str, scope: Scope, *, about: str = "", name: str = "") -> Scope:
    """The articles that a report of this kind is about.

    >>> narrowed("topic", Scope(), about="ai").topic, narrowed("weekly", Scope()) == Scope()
    (('ai',), True)
    """
    match kind:
        case "topic":
            return scope.with_(topic=(about,))
        case "entity" | "document":
            return scope.with_(entity=(name,))
        case _:
            return scope


def title(kind: str, language: str, *, about: str = "", name: str = "", against: str = "before") -> str:
    """The usual title of a report of this kind.

    >>> title("topic", "en", about="ai"), title("compare", "vi", against="rest")
    ('Topic: Artificial intelligence', 'So sánh với mọi bài còn lại')
    """
    if kind == "compare":
        way = against if against in WAYS else "own"
        return text(language, "report.titles.compare", subject=text(language, f"compare.ways.{way}"))
    if kind == "topic":
        return text(language, "report.titles.topic", subject=text(language, f"charts.topic.{about}"))
    return text(language, f"report.titles.{kind}", subject=named(name, language))


def _of_topic(code: str) -> Question:
    """The course of one topic's share."""

    def topic_shares(store: Any, scope: Any) -> pd.DataFrame:
        frame = questions.topic_shares(store, scope)
        return frame[frame["topic"] == code].reset_index(drop=True)

    return topic_shares
