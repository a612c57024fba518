"""SQL of co-mention: entities that stand in one sentence."""

from __future__ import annotations

import pandas as pd

from analysis.store.families import PLAIN, Naming
from analysis.store.select import Selection

SPOTS = {"sentence": "article_id * 1_000_000::BIGINT + sentence", "article": "article_id::BIGINT"}
"""What two names share → SQL that numbers it."""


def sentences(selection: Selection, within: str = "sentence") -> int:
    """Sentences of the earliest counted article of every story; or those articles themselves."""
    own = "SELECT min(article_id) AS article_id FROM counted GROUP BY story_id"
    table = "sentences" if within == "sentence" else "counted"
    frame = selection.ask(f", own AS ({own}) SELECT count(*) AS n FROM {table} SEMI JOIN own USING (article_id)")
    return int(frame["n"].iloc[0])


def pairs(
    selection: Selection,
    naming: Naming = PLAIN,
    *,
    entity: int | None = None,
    types: tuple[str, ...] = (),
    within: str = "sentence",
    fewest: int = 3,
) -> pd.DataFrame:
    """Pairs of entities that share sentences (or articles) in at least ``fewest`` stories, a before b.

    Args:
        naming: the names as they are, or joined by family.
        entity: only pairs with this one.
        types: only entities of these types (beside ``entity``).
        within: what they share: ``sentence`` or ``article``; all counts are of these.

    Returns:
        a_id, b_id, sentences (with both), stories (with both), f_a, f_b (sentences with each), own, own_a, own_b (the
        same three over the earliest article of each story), entities (in at least ``fewest`` sentences, which could
        have made a pair).
    """
    one = -1 if entity is None else int(entity)
    wanted = f"SELECT entity_id FROM named_entities WHERE type IN (SELECT unnest($types)) OR entity_id = {one}"
    where = f"WHERE entity_id IN ({wanted})" if types else ""
    first = f"(SELECT * FROM frequent WHERE entity_id = {one})" if entity is not None else "frequent"
    order = "<>" if entity is not None else "<"
    return selection.ask(
        f"""
        {naming.with_}
        , late AS MATERIALIZED (
            SELECT article_id FROM counted JOIN (
                SELECT story_id, min(article_id) AS first FROM counted
                WHERE story_id IN (SELECT story_id FROM counted WHERE article_id <> story_id) GROUP BY story_id
            ) USING (story_id) WHERE article_id > first),
        met AS MATERIALIZED (
            SELECT DISTINCT entity_id, {SPOTS[within]} AS spot, story_id, late.article_id IS NULL AS own
            FROM named_mentions JOIN counted USING (article_id) LEFT JOIN late USING (article_id) {where}),
        single AS MATERIALIZED (SELECT entity_id, count(*) AS f, count(*) FILTER (own) AS own
                                FROM met GROUP BY entity_id HAVING count(*) >= {int(fewest)}),
        frequent AS MATERIALIZED (SELECT met.* FROM met SEMI JOIN single USING (entity_id)),
        pair AS (SELECT least(a.entity_id, b.entity_id) AS a_id, greatest(a.entity_id, b.entity_id) AS b_id,
                        count(*) AS sentences, count(*) FILTER (a.own) AS own, count(DISTINCT a.story_id) AS stories
                 FROM {first} a JOIN frequent b ON a.spot = b.spot AND a.entity_id {order} b.entity_id
                 GROUP BY ALL HAVING count(*) >= {int(fewest)})
        SELECT a_id, b_id, sentences, stories, pair.own, sa.f AS f_a, sb.f AS f_b, sa.own AS own_a, sb.own AS own_b,
               (SELECT count(*) FROM single) AS entities
        FROM pair JOIN single sa ON sa.entity_id = a_id JOIN single sb ON sb.entity_id = b_id
        WHERE stories >= {int(fewest)}
        """,
        **({"types": list(types)} if types else {}),
        **naming.params,
    )


def named(selection: Selection, found: pd.DataFrame, naming: Naming = PLAIN) -> pd.DataFrame:
    """Add a, a_type, b, b_type to pairs of ids."""
    ids = sorted({int(number) for name in ("a_id", "b_id") for number in found[name]})
    names = selection.ask(
        f"{naming.with_} SELECT entity_id, name, type FROM named_entities WHERE entity_id IN (SELECT unnest($ids))",
        ids=ids,
        **naming.params,
    ).set_index("entity_id")
    columns = {
        f"{side}{end}": found[f"{side}_id"].map(names[column])
        for side in ("a", "b")
        for end, column in (("", "name"), ("_type", "type"))
    }
    return found.assign(**columns)
