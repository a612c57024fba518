"""The articles themselves: the list, one to read, and what was found in it."""

from __future__ import annotations

import pandas as pd

from analysis.errors import QuestionError
from analysis.questions.answers import answer
from analysis.questions.settings import count, one_of
from analysis.scope import Scope
from analysis.store import counts_articles
from analysis.store.select import selection
from analysis.store.snapshot import Snapshot

SORTS = ("best", "newest", "oldest")


def article_search(
    store: Snapshot, scope: Scope, *, top: int = 20, offset: int = 0, sort: str = "best"
) -> pd.DataFrame:
    """Which articles are in the scope.

    Args:
        top, offset: which part of the list.
        sort: best (articles that hold the words as typed before those that hold them with other marks; the newest
            first among each), newest or oldest (first).

    Returns:
        One row an article: key, day, published, has_time (whether the hour is known), source, title, url, date_origin
        (who says when: file, feed, page, url or text, with the hours added to it, feed+7h), main_topic, text (the sentence that answers the search best, else the first), marks (of the searched words in it), story_size (articles of
        its story in the corpus), exact (whether it matches as typed, no mark set aside), exact_rows (how many do),
        rows (articles in all).

    Raises:
        InputError: another ``sort``, or ``top`` or ``offset`` out of range.
    """
    page = {"top": count("top", top), "offset": count("offset", offset)}
    frame = counts_articles.listed(selection(store, scope), sort=one_of("sort", sort, SORTS), **page)
    return answer("article_search", frame)


def article_reading(store: Snapshot, scope: Scope, *, key: str) -> pd.DataFrame:
    """One article, whatever the scope.

    Args:
        key: content hash, as in every list of articles.

    Returns:
        One row: key, day, published, has_time, source, author, title, url, sections, topics, scores (of the topics),
        rules (who says so of each: model, seeds or label), keyphrases, syllables, text, origin (file and line),
        date_origin (as in ``article_search``), copies (keys of the other articles of its story).

    Raises:
        QuestionError: there is no such article.
    """
    frame = counts_articles.reading(store, key)
    if frame.empty:
        raise QuestionError(
            f"no such article: got key={key[:40]!r}, allowed a key of this store; list them with: nhiptin ask article_search"
        )
    return answer("article_reading", frame)


def article_annotations(store: Snapshot, scope: Scope, *, key: str) -> pd.DataFrame:
    """Everything the pipeline found in one article, whatever the scope.

    Args:
        key: content hash.

    Returns:
        One row a span, in order of the text: layer (sentence, mention, quotation or term), start and end (offsets in the text),
        label (kind of sentence, type of entity, direct or indirect, or empty), name (entity, speaker or term), rule
        (of a mention; the cue of a quotation).

    Raises:
        QuestionError: there is no such article.
    """
    article_reading(store, scope, key=key)
    return answer("article_annotations", counts_articles.spans(store, key))
