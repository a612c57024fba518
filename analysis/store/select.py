"""A scope as the store's predicate: the only place where a filter becomes SQL.

Every count is over two relations that stand before the question's own SQL:

``inside``   the articles that pass every filter: article_id, day, source, story_id, syllables, main_topic; of several
             versions of one article (its outlet changed it at the same address) the earliest that passes
``counted``  those of them that count: with unit ``stories`` only the earliest article of each story, else all;
             the same columns, and ``period`` (first day of the day, week or month)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.scope import Scope
from analysis.store.found import unknown_names
from analysis.store.kept import Kept
from analysis.store.search import Ids
from analysis.store.snapshot import Snapshot

searches: Kept[Ids] = Kept(16)
_versions: Kept[pd.DataFrame] = Kept(1)

VERSIONS = """
SELECT article_id, min(article_id) OVER same AS article FROM articles
WHERE url <> '' AND story_id IN (SELECT story_id FROM articles WHERE story_id <> article_id)
WINDOW same AS (PARTITION BY story_id, source, url) QUALIFY count(*) OVER same > 1 ORDER BY 1
"""
"""Articles of one story, outlet and address: which are one story is found, or said by people, and is not asked again."""
_EARLIEST = """
SELECT * FROM passed WHERE article_id NOT IN (
    SELECT article_id FROM (
        SELECT a.article_id, row_number() OVER (PARTITION BY a.story_id, a.source, a.url ORDER BY a.article_id) AS version
        FROM articles a JOIN versions ON id = a.article_id SEMI JOIN passed ON passed.article_id = a.article_id
    ) WHERE version > 1
)"""
ABOUT = "a.key, a.day, a.published, a.has_time, a.source, a.title, a.url, a.date_origin"
"""What every list says of an article ``a``."""
_COLUMNS = "article_id, day, source, story_id, syllables, main_topic"
_MANY = {
    "source": "source IN (SELECT unnest($scope_source))",
    "section": "article_id IN (SELECT article_id FROM article_sections WHERE section IN (SELECT unnest($scope_section)))",
    "topic": "article_id IN (SELECT article_id FROM article_topics WHERE topic IN (SELECT unnest($scope_topic)))",
    "entity": "article_id IN (SELECT article_id FROM mentions JOIN entities USING (entity_id) "
    "WHERE name IN (SELECT unnest($scope_entity)))",
}


_PANEL = (
    "source IN (WITH core AS (SELECT quantile_disc(day, [0.005, 0.995]) AS ends FROM articles WHERE {period}), "
    "middle AS (SELECT source, date_trunc('{grain}', day) AS period FROM articles, core "
    "WHERE {period} AND day BETWEEN ends[1] AND ends[2]) "
    "SELECT source FROM middle GROUP BY source "
    "HAVING count(DISTINCT period) = (SELECT count(DISTINCT period) FROM middle))"
)
"""Outlets that are there all along: in every month, or week, with any article between the days that hold the middle 99 %.

