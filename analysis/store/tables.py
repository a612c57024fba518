"""The SQL that makes the snapshot's tables from the lake's rows: one statement a table, in this order.

``lake`` is a view over the lake's Parquet files, ``chosen`` names the rows that count; ``copies`` (story ids) and
``stop_words`` are relations that the publisher adds. Every id is dense and follows from the content alone, so that
one lake version always gives the same tables.
"""

from __future__ import annotations

import hashlib

from analysis.schema import TOPICS
from analysis.store.contract import SNAPSHOT_TABLES
from analysis.text.identity.offices import DOUBTFUL


def contract() -> str:
    """Eight hex digits over names, order and types of all tables: a snapshot of another contract cannot be asked."""
    told = [(name, [(column.name, column.type) for column in columns]) for name, columns in SNAPSHOT_TABLES.items()]
    return hashlib.sha256(repr((told, TOPICS)).encode()).hexdigest()[:8]


CHOSEN = """
CREATE TEMP TABLE chosen AS
SELECT (row_number() OVER (ORDER BY published, key) - 1)::INTEGER AS article_id, key, written, day
FROM (SELECT key, max(written) AS written, any_value(published) AS published, any_value(day) AS day FROM lake GROUP BY key)
"""
"""The newest row of every key, numbered by time of publication."""

SYLLABLE = "(b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr?|v|x)?[aeiouy]{1,3}(ch?|m|ng?|nh|p|t)?"
"""A written Vietnamese syllable without its marks: onset, vowels, final."""
LOANS = ("ai", "chip", "sim")
"""Foreign words that look like a Vietnamese syllable."""
LONGEST_WHOLE = 60
"""Syllables of a term that is looked into for others inside it; a longer one is no writing."""

_FROM = "FROM lake l JOIN chosen c ON l.key = c.key AND l.written = c.written"

TEXTS = f"""
CREATE TABLE texts AS
SELECT c.article_id, concat_ws(chr(10), nullif(l.title, ''), nullif(l.summary, ''), nullif(l.body, '')) AS text
{_FROM} ORDER BY 1
"""
"""The same joining as ``Article.text``."""

_SPANS = f"""
CREATE TEMP TABLE term_spans AS
SELECT c.article_id, unnest(l.term) AS term, unnest(l.term_sentence) AS sentence,
       unnest(l.term_start) AS start, unnest(l.term_end) AS "end"
{_FROM}
"""

_FOUND_SPANS = f"""
CREATE TEMP TABLE found_spans AS
SELECT article_id, found, if(kind = 'ROLE' AND rule <> '{DOUBTFUL}', 'PER', kind) AS found_type, sentence, start, "end", surface, rule FROM (
    SELECT c.article_id, unnest(l.mention_type) AS kind, unnest(l.mention_name) AS found,
           unnest(l.mention_sentence) AS sentence, unnest(l.mention_start) AS start, unnest(l.mention_end) AS "end",
           unnest(l.mention_surface) AS surface, unnest(l.mention_rule) AS rule
    {_FROM}
) WHERE found NOT IN ('', '?')
"""
"""Who is named where, as the text rooms found it. An office names the person who holds it; one whose
holder is unknown is an entity of its own, of type ROLE, and counts for nobody."""

_SPELLINGS = r"""
CREATE TEMP TABLE spellings AS
SELECT found, found_type, first_value(found) OVER (PARTITION BY found_type, key ORDER BY mentions DESC, found DESC) AS one
FROM (SELECT found, found_type, count(*) AS mentions, regexp_replace(lower(found), '[\s–—-]+', ' ', 'g') AS key
      FROM found_spans GROUP BY ALL);
UPDATE found_spans SET found = s.one FROM spellings s
WHERE s.found = found_spans.found AND s.found_type = found_spans.found_type AND s.one <> s.found
"""
"""Names of one type that differ in case, blanks and dashes only are one, as most mentions have it: an article alone
cannot know how others write ``Hội nghị cấp cao``."""

