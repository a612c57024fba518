"""SQL of comparison: every term of two selections side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.store import counts_volume
from analysis.store.counts_volume import SIZED, weight
from analysis.store.select import Selection
from analysis.store.snapshot import Snapshot

ENDINGS = ("", "_b")
"""Of the columns of side A and of side B."""


def shared(a: Selection, b: Selection) -> int:
    """Articles that lie on both sides."""
    one, two = (side.ask("SELECT article_id FROM inside")["article_id"].to_numpy(np.int32) for side in (a, b))
    return len(np.intersect1d(one, two, assume_unique=True))


def outlets(chosen: Selection) -> set[str]:
    """Outlets with an article on this side."""
    return set(chosen.ask("SELECT DISTINCT source FROM inside")["source"])


def terms(a: Selection, b: Selection, *, least: int, phrases: bool, stop: bool) -> pd.DataFrame:
    """Terms met in at least ``least`` articles of both sides together.

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
    met = [_tally(side, phrases=phrases, stop=stop) for side in (a, b)]
    # Dense arrays over all ids: two hash joins of a whole vocabulary would take longer than the counting.
    size = 1 + max((int(frame["term_id"].max()) for frame in met if len(frame)), default=-1)
    columns: dict[str, np.ndarray[Any, np.dtype[np.int64]]] = {}
    for ending, frame in zip(ENDINGS, met, strict=True):
        for name in ("n", "weight", "occurrences"):
            columns[name + ending] = np.zeros(size, np.int64)
            columns[name + ending][frame["term_id"].to_numpy()] = frame[name].to_numpy()
    frequent = np.flatnonzero(columns["n"] + columns["n_b"] >= least)
    counts = pd.DataFrame({"term_id": frequent} | {name: values[frequent] for name, values in columns.items()})
    for ending, whole in zip(ENDINGS, wholes, strict=True):
        for name in ("total", "squares", "syllables"):
            counts[name + ending] = int(whole[name].iloc[0])
    return counts


def _tally(chosen: Selection, *, phrases: bool, stop: bool) -> pd.DataFrame:
    hidden = [] if stop else ["term_id NOT IN (SELECT term_id FROM terms WHERE stop)"]
    hidden += ["term_id IN (SELECT term_id FROM terms WHERE phrase)"] if phrases else []
    return chosen.ask(
        f"""
        , {SIZED}
        SELECT term_id, {chosen.units} AS n, {weight(chosen)} AS weight, sum(occurrences)::BIGINT AS occurrences
        FROM doc_terms JOIN sized USING (article_id) {"WHERE " + " AND ".join(hidden) if hidden else ""}
        GROUP BY term_id
        """
    )


def named(store: Snapshot, found: pd.DataFrame) -> pd.DataFrame:
    """Add the term to rows of term_id."""
    ids = [int(number) for number in found["term_id"]]
    terms = store.query("SELECT term_id, term FROM terms WHERE term_id IN (SELECT unnest($ids))", {"ids": ids})
    return found.assign(term=found["term_id"].map(terms.set_index("term_id")["term"]))
