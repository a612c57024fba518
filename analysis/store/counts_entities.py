"""SQL of entities: how often, under which names, when and with whom."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.store.counts_volume import SIZED, weight
from analysis.store.select import Selection
from analysis.store.snapshot import Snapshot
from analysis.text.fold import fold

_FOLDED = "replace(strip_accents(lower(name)), 'đ', 'd')"


def _list(ids: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in ids) or "NULL"


def known(store: Snapshot, names: Iterable[str]) -> pd.DataFrame:
    """Entities by canonical name: entity_id (-1 where never met), name, type (empty where never met); order kept."""
    wanted = list(dict.fromkeys(names))
    met = store.query(
        "SELECT name, entity_id, type FROM entities WHERE name IN (SELECT unnest($names))", {"names": wanted}
    ).set_index("name")
    return pd.DataFrame({"name": wanted}, dtype="str").assign(
        entity_id=[int(met["entity_id"].get(name, -1)) for name in wanted],
        type=pd.array([met["type"].get(name, "") for name in wanted], dtype="str"),
    )


def ranked(
    selection: Selection, *, top: int, types: tuple[str, ...] = (), sort: str = "n", find: str = ""
) -> pd.DataFrame:
    """The entities met most: entity_id, name, type, n, mentions, rows (entities in all)."""
    where, params = [], {}
    if types:
        where.append("type IN (SELECT unnest($types))")
        params["types"] = list(types)
    if find.strip():
        where.append(f"contains({_FOLDED}, $find)")
        params["find"] = fold(find.strip())  # type: ignore[assignment]
    order = "mentions DESC, n DESC, name" if sort == "mentions" else "n DESC, mentions DESC, name"
    return selection.ask(
        f"""
        , tally AS (SELECT entity_id, {selection.units} AS n, sum(mentions)::BIGINT AS mentions
                    FROM article_mentions JOIN counted USING (article_id) GROUP BY entity_id)
        SELECT entity_id, name, type, n, mentions, count(*) OVER () AS rows
        FROM tally JOIN entities USING (entity_id) WHERE {" AND ".join(where) or "true"}
        ORDER BY {order} LIMIT $top
        """,
        top=top,
        **params,
    )


def details(selection: Selection, ids: Iterable[int]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Three frames about the same entities: in all, by outlet, by day.

    Returns:
        entity_id, weight; entity_id, source, occurrences (mentions); entity_id, day, occurrences.
    """
    frame = selection.ask(
        f"""
        , {SIZED}
        SELECT entity_id, source, c.day, {weight(selection)} AS weight, sum(mentions)::BIGINT AS occurrences,
               grouping(source, c.day) AS level
        FROM article_mentions d JOIN sized c USING (article_id) WHERE entity_id IN ({_list(ids)})
        GROUP BY GROUPING SETS ((entity_id), (entity_id, source), (entity_id, c.day))
        """
    )
    whole, outlets, days = (frame[frame["level"] == level] for level in (3, 1, 2))
    return whole[["entity_id", "weight"]], outlets, days


def timeline(selection: Selection, ids: Iterable[int]) -> pd.DataFrame:
    """One row an entity and period where it was met: entity_id, period, n, weight, mentions."""
    return selection.ask(
        f"""
        , {SIZED}
        SELECT entity_id, period, {selection.units} AS n, {weight(selection)} AS weight,
               sum(mentions)::BIGINT AS mentions
        FROM article_mentions JOIN sized USING (article_id) WHERE entity_id IN ({_list(ids)}) GROUP BY ALL
        """
    )


def surfaces(selection: Selection, entity: int) -> pd.DataFrame:
    """One row a written form, most mentioned first: surface, mentions, n, rule."""
    return selection.ask(
        f"""
        SELECT surface, count(*) AS mentions, count(DISTINCT article_id) AS n,
               (SELECT count(*) FROM article_mentions JOIN counted USING (article_id)
                WHERE entity_id = {int(entity)}) AS total,
               string_agg(DISTINCT rule, ', ' ORDER BY rule) AS rule
        FROM mentions JOIN counted USING (article_id) WHERE entity_id = {int(entity)}
        GROUP BY surface ORDER BY mentions DESC, surface
        """
    )
