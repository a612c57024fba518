"""Which words keep company with a topic: learned from headlines with leads that nobody marked.

A classifier learned from few marked texts knows few words. The title and the lead of one article are two views of the
same matter: what the classifier says of one is what the words of the other are set to predict (Blum & Mitchell 1998,
"Combining labeled and unlabeled data with co-training"; Ando & Zhang 2007, "Two-view feature generation model for
semi-supervised learning"). The weights bring .03 of main topics in cross-validation; where the seed terms named in the
other half were to be predicted they brought .02, and components of the words alone brought nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import sparse

from analysis.text import topics
from analysis.text.grams import Grams

PENALTY = 2.0
"""Weight of the penalty on squared weights."""
STEPS = 15

Array = np.ndarray[Any, np.dtype[Any]]


def company(titles: Sequence[Grams], leads: Sequence[Grams], model: Mapping[str, Array]) -> Array:
    """How much each gram speaks for each topic being found in the other half of an article.

    Args:
        titles: grams of each title.
        leads: grams of the lead under it.
        model: what finds topics in a half (``learn_topics.fit``): keys, idf, weights, hints, bias.

    Returns:
        A row a gram of the model's keys, a column a topic of ``schema.TOPICS``; 0 throughout where the model says the same of
        every half.
    """
    hints = topics.shipped_hints()
    halves = [_matrix(half, model["keys"], model["idf"]) for half in (titles, leads)]
    said = [
        features @ model["weights"]
        + np.array([hints.features(found) for found in half]) @ model["hints"]
        + model["bias"]
        for features, half in zip(halves, (titles, leads), strict=True)
    ]
    return _ridge(sparse.vstack(halves).tocsr(), np.clip(np.vstack(said[::-1]), -1, 1).astype("float32"))


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
