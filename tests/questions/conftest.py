"""A corpus of nine articles that can be counted by hand, put through the real lake and the real publisher.

Outlets: Báo Một, Báo Hai, Báo Ba. Days: Monday 2025-10-06 to Tuesday 2025-10-21.

======  ==========  ========  ==================  ============================  ======================
index   day         outlet    topics              terms (occurrences)           entities
======  ==========  ========  ==================  ============================  ======================
0       10-06 Mon   Báo Một   semiconductors      bán dẫn 2, doanh nghiệp 1     Lan Anh, Đà Nẵng
1       10-06 Mon   Báo Hai   ai                  trí tuệ nhân tạo 1, dữ liệu 1 Bộ Khoa học và Công nghệ
2       10-07 Tue   Báo Hai   semiconductors      (copy of 0)                   (copy of 0)
3       10-08 Wed   Báo Ba    ai, data            trí tuệ nhân tạo 2, dữ liệu 1 Lan Anh, Đà Nẵng
4       10-13 Mon   Báo Một   other               doanh nghiệp 1                -
5       10-14 Tue   Báo Một   data                dữ liệu 3                     Bộ Khoa học và Công nghệ 2
6       10-14 Tue   Báo Ba    semiconductors      (copy of 0)                   (copy of 0)
7       10-15 Wed   Báo Ba    semiconductors, ai  bán dẫn 1, trí tuệ nhân tạo 1 Lan Anh, Đà Nẵng
8       10-21 Tue   Báo Hai   other               -                             -
======  ==========  ========  ==================  ============================  ======================

Stop word: và (articles 1, 3, 5). No article on 10-09 … 10-12, 10-16 … 10-20.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from analysis.schema import TOPICS, ZONE, Annotation, Article, Mention, Sentence, Term
from analysis.store import rows
from analysis.store.lake import Lake
from analysis.store.publish import publish
from analysis.store.snapshot import Snapshot, open_snapshot

VOCABULARY = ("bán dẫn", "doanh nghiệp", "trí tuệ nhân tạo", "dữ liệu", "và", "sách")
NAMES = {
    "Lan Anh": ("PER", "Lan Anh", "model"),
    "Đà Nẵng": ("LOC", "Đà Nẵng", "lexicon:places.tsv:1"),
    "Bộ Khoa học và Công nghệ": ("ORG", "Bộ Khoa học và Công nghệ", "model"),
    "Bộ KH&CN": ("ORG", "Bộ Khoa học và Công nghệ", "alias:organisations.tsv:1"),
    "Bộ Thông tin và Truyền thông": ("ORG", "Bộ Thông tin và Truyền thông", "model"),
    "Nghị quyết 57-NQ/TW": ("DOC", "Nghị quyết 57-NQ/TW", "model"),
    "Luật Dữ liệu": ("DOC", "Luật Dữ liệu", "model"),
}
CHIP = ("Nhà máy bán dẫn mở cửa", "Bà Lan Anh nói ở Đà Nẵng rằng 𝟗 doanh nghiệp bán dẫn đã đến.")
TEXTS = (
    ("2025-10-06T08:00", "Báo Một", *CHIP, ("semiconductors",), ("Kinh tế",)),
    (
        "2025-10-06T09:00",
        "Báo Hai",
        "Trí tuệ nhân tạo vào lớp",
        "Bộ Khoa học và Công nghệ công bố dữ liệu.",
        ("ai",),
        (),
    ),
    ("2025-10-07T08:00", "Báo Hai", *CHIP, ("semiconductors",), ("Kinh tế", "Số")),
    (
        "2025-10-08T08:00",
        "Báo Ba",
        "Trí tuệ nhân tạo và ruộng",
        "Trí tuệ nhân tạo đọc dữ liệu. Lan Anh về Đà Nẵng.",
        ("ai", "data"),
        ("Số",),
    ),
    ("2025-10-13T08:00", "Báo Một", "Một doanh nghiệp trồng hoa", "Vườn hoa nở.", ("other",), ()),
    (
        "2025-10-14T08:00",
        "Báo Một",
        "Dữ liệu và dữ liệu",
        "Bộ KH&CN mở kho dữ liệu. Bộ Khoa học và Công nghệ nhận hồ sơ.",
        ("data",),
        ("Số",),
    ),
    ("2025-10-14T09:00", "Báo Ba", *CHIP, ("semiconductors",), ()),
    (
        "2025-10-15T08:00",
        "Báo Ba",
        "Kỹ sư bán dẫn trẻ",
        "Lan Anh dạy trí tuệ nhân tạo ở Đà Nẵng.",
        ("semiconductors", "ai"),
        (),
    ),
    ("2025-10-21T08:00", "Báo Hai", "Mưa lớn", "Mưa cả ngày.", ("other",), ()),
)


def _found(text: str, needle: str) -> list[tuple[int, int]]:
    """Every place of a phrase in a text, whatever its case."""
    places, at = [], text.lower().find(needle)
    while at >= 0:
        places.append((at, at + len(needle)))
        at = text.lower().find(needle, at + 1)
    return places


def annotated(article: Article, topics: Sequence[str]) -> Annotation:
    """The annotation a reader would write: sentences at full stops, the vocabulary and the names above."""
    text = article.text
    sentences, start = [Sentence(0, len(article.title), "title")], len(article.title) + 1
    for part in text[start:].split(". "):
        end = start + len(part) + (start + len(part) < len(text))
        sentences.append(Sentence(start, end, "body"))
        start = end + 1

    def inside(at: int) -> int:
        return next(index for index, sentence in enumerate(sentences) if sentence.start <= at < sentence.end)

    names = {
        place: name for surface, name in NAMES.items() for place in _found(text, surface.lower()) if surface in text
    }
    terms = sorted(
        (start, end, word)
        for word in VOCABULARY
        for start, end in _found(text, word)
        if not any(a <= start and end <= b for a, b in names)
    )
    return Annotation(
        syllables=len(text.split()),
        sentences=tuple(sentences),
        terms=tuple(Term(word, start, end, inside(start)) for start, end, word in terms),
        mentions=tuple(
            Mention(kind, start, end, name, inside(start), rule)
            for (start, end), (kind, name, rule) in sorted(names.items())
        ),
        topics=tuple(topics),
        topic_scores=tuple(0.9 if code == topics[0] else 0.6 if code in topics else 0.01 for code in TOPICS),
        keyphrases=("bán dẫn",) if "bán dẫn" in text else (),
    )


Made = Callable[[Path, Sequence[tuple[Any, ...]]], Snapshot]


@pytest.fixture(scope="session")
def made() -> Made:
    """Build a store of rows like those of ``TEXTS``, with an address behind where it matters, and open its snapshot."""

    def make(folder: Path, texts: Sequence[tuple[Any, ...]]) -> Snapshot:
        pairs = []
        for index, (when, source, title, body, topics, sections, *address) in enumerate(texts):
            article = Article(
                source=source,
                published=datetime.fromisoformat(when).replace(tzinfo=ZONE),
                has_time=True,
                title=title,
                summary="",
                body=body,
                url=address[0] if address else f"https://bao.example/{index}",
                sections=tuple(sections),
                origin=f"made:{index}",
            )
            pairs.append((article, annotated(article, topics)))
        Lake(folder).append(rows.articles_table(pairs, version="hand", written=1))
        publish(folder, stop_words=["và"])
        return open_snapshot(folder)

    return make


@pytest.fixture(scope="session")
def nine(tmp_path_factory: pytest.TempPathFactory, made: Made) -> Snapshot:
    """The nine articles above."""
    return made(tmp_path_factory.mktemp("stores") / "nine", TEXTS)


@pytest.fixture(scope="session")
def keys(nine: Snapshot) -> list[str]:
    """Content keys of the nine articles, in the order of the table."""
    return [str(key) for key in nine.query("SELECT key FROM articles ORDER BY article_id")["key"]]
