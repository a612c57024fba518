"""Learning one topic from texts that hold its seed terms, texts that hold none, and labels: a logistic regression.

The seeds alone are a guess: a text that holds one counts for the topic in training, with and without the seed itself,
so that the words around the seeds learn to speak for it too; a label weighs as much as several guesses, and guesses
weigh less the more labels there are. Needs scipy, which is loaded when something is learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
MASS = 400.0
"""What all texts that hold seeds weigh together, however few they are: a rare topic is learned as well as a common one …"""
BALANCE = 10.0
"""… and how many times as much all texts weigh together that hold none; one of them never more than one that does."""
LABEL_WEIGHT = 5.0
"""What a label weighs beside a text that holds seeds …"""
GUESSES = 60.0
"""… and the labels at which all guesses together weigh half of what they weigh without any."""
STRENGTH = 5.0
"""Inverse weight of the penalty on squared weights."""
STEPS = 60
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts to learn from: a row a text, a column a term."""

    terms: Any
    """Sparse matrix; every row of length one."""
    guessed: Array
    """Of each text: 1 it holds seeds, 0 it holds none, -1 nobody can guess."""
    labelled: Array
    """Of each text: 1 about the topic, 0 not, -1 no label; a label overrules the guess."""
    seeds: Array
    """Columns of the seed terms."""


def weights(given: Examples) -> tuple[Array, float]:
    """Weight of each term, and what is added to their sum: above 0 speaks for the topic. All 0 and -inf where no text does.

    >>> from scipy.sparse import csr_matrix
    >>> texts = csr_matrix(np.eye(3)[[0, 0, 1, 1, 2, 2]])
    >>> guessed, labelled = np.array([1, 1, 0, 0, -1, -1]), np.array([-1, -1, -1, -1, 1, -1])
    >>> by_term, more = weights(Examples(texts, guessed, labelled, np.array([0])))
    >>> (by_term + more > 0).tolist()           # the first term by the seeds, the third by a label
    [True, False, True]
    """
    from scipy import sparse

    labels = np.flatnonzero(given.labelled >= 0)
    yes = np.flatnonzero((given.guessed == 1) & (given.labelled < 0))
    no = np.flatnonzero((given.guessed == 0) & (given.labelled < 0))
    if not len(yes) and not (given.labelled == 1).any():
        return np.zeros(given.terms.shape[1]), -np.inf
    kept = np.ones(given.terms.shape[1])
    kept[given.seeds] = 0
    one = MASS / max(len(yes), 1)
    guess = GUESSES / (GUESSES + len(labels))
    parts = [(given.terms[yes], 1.0, one * guess / 2), (given.terms[yes] @ sparse.diags(kept), 1.0, one * guess / 2)]
    parts += [(given.terms[no], -1.0, min(one, MASS * BALANCE / max(len(no), 1)) * guess)]
    signs = np.concatenate(
        [np.full(part.shape[0], sign) for part, sign, _ in parts] + [2.0 * given.labelled[labels] - 1]
    )
    trust = np.concatenate(
        [np.full(part.shape[0], w) for part, _, w in parts] + [np.full(len(labels), LABEL_WEIGHT * one)]
    )
    return _fit(sparse.vstack([part for part, _, _ in parts] + [given.terms[labels]]).tocsr(), signs, trust)


def held_out(given: Examples) -> Array:
    """What a topic learned without it says of each labelled text: scores in the order of the labelled rows.

    >>> from scipy.sparse import csr_matrix
    >>> held_out(Examples(csr_matrix(np.eye(2)), np.array([1, 0]), np.array([-1, -1]), np.array([0]))).tolist()
    []
    """
    labels = np.flatnonzero(given.labelled >= 0)
    scores = np.zeros(len(labels))
    for fold in range(min(FOLDS, len(labels))):
        chosen = labels[fold::FOLDS]
        hidden, guessed = given.labelled.copy(), given.guessed.copy()
        hidden[chosen], guessed[chosen] = -1, -1
        by_term, more = weights(Examples(given.terms, guessed, hidden, given.seeds))
        scores[fold::FOLDS] = given.terms[chosen] @ by_term + more
    return scores


def _fit(texts: Any, signs: Array, trust: Array) -> tuple[Array, float]:
    from scipy.optimize import minimize

    turned = texts.T.tocsr()

    def loss(flat: Array) -> tuple[float, Array]:
        margin = signs * (texts @ flat[:-1] + flat[-1])
        pull = -trust * signs / (1 + np.exp(np.clip(margin, -500, 500)))
        size = float((trust * np.logaddexp(0, -margin)).sum() + flat[:-1] @ flat[:-1] / (2 * STRENGTH))
        return size, np.append(turned @ pull + flat[:-1] / STRENGTH, pull.sum())

    found = minimize(loss, np.zeros(texts.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return np.asarray(found[:-1]), float(found[-1])
