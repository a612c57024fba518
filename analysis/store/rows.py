"""Articles and their annotations as Arrow rows, and back: the columns of the lake.

An article and its annotation are one row, so that one commit is one truth. Annotation layers are parallel
lists (``term``, ``term_start``, ``term_end`` … have one length within a row).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from analysis.schema import ZONE, Annotation, Article, Reject

_TEXT = pa.string()
_NUMBER = pa.int32()

RAW: tuple[tuple[str, pa.DataType], ...] = (
    ("key", _TEXT),
    ("source", _TEXT),
    ("published", pa.timestamp("us", tz="UTC")),
    ("day", pa.date32()),
    ("has_time", pa.bool_()),
    ("title", _TEXT),
    ("summary", _TEXT),
    ("body", _TEXT),
    ("url", _TEXT),
    ("sections", pa.list_(_TEXT)),
    ("author", _TEXT),
    ("origin", _TEXT),
    ("sample", pa.bool_()),
    ("date_origin", _TEXT),
    ("fetched", pa.timestamp("us", tz="UTC")),
    ("raw_hash", _TEXT),
    ("batch", _TEXT),
)
"""Columns as they came in; ``published`` in UTC, ``day`` in Asia/Ho_Chi_Minh. A file of an older version may lack the last."""

LAYERS: tuple[tuple[str, pa.DataType], ...] = (
    ("syllables", _NUMBER),
    ("sentence_start", pa.list_(_NUMBER)),
    ("sentence_end", pa.list_(_NUMBER)),
    ("sentence_kind", pa.list_(_TEXT)),
    ("term", pa.list_(_TEXT)),
    ("term_start", pa.list_(_NUMBER)),
    ("term_end", pa.list_(_NUMBER)),
    ("term_sentence", pa.list_(_NUMBER)),
    ("mention_type", pa.list_(_TEXT)),
    ("mention_start", pa.list_(_NUMBER)),
    ("mention_end", pa.list_(_NUMBER)),
    ("mention_name", pa.list_(_TEXT)),
    ("mention_sentence", pa.list_(_NUMBER)),
    ("mention_rule", pa.list_(_TEXT)),
    ("mention_surface", pa.list_(_TEXT)),
    ("quotation_kind", pa.list_(_TEXT)),
    ("quotation_start", pa.list_(_NUMBER)),
    ("quotation_end", pa.list_(_NUMBER)),
    ("quotation_cue", pa.list_(_TEXT)),
    ("quotation_cue_start", pa.list_(_NUMBER)),
    ("quotation_cue_end", pa.list_(_NUMBER)),
    ("quotation_cue_kind", pa.list_(_TEXT)),
    ("quotation_name", pa.list_(_TEXT)),
    ("quotation_named_start", pa.list_(_NUMBER)),
    ("quotation_speaker_start", pa.list_(_NUMBER)),
    ("quotation_speaker_end", pa.list_(_NUMBER)),
    ("quotation_sentence", pa.list_(_NUMBER)),
    ("topics", pa.list_(_TEXT)),
    ("topic_scores", pa.list_(pa.float32())),
    ("keyphrases", pa.list_(_TEXT)),
    ("cited_name", pa.list_(_TEXT)),
    ("cited_kind", pa.list_(_TEXT)),
    ("cited_number", pa.list_(_TEXT)),
    ("cited_issuer", pa.list_(_TEXT)),
    ("cited_day", pa.list_(pa.date32())),
)
"""Columns that the text rooms add."""

ARTICLES = pa.schema(
    [*RAW, *LAYERS, ("annotation_version", _TEXT), ("written", pa.int64())],
)
"""``written`` orders the rows of one key (nanoseconds of the clock): the newest is the truth."""

REJECTS = pa.schema(
    [
        ("path", _TEXT),
        ("file", _TEXT),
        ("line", _NUMBER),
        ("field", _TEXT),
        ("reason", _TEXT),
        ("raw", _TEXT),
        ("build", _TEXT),
    ],
)
"""``path`` is the file's full path: a later reading of the same file replaces its rejects."""

_RAW_NAMES = [name for name, _ in RAW]


