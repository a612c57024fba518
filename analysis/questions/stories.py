"""Stories: the articles that are copies of one text."""

from __future__ import annotations

import pandas as pd

from analysis.errors import QuestionError
from analysis.questions.answers import answer
from analysis.scope import Scope
from analysis.store import counts_stories
from analysis.store.snapshot import Snapshot


def story_articles(store: Snapshot, scope: Scope, *, key: str) -> pd.DataFrame:
    """Who else has the text of one article, and what they changed, whatever the scope.

    Args:
        key: content hash of an article.

    Returns:
        One row an article of its story (the first 200, and that one), in order of publication: key, day, published, has_time,
        source, title, url, date_origin, first (the earliest, which the story is named by), alike (shared part of the pairs of
        syllables, 0 to 1), added and removed (what it has and what it lacks beside the article asked for), rows (articles of the story).

    Raises:
        QuestionError: there is no such article.
    """
    frame = counts_stories.members(store, key)
    if frame.empty:
        raise QuestionError(
            f"no such article: got key={key[:40]!r}, allowed a key of this store; list them with: nhiptin ask article_search"
        )
    return answer("story_articles", frame)