STATEMENTS: tuple[tuple[str, str], ...] = (
    (
        "articles",
        f"""
        CREATE TABLE articles AS
        SELECT c.article_id, l.key, l.day, make_timestamp(epoch_us(l.published)) + INTERVAL 7 HOUR AS published,
               l.has_time, l.source, s.story_id, s.story_id AS found_story, l.title, l.url, l.author, l.topics[1] AS main_topic,
               l.syllables, l.keyphrases, l.origin, coalesce(l.date_origin, '') AS date_origin,
               make_timestamp(epoch_us(l.fetched)) + INTERVAL 7 HOUR AS fetched, coalesce(l.batch, '') AS batch
        {_FROM} JOIN copies s ON s.article_id = c.article_id
        ORDER BY 1
        """,
    ),
    (
        "article_sections",
        f"""
        CREATE TABLE article_sections AS
        SELECT DISTINCT article_id, section FROM (SELECT c.article_id, unnest(l.sections) AS section {_FROM})
        ORDER BY 1, 2
        """,
    ),
    (
        "found_topics",
        f"""
        CREATE TABLE found_topics AS
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
        CREATE TABLE sentences AS
        SELECT c.article_id, unnest(range(len(l.sentence_start)))::INTEGER AS sentence,
               unnest(l.sentence_start) AS start, unnest(l.sentence_end) AS "end", unnest(l.sentence_kind) AS kind
        {_FROM} ORDER BY 1, 2
        """,
    ),
    ("term spans", _SPANS),
    (
        "terms",
        f"""
        CREATE TABLE terms AS
        SELECT (row_number() OVER (ORDER BY term) - 1)::INTEGER AS term_id, term,
               (term IN {LOANS} OR NOT regexp_full_match(replace(strip_accents(term), 'đ', 'd'), '{SYLLABLE}')) AS phrase,
               (length(term) = 1 OR term IN (SELECT word FROM stop_words)) AS stop
        FROM (SELECT DISTINCT term FROM term_spans) ORDER BY 1
        """,
    ),
    (
        "occurrences",
        """
        CREATE TABLE occurrences AS
        SELECT t.term_id, s.article_id, s.sentence, s.start, s."end"
        FROM term_spans s JOIN terms t USING (term) ORDER BY 1, 2, 4, 5;
        DROP TABLE term_spans
        """,
    ),
    (
        "doc_terms",
        """
        CREATE TABLE doc_terms AS
        SELECT c.day, o.article_id, o.term_id, o.occurrences
        FROM (SELECT article_id, term_id, count(*)::INTEGER AS occurrences FROM occurrences GROUP BY 1, 2) o
        JOIN chosen c USING (article_id) ORDER BY 1, 2, 3
        """,
    ),
    (
        "term_parts",
        f"""
        CREATE TABLE term_parts AS
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
        """
        CREATE TABLE doc_terms_nested AS
        SELECT day, article_id, term_id, sum(occurrences)::INTEGER AS occurrences FROM (
            SELECT * FROM doc_terms UNION ALL
            SELECT d.day, d.article_id, p.part_id, d.occurrences * p.times
            FROM doc_terms d JOIN term_parts p ON p.whole_id = d.term_id
        ) GROUP BY ALL ORDER BY 1, 2, 3
        """,
    ),
    (
        "quotations",
        f"""
        CREATE TABLE quotations AS
        SELECT (row_number() OVER (ORDER BY article_id, start) - 1)::INTEGER AS quotation_id, *, NULL::INTEGER AS entity_id
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
        CREATE TABLE rejects AS
        SELECT DISTINCT file, line, field, reason, raw FROM refused ORDER BY 1, 2, 3, 4, 5
        """,
    ),
    ("found spans", _FOUND_SPANS),
    ("spellings", _SPELLINGS),
    (
        "documents",
        f"""
        CREATE TABLE documents AS
        SELECT coalesce(s.one, d.name) AS name, mode(kind) AS kind, mode(number) AS number,
               coalesce(mode(nullif(issuer, '')), '') AS issuer, mode(issued) AS issued,
               count(DISTINCT article_id)::INTEGER AS articles
        FROM (SELECT c.article_id, unnest(l.cited_name) AS name, unnest(l.cited_kind) AS kind,
                     unnest(l.cited_number) AS number, unnest(l.cited_issuer) AS issuer, unnest(l.cited_day) AS issued
              {_FROM}) d
        LEFT JOIN spellings s ON s.found = d.name AND s.found_type = 'DOC'
        GROUP BY 1 ORDER BY 1
        """,
    ),
)
"""(name, SQL); needs the tables ``chosen`` and ``texts`` and the relations named above."""

NAMES: tuple[tuple[str, str], ...] = (
    (
        "mention spans",
        """
        CREATE TEMP TABLE mention_spans AS
        SELECT s.*, if(m.correction IS NULL, s.found, m.becomes) AS name, m.correction
        FROM found_spans s LEFT JOIN moves m USING (found, surface)
        """,
    ),
    (
        "hidden_mentions",
        """
        CREATE TABLE hidden_mentions AS
        SELECT article_id, sentence, start, "end", surface, rule, found, found_type, correction
        FROM mention_spans WHERE name = '' ORDER BY 1, 3, 4
        """,
    ),
    (
        "entities",
        """
        CREATE TABLE entities AS
        SELECT (row_number() OVER (ORDER BY name) - 1)::INTEGER AS entity_id, name, coalesce(r.type, t.type) AS type
        FROM (SELECT name, found_type AS type, count(*) AS mentions, count(*) FILTER (found = name) AS own
              FROM mention_spans WHERE name <> '' GROUP BY name, found_type
              QUALIFY row_number() OVER (PARTITION BY name ORDER BY own DESC, mentions DESC, type) = 1) t
        LEFT JOIN retyped r USING (name) ORDER BY 1
        """,
    ),
    (
        "mentions",
        """
        CREATE TABLE mentions AS
        SELECT e.entity_id, m.article_id, m.sentence, m.start, m."end", m.surface, m.rule, m.found, m.found_type,
               m.correction
        FROM mention_spans m JOIN entities e USING (name) ORDER BY 1, 2, 4, 5
        """,
    ),
    (
        "article_mentions",
        """
        CREATE TABLE article_mentions AS
        SELECT a.day, m.article_id, m.entity_id, m.mentions
        FROM (SELECT article_id, entity_id, count(*)::INTEGER AS mentions FROM mentions GROUP BY 1, 2) m
        JOIN articles a USING (article_id) ORDER BY 1, 2, 3
        """,
    ),
    (
        "speakers",
        """
        UPDATE quotations SET entity_id = NULL;
        UPDATE quotations SET entity_id = m.entity_id FROM mentions m
        WHERE m.article_id = quotations.article_id AND m.start = quotations.named_start
        """,
    ),
)
"""(name, SQL) of all tables that depend on who is who. They follow from the table ``found_spans`` and the relations
``moves`` (found, surface, becomes, correction) and ``retyped`` (name, type) of people's corrections, so that a
correction runs them anew without the lake."""
OF_NAMES = ("hidden_mentions", "entities", "mentions", "article_mentions")
"""The tables that ``NAMES`` makes."""

META = """
SELECT 'since' AS key, coalesce(min(day)::VARCHAR, '') AS value FROM articles
UNION ALL SELECT 'until', coalesce(max(day)::VARCHAR, '') FROM articles
UNION ALL SELECT 'articles', count(*)::VARCHAR FROM articles
UNION ALL SELECT 'stories', count(DISTINCT story_id)::VARCHAR FROM articles
UNION ALL SELECT 'sources', count(DISTINCT source)::VARCHAR FROM articles
UNION ALL SELECT 'rejects', count(*)::VARCHAR FROM rejects
UNION ALL SELECT 'general_news',
    coalesce(avg((topic = 'other')::INTEGER) > 0.5, false)::VARCHAR FROM found_topics WHERE rank = 1
UNION ALL SELECT 'sample', coalesce((SELECT bool_or(sample) FROM lake), false)::VARCHAR
UNION ALL SELECT 'annotation_version', coalesce((SELECT max_by(annotation_version, written) FROM lake), '')
"""
