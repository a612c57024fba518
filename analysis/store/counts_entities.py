"""SQL of entities: how often, under which names, when and with whom."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis.store import postings
from analysis.store.arrays import Rows, counted, distinct, ends, held
from analysis.store.evidence import RULE
from analysis.store.families import PLAIN, Naming
from analysis.store.foremost import foremost
from analysis.store.ints import Ints
from analysis.store.naming import looked_up, numbers_of
from analysis.store.postings import Postings
from analysis.store.select import Selection
from analysis.store.spots import holding, spots
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
    frame = foremost(ids, size[ids], top, partial(looked_up, store, columns="name, type", table="entities"))
    best = frame.index.to_numpy()
    return (
        frame.assign(n=n[best], mentions=mentions[best], rows=len(ids))
        .drop(columns="at")
        .reset_index(names="entity_id")
    )


def details(
    selection: Selection, ids: Iterable[int], naming: Naming = PLAIN
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Three frames about the same entities: in all, by outlet, by day.

    Returns:
        entity_id, weight; entity_id, source, occurrences (mentions); entity_id, day, occurrences.
    """
    rows = mentioned(selection, ids, naming)
    whole, outlets, days = (rows.by(part, item="entity_id") for part in ("", "source", "day"))
    return whole[["entity_id", "weight"]], outlets, days


def timeline(selection: Selection, ids: Iterable[int], naming: Naming = PLAIN) -> pd.DataFrame:
    """One row an entity and period where it was met: entity_id, period, n, weight, mentions."""
    return mentioned(selection, ids, naming).by("period", item="entity_id", often="mentions")


def mentioned(selection: Selection, ids: Iterable[int], naming: Naming = PLAIN, together: Iterable[int] = ()) -> Rows:
    """Which counted articles mention entities, and how often.

    Args:
        together: ids that count as each of them.
    """
    rows = f"""
    WITH none AS (SELECT 1) {naming.with_}
    SELECT entity_id, article_id, mentions FROM named_article_mentions
    WHERE entity_id IN (SELECT unnest($ids::INTEGER[])) AND article_id BETWEEN $since AND $until
    """
    known = postings.names(selection.store) if naming is PLAIN else None
    members = list(together)
    return held(selection, rows, ids, lambda one: members or (one,), params=naming.params, postings=known)


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


def outlets(selection: Selection, ids: list[int]) -> pd.DataFrame:
    """One row an outlet that mentions entities counted as one, most first: source, n, mentions, first, last, rows, and
    the outlet's own total, weight, squares; a story counts in each outlet by itself."""
    known = counted(selection)
    whole, count = known.corpus, len(known.corpus.sources)
    rows = mentioned(selection, ids[:1], together=ids)
    size = known.flags.astype(np.int32)
    some = known.ids[whole.copied[known.ids]]
    _, place, sizes = np.unique(
        whole.story[some] * np.int64(count) + whole.source[some], return_inverse=True, return_counts=True
    )
    size[some] = sizes[place]
    source, day = whole.source[rows.article], whole.day[rows.article]
    first, last = ends(source, day, count)
    n, total = (known.units(each, whole.source[each], count)[0] for each in (rows.article, known.ids))
    weight, squares = (
        np.bincount(whole.source[each], size[each], count).astype(np.int64) for each in (rows.article, known.ids)
    )
    mentions = np.bincount(source, rows.often, count).astype(np.int64)
    met = np.argsort(-n, kind="stable")[: np.count_nonzero(n)]
    columns = {"n": n, "mentions": mentions, "total": total, "squares": squares, "weight": weight}
    return pd.DataFrame(
        {"source": pd.array(whole.sources[met], "str"), "first": whole.days[first[met]], "last": whole.days[last[met]]}
        | {name: column[met] for name, column in columns.items()}
    ).assign(rows=len(met))


def company(
    selection: Selection, ids: list[int], naming: Naming = PLAIN, *, top: int, types: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Who and what stands in one sentence with entities counted as one, in most articles first.

    Returns:
        entity_id, name, type, sentences, n, weight, total (articles that mention the entities), squares, rows.
    """
    store, known = selection.store, counted(selection)
    near = holding(selection, ids, "mentions", "entity_id")
    here = np.unique(np.searchsorted(known.corpus.first, np.flatnonzero(near), side="right") - 1)
    names = f"WITH none AS (SELECT 1) {naming.with_} SELECT"
    parts = [np.zeros(0, np.int64)]
    places = np.int64(len(near))
    for entity, _, spot in spots(
        selection, f"{names} entity_id, article_id, sentence FROM named_mentions", **naming.params
    ):
        beside = near.take(spot)
        parts.append(entity.compress(beside) * places + spot.compress(beside))
    met = distinct(np.concatenate(parts))
    entity, spot = met // places, met % places
    own = ~np.isin(entity, ids)
    entity, spot = entity[own], spot[own]
    article = np.searchsorted(known.corpus.first, spot, side="right") - 1
    once = distinct(entity * len(known.size) + article)
    count = int(entity.max(initial=-1)) + 1
    n, weight = known.units(once % len(known.size), once // len(known.size), count)
    sentences = np.bincount(entity, minlength=count)
    item = np.flatnonzero(n)
    if types:
        item = item[
            np.isin(item, numbers_of(store, "entities", "type IN (SELECT unnest($types))", {"types": list(types)}))
        ]

    def named(wanted: Ints) -> pd.DataFrame:
        select = (
            f"{names} entity_id, name, type FROM named_entities WHERE entity_id IN (SELECT unnest($ids::INTEGER[]))"
        )
        return store.query(select, {**naming.params, "ids": wanted.tolist()}).set_index("entity_id")

    frame = foremost(item, (n[item] << 32) + sentences[item], top, named).drop(columns="at")
    best = frame.index.to_numpy(np.int64)
    (total,), (squares,) = known.units(here, np.zeros_like(here), 1)
    columns = {"sentences": sentences[best], "n": n[best], "weight": weight[best]}
    return frame.assign(**columns, total=total, squares=squares, rows=len(item)).reset_index(names="entity_id")