A stray article of years before must not empty the panel.
"""
MONTHS = 62
"""Days from which a fixed panel is looked at by month; a shorter period by week."""


def lens_acts(store: Snapshot, scope: Scope) -> bool:
    """Whether articles whose main topic is ``other`` are left out.

    ``auto`` leaves them out of a corpus of general news, except where the scope asks for the topic ``other`` itself.
    """
    return scope.lens == "tech" or (scope.lens == "auto" and store.general_news and "other" not in scope.topic)


def versions(store: Snapshot) -> pd.DataFrame:
    """Articles of which there are several versions: article_id, article (article_id of the earliest version)."""
    return _versions.get(store, "versions", lambda: store.query(VERSIONS))


def corpus_size(store: Snapshot) -> int:
    """How many articles the corpus holds, versions of one counted once."""
    several = versions(store)
    return int(store.meta["articles"]) - int((several["article_id"] != several["article"]).sum())


def span(store: Snapshot, scope: Scope) -> tuple[date, date] | None:
    """First and last day that both the scope and the corpus cover; None when there is none."""
    try:
        first, last = (date.fromisoformat(store.meta.get(name, "")) for name in ("since", "until"))
    except ValueError:
        return None
    first, last = max(first, scope.since or first), min(last, scope.until or last)
    return (first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Selection:
    """A scope over one snapshot, ready to be asked."""

    store: Snapshot
    scope: Scope
    period: tuple[str, ...]
    filters: tuple[str, ...]
    """Predicates of ``inside``: of days, and all others, each over ``articles``."""
    part: str
    """Predicate of ``counted``."""
    params: dict[str, Any]
    ids: dict[str, npt.NDArray[Any]]
    """Relations of article_ids that the predicates name."""
    by: str
    without: tuple[object, ...] = ()
    """``key`` of the selection whose articles are left out."""

    @property
    def where(self) -> str:
        """Predicate of ``inside``."""
        return " AND ".join((*self.period, *self.filters)) or "true"

    def every(self, by: str) -> Selection:
        """The same articles with another width of ``counted.period``."""
        return replace(self, by=by)

    @property
    def every_version(self) -> Selection:
        """The same, every version of an article by itself: what another selection leaves out."""
        return replace(self, ids={name: ids for name, ids in self.ids.items() if name != "versions"})

    @property
    def key(self) -> tuple[object, ...]:
        """What answers about the same articles are kept under, whatever the width of ``counted.period``."""
        return (self.where, self.part, repr(self.params), self.scope, self.without)

    @property
    def with_(self) -> str:
        """The relations, to stand before a question's own SQL."""
        period = {"all": "NULL::DATE", "day": "day"}.get(self.by, f"date_trunc('{self.by}', day)::DATE")
        inside = f"SELECT {_COLUMNS} FROM articles WHERE {self.where}"
        if "versions" in self.ids:
            inside = f"WITH passed AS MATERIALIZED ({inside}) {_EARLIEST}"
        return (
            f"WITH inside AS MATERIALIZED ({inside}), "
            f"counted AS MATERIALIZED (SELECT *, {period} AS period FROM inside WHERE {self.part})"
        )

    def ask(self, select: str, /, **params: Any) -> pd.DataFrame:
        """Rows of a query over ``inside`` and ``counted``.

        Args:
            select: a SELECT, or further relations and a SELECT: ``", more AS (…) SELECT …"``.
            **params: values for the query's own ``$name``.

        Returns:
            The query's frame; days as datetime64[s], sums as whole numbers.
        """
        frame = self.store.query(f"{self.with_} {select}", {**self.params, **params}, **self.ids)
        for name in frame.columns:
            if frame[name].dtype.kind == "M":
                frame[name] = frame[name].astype("datetime64[s]")
        return frame

    @property
    def unit(self) -> str:
        """SQL of what is different in each unit, over rows of ``counted``."""
        return "source" if self.scope.unit == "outlets" else "article_id"

    @property
    def units(self) -> str:
        """SQL aggregate over rows of ``counted``, one row an article: how many units they are."""
        return "count(DISTINCT source)" if self.scope.unit == "outlets" else "count(*)"


