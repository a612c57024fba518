"""A topic's precision by a random draw: articles in the order of their keys, of which people label one after the other.

A key is a hash of an article's content, so its order has nothing to do with what the article says, and is the same in every
store and after every build. Labels given where a reader happened to look are no random draw: they teach, and do not count here.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

READ = 0.9
"""Part of the draw that must have a label: articles that come in later fall between those that were read."""


def precision(db: duckdb.DuckDBPyConnection, given: str, labels: Mapping[int, bool]) -> tuple[int, int]:
    """How many labelled articles of the draw there are, and how many of them are rightly given the topic.

    The draw is the longest beginning of the given articles, in the order of their keys, of which ``READ`` have a label and the
    last has one.

    Args:
        db: holds ``articles``.
        given: SQL of the article_ids that are given the topic by a model that does not know their labels.
        labels: article_id → whether the article is about the topic.

    Returns:
        Both 0 where no label lies in the draw.
    """
    if not labels:
        return 0, 0
    rows = db.execute(f"SELECT article_id FROM articles WHERE article_id IN ({given}) ORDER BY key").fetchall()
    return counted([labels.get(article) for (article,) in rows])


def counted(draw: list[bool | None]) -> tuple[int, int]:
    """Labels of a draw, and those of them that say yes.

    >>> counted([True, False, None, True]), counted([True, True, None, None, True]), counted([None, True])
    ((2, 1), (2, 2), (0, 0))
    """
    read = right = 0
    best = (0, 0)
    for place, label in enumerate(draw, start=1):
        if label is None:
            continue
        read += 1
        right += label
        if read >= READ * place:
            best = read, right
    return best
