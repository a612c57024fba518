"""Full annotation on one core beside ``underthesea.ner``, and what an article costs as the corpus grows.

``python -m benchmarks.annotation FILE [--articles 100000] [--stores A,B,C] [--docs docs]``: this process is pinned to one
core and annotates the file's articles as a build does; ``underthesea`` gets some of the same texts in between, so that both
meet the same moments of the machine. Figures are of processor time. ``--stores`` then asks each store which articles it
knows and annotates as many new ones, as a day's build would.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.engines.annotator import job
from analysis.engines.work import Job, annotate_chunk
from analysis.schema import Article
from analysis.sources.files import read
from analysis.store.lake import Lake
from analysis.store.lexicons import Terms
from benchmarks.growth import draw, exponent
from benchmarks.laps import peak_mb
from benchmarks.measure import show

CHUNK = 400
"""Articles annotated in one go, as a build does."""
WORDS_EVERY, NAMES_EVERY = 10, 40
"""Of so many chunks one is given to underthesea's segmentation, and a part of one to its recogniser of names."""
NAMES_OF = 25
"""Articles of such a chunk."""
POINT = 10_000
Row = dict[str, Any]


def chunks(file: Path, articles: int) -> Iterator[list[Article]]:
    """The first articles of a file, in chunks."""
    found = islice((one for one in read([file]) if isinstance(one, Article)), articles)
    while chunk := list(islice(found, CHUNK)):
        yield chunk


def spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def lines(articles: Sequence[Article]) -> list[str]:
    return [line for one in articles for line in one.text.splitlines() if line.strip()]


def side_by_side(file: Path, articles: int, work: Job) -> tuple[list[Row], list[Row]]:
    """Syllables a second of each tool; and of every ``POINT`` articles, what they cost and the most memory held so far."""
    from underthesea import ner, word_tokenize

    tools: dict[str, Callable[[str], object]] = {"word_tokenize": word_tokenize, "ner": ner}
    for tool in tools.values():
        tool("Bộ Y tế họp tại Hà Nội.")
    annotate_chunk(next(chunks(file, 20)), work)
    seconds = dict.fromkeys(("everything", *tools), 0.0)
    syllables = dict.fromkeys(seconds, 0)

    def timed(name: str, some: list[str], what: Callable[[], object]) -> None:
        seconds[name] += spent(what)
        syllables[name] += sum(len(line.split()) for line in some)

    points: list[Row] = []
    done, before = 0, 0.0
    for number, chunk in enumerate(chunks(file, articles)):
        timed("everything", lines(chunk), lambda chunk=chunk: annotate_chunk(chunk, work))
        for name, every, few in (("word_tokenize", WORDS_EVERY, CHUNK), ("ner", NAMES_EVERY, NAMES_OF)):
            if number % every == 0:
                some = lines(chunk[:few])
                timed(name, some, lambda some=some, tool=tools[name]: [tool(line) for line in some])
        done += len(chunk)
        if done % POINT == 0:
            now = seconds["everything"]
            points.append({"articles": done, "ms an article": (now - before) / POINT * 1000, "peak MB": peak_mb()})
            before = now
    rates = {name: syllables[name] / seconds[name] for name in seconds}
    rows = [
        {"what": name, "syllables": syllables[name], "syll/s/core": rate, "of ner": rate / rates["ner"]}
        for name, rate in rates.items()
    ]
    return rows, points


def in_stores(file: Path, stores: Sequence[Path], new: int, work: Job) -> list[Row]:
    """What ``new`` articles cost before they are written, by the size of the store they come to."""
    some = list(chunks(file, new))
    rows = []
    for store in stores:
        lake = Lake(store)
        known: list[int] = []
        looked = spent(lambda lake=lake, known=known: known.append(len(lake.known())))
        annotated = spent(lambda: [annotate_chunk(chunk, work) for chunk in some])
        rows.append({"articles": known[0], "known keys, s": looked, "ms an article": annotated / new * 1000})
    return rows


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", type=Path)
    ask.add_argument("--articles", type=int, default=100_000)
    ask.add_argument("--stores", default="", help="folders joined by commas, of growing size")
    ask.add_argument("--new", type=int, default=1_000)
    ask.add_argument("--docs", type=Path, help="folder whose images/annotation.svg is written")
    ask.add_argument("--json", type=Path, help="also write all figures to this file")
    a = ask.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    work = job(Terms())
    rows, points = side_by_side(a.file, a.articles, work)
    stores = in_stores(a.file, [Path(one) for one in a.stores.split(",") if one], a.new, work)
    show(f"One core, {a.articles:,} articles of {a.file.name}", rows)
    costs = {
        name: {row["articles"]: row["ms an article"] for row in found}
        for name, found in (("one after another", points), (f"{a.new:,} new in a store", stores))
        if found
    }
    show("One article after another", points)
    show(f"{a.new:,} new articles, by the size of the store", stores)
    for name, found in costs.items():
        print(f"{name}: grows with articles^{exponent(found):.3f}")
    if a.docs:
        draw(costs, a.docs / "images" / "annotation.svg", title="Annotation of an article", cost="milliseconds")
    if a.json:
        a.json.write_text(json.dumps({"tools": rows, "points": points, "stores": stores}, indent=1), "utf-8")


if __name__ == "__main__":
    main()
