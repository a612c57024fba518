"""Discovery: groups of terms that keep company, kept only where chance does not move them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from scipy import sparse

Floats = np.ndarray[Any, np.dtype[np.float32]]

SEEDS = (1, 2, 3)
STEPS = 60
STABLE = 0.8
"""Cosine that a factor must reach with one factor of every other seed."""
LISTED = 10
"""Terms that describe a factor."""
_TURNS = threading.Lock()
"""How many threads BLAS takes is set for a whole process, so one looks for factors at a time."""


def stable_factors(counts: pd.DataFrame, *, factors: int) -> pd.DataFrame:
    """Non-negative factors of a table of articles and terms that come out alike from every starting point.

    Terms weigh by their inverse document frequency, every article alike; squared error, multiplicative updates.

    Args:
        counts: one row an article and term: article, term (numbers or text).
        factors: how many are looked for.

    Returns:
        One row a factor that is stable, largest first: terms (list, heaviest first), articles (list, those it explains
        best first), n (articles it explains better than any other factor), stability (least of the best cosines with
        the other seeds, at least ``STABLE``). Empty for fewer articles or terms than factors.

    Source: Lee and Seung (2001), "Algorithms for non-negative matrix factorization"; stability after Greene et al.
    (2014), "How many topics? Stability analysis for topic models".

    >>> pairs = [(a, t) for a in range(40) for t in (("mưa", "bão", "lũ"), ("ca sĩ", "phim", "vé"))[a % 2]]
    >>> found = stable_factors(pd.DataFrame(pairs, columns=["article", "term"]), factors=2)
    >>> sorted(sorted(terms) for terms in found["terms"]), found["n"].tolist()
    ([['bão', 'lũ', 'mưa'], ['ca sĩ', 'phim', 'vé']], [20, 20])
    """
    from scipy import sparse
    from threadpoolctl import threadpool_limits

    articles, rows = np.unique(counts["article"].to_numpy(), return_inverse=True)
    terms, columns = np.unique(counts["term"].to_numpy(), return_inverse=True)
    if min(len(articles), len(terms)) < factors:
        return pd.DataFrame({"terms": [], "articles": [], "n": [], "stability": []})
    met = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(articles), len(terms)))
    met.data[:] = 1  # a pair told twice is one
    rarity = np.log((1 + len(articles)) / (1 + np.asarray(met.sum(axis=0)))) + 1
    weighed = met * rarity[None, :]
    # Single precision is far finer than what chance moves, and half the work.
    table = sparse.csr_array(weighed / np.sqrt((weighed**2).sum(axis=1))[:, None]).astype(np.float32)
    # These tables are small: on a busy machine a second thread of BLAS makes the first one wait, up to a hundred times as long.
    with _TURNS, threadpool_limits(limits=1, user_api="blas"):
        found = [_factor(table, factors, seed) for seed in SEEDS]
    weights, heavy = found[0]
    stability = np.min([(heavy @ other.T).max(axis=1) for _, other in found[1:]], axis=0)
    best = weights.argmax(axis=1)
    kept = []
    for factor in np.flatnonzero(stability >= STABLE):
        listed = [at for at in np.argsort(-heavy[factor], kind="stable")[:LISTED] if heavy[factor, at] > 0.05]
        order = np.argsort(-weights[:, factor], kind="stable")
        kept.append(
            {
                "terms": terms[listed].tolist(),
                "articles": articles[order[best[order] == factor]].tolist(),
                "n": int((best == factor).sum()),
                "stability": float(stability[factor]),
            }
        )
    frame = pd.DataFrame(kept, columns=["terms", "articles", "n", "stability"])
    return frame.sort_values(["n", "stability"], ascending=False, ignore_index=True)


def _factor(table: sparse.csr_array, factors: int, seed: int) -> tuple[Floats, Floats]:
    """Weights of the articles, and the factors' terms as rows of length 1."""
    dice = np.random.default_rng(seed)
    left = (dice.random((table.shape[0], factors)) + 0.01).astype(np.float32)
    right = np.ascontiguousarray((dice.random((factors, table.shape[1])) + 0.01).astype(np.float32).T)
    flipped = table.T.tocsr()
    for _ in range(STEPS):
        _improve(right, left, flipped)
        _improve(left, right, table)
    length = np.linalg.norm(right, axis=0) + 1e-12
    return left * length, (right / length).T


def _improve(one: Floats, other: Floats, table: sparse.csr_array) -> None:
    """One multiplicative step of a factor's side, in place."""
    wanted, reached = table @ other, one @ (other.T @ other)
    reached += 1e-12
    wanted /= reached
    one *= wanted
