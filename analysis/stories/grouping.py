"""Pairs of copies → the story of every article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    joined = Joined()
    for a, b in pairs:
        joined.join(a, b)
    return np.array([joined.first(article) for article in range(articles)], np.int32)


class Joined:
    """Articles that pairs connect, each group named by its first.

    >>> joined = Joined()
    >>> joined.join(2, 3), joined.join(0, 2), joined.first(3), joined.same(1, 3)
    (None, None, 0, False)
    """

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def first(self, article: int) -> int:
        """The first article of the group of one; itself where nothing is joined to it."""
        above = self._above
        while (one := above.get(article, article)) != article:
            above[article] = article = above.get(one, one)
        return article

    def same(self, one: int, other: int) -> bool:
        """Whether two articles are of one group."""
        return self.first(one) == self.first(other)

    def join(self, one: int, other: int) -> None:
        """Make two groups one."""
        a, b = sorted((self.first(one), self.first(other)))
        if a != b:
            self._above[b] = a


def regrouped(found: Mapping[int, int], edits: Iterable[tuple[int, int | None]]) -> dict[int, int]:
    """The story of every article after people's edits, in their order.

    Args:
        found: article → story, of all articles of the stories concerned.
        edits: (article, other): their stories are one; (article, None): the article is a story alone.

    Returns:
        Article → story, named by its first article.

    >>> regrouped({0: 0, 1: 0, 2: 2}, [(0, None), (0, 2)])
    {0: 0, 1: 1, 2: 0}
    """
    label: dict[int, int] = dict(found)
    fresh = max(label.values(), default=0)
    for article, other in edits:
        fresh += 1
        if other is None:
            label[article] = fresh
        else:
            joined = {label[article], label[other]}
            label = {one: fresh if story in joined else story for one, story in label.items()}
    first: dict[int, int] = {}
    for article in sorted(label):
        first.setdefault(label[article], article)
    return {article: first[story] for article, story in label.items()}
