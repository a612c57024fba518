"""Builds killed at random instants: ``python -m benchmarks.kills [--kills 100] [--articles 60]``.

A store lives once undisturbed: a made corpus is built whose file grows twice, the second time by so little that the tables are
added to, then an article is deleted. Then lives of other stores with the same files are ended by SIGKILL at a random instant of their
time and begun again until one ends by itself; its store must hold the same, table by table. After every kill a reader
must find nothing or a whole snapshot. Lives are forked from a process that has the models loaded, so that instants fall on the work.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.measure import show

FORK = multiprocessing.get_context("fork")
WORDS = ("số", "chuyển đổi số", "chip", "xã")


def live(store: Path, files: list[Path]) -> None:
    """The life of a store: some articles, more, a few more, one less."""
    from analysis.build import build
    from analysis.removal import remove
    from analysis.store.snapshot import open_snapshot

    for file in files:
        build([file], store, processes=1)
    oldest = open_snapshot(store).query("SELECT key FROM articles WHERE article_id = 0")["key"].iloc[0]
    remove(store, articles=[str(oldest)], who="a kill")


def content(store: Path) -> str:
    """A hash of all tables of the published snapshot, without what names it, and of what searches find; empty: no store."""
    from analysis.errors import StoreMissing
    from analysis.store.contract import SNAPSHOT_TABLES
    from analysis.store.snapshot import open_snapshot

    try:
        snapshot = open_snapshot(store)
    except StoreMissing:
        return ""
    told: list[Any] = [snapshot.search(word).tolist() for word in WORDS]
    for name, columns in SNAPSHOT_TABLES.items():
        if name != "meta":
            order = ", ".join(f'"{column.name}"' for column in columns)
            told.append(snapshot.query(f"SELECT * FROM {name} ORDER BY {order}").astype(str).to_csv())
    named = ("snapshot", "published_at", "lake_version", "written", "loose")  # what tells of a store's past
    told.append(sorted((key, value) for key, value in snapshot.meta.items() if key not in named))
    whole = int(snapshot.meta["articles"]) == snapshot.query("SELECT 1 FROM texts").shape[0]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest() if whole else "torn"


def started(work: Callable[..., Any], *args: object) -> BaseProcess:
    """The work in a child of its own."""
    child = FORK.Process(target=work, args=args)
    child.start()
    return child


def read(store: Path) -> str:
    """``content`` as a new reader finds it."""
    answers = FORK.SimpleQueue()
    child = started(lambda: answers.put(content(store)))
    told = answers.get()
    child.join()
    return str(told)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--kills", type=int, default=100)
    ask.add_argument("--articles", type=int, default=60)
    ask.add_argument("--seed", type=int, default=7)
    a = ask.parse_args()
    from analysis.text.annotate import load_rooms

    load_rooms()
    dice = random.Random(a.seed)
    with tempfile.TemporaryDirectory() as folder:
        files = []
        lines = corpus.write(Path(folder) / "made.jsonl", a.articles).read_text("utf-8").splitlines(keepends=True)
        for number, part in enumerate((a.articles // 2, a.articles - a.articles // 15, a.articles)):
            (Path(folder) / str(number)).mkdir()
            files.append(Path(folder) / str(number) / "made.jsonl")
            files[-1].write_text("".join(lines[:part]), "utf-8")
        began = time.monotonic()
        started(live, Path(folder) / "whole", files).join()
        seconds = time.monotonic() - began
        wanted = read(Path(folder) / "whole")
        kills = stores = same = torn = 0
        while kills < a.kills:
            store, stores = Path(folder) / f"store-{stores}", stores + 1
            while True:
                began = time.monotonic()
                child = started(live, store, files)
                child.join(dice.uniform(0, seconds) if kills < a.kills else None)
                if not child.is_alive():
                    # Other work on the machine may have slowed the first life: instants fall on what is left of this one.
                    seconds = min(seconds, time.monotonic() - began)
                    break
                child.kill()
                child.join()
                kills += child.exitcode == -signal.SIGKILL
                torn += read(store) == "torn"
            same += read(store) == wanted
            row = {"kills": kills, "stores": stores, "the same in the end": same, "torn readings": torn}
            print(row, file=sys.stderr, flush=True)
    show(f"lives of stores of {a.articles} articles ended at random instants (one life: {seconds:.1f} s)", [row])
    if same < stores or torn:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
