"""SQL of articles: the list, one article to read, and what was found in it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.store.corpus import articles, corpus
from analysis.store.evidence import RULE
from analysis.store.found import found
from analysis.store.highlight import Needle, marks, needles
from analysis.store.ints import Ints
from analysis.store.kept import Kept
from analysis.store.search import Ids
from analysis.store.select import ABOUT, Selection, objects, searches, whole_texts
from analysis.store.snapshot import Snapshot

_numbers: Kept[tuple[int, int]] = Kept(256)
ORDERS = ("best", "newest", "oldest")
"""``best`` puts articles that match as typed before those that match when marks are set aside, the newest first."""

_pages: Kept[pd.DataFrame] = Kept(64, worth=lambda frame: len(frame) <= LISTED)
LISTED = 100
"""Articles of a page that is kept for others."""


def listed(selection: Selection, *, top: int, offset: int = 0, sort: str = "best") -> pd.DataFrame:
    """One row an article of the scope, in one of ``ORDERS``, with the sentence that answers the search best.

    Returns:
        article_id, key, day, published, has_time, source, title, url, date_origin, main_topic, text, marks, story_size (articles
        with the same text in the whole corpus), exact (matches as typed), exact_rows (how many do), rows (articles in
        all).
    """
    _, every = articles(selection)
    exact = np.isin(every, _as_typed(selection), assume_unique=True) if selection.scope.search else every >= 0
    order = np.arange(every.size) if sort == "oldest" else np.arange(every.size)[::-1]
    if sort == "best":
        order = np.concatenate([order[exact[order]], order[~exact[order]]])
    page = order[offset : offset + top]
    frame = _facts(selection.store, every[page])
    frame = frame.assign(exact=exact[page], exact_rows=int(exact.sum()), rows=every.size)
    wanted = needles(selection.scope.search)
    texts = whole_texts(selection.store, frame["article_id"])
    best = []
    for article, *spans in zip(frame["article_id"], frame["kinds"], frame["starts"], frame["ends"], strict=True):
        sentences = [(kind, texts[article][start:end]) for kind, start, end in zip(*spans, strict=True)]
        best.append(_best(sentences, wanted))
    text = pd.Series([text for text, _ in best], index=frame.index, dtype="str")
    return frame.assign(text=text, marks=objects([found for _, found in best]))


def _as_typed(selection: Selection) -> Ids:
    """Articles that match the search without setting marks aside."""
    search, store = selection.scope.search, selection.store
    return searches.get(store, (search, "as typed"), lambda: found(store, search, exact=True))


def _facts(store: Snapshot, page: Ints) -> pd.DataFrame:
    """What a list says of articles, in the order given; kept, for the newest are the newest of many scopes."""
    return _pages.get(store, page.tobytes(), lambda: _asked(store, page))


def _asked(store: Snapshot, page: Ints) -> pd.DataFrame:
    frame = store.query(
        f"""
        WITH page AS (SELECT id AS article_id FROM page_ids),
        told AS (SELECT article_id, list(kind ORDER BY sentence) AS kinds, list(start ORDER BY sentence) AS starts,
                        list("end" ORDER BY sentence) AS ends
                 FROM sentences JOIN page USING (article_id) GROUP BY article_id)
        SELECT article_id, {ABOUT}, a.main_topic,
               coalesce(kinds, []) AS kinds, coalesce(starts, []) AS starts, coalesce(ends, []) AS ends
        FROM articles a JOIN page USING (article_id) LEFT JOIN told USING (article_id)
        """,
        page_ids=page,
    )
    ordered: pd.DataFrame = frame.set_index("article_id").loc[page.tolist()].reset_index()
    return ordered.assign(story_size=corpus(store).story_size[page])


def _best(sentences: list[tuple[str, str]], wanted: list[Needle]) -> tuple[str, list[list[int]]]:
    """The sentence after the title with most of the searched words, else the first one; and their places in it."""
    told = [text for kind, text in sentences if kind in ("lead", "body")] or [text for _, text in sentences]
    scored = [(sum(bool(marks(text, [needle])) for needle in wanted), text) for text in told]
    text = max(scored, key=lambda pair: pair[0])[1]
    return text, marks(text, wanted)


def reading(store: Snapshot, key: str) -> pd.DataFrame:
    """One row, or none where the key is unknown: the article with its text, sections, topics and copies."""
    frame = store.query(
        f"""
        SELECT a.key, a.day, a.published, a.has_time, a.source, a.author, a.title, a.url, a.keyphrases, a.syllables,
               t.text, a.origin, a.date_origin,
               (SELECT coalesce(list(section ORDER BY section), []) FROM article_sections s
                WHERE s.article_id = $article) AS sections,
               (SELECT coalesce(list(topic ORDER BY rank), []) FROM article_topics p
                WHERE p.article_id = $article) AS topics,
               (SELECT coalesce(list(score::DOUBLE ORDER BY rank), []) FROM article_topics p
                WHERE p.article_id = $article) AS scores,
               (SELECT coalesce(list(rule ORDER BY rank), []) FROM article_topics p
                WHERE p.article_id = $article) AS rules,
               (SELECT coalesce(list(o.key ORDER BY o.article_id), []) FROM articles o
                WHERE o.story_id = $story AND o.article_id <> $article) AS copies
        FROM articles a JOIN {store.texts} t USING (article_id) WHERE a.article_id = $article AND t.article_id = $article
        """,
        dict(zip(("article", "story"), _numbered(store, key), strict=True)),
    )
    for name in ("keyphrases", "sections", "topics", "scores", "rules", "copies"):
        frame[name] = objects([list(value) for value in frame[name]])
    return frame


def _numbered(store: Snapshot, key: str) -> tuple[int, int]:
    """article_id and story_id of a key, -1 where it is unknown. Rows lie in the order of these numbers: few are read then."""

    def asked() -> tuple[int, int]:
        told = store.query("SELECT article_id, story_id FROM articles WHERE key = $key", {"key": key})
        return next(zip(told["article_id"].tolist(), told["story_id"].tolist(), strict=True), (-1, -1))

    return _numbers.get(store, key, asked)


def spans(store: Snapshot, key: str) -> pd.DataFrame:
    """One row a span of what may be handed out of the article, in order of the text: layer, start, end, label, name, rule."""
    return store.query(
        f"""
        WITH every AS (
        SELECT 'sentence' AS layer, start, "end", kind AS label, '' AS name, '' AS rule
        FROM sentences WHERE article_id = $article
        UNION ALL
        SELECT 'mention', start, "end", type, name, {RULE}
        FROM mentions JOIN entities USING (entity_id) WHERE article_id = $article
        UNION ALL
        SELECT 'quotation', start, "end", kind, name, cue
        FROM quotations JOIN entities USING (entity_id) WHERE article_id = $article
        UNION ALL
        SELECT 'term', start, "end", '', term, ''
        FROM occurrences JOIN terms USING (term_id) WHERE article_id = $article
        )
        SELECT * FROM every WHERE $until = 0 OR "end" <= $until ORDER BY start, "end" DESC, layer
        """,
        {"article": _numbered(store, key)[0], "until": store.shown},
    )
