"""SQL of evidence: the sentences behind a number, in the original characters, newest first."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.store.concordance import SEARCH
from analysis.store.select import ABOUT, Selection, objects, whole_texts

RULE = "concat_ws('; ', rule, 'correction:' || correction)"
"""Why a mention was found and named so, and the correction that named it anew."""
TERM = """
SELECT article_id, sentence, start, "end", 'term:' || term AS rule
FROM occurrences JOIN terms USING (term_id) JOIN counted USING (article_id) WHERE term_id = $item
"""
_ITEMS, _OTHERS = (f"term_id IN (SELECT unnest(${name}::INTEGER[]))" for name in ("items", "others"))
TERMS = f"""
SELECT article_id, sentence, start, "end", 'term:' || term AS rule
FROM occurrences JOIN (SELECT term_id, term FROM terms WHERE {_ITEMS}) USING (term_id) JOIN counted USING (article_id)
"""
"""Any of several terms: the forms of a concept, the longer terms that hold one."""
MENTION = f"""
SELECT article_id, sentence, start, "end", {RULE} AS rule
FROM mentions JOIN counted USING (article_id) WHERE entity_id IN (SELECT unnest($items::INTEGER[]))
"""
_EITHER = f"""
SELECT article_id, sentence, start, "end", {RULE} AS rule
FROM mentions JOIN counted USING (article_id) JOIN (
    SELECT {{where}} FROM mentions WHERE entity_id IN (SELECT unnest($items::INTEGER[]))
    INTERSECT SELECT {{where}} FROM mentions WHERE entity_id IN (SELECT unnest($others::INTEGER[]))
) USING ({{where}})
WHERE entity_id IN (SELECT unnest($items::INTEGER[])) OR entity_id IN (SELECT unnest($others::INTEGER[]))
"""
BOTH = _EITHER.format(where="article_id, sentence")
TOGETHER = _EITHER.format(where="article_id")
"""Mentions of either in the articles that hold both."""
_IN_TERMS = """
SELECT article_id, sentence, start, "end", 'term:' || term AS rule
FROM occurrences JOIN (SELECT term_id, term FROM terms WHERE {which}) USING (term_id)
JOIN counted USING (article_id) JOIN both_in USING (article_id, sentence)
"""
_WITH_TERM = "SELECT article_id, sentence FROM occurrences WHERE"
BESIDE_TERM = f"""
WITH both_in AS ({_WITH_TERM} {_ITEMS} INTERSECT {_WITH_TERM} {_OTHERS})
{_IN_TERMS.format(which=f"{_ITEMS} OR {_OTHERS}")}
"""
BESIDE_NAME = f"""
WITH both_in AS ({_WITH_TERM} {_ITEMS} INTERSECT
                 SELECT article_id, sentence FROM mentions WHERE entity_id IN (SELECT unnest($others::INTEGER[])))
{_IN_TERMS.format(which=_ITEMS)}
UNION ALL
SELECT article_id, sentence, start, "end", {RULE} AS rule
FROM mentions JOIN counted USING (article_id) JOIN both_in USING (article_id, sentence)
WHERE entity_id IN (SELECT unnest($others::INTEGER[]))
"""
GROUP = f"""
SELECT article_id, sentence, g.start, g."end", 'group:' || $group AS rule
FROM ({SEARCH}) g JOIN sentences s USING (article_id) WHERE g.start >= s.start AND g.start < s."end"
"""
"""Places that the relation ``spots`` numbers, each in the sentence where it begins."""


def sentences(selection: Selection, hits: str, *, top: int, offset: int = 0, **items: Any) -> pd.DataFrame:
    """The sentences that hold a hit.

    Args:
        hits: ``TERM``, ``TERMS``, ``MENTION``, ``BOTH``, ``TOGETHER``, ``BESIDE_TERM``, ``BESIDE_NAME`` or ``GROUP``.
        top: sentences returned.
        offset: sentences passed over.
        **items: ``item`` (a term_id) for ``TERM``, else ``items`` (ids that count as one), and ``others`` for ``BOTH`` and ``TOGETHER``.

    Returns:
        One row a sentence, newest article first, then in order of the text: key, day, published, has_time, source,
        title, url, date_origin, sentence, kind, text, marks, rule, rows, hits, articles.
    """
    frame = selection.ask(
        f"""
        , hits AS MATERIALIZED ({hits}),
        holding AS MATERIALIZED (SELECT article_id, sentence FROM hits GROUP BY ALL),
        page AS MATERIALIZED (
            SELECT * FROM holding ORDER BY article_id DESC, sentence LIMIT $top OFFSET $offset),
        marked AS (SELECT article_id, sentence, list(start ORDER BY start, "end") AS starts,
                          list("end" ORDER BY start, "end") AS ends,
                          string_agg(DISTINCT rule, ', ' ORDER BY rule) AS rule
                   FROM hits JOIN page USING (article_id, sentence) GROUP BY ALL)
        SELECT {ABOUT}, s.sentence, s.kind, s.article_id, s.start AS first, s."end" AS last, starts, ends, m.rule,
               (SELECT count(*) FROM holding) AS rows, (SELECT count(*) FROM hits) AS hits,
               (SELECT count(DISTINCT article_id) FROM holding) AS articles
        FROM marked m JOIN articles a USING (article_id)
        JOIN sentences s USING (article_id, sentence)
        ORDER BY article_id DESC, sentence
        """,
        top=top,
        offset=offset,
        **items,
    )
    texts = whole_texts(selection.store, frame["article_id"])
    spans = zip(frame["article_id"], frame["first"], frame["last"], strict=True)
    places = zip(frame["first"], frame["starts"], frame["ends"], strict=True)
    return frame.assign(
        text=pd.Series([texts[article][first:last] for article, first, last in spans], dtype="str"),
        marks=objects([_marks(*place) for place in places]),
    )


def _marks(first: int, starts: Any, ends: Any) -> list[list[int]]:
    """[start, end) of every hit within the sentence."""
    return [[int(start) - int(first), int(end) - int(first)] for start, end in zip(starts, ends, strict=True)]


def titles(selection: Selection, topic: str, *, top: int, offset: int = 0, drawn: bool = False) -> pd.DataFrame:
    """The articles assigned a topic, by their titles; same columns as ``sentences``, the rule says the score.

    Args:
        drawn: in the order of their keys, as if drawn at random (``taxonomy.drawn``), without those that a label speaks of.
    """
    only, order = ("AND rule <> 'label'", "key") if drawn else ("", "article_id DESC")
    frame = selection.ask(
        f"""
        , hits AS MATERIALIZED (SELECT article_id, score, rank FROM article_topics JOIN counted USING (article_id)
                                WHERE topic = $topic {only})
        SELECT {ABOUT}, 0 AS sentence, 'title' AS kind, a.title AS text,
               printf('score %.2f%s', score::DOUBLE, if(rank = 1, ', main topic', '')) AS rule,
               count(*) OVER () AS rows, count(*) OVER () AS hits, count(*) OVER () AS articles
        FROM hits JOIN articles a USING (article_id) ORDER BY {order} LIMIT $top OFFSET $offset
        """,
        topic=topic,
        top=top,
        offset=offset,
    )
    return frame.assign(marks=objects([[] for _ in range(len(frame))]))
