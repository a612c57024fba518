"""Pairs of copies → the story of every article."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt


def stories(articles: int, pairs: Iterable[tuple[int, int]]) -> npt.NDArray[np.int32]:
    """The story of every article: articles that pairs connect, named by the first of them.

    Args:
        articles: how many; they are 0 … articles - 1 in order of publication.
        pairs: of copies.

    >>> stories(4, [(0, 2), (2, 3)]).tolist()
    [0, 1, 0, 0]
    """
    first = np.arange(articles, dtype=np.int32)

    def root(article: int) -> int:
        while first[article] != article:
            first[article] = article = int(first[first[article]])
        return article

    for a, b in pairs:
        one, other = sorted((root(a), root(b)))
        first[other] = one
    return np.array([root(article) for article in range(articles)], np.int32)
