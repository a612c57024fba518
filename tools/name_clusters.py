"""``python tools/name_clusters.py CORPORA``: classes of foreign words by their neighbours, for data/lexicon/clusters.tsv.

CORPORA holds the three parquet files named below. Words written like names that are seen eight times or more are
described by the words around them (positive pointwise mutual information with the 3,000 commonest words at four
places), reduced to 64 dimensions and put into 64 and 320 classes by spherical k-means. Takes a minute; the same files
and library versions give the same lines.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from analysis.text.naming.document import GAP
from analysis.text.naming.tokens import TOKEN, is_name_like, is_vietnamese, shape

FILES = (
    ("headlines-2025-08_2026-04.parquet", ("title", "summary"), 1),
    ("articles-2025-10.parquet", ("text",), 1),
    ("sections-2024.parquet", ("text",), 2),
)
"""File, columns, and of how many rows one is read."""
LEAST, CONTEXTS, PLACES, DIMENSIONS, SIZES, ROUNDS = 8, 3000, (-2, -1, 1, 2), 64, (64, 320), 15


def texts(folder: Path) -> Iterator[str]:
    """Every text once, told apart by its beginning."""
    seen = set()
    for file, columns, step in FILES:
        table = pq.read_table(folder / file, columns=list(columns))
        for row in list(zip(*(table[column].to_pylist() for column in columns), strict=True))[::step]:
            text = "\n".join(part or "" for part in row)
            if text[:80] not in seen:
                seen.add(text[:80])
                yield unicodedata.normalize("NFC", text)


def is_foreign(word: str) -> bool:
    """Whether a word is written like a name and is no capitalised syllable of Vietnamese."""
    form = shape(word)
    return is_name_like(form) and not (is_vietnamese(word) and form == "C")


def context(word: str) -> str:
    """What a neighbour is counted as: itself, or its form when it is a foreign name."""
    form = shape(word)
    return word.lower() if not is_name_like(form) or is_vietnamese(word) else f"<{form}>"


def vectors(folder: Path) -> tuple[list[str], NDArray[np.float64], NDArray[np.int64]]:
    """The words to class, their vectors of length one, and how often each is seen."""
    number = {GAP: 0}
    read: list[int] = []
    for text in texts(folder):
        read.append(0)
        read.extend([number.setdefault(word, len(number)) for word in TOKEN.findall(text)])
    tokens = np.array(read, dtype=np.int32)
    words = list(number)
    seen = np.bincount(tokens, minlength=len(words))
    chosen = np.array([i for i, word in enumerate(words) if seen[i] >= LEAST and is_foreign(word)])
    row = np.full(len(words), -1)
    row[chosen] = np.arange(len(chosen))
    names: dict[str, int] = {}
    kind = np.array([names.setdefault(context(word), len(names)) for word in words])
    common = np.argsort(-np.bincount(kind[tokens], minlength=len(names)), kind="stable")[:CONTEXTS]
    column = np.full(len(names), -1)
    column[common] = np.arange(len(common))
    at, around = row[tokens], column[kind[tokens]]
    pairs = []
    for place, step in enumerate(PLACES):
        a, b = (at[-step:], around[:step]) if step < 0 else (at[:-step], around[step:])
        both = (a >= 0) & (b >= 0)
        pairs.append((a[both], b[both] + CONTEXTS * place))
    rows, columns = (np.concatenate(side) for side in zip(*pairs, strict=True))
    counts = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(chosen), CONTEXTS * len(PLACES))).tocoo()
    by_row, by_column = (
        np.bincount(rows, minlength=len(chosen)),
        np.bincount(columns, minlength=counts.shape[1]) ** 0.75,
    )
    by_column *= len(rows) / by_column.sum()
    surprise = np.log(counts.data * len(rows) / (by_row[counts.row] * by_column[counts.col]))
    kept = surprise > 0
    weighted = csr_matrix((surprise[kept], (counts.row[kept], counts.col[kept])), shape=counts.shape)
    left, values, _ = svds(weighted, k=DIMENSIONS, v0=np.ones(min(weighted.shape)))
    found = left * np.sqrt(values)
    found /= np.linalg.norm(found, axis=1, keepdims=True) + 1e-9
    return [words[i] for i in chosen], found, seen[chosen]


def classes(found: NDArray[np.float64], seen: NDArray[np.int64], size: int) -> NDArray[np.intp]:
    """The class of each vector; every second of the commonest words begins one."""
    centres = found[np.argsort(-seen, kind="stable")[: 2 * size : 2]]
    for _ in range(ROUNDS):
        nearest = (found @ centres.T).argmax(axis=1)
        for number in range(size):
            if len(mine := found[nearest == number]):
                centres[number] = mine.sum(axis=0) / (np.linalg.norm(mine.sum(axis=0)) + 1e-9)
    return (found @ centres.T).argmax(axis=1)


def main(folder: Path) -> None:
    words, found, seen = vectors(folder)
    columns = [classes(found, seen, size).tolist() for size in SIZES]
    for line in sorted(zip(words, *columns, strict=True)):
        print(*line, sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
