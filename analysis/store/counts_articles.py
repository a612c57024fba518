"""SQL of articles: the list, one article to read, and what was found in it."""

from __future__ import annotations

import pandas as pd

from analysis.store.evidence import RULE
from analysis.store.highlight import Needle, marks, needles
from analysis.store.select import Selection, objects, whole_texts
from analysis.store.snapshot import Snapshot


def listed(selection: Selection, *, top: int, offset: int = 0, oldest: bool = False) -> pd.DataFrame:
    """One row an article of the scope, newest (or oldest) first, with the sentence that answers the search best.

    Returns:
        article_id, key, day, published, has_time, source, title, url, main_topic, text, marks, story_size (articles
        with the same text in the whole corpus), rows (articles in all).
    """
    frame = selection.ask(
        f"""
        , page AS MATERIALIZED (
            SELECT article_id, count(*) OVER () AS rows FROM counted
            ORDER BY article_id {"" if oldest else "DESC"} LIMIT $top OFFSET $offset),
        told AS (SELECT article_id, list(kind ORDER BY sentence) AS kinds, list(start ORDER BY sentence) AS starts,
                        list("end" ORDER BY sentence) AS ends
                 FROM page JOIN sentences USING (article_id) GROUP BY article_id)
        SELECT article_id, a.key, a.day, a.published, a.has_time, a.source, a.title, a.url, a.main_topic, page.rows,
               coalesce(kinds, []) AS kinds, coalesce(starts, []) AS starts, coalesce(ends, []) AS ends,
               (SELECT count(*) FROM articles other WHERE other.story_id = a.story_id) AS story_size
        FROM page JOIN articles a USING (article_id) LEFT JOIN told USING (article_id)
        ORDER BY article_id {"" if oldest else "DESC"}
        """,
        top=top,
        offset=offset,
    )
    wanted = needles(selection.scope.search)
    texts = whole_texts(selection.store, frame["article_id"])
    best = []
    for article, *spans in zip(frame["article_id"], frame["kinds"], frame["starts"], frame["ends"], strict=True):
        sentences = [(kind, texts[article][start:end]) for kind, start, end in zip(*spans, strict=True)]
        best.append(_best(sentences, wanted))
    text = pd.Series([text for text, _ in best], index=frame.index, dtype="str")
    return frame.assign(text=text, marks=objects([found for _, found in best]))


def _best(sentences: list[tuple[str, str]], wanted: list[Needle]) -> tuple[str, list[list[int]]]:
    """The sentence after the title with most of the searched words, else the first one; and their places in it."""
    told = [text for kind, text in sentences if kind in ("lead", "body")] or [text for _, text in sentences]
    scored = [(sum(bool(marks(text, [needle])) for needle in wanted), text) for text in told]
    text = max(scored, key=lambda pair: pair[0])[1]
    return text, marks(text, wanted)


def reading(store: Snapshot, key: str) -> pd.DataFrame:
    """One row, or none where the key is unknown: the article with its text, sections, topics and copies."""
    frame = store.query(
        """
        SELECT a.key, a.day, a.published, a.has_time, a.source, a.author, a.title, a.url, a.keyphrases, a.syllables,
               t.text, a.origin,
               (SELECT coalesce(list(section ORDER BY section), []) FROM article_sections s
                WHERE s.article_id = a.article_id) AS sections,
               (SELECT coalesce(list(topic ORDER BY rank), []) FROM article_topics p
                WHERE p.article_id = a.article_id) AS topics,
               (SELECT coalesce(list(score::DOUBLE ORDER BY rank), []) FROM article_topics p
                WHERE p.article_id = a.article_id) AS scores,
               (SELECT coalesce(list(o.key ORDER BY o.article_id), []) FROM articles o
                WHERE o.story_id = a.story_id AND o.article_id <> a.article_id) AS copies
        FROM articles a JOIN texts t USING (article_id) WHERE a.key = $key
        """,
        {"key": key},
    )
    for name in ("keyphrases", "sections", "topics", "scores", "copies"):
        frame[name] = objects([list(value) for value in frame[name]])
    return frame


def spans(store: Snapshot, key: str) -> pd.DataFrame:
    """One row a span of the article, in order of the text: layer, start, end, label, name, rule."""
    return store.query(
        f"""
        WITH one AS MATERIALIZED (SELECT article_id FROM articles WHERE key = $key)
        SELECT 'sentence' AS layer, start, "end", kind AS label, '' AS name, '' AS rule
        FROM sentences WHERE article_id = (SELECT article_id FROM one)
        UNION ALL
        SELECT 'mention', start, "end", type, name, {RULE}
        FROM mentions JOIN entities USING (entity_id) WHERE article_id = (SELECT article_id FROM one)
        UNION ALL
        SELECT 'term', start, "end", '', term, ''
        FROM occurrences JOIN terms USING (term_id) WHERE article_id = (SELECT article_id FROM one)
        ORDER BY start, "end" DESC, layer
        """,
        {"key": key},
    )
