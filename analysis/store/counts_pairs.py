"""SQL of co-mention: entities that stand in one sentence."""

from __future__ import annotations

import pandas as pd

from analysis.store.families import PLAIN, Naming
from analysis.store.select import Selection


def sentences(selection: Selection) -> int:
    """Sentences of the earliest counted article of every story."""
    frame = selection.ask(
        """
        SELECT count(*) AS n FROM sentences
        WHERE article_id IN (SELECT min(article_id) FROM counted GROUP BY story_id)
        """
    )
    return int(frame["n"].iloc[0])


def pairs(
    selection: Selection,
    naming: Naming = PLAIN,
    *,
    entity: int | None = None,
    types: tuple[str, ...] = (),
    fewest: int = 3,
) -> pd.DataFrame:
    """Pairs of entities that share sentences in at least ``fewest`` stories, a before b.

    Args:
        naming: the names as they are, or joined by family.
        entity: only pairs with this one.
        types: only entities of these types (beside ``entity``).

    Returns:
        a_id, b_id, sentences (with both), stories (with both), f_a, f_b (sentences with each), own, own_a, own_b (the
        same three over the earliest article of each story), entities (in at least ``fewest`` sentences, which could
        have made a pair).
    """
    one = -1 if entity is None else int(entity)
    where = f"WHERE type IN (SELECT unnest($types)) OR entity_id = {one}" if types else ""
    with_one = f"AND {one} IN (a.entity_id, b.entity_id)" if entity is not None else ""
    return selection.ask(
        f"""
        {naming.with_}
        , flagged AS MATERIALIZED (
            SELECT article_id, story_id,
                   article_id IN (SELECT min(article_id) FROM counted GROUP BY story_id) AS own FROM counted),
        met AS MATERIALIZED (
            SELECT DISTINCT entity_id, article_id, sentence, story_id, own FROM named_mentions JOIN flagged USING (article_id)
            WHERE entity_id IN (SELECT entity_id FROM named_entities {where})),
        single AS MATERIALIZED (SELECT entity_id, count(*) AS f, count(*) FILTER (own) AS own
                                FROM met GROUP BY entity_id HAVING count(*) >= {int(fewest)}),
        frequent AS MATERIALIZED (SELECT met.* FROM met SEMI JOIN single USING (entity_id)),
        joint AS (SELECT a.entity_id AS a_id, b.entity_id AS b_id, a.story_id, count(*) AS n, count(*) FILTER (a.own) AS own
                  FROM frequent a JOIN frequent b ON a.article_id = b.article_id AND a.sentence = b.sentence
                       AND a.entity_id < b.entity_id {with_one}
                  GROUP BY ALL),
        pair AS (SELECT a_id, b_id, sum(n)::BIGINT AS sentences, sum(own)::BIGINT AS own, count(*) AS stories
                 FROM joint GROUP BY ALL HAVING count(*) >= {int(fewest)})
        SELECT a_id, b_id, sentences, stories, pair.own, sa.f AS f_a, sb.f AS f_b, sa.own AS own_a, sb.own AS own_b,
               (SELECT count(*) FROM single) AS entities
        FROM pair JOIN single sa ON sa.entity_id = a_id JOIN single sb ON sb.entity_id = b_id
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
