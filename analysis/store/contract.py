"""The tables of the snapshot: every column with its type and its meaning.

All offsets are Python string offsets (code points) into ``Article.text``, the article's original text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from analysis.schema import TOPICS


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    meaning: str


SNAPSHOT_TABLES: dict[str, tuple[Column, ...]] = {
    "articles": (
        Column("article_id", "INTEGER", "dense id in order of published, key; the join key everywhere"),
        Column("key", "VARCHAR", "content hash, stable across snapshots; used in links"),
        Column("day", "DATE", "day of publication in Asia/Ho_Chi_Minh"),
        Column("published", "TIMESTAMP", "local time in Asia/Ho_Chi_Minh, midnight when has_time is false"),
        Column("has_time", "BOOLEAN", "whether the hour is known"),
        Column("source", "VARCHAR", "outlet"),
        Column(
            "story_id",
            "INTEGER",
            "article_id of the earliest article that this one is a copy of, exact or near; itself for all others",
        ),
        Column("found_story", "INTEGER", "story_id as found, before people's edits"),
        Column("title", "VARCHAR", ""),
        Column("url", "VARCHAR", "empty when unknown"),
        Column("author", "VARCHAR", "empty when unknown"),
        Column("main_topic", "VARCHAR", "first assigned topic code"),
        Column("syllables", "INTEGER", "syllables of the cleaned text"),
        Column("keyphrases", "VARCHAR[]", "best first"),
        Column("origin", "VARCHAR", "file and line, or feed, it came from"),
        Column(
            "date_origin",
            "VARCHAR",
            "who says when: file, feed, page, url or text, with hours added (feed+7h); or empty",
        ),
        Column("fetched", "TIMESTAMP", "local time at which its page was fetched; NULL for articles of files"),
        Column("batch", "VARCHAR", "the import or fetch that brought it; empty when older than that question"),
    ),
    "texts": (
        Column("article_id", "INTEGER", ""),
        Column("text", "VARCHAR", "Article.text, the original characters; offsets point into it"),
    ),
    "article_sections": (
        Column("article_id", "INTEGER", ""),
        Column("section", "VARCHAR", "section as the outlet names it; one row each"),
    ),
    "topics": (
        Column("position", "INTEGER", "order in which topics are listed; other is last"),
        Column("code", "VARCHAR", "codes of people's own topics begin with own-"),
        Column("name_vi", "VARCHAR", ""),
        Column("name_en", "VARCHAR", ""),
        Column("seeds", "VARCHAR[]", "terms that speak for it"),
        Column("edit", "INTEGER", "number of the edit since which it is learned from its seeds; 0: by the classifier"),
        Column("part_of", "VARCHAR", "code of the topic it was split from; empty for any other"),
        Column(
            "measured",
            "VARCHAR",
            "by what its errors are known: classifier (cross-validated on marked texts), labels (people's), or none",
        ),
        Column("checked", "INTEGER", "labelled articles that it is given to by a model that had not seen their labels"),
        Column("rightly", "INTEGER", "those of them whose label says yes"),
    ),
    "found_topics": (
        Column("article_id", "INTEGER", "what the classifier found, before people's edits and labels"),
        Column("topic", "VARCHAR", "shipped code"),
        Column("score", "FLOAT", "calibrated probability"),
        Column("rank", "TINYINT", "1 = main topic; only assigned topics have rows"),
    ),
    "article_topics": (
        Column("article_id", "INTEGER", ""),
        Column("day", "DATE", ""),
        Column("topic", "VARCHAR", "code"),
        Column("score", "FLOAT", "calibrated probability; of a topic learned from seeds, the score of its own model"),
        Column("rank", "TINYINT", "1 = main topic; only assigned topics have rows"),
        Column("rule", "VARCHAR", "who says so: model (the classifier), seeds (a topic learned from them) or label"),
    ),
    "sentences": (
        Column("article_id", "INTEGER", ""),
        Column("sentence", "INTEGER", "0-based index in the article"),
        Column("start", "INTEGER", "offset into texts.text"),
        Column("end", "INTEGER", ""),
        Column("kind", "VARCHAR", "title, lead, body or caption"),
    ),
    "terms": (
        Column("term_id", "INTEGER", "dense id in the order in which terms are first met"),
        Column("term", "VARCHAR", "lower-case, NFC, new-style tones"),
        Column(
            "phrase",
            "BOOLEAN",
            "several syllables, or no Vietnamese syllable (5g, robot, ai): says more than a bare syllable",
        ),
        Column("stop", "BOOLEAN", "stop word or single letter: counted, hidden from rankings by default"),
    ),
    "doc_terms": (
        Column("day", "DATE", "rows are ordered by day, article_id"),
        Column("article_id", "INTEGER", ""),
        Column("term_id", "INTEGER", ""),
        Column("occurrences", "INTEGER", "in this article"),
    ),
    "term_parts": (
        Column(
            "part_id", "INTEGER", "a term of several syllables (or a foreign word) that stands inside a longer term"
        ),
        Column("whole_id", "INTEGER", "the longer term; rows are ordered by part_id, whole_id"),
        Column("times", "INTEGER", "how often it stands in it"),
    ),
    "doc_terms_nested": (
        Column("day", "DATE", "as doc_terms, but a term also counts where it stands inside a longer one"),
        Column("article_id", "INTEGER", ""),
        Column("term_id", "INTEGER", ""),
        Column("occurrences", "INTEGER", "in this article, alone and inside longer terms"),
    ),
    "occurrences": (
        Column(
            "term_id",
            "INTEGER",
            "rows are ordered by term_id, article_id, start; those of articles that came in later follow in the same order",
        ),
        Column("article_id", "INTEGER", ""),
        Column("sentence", "INTEGER", ""),
        Column("start", "INTEGER", ""),
        Column("end", "INTEGER", ""),
    ),
    "entities": (
        Column("entity_id", "INTEGER", "dense id"),
        Column("name", "VARCHAR", "canonical name: one row each, the identity of an entity in links and filters"),
        Column(
            "type",
            "VARCHAR",
            "most frequent type of its mentions, those found under the name itself first, or as corrected: "
            "PER ORG LOC DOC EVENT PROD; an office alone counts for the person it means, and is an entity of type ROLE "
            "where nobody can tell who that is",
        ),
    ),
    "mentions": (
        Column("entity_id", "INTEGER", "rows are ordered by entity_id, article_id, start"),
        Column("article_id", "INTEGER", ""),
        Column("sentence", "INTEGER", ""),
        Column("start", "INTEGER", ""),
        Column("end", "INTEGER", ""),
        Column("surface", "VARCHAR", "as written"),
        Column("rule", "VARCHAR", "why it was found and named so"),
        Column("found", "VARCHAR", "canonical name as found, before people's corrections"),
        Column(
            "found_type", "VARCHAR", "type of this mention as found; PER for an office whose holder is known, else ROLE"
        ),
        Column("correction", "INTEGER", "number of the last correction that gave it another name; NULL where none did"),
    ),
    "hidden_mentions": (
        Column("article_id", "INTEGER", "mentions that a correction hides; kept so that it can be undone"),
        Column("sentence", "INTEGER", ""),
        Column("start", "INTEGER", ""),
        Column("end", "INTEGER", ""),
        Column("surface", "VARCHAR", ""),
        Column("rule", "VARCHAR", ""),
        Column("found", "VARCHAR", ""),
        Column("found_type", "VARCHAR", ""),
        Column("correction", "INTEGER", ""),
    ),
    "quotations": (
        Column("quotation_id", "INTEGER", "dense id; rows are ordered by article_id, start"),
        Column("article_id", "INTEGER", ""),
        Column("sentence", "INTEGER", "in which the words begin"),
        Column("start", "INTEGER", "of the words said"),
        Column("end", "INTEGER", ""),
        Column("kind", "VARCHAR", "direct or indirect"),
        Column("cue", "VARCHAR", "the reporting words, lower case; empty where there are none"),
        Column("cue_start", "INTEGER", ""),
        Column("cue_end", "INTEGER", ""),
        Column("cue_kind", "VARCHAR", "states, stresses, proposes, promises, denies or warns"),
        Column("speaker_start", "INTEGER", "how the speaker is written at the quotation"),
        Column("speaker_end", "INTEGER", ""),
        Column("named_start", "INTEGER", "start of the mention that gives the speaker's name"),
        Column("entity_id", "INTEGER", "the speaker; NULL where a correction hides that mention"),
    ),
    "article_mentions": (
        Column("day", "DATE", "rows are ordered by day, article_id"),
        Column("article_id", "INTEGER", ""),
        Column("entity_id", "INTEGER", ""),
        Column("mentions", "INTEGER", "in this article"),
    ),
    "documents": (
        Column("name", "VARCHAR", "canonical name of a policy document, as found: entities.name, mentions.found"),
        Column("kind", "VARCHAR", "Nghị quyết, Luật …"),
        Column("number", "VARCHAR", "without letters (57, 13/2023); empty for a document without one"),
        Column("issuer", "VARCHAR", "canonical name, as most articles have it; empty when unknown"),
        Column("issued", "DATE", "day of issue, as most articles have it; NULL when unknown"),
        Column("articles", "INTEGER", "that cite it"),
    ),
    "rejects": (
        Column("file", "VARCHAR", ""),
        Column("line", "INTEGER", ""),
        Column("field", "VARCHAR", ""),
        Column("reason", "VARCHAR", ""),
        Column("raw", "VARCHAR", "cut at 2,000 characters"),
    ),
    "meta": (
        Column(
            "key",
            "VARCHAR",
            "snapshot, contract, lake_version, published_at, annotation_version, sample, general_news, since, until, articles, stories, rejects, sources, corrections, topics, story_edits, written, made, loose, window_since, window_until",
        ),
        Column("value", "VARCHAR", "as text; flags are 'true' or 'false'"),
    ),
}
"""Tables of the DuckDB snapshot. ``general_news`` is true when the main topic is ``other`` in more than half of the articles."""


def told() -> str:
    """Eight hex digits over names, order and types of all tables: a snapshot of another contract cannot be asked."""
    every = [(name, [(column.name, column.type) for column in columns]) for name, columns in SNAPSHOT_TABLES.items()]
    return hashlib.sha256(repr((every, TOPICS)).encode()).hexdigest()[:8]
