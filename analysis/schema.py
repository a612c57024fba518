"""The contract of the rooms: what an article, a reject and an annotation are, and the tables of the snapshot.

All offsets are Python string offsets (code points) into ``Article.text``, the article's original text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Days, weeks and months of the product are those of this zone."""

ENTITY_TYPES = ("PER", "ORG", "LOC", "DOC", "EVENT", "PROD", "ROLE")
CUE_KINDS = ("states", "stresses", "proposes", "promises", "denies", "warns")
"""Kinds of saying; ``denies`` is also opposing and accusing."""
TOPICS = (
    "ai",
    "semiconductors",
    "data",
    "infrastructure",
    "digital-government",
    "digital-economy",
    "digital-society",
    "cybersecurity",
    "innovation",
    "cooperation",
    "green",
    "industry",
    "other",
)
"""Topic codes in the order in which every list of topic scores is kept."""

SENTENCE_KINDS = ("title", "lead", "body", "caption")
"""``caption`` covers photo captions and credits: they are shown but not counted as running text of the writer."""


@dataclass(frozen=True, slots=True)
class Article:
    """One dated article as it came in, never changed afterwards."""

    source: str
    """Outlet, as in the data; never empty."""
    published: datetime
    """Aware, in ``ZONE``; midnight when only the day is known (then ``has_time`` is False)."""
    has_time: bool
    title: str
    summary: str
    """Lead paragraph (sapo); may be empty."""
    body: str
    """Running text; may be empty when there is a title or a summary."""
    url: str = ""
    sections: tuple[str, ...] = ()
    author: str = ""
    origin: str = ""
    """Where it came from: ``file`` or ``file:line`` or ``archive.zip!member:line``."""
    sample: bool = False
    """True for the shipped sample corpus, whose outlets and speakers are invented."""

    @property
    def text(self) -> str:
        """Title, lead and body on lines of their own: what is annotated, searched, shown and quoted."""
        return "\n".join(part for part in (self.title, self.summary, self.body) if part)

    @property
    def day(self) -> date:
        return self.published.date()

    @property
    def key(self) -> str:
        """Content hash, 32 hex digits: the same article from two files is one article."""
        parts = (self.source, self.published.isoformat(), self.url, self.title, self.summary, self.body)
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Reject:
    """One row that could not become an article; kept with its reason."""

    file: str
    line: int
    """1-based line or row number; 0 when the whole file was refused."""
    field: str
    """The field at fault, or ``file`` or ``row``."""
    reason: str
    """One sentence: what, got, allowed."""
    raw: str = ""
    """The row as read, cut at 2,000 characters."""


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Term:
    """One occurrence of a term: lower-case, NFC, new-style tone placement, syllables joined by blanks."""

    term: str
    start: int
    end: int
    sentence: int
    """Index into the annotation's sentences."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of an entity."""

    type: str
    start: int
    end: int
    name: str
    """Canonical name."""
    sentence: int
    rule: str = ""
    """Why it was found and named so: ``model``, ``code``, ``same article``, ``spelling``, ``alias:FILE:LINE``,
    ``office:FILE:LINE``, ``document:FILE:LINE``; ``office:doubtful`` for an office of type ROLE that may be several
    people's: its name is the office."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One policy document that an article names, and what is known of it."""

    name: str
    """Canonical name, as in the mentions of type DOC."""
    kind: str
    """``Nghị quyết``, ``Luật`` …"""
    number: str
    """Number without letters (``57``, ``13/2023``); empty for a document without one."""
    issuer: str
    """Canonical name, from the text, the letters of the number or the list of documents; empty when none tells."""
    issued: date | None
    """Day of issue, from the text or the list."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said, in their words or in the writer's."""

    kind: str
    """``direct`` or ``indirect``."""
    start: int
    end: int
    """The words said, without quotation marks, cue and speaker."""
    cue_start: int
    cue_end: int
    """The reporting words; an empty span where a colon stands for them or a speech goes on."""
    cue_kind: str
    """One of ``CUE_KINDS``."""
    name: str
    """Canonical name of the speaker, who is one of the article's mentions."""
    named_start: int
    """Start of the mention that gives the name."""
    speaker_start: int
    speaker_end: int
    """How the speaker is written at the quotation: that name, an office or a pronoun."""
    sentence: int
    """Index of the sentence in which the words begin."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the text rooms add to one article."""

    syllables: int
    """Blank-separated syllables of the cleaned text, punctuation not counted: the per-million denominator."""
    sentences: tuple[Sentence, ...]
    terms: tuple[Term, ...]
    """Every word and phrase occurrence in order, stop words included, punctuation and bare numbers left out."""
    mentions: tuple[Mention, ...]
    topics: tuple[str, ...]
    """Assigned topics, main topic first; at least one."""
    topic_scores: tuple[float, ...]
    """Calibrated probability of each of ``TOPICS``, same order."""
    keyphrases: tuple[str, ...]
    """Best first, as they occur in the text, at most ten."""
    quotations: tuple[Quotation, ...] = ()
    """In order and apart."""
    citations: tuple[Citation, ...] = ()
    """Every document named, once each, in order of the text."""


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
        Column("story_id", "INTEGER", "article_id of the earliest article with the same text (exact copies)"),
        Column("title", "VARCHAR", ""),
        Column("url", "VARCHAR", "empty when unknown"),
        Column("author", "VARCHAR", "empty when unknown"),
        Column("main_topic", "VARCHAR", "first assigned topic code"),
        Column("syllables", "INTEGER", "syllables of the cleaned text"),
        Column("keyphrases", "VARCHAR[]", "best first"),
        Column("origin", "VARCHAR", "file and line it came from"),
    ),
    "texts": (
        Column("article_id", "INTEGER", ""),
        Column("text", "VARCHAR", "Article.text, the original characters; offsets point into it"),
    ),
    "article_sections": (
        Column("article_id", "INTEGER", ""),
        Column("section", "VARCHAR", "section as the outlet names it; one row each"),
    ),
    "article_topics": (
        Column("article_id", "INTEGER", ""),
        Column("day", "DATE", ""),
        Column("topic", "VARCHAR", "code"),
        Column("score", "FLOAT", "calibrated probability"),
        Column("rank", "TINYINT", "1 = main topic; only assigned topics have rows"),
    ),
    "sentences": (
        Column("article_id", "INTEGER", ""),
        Column("sentence", "INTEGER", "0-based index in the article"),
        Column("start", "INTEGER", "offset into texts.text"),
        Column("end", "INTEGER", ""),
        Column("kind", "VARCHAR", "title, lead, body or caption"),
    ),
    "terms": (
        Column("term_id", "INTEGER", "dense id"),
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
        Column("term_id", "INTEGER", "rows are ordered by term_id, article_id, start"),
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
            "snapshot, contract, lake_version, published_at, annotation_version, sample, general_news, since, until, articles, stories, rejects, sources, corrections",
        ),
        Column("value", "VARCHAR", "as text; flags are 'true' or 'false'"),
    ),
}
"""Tables of the DuckDB snapshot. ``general_news`` is true when the main topic is ``other`` in more than half of the articles."""
