"""``python tools/topic_marks.py HEADLINES.parquet ARTICLES.parquet [--without GOLD.jsonl …]``: what the classifier sees of our marks.

The corpora have the columns id, title and summary, that of articles also text; every id of ``data/marked/topics.tsv``
must be in one of them. How common a gram is and which topics it keeps company with is learned from the headlines, the latter
without those that are marked, here or in the files given, by a model learned from our marks alone (not from the sample ``test``).
Takes some minutes for 100,000 headlines.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from analysis import marked, topic_marks
from analysis.learn_topics import fit
from analysis.schema import TOPICS
from analysis.text.grams import Grams, Numbers, grams
from analysis.text.prose.clean import clean
from analysis.topic_company import company


def seen(row: dict[str, Any], *columns: str) -> Grams:
    return grams(clean("\n".join(row[column] for column in columns if row[column])).text)


def kept(found: Grams, keys: np.ndarray[Any, np.dtype[np.uint32]]) -> Grams:
    """Those grams of a text that are among the keys."""
    known = np.isin(found[0], keys)
    return found[0][known], found[1][known]


def counted(keys: Numbers, every: Numbers, held: np.ndarray[Any, np.dtype[np.int64]]) -> Numbers:
    """In how many headlines each key is, 0 for those in none; ``every`` rising, ``held`` its figures."""
    where = np.minimum(np.searchsorted(every, keys), len(every) - 1)
    return np.where(every[where] == keys, held[where], 0).astype(np.uint32)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("headlines", type=Path)
    ask.add_argument("articles", type=Path)
    ask.add_argument("--without", type=Path, nargs="*", default=[])
    a = ask.parse_args()
    rows = topic_marks.marks()
    texts: dict[str, Grams] = {mark.id: (np.zeros(0, np.uint32), np.zeros(0, np.int64)) for mark in rows}
    missing = set(texts)
    elsewhere = {row["id"].split("-", 1)[-1] for file in a.without for row in marked.read(file)}
    met, titles, leads = [], [], []
    headlines = pq.read_table(a.headlines, columns=["id", "title", "summary"]).to_pylist()
    for row in headlines:
        found = seen(row, "title", "summary")
        met.append(found[0])
        if row["id"] in texts:
            texts[row["id"]] = found
            missing.discard(row["id"])
        elif row["id"] not in elsewhere:
            titles.append(seen(row, "title"))
            leads.append(seen(row, "summary"))
    for row in pq.read_table(a.articles, columns=["id", "title", "summary", "text"]).to_pylist():
        if row["id"] in texts:
            texts[row["id"]] = seen(row, "title", "summary", "text")
            missing.discard(row["id"])
    if missing:
        raise SystemExit(f"the corpora lack {len(missing)} of the marked texts, first {min(missing)}")
    every, held = np.unique(np.concatenate(met), return_counts=True)
    learned = [mark for mark in rows if mark.sample != "test"]
    marked_grams, texts_with = np.unique(np.concatenate([texts[mark.id][0] for mark in learned]), return_counts=True)
    keys = np.union1d(every[held >= topic_marks.LEAST_HEADLINES], marked_grams[texts_with >= topic_marks.LEAST_MARKED])
    counts = counted(keys, every, held)
    idf = np.log((1 + len(headlines)) / (1.0 + counts)) + 1
    plain = topic_marks.Known(keys, idf, np.zeros((len(keys), len(TOPICS)), np.float32))
    model = fit([kept(texts[mark.id], keys) for mark in learned], [mark.topics for mark in learned], plain)
    known = topic_marks.Known(keys, idf, company(titles, leads, model).astype("float32"))
    topic_marks.write(
        topic_marks.FOLDER, [texts[mark.id] for mark in rows], known, headlines=len(headlines), counts=counts
    )
    print(
        f"{len(rows)} marked texts, {len(keys)} grams in {topic_marks.LEAST_HEADLINES} headlines or more or in "
        f"{topic_marks.LEAST_MARKED} marked texts"
    )


if __name__ == "__main__":
    main()
