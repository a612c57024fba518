"""A store of a million made articles: ``python -m benchmarks.million STORE [--articles 1000000] [--more 1000]``.

The articles (``benchmarks.made``) come with their annotations. A run that was killed goes on where it was. ``--more`` then
adds later articles and publishes again, as a day's news would.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from analysis.store.lake import Lake
from analysis.store.places import current_version, snapshots
from analysis.store.publish import publish
from analysis.text.annotate import annotation_version
from benchmarks.laps import Laps
from benchmarks.made import CHUNK, chunk
from benchmarks.measure import show
from benchmarks.vocabulary import vocabulary

STOPS = 300
"""So many of the commonest words are stop words: the next one stands in 7 of 100 articles."""


def fill(store: Path, articles: int, *, first: int = 0, of: int, seed: int) -> None:
    """Put articles into the lake from a chunk on; chunks that are there, each committed as a whole, are left as they are."""
    lake, version, there = Lake(store), annotation_version(), set[int]()
    for batch in lake.batches(["written"], size=65_536):
        there.update(batch.column(0).unique().to_pylist())
    for number in range(first, first + -(-articles // CHUNK)):
        if number + 1 not in there:
            size = min(CHUNK, articles - (number - first) * CHUNK)
            lake.append(chunk(number, size, of=of, seed=seed, version=version))


def published(store: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Publish; the whole and its steps. The commonest words are stop words, as in a store of real articles."""
    laps = Laps()
    publish(store, stop_words=vocabulary().terms[:STOPS].to_pylist(), progress=laps)
    laps("")
    return laps.total("publish"), laps.rows


def copying(folder: Path) -> float:
    """Seconds that it takes to copy the files of a snapshot."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=folder.parent.parent) as to:
        for file in folder.iterdir():
            shutil.copyfile(file, Path(to) / file.name)
    return time.perf_counter() - began


def made(store: Path, articles: int, *, more: int, seed: int) -> dict[str, Any]:
    """Fill, publish, add ``more`` later articles, publish again: what each step cost and how large the snapshot is."""
    laps = Laps()
    laps("fill")
    fill(store, articles, of=articles, seed=seed)
    laps("")
    whole, steps = published(store)
    laps("fill again")
    fill(store, more, first=-(-articles // CHUNK), of=articles, seed=seed)
    laps("")
    again, steps_again = published(store)
    folder = snapshots(store) / current_version(store)
    return {
        "articles": articles,
        "more": more,
        "costs": [*laps.rows, whole, again | {"what": "publish again"}],
        "steps": steps,
        "steps again": steps_again,
        "copy s": copying(folder),
        "files": {path.name: path.stat().st_size / 1e6 for path in sorted(folder.iterdir())},
    }


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("store", type=Path)
    ask.add_argument("--articles", type=int, default=1_000_000)
    ask.add_argument("--more", type=int, default=1_000)
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("--json", type=Path, help="also write all figures to this file")
    a = ask.parse_args()
    figures = made(a.store, a.articles, more=a.more, seed=a.seed)
    show(f"{a.articles:,} made articles", figures["costs"])
    show("Steps of publishing", figures["steps"])
    show(f"Steps of publishing {a.more:,} more", figures["steps again"])
    show("Snapshot", [{"file": name, "MB": size} for name, size in figures["files"].items()])
    print(f"copying these files: {figures['copy s']:.2f} s")
    if a.json:
        a.json.write_text(json.dumps(figures, indent=1), "utf-8")


if __name__ == "__main__":
    main()
