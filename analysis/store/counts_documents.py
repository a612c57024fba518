"""SQL of policy documents: which are cited, by how many outlets, and where first."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.store.counts_entities import FOLDED
from analysis.store.counts_volume import SIZED, weight
from analysis.store.select import Selection
from analysis.text.script.fold import fold

SORTS = {"n": "n DESC, mentions DESC, name", "outlets": "outlets DESC, n DESC, name", "first": "first_id DESC, name"}
"""Order → SQL; ``first`` puts the document cited most lately for the first time on top."""


def cited(selection: Selection, *, top: int, sort: str, find: str = "", names: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row a document: name, n, weight, mentions, outlets, first, last, rows; kind, issuer, issued (empty where
    unknown); and of the article that cites it first key, source, title, sentence (its first sentence with the document)."""
    where, params = ["type = 'DOC'"], dict[str, Any]()
    if find.strip():
        where.append(f"contains({FOLDED}, $find)")
        params["find"] = fold(find.strip())
    if names:
        where.append("name IN (SELECT unnest($names))")
        params["names"] = list(names)
    return selection.ask(
        f"""
        , {SIZED},
        tally AS MATERIALIZED (
            SELECT entity_id, name, {selection.units} AS n, {weight(selection)} AS weight,
                   sum(mentions)::BIGINT AS mentions, count(DISTINCT c.source) AS outlets,
                   min(c.day) AS first, max(c.day) AS last, min(article_id) AS first_id, count(*) OVER () AS rows
            FROM article_mentions JOIN sized c USING (article_id) JOIN entities USING (entity_id)
            WHERE {" AND ".join(where)} GROUP BY entity_id, name ORDER BY {SORTS[sort]} LIMIT $top),
        founds AS (SELECT entity_id, mode(found) AS found FROM mentions SEMI JOIN tally USING (entity_id) GROUP BY 1)
        SELECT t.*, a.key, a.source, a.title, coalesce(d.kind, '') AS kind, coalesce(d.issuer, '') AS issuer, d.issued,
               (SELECT min(sentence) FROM mentions m WHERE m.entity_id = t.entity_id AND m.article_id = first_id) AS sentence
        FROM tally t JOIN articles a ON a.article_id = t.first_id
        LEFT JOIN founds f ON f.entity_id = t.entity_id LEFT JOIN documents d ON d.name = f.found ORDER BY {SORTS[sort]}
        """,
        top=top,
        **params,
    )
