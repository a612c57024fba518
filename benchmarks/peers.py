"""The same work by other tools: ``python -m benchmarks.peers STORE --json FILE`` (needs ``benchmarks/requirements.txt``).

STORE is a store of made articles (``benchmarks.million``). Each tool gets the words that the lake holds, as underthesea would
have cut them; ``ready s`` is what it needs before its first answer (ours: publishing, see ``benchmarks.million``), ``ms`` an
answer once it is ready. The machine's own limit is the bytes that an answer has to read over the speed of memory.
On a machine that is busy with other work ``--processor`` counts processor time, of all threads together.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import questions as q
from analysis.scope import Scope
from analysis.store.lake import Lake
from analysis.store.snapshot import Snapshot, open_snapshot
from benchmarks.latency import of_scopes
from benchmarks.measure import Clock, median_ms, show

COUNTING, SERIES, SEARCHING = "articles that hold each word", "weeks of ten words", "articles that hold a phrase"
TEN = 10
LDA_ARTICLES, LDA_TOPICS, LDA_ROUNDS = 10_000, 13, 100
Row = dict[str, Any]


def ours(store: Snapshot, ten: list[str], phrase: str, clock: Clock) -> list[Row]:
    """The product's questions, none of their answers known."""
    kept, whole = of_scopes(), Scope(lens="all")
    works: dict[str, Callable[[], Any]] = {
        COUNTING: partial(q.keyword_frequencies, store, whole, top=50, stop=True),
        SERIES: partial(q.keyword_timeline, store, whole, term=tuple(ten), by="week"),
        SEARCHING: partial(store.search, f'"{phrase}"'),
    }

    def fresh(work: Callable[[], Any]) -> None:
        for one in kept:
            one.clear()
        work()

    return [row(what, "Nhịp Tin", 0.0, partial(fresh, work), clock) for what, work in works.items()]


def over_parquet(lake: Lake, ten: list[str], phrase: str, clock: Clock) -> list[Row]:
    """DuckDB over the lake's Parquet files."""
    files = lake.files("articles")
    with duckdb.connect(config={"threads": 2}) as db:
        works = {
            COUNTING: (
                "SELECT term, count(*) AS n FROM (SELECT unnest(list_distinct(term)) AS term FROM read_parquet(?)) "
                "GROUP BY term ORDER BY n DESC LIMIT 50",
                [files],
            ),
            SERIES: (
                "SELECT term, date_trunc('week', day) AS week, count(*) FROM "
                "(SELECT day, unnest(list_distinct(list_filter(term, lambda one: list_contains(?, one)))) AS term FROM read_parquet(?)) "
                "GROUP BY ALL",
                [ten, files],
            ),
            SEARCHING: ("SELECT key FROM read_parquet(?) WHERE contains(lower(body), ?)", [files, phrase]),
        }
        return [
            row(what, "DuckDB over Parquet", 0.0, lambda told=told: db.execute(*told).fetchall(), clock)
            for what, told in works.items()
        ]


def in_pandas(words: pa.Table, ten: list[str], clock: Clock) -> list[Row]:
    """A frame with a row for each word of each article, as a notebook has it."""
    began = clock()
    frame = words.to_pandas().explode("term", ignore_index=True)
    frame["day"] = pd.to_datetime(frame["day"])
    ready = clock() - began

    def counts() -> Any:
        return frame.drop_duplicates(["key", "term"])["term"].value_counts().head(50)

    def weeks() -> Any:
        some = frame[frame["term"].isin(ten)].drop_duplicates(["key", "term"])
        return some.groupby(["term", pd.Grouper(key="day", freq="W-MON")]).size()

    return [row(COUNTING, "pandas", ready, counts, clock, runs=1), row(SERIES, "pandas", ready, weeks, clock, runs=1)]


def by_vectorizer(words: pa.Table, clock: Clock) -> list[Row]:
    """scikit-learn's CountVectorizer over the same words."""
    from sklearn.feature_extraction.text import CountVectorizer

    lists = words["term"].to_pylist()
    began = clock()
    matrix = CountVectorizer(analyzer=lambda one: one, binary=True, dtype=np.int32).fit_transform(lists)
    ready = clock() - began
    counted = row(
        COUNTING, "scikit-learn CountVectorizer", ready, lambda: np.asarray(matrix.sum(axis=0)).ravel(), clock
    )
    return [counted]


