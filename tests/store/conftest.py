"""A lake small enough to count by hand, made of articles whose annotations are written by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from analysis.schema import TOPICS, ZONE, Annotation, Article, Mention, Sentence, Term
from analysis.store import rows
from analysis.store.lake import Lake
from analysis.store.publish import publish

Make = Callable[..., tuple[Article, Annotation]]
Store = Callable[..., Path]


def make_pair(
    title: str,
    *,
    day: str = "2025-10-20T08:00",
    body: str = "",
    source: str = "Nhịp Số",
    names: tuple[tuple[str, str, str], ...] = (),
    topic: str = "ai",
    sample: bool = False,
    sections: tuple[str, ...] = (),
) -> tuple[Article, Annotation]:
    """An article whose terms are its blank-separated words; ``names`` are (type, surface, canonical name)."""
    published = datetime.fromisoformat(day).replace(tzinfo=ZONE)
    article = Article(source, published, "T" in day, title, "", body, sections=sections, sample=sample, origin="hand")
    text = article.text
    lines, at = [], 0
    for number, line in enumerate(text.split("\n")):
        lines.append(Sentence(at, at + len(line), "body" if number else "title"))
        at += len(line) + 1
    terms = []
    for number, line in enumerate(lines):
        at = line.start
        for word in text[line.start : line.end].split(" "):
            terms.append(Term(word.lower(), at, at + len(word), number))
            at += len(word) + 1
    mentions = tuple(
        Mention(kind, text.index(surface), text.index(surface) + len(surface), name, 0, "model")
        for kind, surface, name in names
    )
    scores = tuple(0.75 if code == topic else 0.01 for code in TOPICS)
    return article, Annotation(len(terms), tuple(lines), tuple(terms), mentions, (topic,), scores, ("chip",))


@pytest.fixture
def pair() -> Make:
    return make_pair


@pytest.fixture
def stored(tmp_path: Path) -> Store:
    """Append (article, annotation) pairs to a store's lake and, unless told otherwise, publish them."""

    def store(
        *pairs: tuple[Article, Annotation], version: str = "v1", written: int = 1, published: bool = True
    ) -> Path:
        folder = tmp_path / "store"
        Lake(folder).append(rows.articles_table(pairs, version=version, written=written))
        if published:
            publish(folder, stop_words={"và"})
        return folder

    return store
