"""SQL of topics: how many articles are assigned each, and which terms set them apart."""

from __future__ import annotations

import pandas as pd

from analysis.store.counts_volume import SIZED, weight
from analysis.store.select import Selection
from analysis.store.snapshot import Snapshot


def timeline(selection: Selection, *, main: bool = False) -> pd.DataFrame:
    """One row a topic and period where it was met: topic, period, n, weight, sure (those of n that a label says so of).

    Args:
        main: count only the main topic of each article.
    """
    return selection.ask(
        f"""
        , {SIZED}
        SELECT topic, period, {selection.units} AS n, {weight(selection)} AS weight,
               count(*) FILTER (rule = 'label') AS sure
        FROM article_topics t JOIN sized USING (article_id) {"WHERE rank = 1" if main else ""} GROUP BY ALL
        """
    )


def technology(selection: Selection) -> pd.DataFrame:
    """One row a period: whole (units), technology (those that the classifier finds so), with their weights.

    What people say of single articles is left out: the classifier's rates are of what it finds itself.

    Args:
        selection: a scope without the technology lens.

    Returns:
        period, whole, squares, technology, technology_weight (see ``measures.intervals.effective``).
    """
    return selection.ask(
        f"""
        , {SIZED}
        SELECT period, {selection.units} AS whole, {weight(selection)} AS squares,
               count(*) FILTER (topic <> 'other') AS technology,
               coalesce(sum(size) FILTER (topic <> 'other'), 0)::BIGINT AS technology_weight
        FROM sized JOIN (SELECT article_id, topic FROM found_topics WHERE rank = 1) USING (article_id) GROUP BY ALL
        """
    )


def contrast(selection: Selection, topic: str, *, fewest: int = 3) -> pd.DataFrame:
    """Terms of a topic's articles beside those of the rest.

    Args:
        fewest: articles of the topic that a term must be in.

    Returns:
        term, n, n_rest, total, total_rest, tests (terms met in the topic's articles).
    """
    return selection.ask(
        """
        , own AS MATERIALIZED (SELECT article_id FROM counted JOIN article_topics USING (article_id) WHERE topic = $topic),
        mine AS MATERIALIZED (
            SELECT term_id, count(*) AS n FROM doc_terms JOIN own USING (article_id)
            WHERE term_id NOT IN (SELECT term_id FROM terms WHERE stop) GROUP BY term_id),
        every AS (SELECT term_id, count(*) AS n FROM doc_terms JOIN counted USING (article_id)
                  WHERE term_id IN (SELECT term_id FROM mine WHERE n >= $fewest) GROUP BY term_id),
        whole AS (SELECT (SELECT count(*) FROM own) AS total,
                         (SELECT count(*) FROM counted) - (SELECT count(*) FROM own) AS total_rest)
        SELECT term, mine.n, every.n - mine.n AS n_rest, total, total_rest, (SELECT count(*) FROM mine) AS tests
        FROM every JOIN mine USING (term_id) JOIN terms USING (term_id), whole
        WHERE total_rest > 0 AND mine.n * total_rest > (every.n - mine.n) * total
        """,
        topic=topic,
        fewest=fewest,
    )


def names(selection: Selection, topic: str, *, types: tuple[str, ...] = (), fewest: int = 3) -> pd.DataFrame:
    """Entities of a topic's articles beside those of the rest.

    Args:
        types: only these types; none: all.
        fewest: articles of the topic that an entity must be in.

    Returns:
        name, type, n, n_rest, total, total_rest, tests (entities met in the topic's articles).
    """
    return selection.ask(
        """
        , own AS MATERIALIZED (SELECT article_id FROM counted JOIN article_topics USING (article_id) WHERE topic = $topic),
        mine AS MATERIALIZED (SELECT entity_id, count(*) AS n FROM article_mentions JOIN own USING (article_id)
                              GROUP BY entity_id),
        every AS (SELECT entity_id, count(*) AS n FROM article_mentions JOIN counted USING (article_id)
                  WHERE entity_id IN (SELECT entity_id FROM mine WHERE n >= $fewest) GROUP BY entity_id),
        whole AS (SELECT (SELECT count(*) FROM own) AS total,
                         (SELECT count(*) FROM counted) - (SELECT count(*) FROM own) AS total_rest)
        SELECT name, type, mine.n, every.n - mine.n AS n_rest, total, total_rest, (SELECT count(*) FROM mine) AS tests
        FROM every JOIN mine USING (entity_id) JOIN entities USING (entity_id), whole
        WHERE total_rest > 0 AND mine.n * total_rest > (every.n - mine.n) * total
              AND (len($types::VARCHAR[]) = 0 OR type IN (SELECT unnest($types::VARCHAR[])))
        """,
        topic=topic,
        types=list(types),
        fewest=fewest,
    )


