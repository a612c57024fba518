"""``python tools/topic_marks.py CORPUS.parquet``: what the classifier sees of the headlines marked in data/marked.

The corpus has the columns id, title and summary; every id of ``data/marked/topics.tsv`` must be in it. Takes a minute
for 100,000 headlines.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from analysis import topic_marks
from analysis.text.grams import grams
from analysis.text.prose.clean import clean


def main(corpus: Path) -> None:
    rows = topic_marks.marks()
    wanted = {mark.id: place for place, mark in enumerate(rows)}
    texts = [None] * len(rows)
    met = []
    table = pq.read_table(corpus, columns=["id", "title", "summary"]).to_pylist()
    for row in table:
        found = grams(clean("\n".join(part for part in (row["title"], row["summary"]) if part)).text)
        met.append(found[0])
        if row["id"] in wanted:
            texts[wanted[row["id"]]] = found
    missing = [mark.id for mark, text in zip(rows, texts, strict=True) if text is None]
    if missing:
        raise SystemExit(f"{corpus.name} lacks {len(missing)} of the marked headlines, first {missing[0]}")
    keys, counts = np.unique(np.concatenate(met), return_counts=True)
    often = counts >= topic_marks.LEAST_HEADLINES
    known = topic_marks.Known(keys[often], np.zeros(int(often.sum())))
    topic_marks.write(topic_marks.FOLDER, texts, known, headlines=len(table), counts=counts[often])
    print(f"{len(rows)} marked headlines, {int(often.sum())} grams in {topic_marks.LEAST_HEADLINES} headlines or more")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
