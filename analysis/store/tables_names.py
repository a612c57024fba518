"""The SQL that makes the tables of names: who was found where, one spelling of each, who is who, what documents are.

They follow from all articles of the lake together (a spelling is that of most mentions), so they are made anew each time.
"""

from __future__ import annotations

from analysis.text.identity.offices import DOUBTFUL

_FROM = "FROM lake_all l JOIN chosen_all c ON l.key = c.key AND l.written = c.written"

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

FOUND: tuple[tuple[str, str], ...] = (
    ("found spans", _FOUND_SPANS),
    ("spellings", _SPELLINGS),
    (
        "documents",
        f"""
        CREATE TABLE documents AS
        SELECT coalesce(s.one, d.name) AS name, mode(kind ORDER BY kind) AS kind, mode(number ORDER BY number) AS number,
               coalesce(mode(nullif(issuer, '') ORDER BY issuer), '') AS issuer, mode(issued ORDER BY issued) AS issued,
               count(DISTINCT article_id)::INTEGER AS articles
        FROM (SELECT c.article_id, unnest(l.cited_name) AS name, unnest(l.cited_kind) AS kind,
                     unnest(l.cited_number) AS number, unnest(l.cited_issuer) AS issuer, unnest(l.cited_day) AS issued
              {_FROM}) d
        LEFT JOIN spellings s ON s.found = d.name AND s.found_type = 'DOC'
        GROUP BY 1 ORDER BY 1
        """,
    ),
)
"""(name, SQL) of what was found; needs ``lake_all`` and ``chosen_all``. Leaves the table ``found_spans`` of this connection."""

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
