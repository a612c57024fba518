"""SQL of entities: how often, under which names, when and with whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from analysis.store import postings
from analysis.store.arrays import Rows, counted, held
from analysis.store.counts_volume import SIZED, weight
from analysis.store.evidence import RULE
from analysis.store.families import PLAIN, Naming
from analysis.store.naming import looked_up, numbers_of
from analysis.store.postings import Postings
from analysis.store.select import Selection
from analysis.text.script.fold import fold

FOLDED = "replace(strip_accents(lower(name)), 'đ', 'd')"


def _list(ids: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in ids) or "NULL"


def ranked(
    selection: Selection,
    naming: Naming = PLAIN,
    *,
    top: int,
    types: tuple[str, ...] = (),
    sort: str = "n",
    find: str = "",
) -> pd.DataFrame:
    """The entities met most: entity_id, name, type, n, mentions, rows (entities in all)."""
    where, params = [], {}
    if types:
        where.append("type IN (SELECT unnest($types))")
        params["types"] = list(types)
    if find.strip():
        where.append(f"contains({FOLDED}, $find)")
        params["find"] = fold(find.strip())  # type: ignore[assignment]
    if naming is PLAIN and selection.scope.unit != "outlets" and (known := postings.names(selection.store)) is not None:
        return _ranked(selection, known, top=top, sort=sort, where=" AND ".join(where) or "true", params=params)
    order = "mentions DESC, n DESC, name" if sort == "mentions" else "n DESC, mentions DESC, name"
    return selection.ask(
        f"""
        {naming.with_}
        , tally AS (SELECT entity_id, {selection.units} AS n, sum(mentions)::BIGINT AS mentions
                    FROM named_article_mentions JOIN counted USING (article_id) GROUP BY entity_id)
        SELECT entity_id, name, type, n, mentions, count(*) OVER () AS rows
        FROM tally JOIN named_entities USING (entity_id) WHERE {" AND ".join(where) or "true"}
        ORDER BY {order} LIMIT $top
        """,
        top=top,
        **params,
        **naming.params,
    )


def _ranked(
    selection: Selection, known: Postings, *, top: int, sort: str, where: str, params: dict[str, Any]
) -> pd.DataFrame:
    """``ranked`` from the names held in memory."""
    store, flags = selection.store, counted(selection).flags
    ids = numbers_of(store, "entities", where, params)
    n, mentions = known.sizes(flags), known.sizes(flags, often=True)
    ids = ids[n[ids] > 0]
    size = (mentions << 32) + n if sort == "mentions" else (n << 32) + mentions
    # Of equals names decide, so all that are met as often as the last one listed are looked at.
    best = ids[size[ids] >= np.sort(size[ids])[-top:].min(initial=np.iinfo(np.int64).max)]
    told = looked_up(store, best, "name, type", table="entities").reindex(best)
    frame = told.assign(n=n[best], mentions=mentions[best], rows=len(ids), size=size[best])
    frame = frame.sort_values(["size", "name"], ascending=[False, True]).head(top).drop(columns="size")
    return frame.reset_index(names="entity_id")


def details(
    selection: Selection, ids: Iterable[int], naming: Naming = PLAIN
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Three frames about the same entities: in all, by outlet, by day.

    Returns:
        entity_id, weight; entity_id, source, occurrences (mentions); entity_id, day, occurrences.
    """
    rows = _held(selection, ids, naming)
    whole, outlets, days = (rows.by(part, item="entity_id") for part in ("", "source", "day"))
    return whole[["entity_id", "weight"]], outlets, days


def timeline(selection: Selection, ids: Iterable[int], naming: Naming = PLAIN) -> pd.DataFrame:
    """One row an entity and period where it was met: entity_id, period, n, weight, mentions."""
    return _held(selection, ids, naming).by("period", item="entity_id", often="mentions")


def _held(selection: Selection, ids: Iterable[int], naming: Naming) -> Rows:
    rows = f"""
    WITH none AS (SELECT 1) {naming.with_}
    SELECT entity_id, article_id, mentions FROM named_article_mentions
    WHERE entity_id IN (SELECT unnest($ids::INTEGER[])) AND article_id BETWEEN $since AND $until
    """
    known = postings.names(selection.store) if naming is PLAIN else None
    return held(selection, rows, ids, params=naming.params, postings=known)


def surfaces(selection: Selection, ids: Iterable[int]) -> pd.DataFrame:
    """One row a written form of entities counted as one, most mentioned first: surface, mentions, n, total, rule."""
    return selection.ask(
        f"""
        , said AS (SELECT {selection.unit} AS unit, surface, {RULE} AS rule FROM mentions JOIN counted USING (article_id)
                   WHERE entity_id IN ({_list(ids)}))
        SELECT surface, count(*) AS mentions, count(DISTINCT unit) AS n, (SELECT count(DISTINCT unit) FROM said) AS total,
               string_agg(DISTINCT rule, ', ' ORDER BY rule) AS rule
        FROM said GROUP BY surface ORDER BY mentions DESC, surface
        """
    )


def outlets(selection: Selection, ids: Iterable[int]) -> pd.DataFrame:
    """One row an outlet that mentions entities counted as one, most first: source, n, mentions, first, last, rows, and
    the outlet's own total, weight, squares."""
    return selection.ask(
        f"""
        , sized AS (SELECT counted.*, count(*) OVER (PARTITION BY source, story_id) AS size FROM counted),
        said AS (SELECT article_id, sum(mentions)::BIGINT AS mentions FROM article_mentions
                 WHERE entity_id IN ({_list(ids)}) GROUP BY 1)
        SELECT source, {selection.units} FILTER (mentions > 0) AS n, sum(mentions)::BIGINT AS mentions,
               min(day) FILTER (mentions > 0) AS first, max(day) FILTER (mentions > 0) AS last,
               {selection.units} AS total, sum(size)::BIGINT AS squares,
               sum(size) FILTER (mentions > 0)::BIGINT AS weight, count(*) OVER () AS rows
        FROM sized LEFT JOIN said USING (article_id) GROUP BY source HAVING n > 0 ORDER BY n DESC, source
        """
    )


def company(
    selection: Selection, ids: Iterable[int], naming: Naming = PLAIN, *, top: int, types: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Who and what stands in one sentence with entities counted as one, in most articles first.

    Returns:
        entity_id, name, type, sentences, n, weight, total (articles that mention the entities), squares, rows.
    """
    one = _list(ids)
    return selection.ask(
        f"""
        {naming.with_}, {SIZED},
        here AS MATERIALIZED (SELECT DISTINCT article_id, sentence FROM mentions JOIN counted USING (article_id)
                              WHERE entity_id IN ({one})),
        beside AS (SELECT entity_id, article_id, count(DISTINCT sentence) AS sentences
                   FROM named_mentions SEMI JOIN here USING (article_id, sentence)
                   WHERE entity_id NOT IN ({one}) GROUP BY ALL),
        whole AS (SELECT {selection.units} AS total, {weight(selection)} AS squares
                  FROM sized SEMI JOIN here USING (article_id))
        SELECT entity_id, name, type, sum(sentences)::BIGINT AS sentences, {selection.units} AS n,
               {weight(selection)} AS weight, total, squares, count(*) OVER () AS rows
        FROM beside JOIN sized USING (article_id) JOIN named_entities USING (entity_id), whole
        {"WHERE type IN (SELECT unnest($types))" if types else ""}
        GROUP BY entity_id, name, type, total, squares ORDER BY n DESC, sentences DESC, name LIMIT $top
        """,
        top=top,
        **({"types": list(types)} if types else {}),
        **naming.params,
    )
