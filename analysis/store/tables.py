"""The SQL that makes the snapshot's tables from the lake's rows: one statement a table, in this order.

``lake_all`` is a view over the lake's Parquet files, ``chosen_all`` names the rows that count; ``lake`` and ``chosen`` are
those of them that are made now: all, or in a copy of the published tables the articles from one on (``store.growth``).
``copies`` (story ids) and ``stop_words`` are relations that the publisher adds. Every id is dense and follows from the
content alone, so that one lake version always gives the same rows, however often it grew before.
"""

from __future__ import annotations

import hashlib

from analysis.schema import TOPICS
from analysis.store.tables_names import FOUND, NAMES, OF_NAMES

__all__ = ["ALONE", "CHOSEN", "FOUND", "GROWING", "META", "NAMES", "OF_NAMES", "STATEMENTS", "made"]


def made() -> str:
    """Eight hex digits over how tables are made: a snapshot made otherwise is not added to."""
    return hashlib.sha256(repr((CHOSEN, STATEMENTS, FOUND, NAMES)).encode()).hexdigest()[:8]


CHOSEN = """
SELECT (row_number() OVER (ORDER BY published, key) - 1)::INTEGER AS article_id, key, written, day
FROM (SELECT key, max(written) AS written, any_value(published) AS published, any_value(day) AS day FROM lake_all GROUP BY key)
"""
"""The newest row of every key, numbered by time of publication."""

SYLLABLE = "(b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr?|v|x)?[aeiouy]{1,3}(ch?|m|ng?|nh|p|t)?"
"""A written Vietnamese syllable without its marks: onset, vowels, final."""
LOANS = ("ai", "chip", "sim")
"""Foreign words that look like a Vietnamese syllable."""
LONGEST_WHOLE = 60
"""Syllables of a term that is looked into for others inside it; a longer one is no writing."""

_FROM = "FROM lake l JOIN chosen c ON l.key = c.key AND l.written = c.written"
_SINCE = "getvariable('since_article')"
_HERE = "article_id >= getvariable('first_article') AND article_id < getvariable('after_article')"
_NEW = "getvariable('since_term')"

GROWING = (
    "texts", "articles", "article_sections", "found_topics", "sentences", "occurrences", "doc_terms", "doc_terms_nested",
    "quotations",
)  # fmt: skip
"""Tables whose rows belong to an article: rows of new articles are added to them."""
COUNTED = ("doc_terms", "doc_terms_nested")
"""Of these, those that are counted over all words: the memory for it is that of a stretch of articles, see ``stretches``."""
STRETCH = 100_000
"""Articles of a stretch; they are in order of time, as the rows of these tables are."""
ALONE = ("terms", "term_parts", "rejects")
"""Further tables that ``STATEMENTS`` fill."""

_SPANS = f"""
CREATE TEMP TABLE term_spans AS
SELECT c.article_id, unnest(l.term) AS term, unnest(l.term_sentence) AS sentence,
       unnest(l.term_start) AS start, unnest(l.term_end) AS "end"
{_FROM}
"""