def selection(
    store: Snapshot,
    scope: Scope,
    *,
    by: str = "all",
    since: date | None = None,
    until: date | None = None,
    without: Selection | None = None,
) -> Selection:
    """Turn a scope into the relations ``inside`` and ``counted``.

    Args:
        store: the snapshot.
        scope: which articles.
        by: width of ``counted.period``: day, week, month, or all (then it is NULL).
        since: first day of the part of the scope that is wanted, e.g. of one point of a chart; which article stands
            for a story is still decided over the whole scope.
        until: last day of that part.
        without: a selection whose articles are left out.
    """
    period: list[str] = []
    filters: list[str] = []
    params: dict[str, Any] = {}
    ids: dict[str, npt.NDArray[Any]] = {}
    if len(several := versions(store)):
        ids["versions"] = several["article_id"].to_numpy(np.int32)
    for name, compare in (("since", ">="), ("until", "<=")):
        if (day := getattr(scope, name)) is not None:
            period.append(f"day {compare} $scope_{name}")
            params[f"scope_{name}"] = day
    if scope.panel and (covered := span(store, scope)) is not None:
        grain = "month" if (covered[1] - covered[0]).days >= MONTHS else "week"
        filters.append(_PANEL.format(period=" AND ".join(period) or "true", grain=grain))
    for name, predicate in _MANY.items():
        if values := getattr(scope, name):
            filters.append(predicate)
            params[f"scope_{name}"] = list(values)
    if scope.search:
        filters.append("article_id IN (SELECT id FROM found)")
        ids["found"] = searches.get(store, scope.search, lambda: store.search(scope.search))
    if without is not None:
        filters.append("article_id NOT IN (SELECT id FROM left_out)")
        ids["left_out"] = without.every_version.ask("SELECT article_id FROM inside")["article_id"].to_numpy(np.int32)
    if lens_acts(store, scope):
        filters.append("main_topic <> 'other'")
    part: list[str] = []
    if scope.unit == "stories":
        part.append("article_id IN (SELECT min(article_id) FROM inside GROUP BY story_id)")
    for name, compare, value in (("part_since", ">=", since), ("part_until", "<=", until)):
        if value is not None:
            part.append(f"day {compare} ${name}")
            params[name] = value
    return Selection(
        store,
        scope,
        tuple(period),
        tuple(filters),
        " AND ".join(part) or "true",
        params,
        ids,
        by,
        without.key if without else (),
    )


def whole_texts(store: Snapshot, articles: Iterable[int]) -> dict[int, str]:
    """Article.text by article_id, as far as it may be handed out; joined, so that only the blocks with their rows are read from disk."""
    ids = np.array(sorted({int(number) for number in articles}), np.int32)
    if not ids.size:
        return {}
    frame = store.query(f"SELECT article_id, text FROM {store.texts} JOIN wanted ON id = article_id", wanted=ids)
    return dict(zip(frame["article_id"].tolist(), frame["text"].tolist(), strict=True))


def objects(values: list[Any]) -> pd.Series[Any]:
    """A column of lists, one a row of a frame with the default index."""
    return pd.Series(values, dtype=object)


def unknown(store: Snapshot, scope: Scope) -> list[str]:
    """One sentence for every value of the scope that the store has never seen; such a filter matches nothing.

    Returns:
        Sentences fit for a reader, e.g. ``unknown source «x»; known: a, b``; empty when all values are known.
    """
    sentences = [
        f"unknown topic «{code}»; known: {', '.join(store.topics)}" for code in scope.topic if code not in store.topics
    ]
    for name, query in (
        ("source", "SELECT source AS value, count(*) AS n FROM articles GROUP BY 1"),
        ("section", "SELECT section AS value, count(*) AS n FROM article_sections GROUP BY 1"),
        ("entity", "SELECT name AS value, 0 AS n FROM entities WHERE name IN (SELECT unnest($values))"),
    ):
        values = getattr(scope, name)
        if not values:
            continue
        params = {"values": list(values)} if name == "entity" else {}
        known = store.query(f"SELECT value FROM ({query}) ORDER BY n DESC, value", params)["value"].tolist()
        some = ", ".join(known[:12]) + (f" … ({len(known)} in all)" if len(known) > 12 else "")
        hint = "list them with: nhiptin ask entity_frequencies" if name == "entity" else f"known: {some}"
        sentences += [f"unknown {name} «{value}»; {hint}" for value in values if value not in known]
    if scope.search:
        sentences += [
            f"the search names «{name}», which the store never met" for name in unknown_names(store, scope.search)
        ]
    return sentences
