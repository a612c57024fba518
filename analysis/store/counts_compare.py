"""SQL of comparison: every term of two selections side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.store import counts_rollups, counts_volume
from analysis.store.arrays import counted, distinct
from analysis.store.ints import Ints
from analysis.store.select import Selection

Tally = np.ndarray[Any, np.dtype[np.int64]]

ENDINGS = ("", "_b")
"""Of the columns of side A and of side B."""
_OF_COPIES = """
SELECT term_id, article_id FROM doc_terms WHERE article_id IN (
    SELECT article_id FROM articles WHERE story_id IN (SELECT story_id FROM articles WHERE story_id <> article_id))
"""
_SIDE, _COPIED = (1, 2), np.uint8(4)
"""Bits of an article: on side A, on side B, one of several of its story on a side."""


def shared(a: Selection, b: Selection) -> int:
    """Articles that lie on both sides."""
    one, two = (side.ask("SELECT article_id FROM inside")["article_id"].to_numpy(np.int32) for side in (a, b))
    return len(np.intersect1d(one, two, assume_unique=True))


def outlets(chosen: Selection) -> set[str]:
    """Outlets with an article on this side."""
    return set(chosen.ask("SELECT DISTINCT source FROM inside")["source"])


def terms(a: Selection, b: Selection, *, least: int, phrases: bool, stop: bool) -> pd.DataFrame:
    """Terms met in at least ``least`` units of both sides together.

    Args:
        least: rarer terms are not compared: they could never be told from chance.
        phrases: only terms of several syllables, foreign words and acronyms.
        stop: whether stop words are compared too.

    Returns:
        One row a term: term_id, n, total, weight, squares, occurrences, syllables, and the same of side b with the
        ending ``_b`` (see ``measures.keyness.contrasted``). Empty where a side has no article.
    """
    wholes = [counts_volume.periods(side) for side in (a, b)]
    if any(whole.empty for whole in wholes):
        return pd.DataFrame(columns=["term_id"])
    columns = {
        name + ending: values
        for ending, tally in zip(ENDINGS, _tallies(a, b), strict=True)
        for name, values in zip(("n", "weight", "occurrences"), tally, strict=True)
    }
    flags = "SELECT (stop AND NOT $stop) OR ($phrases AND NOT phrase) AS hidden FROM terms ORDER BY term_id"
    hidden = a.store.query(flags, {"stop": stop, "phrases": phrases})["hidden"].to_numpy(np.bool_)
    frequent = np.flatnonzero((columns["n"] + columns["n_b"] >= least) & ~hidden)
    counts = pd.DataFrame({"term_id": frequent} | {name: values[frequent] for name, values in columns.items()})
    for ending, whole in zip(ENDINGS, wholes, strict=True):
        for name in ("total", "squares", "syllables"):
            counts[name + ending] = int(whole[name].iloc[0])
    return counts


def _tallies(*sides: Selection) -> list[Tally]:
    """Of every term on both sides: units that hold it, their weight, occurrences."""
    found = counts_rollups.sides(*sides)
    if found is None:
        return _read(*sides)
    # What is added up knows no stories: the rows of articles that have copies tell what these weigh.
    above, known = [np.zeros_like(n) for n, _ in found], [counted(side) for side in sides]
    for term, article in sides[0].store.stream(_OF_COPIES):
        for side, one in enumerate(known):
            above[side] += counts_rollups.summed(term, np.maximum(one.size[article] - 1, 0), found[side].shape[1])
    return [np.stack([n, n + more, often]) for (n, often), more in zip(found, above, strict=True)]


def _read(*sides: Selection) -> list[Tally]:
    """``_tallies`` in one reading of all rows."""
    store, known = sides[0].store, [counted(side) for side in sides]
    terms = int(store.query("SELECT count(*) AS n FROM terms")["n"].iloc[0])
    limits = {"since": min(one.between[0] for one in known), "until": max(one.between[1] for one in known)}
    rows = "SELECT term_id, article_id, occurrences FROM doc_terms WHERE article_id BETWEEN $since AND $until"
    here = sum((one.flags * np.uint8(side) for side, one in zip(_SIDE, known, strict=True)), np.zeros(1, np.uint8))
    here += _COPIED * np.any([one.size > 1 for one in known], axis=0)
    met = np.zeros(terms * 4, np.int64)
    tallies: list[Tally] = [np.zeros((3, terms), np.int64) for _ in sides]
    once: list[list[Ints]] = [[np.zeros(0, np.int64)] for _ in sides]
    sources = np.int64(len(known[0].corpus.sources))
    for term, article, often in store.stream(rows, limits):
        of = here[article]
        met += np.bincount(term * 4 + (of & 3), minlength=len(met))
        # Most articles have no copy and hold a term once: only what is above one is added row by row.
        some = np.flatnonzero((of & 3 != 0) & ((of >= _COPIED) | (often > 1)))
        for tally, one in zip(tallies, known, strict=True):
            size = one.size[article[some]]
            for place, above in ((1, size - 1), (2, often[some] - 1)):
                tally[place] += np.bincount(term[some], np.where(size > 0, above, 0), terms).astype(np.int64)
        if sides[0].scope.unit == "outlets":
            for one, pairs in zip(known, once, strict=True):
                counts = np.flatnonzero(one.flags[article])
                pairs.append(distinct(term[counts] * sources + one.corpus.source[article[counts]]))
    tallies = [
        tally + met.reshape(terms, 4)[:, [side, 3]].sum(axis=1) for tally, side in zip(tallies, _SIDE, strict=True)
    ]
    if sides[0].scope.unit == "outlets":
        for tally, pairs in zip(tallies, once, strict=True):
            tally[:2] = np.bincount(distinct(np.concatenate(pairs)) // sources, minlength=terms)
    return tallies