STATEMENTS: tuple[tuple[str, str], ...] = (
    (
        "articles",
        f"""
        INSERT INTO articles
        SELECT c.article_id, l.key, l.day, make_timestamp(epoch_us(l.published)) + INTERVAL 7 HOUR AS published,
               l.has_time, l.source, s.story_id, s.story_id AS found_story, l.title, l.url, l.author, l.topics[1] AS main_topic,
               l.syllables, l.keyphrases, l.origin, coalesce(l.date_origin, '') AS date_origin,
               make_timestamp(epoch_us(l.fetched)) + INTERVAL 7 HOUR AS fetched, coalesce(l.batch, '') AS batch
        {_FROM} JOIN copies s ON s.article_id = c.article_id
        ORDER BY 1;
        UPDATE articles SET found_story = s.story_id FROM copies s
        WHERE s.article_id = articles.article_id AND articles.found_story <> s.story_id;
        UPDATE articles SET story_id = found_story WHERE story_id <> found_story
        """,
    ),
    (
        "article_sections",
        f"""
        INSERT INTO article_sections
        SELECT DISTINCT article_id, section FROM (SELECT c.article_id, unnest(l.sections) AS section {_FROM})
        ORDER BY 1, 2
        """,
    ),
    (
        "found_topics",
        f"""
        INSERT INTO found_topics
        SELECT article_id, topic, scores[list_position({list(TOPICS)}, topic)]::FLOAT AS score, rank::TINYINT AS rank
        FROM (
            SELECT c.article_id, l.topic_scores AS scores, unnest(l.topics) AS topic,
                   generate_subscripts(l.topics, 1) AS rank
            {_FROM}
        ) ORDER BY 1, 4
        """,
    ),
    (
        "sentences",
        f"""
        INSERT INTO sentences
        SELECT c.article_id, unnest(range(len(l.sentence_start)))::INTEGER AS sentence,
               unnest(l.sentence_start) AS start, unnest(l.sentence_end) AS "end", unnest(l.sentence_kind) AS kind
        {_FROM} ORDER BY 1, 2
        """,
    ),
    ("term spans", _SPANS),
    (
        "terms",
        f"""
        INSERT INTO terms
        SELECT ({_NEW} + row_number() OVER (ORDER BY first, term) - 1)::INTEGER AS term_id, term,
               (term IN {LOANS} OR NOT regexp_full_match(replace(strip_accents(term), 'đ', 'd'), '{SYLLABLE}')) AS phrase,
               false AS stop
        FROM (SELECT term, min(article_id::BIGINT * 4294967296 + start) AS first FROM term_spans GROUP BY term)
        ANTI JOIN terms USING (term) ORDER BY 1;
        UPDATE terms SET stop = NOT stop WHERE stop <> (length(term) = 1 OR term IN (SELECT word FROM stop_words))
        """,
    ),
    (
        "occurrences",
        """
        INSERT INTO occurrences
        SELECT t.term_id, s.article_id, s.sentence, s.start, s."end"
        FROM term_spans s JOIN terms t USING (term) ORDER BY 1, 2, 4, 5;
        DROP TABLE term_spans
        """,
    ),
    (
        "doc_terms",
        f"""
        INSERT INTO doc_terms
        SELECT c.day, o.article_id, o.term_id, o.occurrences
        FROM (SELECT article_id, term_id, count(*)::INTEGER AS occurrences FROM occurrences
              WHERE article_id >= {_SINCE} AND {_HERE} GROUP BY 1, 2) o
        JOIN chosen c USING (article_id) ORDER BY 1, 2, 3
        """,
    ),
    (
        "term_parts",
        f"""
        INSERT INTO term_parts
        WITH syllables AS (SELECT term_id, string_split(term, ' ') AS s FROM terms WHERE contains(term, ' ')),
        starts AS (SELECT term_id, s, unnest(range(1, len(s) + 1)) AS first FROM syllables WHERE len(s) <= {LONGEST_WHOLE}),
        runs AS (SELECT term_id, s, first, unnest(range(first, len(s) + 1)) AS last FROM starts)
        SELECT p.term_id AS part_id, r.term_id AS whole_id, count(*)::INTEGER AS times
        FROM runs r JOIN terms p ON p.term = array_to_string(r.s[r.first:r.last], ' ')
        WHERE p.phrase AND p.term_id <> r.term_id GROUP BY ALL ORDER BY 1, 2
        """,
    ),
    (
        "doc_terms_nested",
        f"""
        INSERT INTO doc_terms_nested
        SELECT day, article_id, term_id, sum(occurrences)::INTEGER AS occurrences FROM (
            SELECT * FROM doc_terms WHERE article_id >= {_SINCE} AND {_HERE} UNION ALL
            SELECT d.day, d.article_id, p.part_id, d.occurrences * p.times
            FROM doc_terms d JOIN term_parts p ON p.whole_id = d.term_id
            WHERE (d.article_id >= {_SINCE} OR p.part_id >= {_NEW}) AND {_HERE}
        ) GROUP BY ALL ORDER BY 1, 2, 3
        """,
    ),
    (
        "quotations",
        f"""
        INSERT INTO quotations
        SELECT ((SELECT count(*) FROM quotations) + row_number() OVER (ORDER BY article_id, start) - 1)::INTEGER AS quotation_id,
               *, NULL::INTEGER AS entity_id
        FROM (
            SELECT c.article_id, unnest(l.quotation_sentence) AS sentence, unnest(l.quotation_start) AS start,
                   unnest(l.quotation_end) AS "end", unnest(l.quotation_kind) AS kind, unnest(l.quotation_cue) AS cue,
                   unnest(l.quotation_cue_start) AS cue_start, unnest(l.quotation_cue_end) AS cue_end,
                   unnest(l.quotation_cue_kind) AS cue_kind, unnest(l.quotation_speaker_start) AS speaker_start,
                   unnest(l.quotation_speaker_end) AS speaker_end, unnest(l.quotation_named_start) AS named_start
            {_FROM}
        ) ORDER BY 1
        """,
    ),
    (
        "rejects",
        """
        INSERT INTO rejects
        SELECT DISTINCT file, line, field, reason, raw FROM refused ORDER BY 1, 2, 3, 4, 5
        """,
    ),
)
"""(name, SQL); the tables of ``GROWING`` and ``ALONE`` are there, empty or with the rows of older articles. The variables
``since_article`` and ``since_term`` say which articles and terms are made now (see ``store.growing``): terms are numbered
in the order in which they are first met, so that new articles at the end of time leave the numbers of older ones."""


def stretches(name: str, articles: int) -> list[str]:
    """What is to be set before each time that a statement is executed.

    >>> len(stretches("doc_terms", 250_000)), stretches("terms", 250_000)
    (3, [''])
    """
    if name not in COUNTED:
        return [""]
    return [
        f"SET VARIABLE first_article = {first}; SET VARIABLE after_article = {first + STRETCH}"
        for first in range(0, max(articles, 1), STRETCH)
    ]


TEXTS = f"""
INSERT INTO texts
SELECT c.article_id, concat_ws(chr(10), nullif(l.title, ''), nullif(l.summary, ''), nullif(l.body, '')) AS text
{_FROM} ORDER BY 1
"""
"""The same joining as ``Article.text``."""

META = """
SELECT 'since' AS key, coalesce(min(day)::VARCHAR, '') AS value FROM articles
UNION ALL SELECT 'until', coalesce(max(day)::VARCHAR, '') FROM articles
UNION ALL SELECT 'articles', count(*)::VARCHAR FROM articles
UNION ALL SELECT 'stories', count(DISTINCT story_id)::VARCHAR FROM articles
UNION ALL SELECT 'sources', count(DISTINCT source)::VARCHAR FROM articles
UNION ALL SELECT 'rejects', count(*)::VARCHAR FROM rejects
UNION ALL SELECT 'general_news',
    coalesce(avg((topic = 'other')::INTEGER) > 0.5, false)::VARCHAR FROM found_topics WHERE rank = 1
UNION ALL SELECT 'sample', coalesce((SELECT bool_or(sample) FROM lake_all), false)::VARCHAR
UNION ALL SELECT 'annotation_version', coalesce((SELECT max_by(annotation_version, written) FROM lake_all), '')
UNION ALL SELECT 'written', coalesce((SELECT max(written) FROM lake_all), 0)::VARCHAR
"""
"""Facts about the whole."""
