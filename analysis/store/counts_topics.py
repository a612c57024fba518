"""SQL of topics: how many articles are assigned each, and which terms set them apart."""

from __future__ import annotations

import pandas as pd

from analysis.store.counts_volume import SIZED, weight
from analysis.store.select import Selection


def timeline(selection: Selection, *, main: bool = False) -> pd.DataFrame:
    """One row a topic and period where it was met: topic, period, n, weight.

    Args:
        main: count only the main topic of each article.
    """
    return selection.ask(
        f"""
        , {SIZED}
        SELECT topic, period, {selection.units} AS n, {weight(selection)} AS weight
        FROM article_topics t JOIN sized USING (article_id) {"WHERE rank = 1" if main else ""} GROUP BY ALL
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
        , split AS MATERIALIZED (
            SELECT article_id, (article_id IN (SELECT article_id FROM article_topics WHERE topic = $topic)) AS own
            FROM counted),
        tally AS (SELECT term_id, count(*) FILTER (own) AS n, count(*) FILTER (NOT own) AS n_rest
                  FROM doc_terms JOIN split USING (article_id) GROUP BY term_id HAVING count(*) FILTER (own) > 0),
        whole AS (SELECT count(*) FILTER (own) AS total, count(*) FILTER (NOT own) AS total_rest FROM split)
        SELECT term, n, n_rest, total, total_rest, tests
        FROM (SELECT *, count(*) OVER () AS tests FROM tally JOIN terms USING (term_id) WHERE NOT stop), whole
        WHERE n >= $fewest AND total_rest > 0 AND n * total_rest > n_rest * total
        """,
        topic=topic,
        fewest=fewest,
    )
