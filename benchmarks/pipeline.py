"""From file to published snapshot, and each text room beside underthesea on the same texts."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.schema import Article
from analysis.sources.files import read
from benchmarks.measure import run_child, show

if TYPE_CHECKING:
    from analysis.text.annotate import Rooms

TOGETHER = 64
"""Texts whose names are recognised in one go."""


def build(texts: Path, store: Path) -> dict[str, float]:
    """``nhiptin build`` as a user runs it, in a process of its own."""
    return run_child(
        [sys.executable, "-m", "analysis", "build", str(texts), "--store", str(store), "--progress", "none"]
    )


def rate(work: Callable[[], object], syllables: int) -> float:
    """Syllables a second of CPU time on one core."""
    began = time.process_time()
    work()
    return syllables / (time.process_time() - began)


def run(texts: Path, store: Path) -> list[dict[str, Any]]:
    """Build the store, then time one core on a sample of its articles."""
    from analysis.build import describe

    whole = build(texts, store)
    size = describe(store)
    show("From file to published snapshot", [{"articles": size["articles"], **whole}])
    return [{"what": "build", "articles": size["articles"], **whole}, *speeds(texts)]


def speeds(texts: Path, *, sample: int = 3000, signs: int = 600_000, slow: int = 30_000) -> list[dict[str, Any]]:
    """Syllables a second of one core on articles of a file: all of annotation, and names alone with linking.

    Args:
        texts: the file.
        sample: articles at most, from all over the file.
        signs: characters of them at most.
        slow: characters that ``underthesea.ner`` is timed on.
    """
    from underthesea import ner, word_tokenize

    from analysis.text.annotate import annotate_all, load_rooms

    found = [a for a in islice(read([texts]), 40_000) if isinstance(a, Article)]
    chosen = _upto(found[:: max(1, len(found) // sample)][:sample], signs)
    few = _upto(chosen, slow)
    count = sum(len(a.text.split()) for a in chosen)
    few_count = sum(len(a.text.split()) for a in few)
    rooms = load_rooms()
    annotate_all(chosen[:20], rooms=rooms)
    word_tokenize(chosen[0].text)
    ner(chosen[0].title)
    peer = rate(lambda: [word_tokenize(line) for a in chosen for line in a.text.splitlines()], count)
    rates = {
        "annotate: everything": rate(lambda: annotate_all(chosen, rooms=rooms), count),
        "names, linked, with documents and offices": rate(lambda: names_linked(chosen, rooms), count),
        "underthesea.word_tokenize: words only": peer,
        "underthesea.ner: names only": rate(
            lambda: [ner(line) for a in few for line in a.text.splitlines() if line.strip()], few_count
        ),
    }
    rows = [{"what": what, "syll/s/core": one, "ratio to word_tokenize": one / peer} for what, one in rates.items()]
    show(f"One core, {len(chosen)} articles of {count:,} syllables from {texts.name}", rows)
    return rows


def _upto(articles: Sequence[Article], signs: int) -> list[Article]:
    """The first articles that together have no more characters, and the first in any case."""
    ends = accumulate(len(article.text) for article in articles)
    return [
        article for number, (article, end) in enumerate(zip(articles, ends, strict=True)) if end <= signs or not number
    ]


def names_linked(articles: Sequence[Article], rooms: Rooms) -> int:
    """Clean the texts, recognise and link their names and documents; how many names there are."""
    from analysis.text.identity import titles
    from analysis.text.prose.clean import clean

    count = 0
    for start in range(0, len(articles), TOGETHER):
        some = articles[start : start + TOGETHER]
        texts = [clean(article.text).text for article in some]
        named = map(titles.without_titles, texts, rooms.recogniser.all_names(texts))
        for article, text, found in zip(some, texts, named, strict=True):
            linked = rooms.aliases.resolve(text, found, article.day)
            rooms.aliases.documents(text, found, linked)
            count += len(found)
    return count
