"""From file to published snapshot, and each text room beside underthesea on the same texts."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.schema import Article
from analysis.sources.files import read
from benchmarks.measure import run_child, show


def build(texts: Path, store: Path) -> dict[str, float]:
    """``nhiptin build`` as a user runs it, in a process of its own."""
    return run_child(
        [sys.executable, "-m", "analysis", "build", str(texts), "--store", str(store), "--progress", "none"]
    )


def rate(texts: Iterable[Any], work: Callable[[Any], object], syllables: int) -> float:
    """Syllables a second of CPU time on one core."""
    began = time.process_time()
    for text in texts:
        work(text)
    return syllables / (time.process_time() - began)


def run(texts: Path, store: Path, *, sample: int = 3000, slow_sample: int = 150) -> list[dict[str, Any]]:
    """Build the store, then time one core on a sample of its articles."""
    from underthesea import ner, word_tokenize

    from analysis.build import describe
    from analysis.text.annotate import annotate, load_rooms

    whole = build(texts, store)
    size = describe(store)
    show("From file to published snapshot", [{"articles": size["articles"], **whole}])

    found = [a for a in islice(read([texts]), 40_000) if isinstance(a, Article)]
    chosen = found[:: max(1, len(found) // sample)][:sample]
    few = chosen[:slow_sample]
    count = sum(len(a.text.split()) for a in chosen)
    few_count = sum(len(a.text.split()) for a in few)
    rooms = load_rooms()
    annotate(chosen[0], rooms=rooms)
    word_tokenize(chosen[0].text)
    ner(chosen[0].title)
    ours = rate(chosen, lambda a: annotate(a, rooms=rooms), count)
    words = rate(chosen, lambda a: [word_tokenize(line) for line in a.text.splitlines()], count)
    names = rate(few, lambda a: [ner(line) for line in a.text.splitlines() if line.strip()], few_count)
    rows = [
        {"what": "annotate: everything", "syll/s/core": ours, "ratio to word_tokenize": ours / words},
        {"what": "underthesea.word_tokenize: words only", "syll/s/core": words, "ratio to word_tokenize": 1.0},
        {"what": "underthesea.ner: names only", "syll/s/core": names, "ratio to word_tokenize": names / words},
    ]
    show(f"One core, {len(chosen)} articles of {count:,} syllables", rows)
    return [{"what": "build", "articles": size["articles"], **whole}, *rows]
