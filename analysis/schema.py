"""The contract of the rooms: what an article, a reject and an annotation are. ``store.contract`` has the snapshot's tables.

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
OWN = "own-"
"""How the codes of topics begin that people add to a store: none can ever be taken for a shipped one."""

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
    date_origin: str = ""
    """Who says when it was published: ``file``, ``feed``, ``page``, ``url`` or ``text``, with the hours added to what
    it says (``feed+7h``); empty for articles of a lake that did not ask yet."""
    fetched: datetime | None = None
    """When its page was fetched, in UTC; None for articles of files."""
    raw_hash: str = ""
    """SHA-256 of the page as fetched; empty for articles of files."""
    batch: str = ""
    """The import or fetch that brought it; empty for articles of an older lake."""

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
