"""SQL of what stands around a term: neighbours in its sentences, word groups that hold it, outlets that use it."""

from __future__ import annotations

import pandas as pd

from analysis.store.counting import PLAIN, Counting
from analysis.store.counts_volume import SIZED, weight
from analysis.store.select import Selection
from analysis.store.snapshot import Snapshot

FEWEST = 5
"""Joint sentences that a neighbour must have."""
_FLAGGED = """
flagged AS MATERIALIZED (
    SELECT article_id, story_id, article_id IN (SELECT min(article_id) FROM counted GROUP BY story_id) AS own
    FROM counted),
node AS MATERIALIZED (
    SELECT DISTINCT article_id, sentence, story_id, own FROM occurrences JOIN flagged USING (article_id)
    WHERE term_id IN (SELECT unnest($items::INTEGER[])))
"""


def terms(selection: Selection, items: list[int], *, phrases: bool = False) -> pd.DataFrame:
    """Terms in the sentences of a term, stop words left out.

    Args:
        items: term_ids that count as the term.
        phrases: only terms of several syllables, foreign words and acronyms.

    Returns:
        item, sentences, stories, own, f_other, own_other, f_term, own_term, tests (see ``measures.collocation``).
    """
    wanted = (
        "term_id NOT IN (SELECT unnest($items::INTEGER[])) AND term_id IN (SELECT term_id FROM terms WHERE NOT stop"
    )
    return _around(
        selection, items, "occurrences", "doc_terms", "term_id", f"{wanted}{' AND phrase' if phrases else ''})"
    )


def entities(selection: Selection, items: list[int]) -> pd.DataFrame:
    """Entities in the sentences of a term; the same columns as ``terms``."""
    return _around(selection, items, "mentions", "article_mentions", "entity_id", "true")


def _around(selection: Selection, items: list[int], spots: str, tally: str, key: str, wanted: str) -> pd.DataFrame:
    """Whatever stands in the sentences of a term.

    Args:
        spots: table with a row each time a thing stands in a sentence.
        tally: table with a row an article and thing; how often is its column of the name of ``spots``.
        key: column that names the thing.
        wanted: predicate of the things looked at.
    """
    return selection.ask(
        f"""
        , {_FLAGGED},
        near AS MATERIALIZED (
            SELECT DISTINCT {key} AS item, article_id, sentence, story_id, own
            FROM {spots} JOIN node USING (article_id, sentence) WHERE {wanted}),
        joint AS MATERIALIZED (
            SELECT item, count(*) AS sentences, count(*) FILTER (own) AS own, count(DISTINCT story_id) AS stories
            FROM near GROUP BY item HAVING count(*) >= $fewest),
        -- What an article holds once stands in one sentence; only the rest must be looked at sentence by sentence.
        held AS (SELECT {key} AS item, article_id, {spots} = 1 AS once, own FROM {tally} JOIN flagged USING (article_id)
                 WHERE {key} IN (SELECT item FROM joint)),
        each AS (
            SELECT item, own FROM held WHERE once
            UNION ALL
            SELECT item, own FROM (SELECT DISTINCT item, held.article_id, sentence, own
                                   FROM held JOIN {spots} s ON s.{key} = item AND s.article_id = held.article_id
                                   WHERE NOT once)),
        alone AS (SELECT item, count(*) AS f, count(*) FILTER (own) AS own FROM each GROUP BY item)
        SELECT item, joint.sentences, stories, joint.own, alone.f AS f_other, alone.own AS own_other,
               (SELECT count(*) FROM node) AS f_term, (SELECT count(*) FROM node WHERE own) AS own_term,
               (SELECT count(DISTINCT item) FROM near) AS tests
        FROM joint JOIN alone USING (item)
        """,
        items=items,
        fewest=FEWEST,
    )


def groups(selection: Selection, items: list[int], *, fewest: int = 3) -> pd.DataFrame:
    """Groups of two and three words side by side that hold the term; at their edges no stop word.

    Args:
        fewest: times that a group must be met.

    Returns:
        phrase, n (units), occurrences; most units first.
    """
    unit = "source" if selection.scope.unit == "outlets" else "article_id"
    return selection.ask(
        f"""
        , node AS MATERIALIZED (
            SELECT article_id, source, sentence, start, "end", term FROM occurrences JOIN counted USING (article_id)
            JOIN terms USING (term_id) WHERE term_id IN (SELECT unnest($items::INTEGER[]))),
        near AS MATERIALIZED (
            SELECT article_id, sentence, start, "end", term, stop FROM occurrences JOIN terms USING (term_id)
            SEMI JOIN node USING (article_id, sentence)),
        wide AS (
            SELECT node.*, l.term AS left1, l.stop AS stop_l1, ll.term AS left2, ll.stop AS stop_l2,
                   r.term AS right1, r.stop AS stop_r1, rr.term AS right2, rr.stop AS stop_r2
            FROM node
            LEFT JOIN near l ON l.article_id = node.article_id AND l."end" + 1 = node.start
            LEFT JOIN near ll ON ll.article_id = node.article_id AND ll."end" + 1 = l.start
            LEFT JOIN near r ON r.article_id = node.article_id AND r.start = node."end" + 1
            LEFT JOIN near rr ON rr.article_id = node.article_id AND rr.start = r."end" + 1),
        made AS (
            SELECT {unit} AS counted_as, left1 || ' ' || term AS phrase FROM wide WHERE NOT stop_l1
            UNION ALL SELECT {unit}, term || ' ' || right1 FROM wide WHERE NOT stop_r1
            UNION ALL SELECT {unit}, left2 || ' ' || left1 || ' ' || term FROM wide WHERE NOT stop_l2
            UNION ALL SELECT {unit}, left1 || ' ' || term || ' ' || right1 FROM wide WHERE NOT stop_l1 AND NOT stop_r1
            UNION ALL SELECT {unit}, term || ' ' || right1 || ' ' || right2 FROM wide WHERE NOT stop_r2)
        SELECT phrase, count(DISTINCT counted_as) AS n, count(*) AS occurrences FROM made WHERE phrase IS NOT NULL
        GROUP BY phrase HAVING count(*) >= $fewest ORDER BY n DESC, occurrences DESC, phrase
        """,
        items=items,
        fewest=fewest,
    )


def outlets(selection: Selection, item: int, counting: Counting = PLAIN) -> pd.DataFrame:
    """One row an outlet with any article: source, n (of its articles), weight, occurrences, total, squares."""
    return selection.ask(
        f"""
        , {SIZED}, {counting.hits},
        own AS (SELECT source, count(*) AS n, {weight(selection)} AS weight, sum(occurrences)::BIGINT AS occurrences
                FROM hits d JOIN sized USING (article_id) WHERE term_id = $item GROUP BY source),
        whole AS (SELECT source, count(*) AS total, {weight(selection)} AS squares FROM sized GROUP BY source)
        SELECT source, coalesce(n, 0) AS n, coalesce(weight, 0)::BIGINT AS weight,
               coalesce(occurrences, 0)::BIGINT AS occurrences, total, squares
        FROM whole LEFT JOIN own USING (source)
        """,
        item=item,
    )


def named(store: Snapshot, found: pd.DataFrame, *, table: str, key: str, columns: str) -> pd.DataFrame:
    """Add names to rows of ``item``: ``columns`` of ``table``, whose id is ``key``."""
    ids = [int(number) for number in found["item"]]
    names = store.query(
        f"SELECT {key} AS item, {columns} FROM {table} WHERE {key} IN (SELECT unnest($ids))", {"ids": ids}
    )
    return found.merge(names, on="item", how="left")