def by_fts5(texts: list[str], phrase: str, clock: Clock) -> list[Row]:
    """SQLite's own index with its own folding, one column."""
    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(Path(folder) / "peer.sqlite") as db:
        began = clock()
        db.execute("CREATE VIRTUAL TABLE text USING fts5(body, tokenize = 'unicode61 remove_diacritics 2')")
        db.executemany("INSERT INTO text(body) VALUES (?)", ((text,) for text in texts))
        db.commit()
        ready = clock() - began
        asked = "SELECT rowid FROM text WHERE text MATCH ?"
        return [row(SEARCHING, "SQLite FTS5", ready, lambda: db.execute(asked, [f'"{phrase}"']).fetchall(), clock)]


def by_lda(words: pa.Table, clock: Clock) -> Row:
    """tomotopy's topics of the first articles; ours are read with the text (``benchmarks.topics`` has both on real texts)."""
    import tomotopy

    model = tomotopy.LDAModel(k=LDA_TOPICS, seed=7, min_df=5)
    for one in words["term"].slice(0, LDA_ARTICLES).to_pylist():
        model.add_doc(one)
    began = clock()
    model.train(LDA_ROUNDS, workers=2)
    ready = clock() - began
    return {
        "work": f"topics of {LDA_ARTICLES:,} articles",
        "tool": f"tomotopy LDA, {LDA_ROUNDS} rounds",
        "ready s": ready,
    }


def limits(store: Snapshot) -> list[Row]:
    """What no tool can beat here: the term of every row read once from memory, on one thread and on two."""
    rows = int(store.query("SELECT count(*) AS n FROM doc_terms")["n"].iloc[0])
    block = np.ones(1 << 26, np.int64)
    size = block.nbytes

    def read(threads: int) -> float:
        parts = np.array_split(block, threads)
        with ThreadPoolExecutor(threads) as pool:
            return size / median_ms(lambda: list(pool.map(np.sum, parts))) / 1e6

    return [
        {
            "work": COUNTING,
            "tool": f"machine's limit, {threads} thread(s): {speed:.1f} GB/s",
            "ready s": 0.0,
            "ms": rows * 4 / speed / 1e6,
        }
        for threads in (1, 2)
        for speed in [read(threads)]
    ]


def segmentation(texts: list[str]) -> Row:
    """Syllables a second of the one library call that annotation cannot do without."""
    from underthesea import word_tokenize

    lines = list(chain.from_iterable(text.splitlines() for text in texts[:40]))
    word_tokenize(lines[0])
    began = time.process_time()
    for line in lines:
        word_tokenize(line)
    rate = sum(len(line.split()) for line in lines) / (time.process_time() - began)
    return {"work": "words of raw text", "tool": f"underthesea.word_tokenize: {rate:,.0f} syllables/s of one core"}


def row(work: str, tool: str, ready: float, answer: Callable[[], Any], clock: Clock, *, runs: int = 3) -> Row:
    return {"work": work, "tool": tool, "ready s": ready, "ms": median_ms(answer, runs=runs, clock=clock)}


def run(folder: Path, clock: Clock = time.perf_counter) -> list[Row]:
    """All tools over one store; the ratio is ours to theirs, below 1 where we are faster."""
    store, lake = open_snapshot(folder), Lake(folder)
    ten = q.keyword_frequencies(store, Scope(lens="all"), top=TEN)["term"].tolist()
    phrase = next(term for term in ten if " " in term)
    table = pa.concat_tables(
        [pq.read_table(file, columns=["key", "day", "term", "body"]) for file in lake.files("articles")]
    )
    words, texts = table.select(["key", "day", "term"]), table["body"].to_pylist()
    rows = [
        *ours(store, ten, phrase, clock),
        *over_parquet(lake, ten, phrase, clock),
        *in_pandas(words, ten, clock),
        *by_vectorizer(words, clock),
        *by_fts5(texts, phrase, clock),
        *limits(store),
        by_lda(words, clock),
        segmentation(texts),
    ]
    own = {one["work"]: one["ms"] for one in rows if one["tool"] == "Nhịp Tin"}
    for one in rows:
        one["ours / theirs"] = own[one["work"]] / one["ms"] if "ms" in one else None
    return rows


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("store", type=Path)
    ask.add_argument("--json", type=Path)
    ask.add_argument("--processor", action="store_true", help="count processor time, on a busy machine")
    a = ask.parse_args()
    rows = run(a.store, time.process_time if a.processor else time.perf_counter)
    names = list(rows[0])
    show("The same work by other tools", [{name: one.get(name, "") for name in names} for one in rows])
    if a.json:
        articles = int(open_snapshot(a.store).meta["articles"])
        a.json.write_text(json.dumps({"articles": articles, "rows": rows}, indent=1, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
