"""Every occurrence in its place: a term's, or those of the searched words."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd

from analysis.questions.answers import answer
from analysis.questions.settings import count, one_of
from analysis.scope import Scope
from analysis.store import concordance, counts_keywords
from analysis.store.counting import counting
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot

SORTS = tuple(concordance.ORDERS)


def keyword_concordance(
    store: Snapshot,
    scope: Scope,
    *,
    term: str = "",
    sort: str = "newest",
    top: int = 20,
    offset: int = 0,
    nested: bool = False,
    concepts: bool = False,
) -> pd.DataFrame:
    """Every occurrence of a term, or of the words that the scope searches, with what stands beside it.

    Args:
        term: in any case and tone style; none: the words and phrases of the search.
        sort: newest, oldest, left (by the words before it, the nearest first) or right (by the words after it).
        top, offset: which part of the list.
        nested: whether the term also counts where it stands inside a longer one; the longer one is the hit.
        concepts: whether all forms of the term's concept count.

    Returns:
        One row an occurrence, none left out: key, day, published, has_time, source, title, url, date_origin, left, hit, right (the
        original characters), start and end (of the hit in the article's text), rows (occurrences in all), articles.
        Empty where there is neither a term nor a search.

    Raises:
        InputError: another ``sort``, or ``top`` or ``offset`` out of range.
    """
    chosen = selection(store, scope)
    lines = partial(
        concordance.lines, sort=one_of("sort", sort, SORTS), top=count("top", top), offset=count("offset", offset)
    )
    if term:
        way = counting(store, nested=nested, concepts=concepts)
        items = way.occurring(store, int(counts_keywords.known(store, [term], way)["term_id"].iloc[0]))
        return answer("keyword_concordance", lines(chosen, concordance.TERM, items=items))
    if not scope.search:
        return answer("keyword_concordance")
    spots = replace(chosen, ids={**chosen.ids, "spots": concordance.of_search(chosen)})
    return answer("keyword_concordance", lines(spots, concordance.SEARCH))
