"""Stories: articles that are copies of one text count as one. Here: exact copies, whatever their marks, case or spacing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
import pyarrow as pa

_BETWEEN = re.compile(r"[\W_]+")


def story_table(texts: Iterable[tuple[int, str]]) -> pa.Table:
    """The story of every article.

    Args:
        texts: (article_id, folded text) in rising order of article_id, which is the order of publication.

    Returns:
        One row an article: ``article_id`` and ``story_id``, the article_id of the earliest article with the same words
        in the same order. An article without any word is a story of its own. Empty in, empty out.

    >>> story_table([(0, "hop bao, chieu nay"), (1, "chuyen khac"), (2, "Hop bao chieu nay.".lower())])["story_id"].to_pylist()
    [0, 1, 0]
    """
    articles: list[int] = []
    stories: list[int] = []
    first: dict[bytes, int] = {}
    for article, text in texts:
        words = _BETWEEN.sub(" ", text).strip()
        code = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        articles.append(article)
        stories.append(first.setdefault(code, article) if words else article)
    return pa.table({"article_id": np.array(articles, dtype=np.int32), "story_id": np.array(stories, dtype=np.int32)})