def outlets(selection: Selection, topic: str) -> pd.DataFrame:
    """One row an outlet: source, n (articles given the topic), total, weight, squares."""
    return selection.ask(
        f"""
        , {SIZED}, own AS (SELECT article_id FROM article_topics WHERE topic = $topic)
        SELECT source, count(*) FILTER (article_id IN (SELECT article_id FROM own)) AS n, count(*) AS total,
               coalesce(sum(size) FILTER (article_id IN (SELECT article_id FROM own)), 0)::BIGINT AS weight,
               sum(size)::BIGINT AS squares
        FROM sized GROUP BY source
        """,
        topic=topic,
    )


def overlaps(selection: Selection, topic: str) -> pd.DataFrame:
    """One row another topic of the topic's articles: topic, n, total, weight, squares."""
    return selection.ask(
        f"""
        , {SIZED}, own AS MATERIALIZED (
            SELECT article_id, size FROM sized JOIN article_topics USING (article_id) WHERE topic = $topic)
        SELECT topic, count(*) AS n, sum(size)::BIGINT AS weight, (SELECT count(*) FROM own) AS total,
               (SELECT sum(size) FROM own)::BIGINT AS squares
        FROM own JOIN article_topics USING (article_id) WHERE topic <> $topic GROUP BY topic
        """,
        topic=topic,
    )


def listed(selection: Selection) -> pd.DataFrame:
    """One row a topic in force, in its order: the columns of the table ``topics``, n, total, weight, squares."""
    return selection.ask(
        f"""
        , {SIZED}, met AS (SELECT topic, count(*) AS n, sum(size)::BIGINT AS weight
                           FROM sized JOIN article_topics USING (article_id) GROUP BY topic)
        SELECT t.code AS topic, t.* EXCLUDE (code, seeds, position), array_to_string(t.seeds, '; ') AS seeds,
               coalesce(n, 0) AS n, coalesce(weight, 0) AS weight, (SELECT count(*) FROM sized) AS total,
               (SELECT coalesce(sum(size), 0) FROM sized)::BIGINT AS squares
        FROM topics t LEFT JOIN met m ON m.topic = t.code ORDER BY t.position
        """
    )


def measured(store: Snapshot) -> pd.DataFrame:
    """One row a topic in force: topic, measured, checked, rightly (see the table ``topics``)."""
    return store.query("SELECT code AS topic, measured, checked, rightly FROM topics ORDER BY position")


def others(selection: Selection, *, most: int, terms: int, fewest: int = 5) -> pd.DataFrame:
    """Phrases of articles whose main topic is ``other``.

    Args:
        selection: a scope without the technology lens.
        most: articles looked at; where there are more, the same arbitrary ones each time.
        terms: phrases looked at, the most frequent ones.
        fewest: of these articles that a phrase must be in.

    Returns:
        One row an article and phrase: article, title, term, whole (articles about something else in all).
    """
    return selection.ask(
        """
        , every AS (SELECT article_id FROM counted WHERE main_topic = 'other'),
        looked AS MATERIALIZED (SELECT article_id FROM every ORDER BY (article_id::BIGINT * 2654435761) % 4294967296 LIMIT $most),
        held AS MATERIALIZED (SELECT article_id, term_id FROM doc_terms JOIN looked USING (article_id)
                              JOIN terms USING (term_id) WHERE phrase AND NOT stop),
        often AS (SELECT term_id FROM held GROUP BY term_id HAVING count(*) >= $fewest ORDER BY count(*) DESC, term_id
                  LIMIT $terms)
        SELECT article_id AS article, title, term, (SELECT count(*) FROM every) AS whole
        FROM held JOIN often USING (term_id) JOIN terms USING (term_id) JOIN articles USING (article_id)
        ORDER BY article, term
        """,
        most=most,
        terms=terms,
        fewest=fewest,
    )
