"""Candidates for new terms: runs of words in the found terms of a corpus, counted in arrays.

A run holds two to four words with single blanks between, in one sentence, without stop words and names. Only runs
whose shorter beginnings are frequent are looked at, so that memory stays small.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Run = tuple[int, ...]

LONGEST = 4
"""Words of the longest run."""
COLUMNS = (
    *("key", "source", "title", "summary", "body", "term", "term_start", "term_end", "term_sentence"),
    *("mention_start", "mention_end", "topics"),
)
"""What is read of the lake."""


@dataclass(slots=True)
class Corpus:
    """The found terms of many articles in a row, one place each."""

    words: dict[str, int] = field(default_factory=dict)
    """Term → its number."""
    ids: list[Ints] = field(default_factory=list)
    article: list[Ints] = field(default_factory=list)
    joined: list[Flags] = field(default_factory=list)
    """Whether a place goes on from the one before: same sentence, one blank between."""
    named: list[Flags] = field(default_factory=list)
    """Whether a place is a name."""
    tech: list[Flags] = field(default_factory=list)
    """By article: whether its main topic is one of technology."""
    articles: int = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """Read rows of the lake (``COLUMNS``)."""
        texts = [text_of(*row) for row in zip(*(batch[name].to_pylist() for name in COLUMNS[2:5]), strict=True)]
        lengths = np.array([len(text) for text in texts], np.int64)
        first = np.concatenate(([0], np.cumsum(lengths)[:-1])) if texts else lengths
        signs = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        sizes = batch["term"].value_lengths().to_numpy(zero_copy_only=False).astype(np.int64)
        row = np.repeat(np.arange(len(texts)), sizes)
        start, end, sentence = (
            batch[name].flatten().to_numpy(zero_copy_only=False).astype(np.int64) for name in COLUMNS[6:9]
        )
        coded = batch["term"].flatten().dictionary_encode()
        numbers = np.array(
            [self.words.setdefault(word, len(self.words)) for word in coded.dictionary.to_pylist()], np.int64
        )
        joined = np.zeros(len(row), np.bool_)
        if len(row) > 1:
            follows = (row[1:] == row[:-1]) & (sentence[1:] == sentence[:-1]) & (start[1:] == end[:-1] + 1)
            between = np.minimum(first[row[:-1]] + end[:-1], len(signs) - 1)
            joined[1:] = follows & (signs[between] == ord(" "))
        mentions = np.repeat(
            np.arange(len(texts)), batch["mention_start"].value_lengths().to_numpy(zero_copy_only=False)
        )
        names = batch["mention_start"].flatten().to_numpy(zero_copy_only=False).astype(np.int64)
        self.ids.append(numbers[coded.indices.to_numpy(zero_copy_only=False)] if len(row) else row)
        self.article.append(row + self.articles)
        self.joined.append(joined)
        self.named.append(np.isin(first[row] + start, first[mentions] + names))
        self.tech.append(
            np.array([bool(codes) and codes[0] != "other" for codes in batch["topics"].to_pylist()], np.bool_)
        )
        self.articles += len(texts)


def text_of(title: str, summary: str, body: str) -> str:
    """The same joining as ``Article.text``."""
    return "\n".join(part for part in (title, summary, body) if part)


@dataclass(frozen=True, slots=True)
class Found:
    """One candidate: the numbers of its words, where it stands, and in how many articles."""

    run: Run
    places: Ints
    """Places of its first words, rising."""
    articles: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted."""

    found: list[Found]
    alone: Ints
    """Occurrences of every word, by its number."""
    runs: dict[Run, int]
    """Occurrences of every frequent run, those that are no candidates among them."""
    places: int
    article: Ints
    """Article of every place."""
    tech: Flags
    """By article: whether its main topic is one of technology."""


def count(corpus: Corpus, *, stop: Collection[str], weak: Iterable[str], fewest: int) -> Counts:
    """Count the runs of a corpus.

    Args:
        stop: words that no run holds.
        weak: words with which no candidate begins or ends.
        fewest: articles a candidate must be in.
    """
    ids = np.concatenate(corpus.ids) if corpus.ids else np.zeros(0, np.int64)
    article = np.concatenate(corpus.article) if corpus.article else ids
    joined = np.concatenate(corpus.joined) if corpus.joined else ids.astype(np.bool_)
    named = np.concatenate(corpus.named) if corpus.named else joined
    size = max(len(corpus.words), 1)
    stopped, edge = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    for word, number in corpus.words.items():
        stopped[number] = word in stop or len(word) == 1
    for word in weak:
        if (seen := corpus.words.get(word)) is not None:
            edge[seen] = True
    usable = ~stopped[ids] & ~named if len(ids) else joined
    places = np.flatnonzero(usable)
    label = ids[places]
    """What the run of the present length that begins at each of the places is, by number."""
    found: list[Found] = []
    runs: dict[Run, int] = {}
    known: list[Run] = [(number,) for number in range(size)]
    for length in range(2, LONGEST + 1):
        last = places + length - 1
        inside = last < len(ids)
        places, label, last = places[inside], label[inside], last[inside]
        goes_on = usable[last] & joined[last] if len(last) else inside[inside]
        places, label, last = places[goes_on], label[goes_on], last[goes_on]
        codes, inverse, times = _groups(label * size + ids[last])
        frequent = times >= fewest
        keep = frequent[inverse] if len(inverse) else inverse.astype(np.bool_)
        renumbered = np.cumsum(frequent) - 1
        shorter = known
        known = [(*shorter[int(code // size)], int(code % size)) for code in codes[frequent]]
        places, label = places[keep], renumbered[inverse[keep]]
        runs |= dict(zip(known, times[frequent].tolist(), strict=True))
        order = np.argsort(label, kind="stable")
        cuts = np.flatnonzero(np.diff(label[order])) + 1
        for group in np.split(order, cuts) if len(order) else []:
            run = known[int(label[group[0]])]
            if edge[run[0]] or edge[run[-1]]:
                continue
            articles = len(np.unique(article[places[group]]))
            if articles >= fewest:
                found.append(Found(run, places[group], articles))
    tech = np.concatenate(corpus.tech) if corpus.tech else joined
    return Counts(found, np.bincount(ids, minlength=size), runs, len(ids), article, tech)


def _groups(values: Ints) -> tuple[Ints, Ints, Ints]:
    """The different values, which of them each value is, and how often each stands."""
    found: Any = np.unique(values, return_inverse=True, return_counts=True)
    codes, inverse, times = found
    return codes, inverse, times
