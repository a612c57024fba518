"""Groups of words side by side that hold a term."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.store.arrays import counted, distinct
from analysis.store.ints import Flags, Ints
from analysis.store.select import Selection
from analysis.store.spots import holding, spots

SIZES = (2, 3)
"""Words of a group."""


def groups(selection: Selection, items: list[int], *, fewest: int = 3) -> pd.DataFrame:
    """Groups of two and three words side by side that hold the term; at their edges no stop word but the term.

    Args:
        items: term_ids that count as the term.
        fewest: times that a group must be met.

    Returns:
        phrase, n (units), occurrences, total (units that hold the term); most units first.
    """
    line = _line(selection, items)
    own = np.flatnonzero(np.isin(line.term, items))
    found = [(size, line.firsts(own, size, back)) for size in SIZES for back in range(size)]
    number, phrases = pd.factorize(pd.concat([line.written(size, first) for size, first in found], ignore_index=True))
    known = counted(selection)
    unit = known.corpus.source if known.unit == "outlets" else np.arange(len(known.size))
    article = np.concatenate([line.article[first] for _, first in found])
    once = distinct(number * np.int64(len(unit)) + unit[article]) // len(unit)
    n, occurrences = (np.bincount(column, minlength=len(phrases)) for column in (once, number))
    total = len(distinct(unit[line.article[own]]))
    frame = pd.DataFrame({"phrase": phrases, "n": n, "occurrences": occurrences, "total": total})
    frame = frame[frame["occurrences"] >= fewest]
    return frame.sort_values(["n", "occurrences", "phrase"], ascending=[False, False, True], ignore_index=True)


def standing(selection: Selection, items: list[int], phrase: str) -> Ints:
    """Where a group stands, as numbers of ``concordance.SEARCH``.

    Args:
        items: term_ids that count as the term.
        phrase: the group.
    """
    line = _line(selection, items, phrase)
    own = np.flatnonzero(np.isin(line.term, items))
    found = [np.zeros(0, np.int64)]
    for size in SIZES:
        for back in range(size):
            every = line.firsts(own, size, back)
            first = every[(line.written(size, every) == phrase).to_numpy(np.bool_)]
            start, end = line.start[first].astype(np.int64), line.end[first + size - 1]
            found.append((line.article[first].astype(np.int64) << 40) + (start << 12) + np.minimum(end - start, 4095))
    return distinct(np.concatenate(found))


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of the sentences that hold a term, as they follow each other."""

    term: Ints
    article: Ints
    start: Ints
    end: Ints
    beside: Flags
    """Whether the next word stands in the same sentence with nothing but a blank between."""
    word: Ints
    """Place of each word's term in ``words``."""
    words: pd.Series[str]
    stop: Flags
    """By word of the line."""

    def firsts(self, own: Ints, size: int, back: int) -> Ints:
        """Where the groups of a size begin in which the term stands at a place.

        Args:
            own: where the term stands.
            back: words before the term in the group.
        """
        first = own - back
        first = first[(first >= 0) & (first + size <= len(self.term))]
        for step in range(size - 1):
            first = first[self.beside[first + step]]
        for step in {0, size - 1} - {back}:
            first = first[~self.stop[first + step]]
        return first

    def written(self, size: int, first: Ints) -> pd.Series[str]:
        """The groups of a size that begin at these places; one row of words may have been cut in several ways."""
        one, *more = (self.words.iloc[self.word[first + step]].reset_index(drop=True) for step in range(size))
        for word in more:
            one = one + " " + word
        return one


def _line(selection: Selection, items: list[int], phrase: str | None = None) -> _Line:
    """The words around a term; where a phrase is given, only those that are part of it, which next to the term is enough."""
    node = holding(selection, items)
    parts: dict[str, list[int]] = {"beside": items}
    if phrase is not None:
        terms = selection.store.query("SELECT term_id FROM terms WHERE contains($phrase, term)", {"phrase": phrase})
        parts = {"only": terms["term_id"].tolist()}
    kept: list[tuple[Ints, ...]] = [(np.zeros(0, np.int32),) * 5]
    rows = 'SELECT term_id, article_id, sentence, start, "end" FROM occurrences'
    for columns in spots(selection, rows, **parts):
        near = node.take(columns[2])
        kept.append(tuple(column.compress(near) for column in columns))
    term, article, sentence, start, end = (np.concatenate(column) for column in zip(*kept, strict=True))
    order = np.argsort((sentence.astype(np.int64) << 32) + start)
    term, article, sentence, start, end = (column[order] for column in (term, article, sentence, start, end))
    beside = np.append((sentence[1:] == sentence[:-1]) & (end[:-1] + 1 == start[1:]), False)
    reach = max(SIZES) - 1  # words farther from the term are in no group with it
    own = np.flatnonzero(np.isin(term, items))
    close = np.zeros(len(term) + 2 * reach, np.bool_)
    for step in range(2 * reach + 1):
        close[own + step] = True
    at = np.flatnonzero(close[reach : reach + len(term)])
    beside = beside[at] & np.append(np.diff(at) == 1, False)[: len(at)]
    term, article, start, end = (column[at] for column in (term, article, start, end))
    words = selection.store.query(
        "SELECT term_id, term, stop FROM terms WHERE term_id IN (SELECT id FROM near) ORDER BY term_id",
        near=np.unique(term),
    )
    word = np.searchsorted(words["term_id"].to_numpy(), term)
    return _Line(term, article, start, end, beside, word, words["term"], words["stop"].to_numpy(np.bool_)[word])
