"""Where things stand, as arrays: each time with its sentence, numbered through the corpus (``arrays.Corpus.first``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from analysis.store.arrays import counted
from analysis.store.ints import Flags, Ints
from analysis.store.select import Selection

_HOLDING = """
SELECT article_id FROM occurrences
WHERE term_id IN (SELECT unnest($items::INTEGER[])) AND article_id BETWEEN $since AND $until
"""


def holding(selection: Selection, items: list[int], table: str = "occurrences", key: str = "term_id") -> Flags:
    """By sentence of the corpus, whether it holds one of some terms, or names, in a counted article.

    Args:
        items: term_ids, or numbers in the column ``key`` of another table.
    """
    known = counted(selection)
    flags = np.zeros(int(known.corpus.first[-1]), np.bool_)
    rows = f"SELECT article_id, sentence FROM {table} WHERE {key} IN (SELECT unnest($items::INTEGER[]))"
    for article, sentence in selection.store.stream(rows, {"items": items}):
        flags[(known.corpus.first[article] + sentence)[known.flags[article]]] = True
    return flags


def spots(
    selection: Selection, rows: str, *, beside: list[int] | None = None, only: list[int] | None = None, **more: Any
) -> Iterator[tuple[Ints, ...]]:
    """Rows of a table in its order, a batch at a time; those outside the first and last counted article are left out.

    Args:
        rows: SELECT of a thing, article_id, sentence, and more numbers, FROM a table.
        beside: only rows of articles that hold one of these term_ids, in any order.
        only: only rows of these term_ids, in any order.
        **more: further values of ``rows``.

    Yields:
        The same columns, the sentence as numbered in the corpus.
    """
    known = counted(selection)
    params: dict[str, Any] = dict(zip(("since", "until"), known.between, strict=True)) | more
    limits = "WHERE article_id BETWEEN $since AND $until"
    if beside is not None:
        # Limits on the table itself would make the engine gather its rows to look the few articles up in them.
        limits, params["items"] = f"WHERE article_id IN ({_HOLDING})", beside
    if only is not None:
        limits, params["only"] = f"{limits} AND term_id IN (SELECT unnest($only::INTEGER[]))", only
    rows = f"{rows} {limits}"
    for thing, article, sentence, *others in selection.store.stream(rows, params):
        yield thing, article, known.corpus.first.take(article) + sentence, *others
