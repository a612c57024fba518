"""Policy documents: which are cited, by how many outlets, and where first."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis.store.arrays import distinct, ends
from analysis.store.counts_entities import FOLDED, mentioned
from analysis.store.foremost import foremost
from analysis.store.ints import Ints
from analysis.store.naming import looked_up, numbers_of
from analysis.store.select import Selection
from analysis.store.snapshot import Snapshot
from analysis.text.script.fold import fold

SORTS = ("n", "outlets", "first")
"""``first`` puts the document cited most lately for the first time on top."""


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
    store = selection.store
    documents = numbers_of(store, "entities", " AND ".join(where), params)
    rows = mentioned(selection, documents)
    whole, count = rows.counted.corpus, len(documents)
    n, weight = rows.counted.units(rows.article, rows.place, count)
    mentions = np.bincount(rows.place, rows.often, count).astype(np.int64)
    outlets = np.bincount(
        distinct(rows.place * np.int64(len(whole.sources)) + whole.source[rows.article]) // len(whole.sources),
        minlength=count,
    )
    first, last = ends(rows.place, rows.article, count)
    met = np.flatnonzero(n)
    size = {"n": (n << 32) + mentions, "outlets": (outlets << 32) + n, "first": first}[sort]
    frame = foremost(documents[met], size[met], top, partial(looked_up, store, columns="name", table="entities"))
    at = met[frame.pop("at").to_numpy()]
    columns = {"n": n, "weight": weight, "mentions": mentions, "outlets": outlets}
    days = {"first": whole.days[whole.day[first[at]]], "last": whole.days[whole.day[last[at]]]}
    told = frame.assign(**{name: column[at] for name, column in columns.items()}, **days, rows=len(met))
    return told.join(_facts(store, documents[at], first[at])).reset_index(drop=True)


def _facts(store: Snapshot, documents: Ints, first: Ints) -> pd.DataFrame:
    """What is told of documents and of the articles that cite them first, by entity_id."""
    facts = store.query(
        """
        WITH shown AS (SELECT unnest($documents::INTEGER[]) AS entity_id, unnest($first::INTEGER[]) AS article_id),
        founds AS (SELECT entity_id, mode(found) AS found FROM mentions SEMI JOIN shown USING (entity_id) GROUP BY 1),
        places AS (SELECT entity_id, min(sentence) AS sentence FROM mentions SEMI JOIN shown USING (entity_id, article_id)
                   GROUP BY 1)
        SELECT entity_id, a.key, a.source, a.title, coalesce(d.kind, '') AS kind, coalesce(d.issuer, '') AS issuer,
               d.issued, sentence
        FROM shown JOIN articles a USING (article_id) JOIN places USING (entity_id)
        LEFT JOIN founds USING (entity_id) LEFT JOIN documents d ON d.name = found
        """,
        {"documents": documents.tolist(), "first": first.tolist()},
    )
    return facts.set_index("entity_id")
