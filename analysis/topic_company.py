"""Which words keep company with a topic: learned from headlines with leads that nobody marked.

The seed terms of the taxonomy name topics, but most texts about a topic name none. The title and the lead of one
article are two views of the same matter: what stands in one is set to predict which seed terms stand in the other
(Ando & Zhang 2007, "Two-view feature generation model for semi-supervised learning"). The weights bring .02 of main topics in cross-validation,
where components of the words alone brought nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from analysis.text import topics
from analysis.text.grams import Grams

PENALTY = 2.0
"""Weight of the penalty on squared weights."""
STEPS = 15
MOST_SEEDS = 2
"""Seed terms of one topic that count in one text."""

Array = np.ndarray[Any, np.dtype[Any]]


def company(titles: Sequence[Grams], leads: Sequence[Grams], keys: Array, idf: Array) -> Array:
    """How much each gram speaks for each topic being named in the other half of an article.

    Args:
        titles: grams of each title.
        leads: grams of the lead under it.
        keys: numbers of the grams to weigh, rising.
        idf: their inverse document frequency.

    Returns:
        A row a gram, a column a topic of ``schema.TOPICS``; 0 throughout where no text names a topic.
    """
    hints = topics.shipped_hints()
    named = [np.array([_named(hints, found) for found in half]) for half in (leads, titles)]
    features = sparse.vstack([_matrix(half, keys, idf) for half in (titles, leads)]).tocsr()
    return _ridge(features, np.vstack(named).astype("float32"))


def _named(hints: topics.Hints, found: Grams) -> Array:
    return np.asarray(np.minimum(hints.topics[np.isin(hints.keys, found[0])].sum(axis=0, dtype=int), MOST_SEEDS))


def _matrix(texts: Sequence[Grams], keys: Array, idf: Array) -> Any:
    rows = [topics.gram_features(found, keys, idf) for found in texts]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([columns for columns, _ in rows]).astype("int32")
    values = np.concatenate([values for _, values in rows]).astype("float32")
    return sparse.csr_matrix((values, columns, ends), shape=(len(texts), len(keys)))


def _ridge(features: Any, wanted: Array) -> Array:
    """Weights of least squares with a penalty, by conjugate gradients for all columns at once (Hestenes & Stiefel 1952)."""
    rest = features.T @ (wanted - wanted.mean(axis=0))
    weights, way = np.zeros_like(rest), rest.copy()
    size = (rest**2).sum(axis=0)
    for _ in range(STEPS):
        felt = features.T @ (features @ way) + PENALTY * way
        step = size / np.maximum((way * felt).sum(axis=0), np.finfo("float32").tiny)
        weights += step * way
        rest -= step * felt
        before, size = size, (rest**2).sum(axis=0)
        way = rest + size / np.maximum(before, np.finfo("float32").tiny) * way
    return np.asarray(weights)
