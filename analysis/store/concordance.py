"""SQL of concordance: every occurrence with what stands left and right of it, in order of date or of the words beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.store.highlight import needles, places
from analysis.store.kept import Kept
from analysis.store.select import ABOUT, Selection

WIDTH = 90
"""Characters shown on each side."""
LOOKED_AT = 60
"""Characters on each side that the order by context looks at."""
ORDERS = {
    "newest": "article_id DESC, start",
    "oldest": "article_id, start",
    "left": "near, far, article_id DESC, start",
    "right": "near, far, article_id DESC, start",
}
TERM = """
SELECT article_id, start, "end" FROM occurrences JOIN counted USING (article_id)
WHERE term_id IN (SELECT unnest($items::INTEGER[]))
"""
SEARCH = """
SELECT (id >> 40)::INTEGER AS article_id, ((id >> 12) & 268435455)::INTEGER AS start,
       (((id >> 12) & 268435455) + (id & 4095))::INTEGER AS "end"
FROM spots
"""
"""Occurrences as numbers: article, start and length in one."""
_BARE = "replace(strip_accents(lower({})), 'đ', 'd')"
_WORDS = f"regexp_extract_all({_BARE}, '[\\pL\\pN]+')"
_AFTER = f'substr(text, "end" + 1, {LOOKED_AT})'
_BEFORE = f"substr(text, greatest(start - {LOOKED_AT}, 0) + 1, least(start, {LOOKED_AT}))"
_RIGHT = f"array_to_string({_WORDS.format(_AFTER)}, ' ')"
_LEFT = f"array_to_string(list_reverse({_WORDS.format(_BEFORE)}), ' ')"
_BESIDE = """
nearer AS MATERIALIZED (SELECT article_id, start, "end", {} AS near FROM met JOIN texts USING (article_id)),
beside AS (SELECT nearer.*, {} AS far FROM nearer JOIN texts USING (article_id)
           WHERE near <= (SELECT max(near) FROM (SELECT near FROM nearer ORDER BY near LIMIT $top + $offset))),
"""
"""The words of one side; those of the other are looked at only where they may decide about what is shown."""
Spots = np.ndarray[Any, np.dtype[np.int64]]
searched: Kept[Spots] = Kept(4)


def of_search(selection: Selection) -> Spots:
    """Where the searched words stand in the counted articles, as numbers of ``SEARCH``."""
    return searched.get(selection.store, selection.scope, lambda: _look(selection))


def _look(selection: Selection) -> Spots:
    wanted = needles(selection.scope.search)
    frame = selection.ask("SELECT article_id, text FROM texts JOIN counted USING (article_id)")
    spots = {
        (int(article) << 40) | (start << 12) | min(end - start, 4095)
        for article, text in zip(frame["article_id"], frame["text"], strict=True)
        for needle in wanted
        for start, end in places(text, needle)
    }
    return np.array(sorted(spots), np.int64)


def lines(selection: Selection, spots: str, *, sort: str, top: int, offset: int, **params: Any) -> pd.DataFrame:
    """One row an occurrence, in one of ``ORDERS``.

    Args:
        spots: ``TERM`` (with ``items``) or ``SEARCH`` (with the relation ``spots``).

    Returns:
        key, day, published, has_time, source, title, url, date_origin, left, hit, right, start, end, rows, articles.
    """
    beside = (
        _BESIDE.format(*{"left": (_LEFT, _RIGHT), "right": (_RIGHT, _LEFT)}[sort]) if sort in ("left", "right") else ""
    )
    return selection.ask(
        f"""
        , met AS MATERIALIZED ({spots}), {beside}
        page AS MATERIALIZED (
            SELECT article_id, start, "end", row_number() OVER (ORDER BY {ORDERS[sort]}) AS place
            FROM {"beside" if beside else "met"} ORDER BY place LIMIT $top OFFSET $offset)
        SELECT {ABOUT}, start, "end",
               substr(text, greatest(start - {WIDTH}, 0) + 1, least(start, {WIDTH})) AS "left",
               substr(text, start + 1, "end" - start) AS hit, substr(text, "end" + 1, {WIDTH}) AS "right",
               (SELECT count(*) FROM met) AS rows, (SELECT count(DISTINCT article_id) FROM met) AS articles
        FROM page JOIN articles a USING (article_id) JOIN {selection.store.texts} USING (article_id) ORDER BY place
        """,
        top=top,
        offset=offset,
        **params,
    )