def articles_table(pairs: Sequence[tuple[Article, Annotation]], *, version: str, written: int) -> pa.Table:
    """One lake row for each (article, annotation); an empty sequence gives a table without rows.

    Args:
        pairs: articles with their annotations.
        version: the annotation version that made them.
        written: nanoseconds; rows of one key with a later value replace earlier ones.
    """
    columns: dict[str, list[Any]] = {name: [] for name in ARTICLES.names}
    for article, annotation in pairs:
        for name, value in _raw(article).items():
            columns[name].append(value)
        for name, value in _layers(article.text, annotation).items():
            columns[name].append(value)
    columns["annotation_version"] = [version] * len(pairs)
    columns["written"] = [written] * len(pairs)
    return pa.Table.from_pydict(columns, schema=ARTICLES)


def _raw(article: Article) -> dict[str, Any]:
    return {
        "key": article.key,
        "source": article.source,
        "published": article.published,
        "day": article.day,
        "has_time": article.has_time,
        "title": article.title,
        "summary": article.summary,
        "body": article.body,
        "url": article.url,
        "sections": list(article.sections),
        "author": article.author,
        "origin": article.origin,
        "sample": article.sample,
        "date_origin": article.date_origin,
        "fetched": article.fetched,
        "raw_hash": article.raw_hash,
        "batch": article.batch,
    }


def _layers(text: str, annotation: Annotation) -> dict[str, Any]:
    sentences, terms, mentions = annotation.sentences, annotation.terms, annotation.mentions
    said = annotation.quotations
    return {
        "syllables": annotation.syllables,
        "sentence_start": [s.start for s in sentences],
        "sentence_end": [s.end for s in sentences],
        "sentence_kind": [s.kind for s in sentences],
        "term": [t.term for t in terms],
        "term_start": [t.start for t in terms],
        "term_end": [t.end for t in terms],
        "term_sentence": [t.sentence for t in terms],
        "mention_type": [m.type for m in mentions],
        "mention_start": [m.start for m in mentions],
        "mention_end": [m.end for m in mentions],
        "mention_name": [m.name for m in mentions],
        "mention_sentence": [m.sentence for m in mentions],
        "mention_rule": [m.rule for m in mentions],
        "mention_surface": [text[m.start : m.end] for m in mentions],
        "quotation_kind": [q.kind for q in said],
        "quotation_start": [q.start for q in said],
        "quotation_end": [q.end for q in said],
        "quotation_cue": [text[q.cue_start : q.cue_end].lower() for q in said],
        "quotation_cue_start": [q.cue_start for q in said],
        "quotation_cue_end": [q.cue_end for q in said],
        "quotation_cue_kind": [q.cue_kind for q in said],
        "quotation_name": [q.name for q in said],
        "quotation_named_start": [q.named_start for q in said],
        "quotation_speaker_start": [q.speaker_start for q in said],
        "quotation_speaker_end": [q.speaker_end for q in said],
        "quotation_sentence": [q.sentence for q in said],
        "topics": list(annotation.topics),
        "topic_scores": list(annotation.topic_scores),
        "keyphrases": list(annotation.keyphrases),
        "cited_name": [c.name for c in annotation.citations],
        "cited_kind": [c.kind for c in annotation.citations],
        "cited_number": [c.number for c in annotation.citations],
        "cited_issuer": [c.issuer for c in annotation.citations],
        "cited_day": [c.issued for c in annotation.citations],
    }


def articles(batch: pa.RecordBatch | pa.Table) -> Iterator[Article]:
    """The articles of lake rows, as they came in."""
    for row in batch.select([name for name in _RAW_NAMES if name in batch.schema.names]).to_pylist():
        known = {name: value for name, value in row.items() if value is not None and name not in ("key", "day")}
        known["published"] = row["published"].astimezone(ZONE)
        known["sections"] = tuple(row["sections"])
        yield Article(**known)


def rejects_table(rejects: Iterable[tuple[str, Reject]], *, build: str) -> pa.Table:
    """One row for each (path of its file, reject)."""
    rows = [
        {
            "path": path,
            "file": r.file,
            "line": r.line,
            "field": r.field,
            "reason": r.reason,
            "raw": r.raw[:2000],
            "build": build,
        }
        for path, r in rejects
    ]
    return pa.Table.from_pylist(rows, schema=REJECTS)
