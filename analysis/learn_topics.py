"""Learning the topic classifier: thirteen logistic regressions, their calibration and their cross-validated confusion.

Needs scipy; nothing a page imports imports this.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from analysis.schema import TOPICS
from analysis.text import topics

FOLDS = 5
STRENGTH = 10.0
"""Inverse weight of the penalty on squared weights."""
BALANCE = 0.5
"""0: every text counts alike; 1: every main topic counts alike."""
LEAST_TEXTS = 2
"""Texts that must hold a gram."""
MOST_GRAMS = 16000
"""Grams kept, those of the largest weights: keeps the model small."""

Array = Any


def learn(counts: Sequence[Counter[str]], labels: Sequence[Sequence[str]]) -> tuple[dict[str, Array], dict[str, Any]]:
    """Weights of the classifier, and its cross-validated figures.

    Args:
        counts: ``topics.grams`` of each text.
        labels: topics of each text, main first.

    Returns:
        The arrays of ``topics.npz``, and ``{"main_accuracy", "micro_f1", "rates": {layer: {topic: …}}}``.
    """
    held = np.zeros((len(counts), len(TOPICS)))
    folds = [list(range(start, len(counts), FOLDS)) for start in range(FOLDS)]
    for fold in folds:
        chosen = set(fold)
        rest = [row for row in range(len(counts)) if row not in chosen]
        model = _fit([counts[row] for row in rest], [labels[row] for row in rest])
        held[fold] = _scores(model, [counts[row] for row in fold])
    truth = _truth(labels)
    floor = _best_floor(held, labels)
    slope, offset = _calibrate(held, truth)
    model = _pruned(_fit(counts, labels))
    weights = model["weights"]
    scale = np.abs(weights).max(axis=0) / 127 if len(weights) else np.ones(len(TOPICS))
    scale[scale == 0] = 1.0
    arrays = {
        "version": np.array(topics.VERSION),
        "topics": np.array("\n".join(TOPICS)),
        "grams": np.array("\n".join(model["vocabulary"])),
        "idf": model["idf"].astype("float32"),
        "weights": np.rint(weights / scale).astype("int8"),
        "scale": scale.astype("float32"),
        "hints": np.array(topics.write_hints(topics.shipped_hints())),
        "hint_weights": model["hints"].astype("float32"),
        "bias": model["bias"].astype("float32"),
        "slope": slope.astype("float32"),
        "offset": offset.astype("float32"),
        "floor": np.array(floor, "float32"),
    }
    return arrays, _figures(held, labels, floor)


def _truth(labels: Sequence[Sequence[str]]) -> Array:
    found = np.zeros((len(labels), len(TOPICS)))
    for row, codes in enumerate(labels):
        for code in codes:
            found[row, TOPICS.index(code)] = 1
    return found


def _fit(counts: Sequence[Counter[str]], labels: Sequence[Sequence[str]]) -> dict[str, Any]:
    texts = Counter(gram for row in counts for gram in row)
    vocabulary = {gram: i for i, gram in enumerate(sorted(g for g, n in texts.items() if n >= LEAST_TEXTS))}
    idf = np.array([math.log((1 + len(counts)) / (1 + texts[gram])) + 1 for gram in vocabulary])
    model: dict[str, Any] = {"vocabulary": list(vocabulary), "idf": idf}
    matrix = _matrix(model, counts)
    truth = _truth(labels)
    main = np.array([TOPICS.index(codes[0]) for codes in labels])
    per_topic = np.bincount(main, minlength=len(TOPICS))
    balance = (len(labels) / len(TOPICS) / np.maximum(per_topic, 1)[main]) ** BALANCE
    solved = np.stack([_logistic(matrix, truth[:, k], balance) for k in range(len(TOPICS))], axis=1)
    size = len(vocabulary)
    return model | {"weights": solved[:size], "hints": solved[size:-1], "bias": solved[-1]}


def _logistic(matrix: Array, truth: Array, balance: Array) -> Array:
    """Weights and, last, bias that minimise the weighted log loss with a squared penalty (L-BFGS)."""

    def loss(weights: Array) -> tuple[float, Array]:
        margin = matrix @ weights[:-1] + weights[-1]
        value = (balance * (np.logaddexp(0, margin) - truth * margin)).sum() + (weights[:-1] ** 2).sum() / (
            2 * STRENGTH
        )
        slope = balance * (1 / (1 + np.exp(-margin)) - truth)
        return float(value), np.append(matrix.T @ slope + weights[:-1] / STRENGTH, slope.sum())

    start = np.zeros(matrix.shape[1] + 1)
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def _matrix(model: dict[str, Any], counts: Sequence[Counter[str]]) -> Array:
    vocabulary = {gram: i for i, gram in enumerate(model["vocabulary"])}
    hints = topics.shipped_hints()
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, found in enumerate(counts):
        where, what = topics.gram_features(found, vocabulary, model["idf"])
        more = topics.hint_features(found, hints)
        columns += [*where, *range(len(vocabulary), len(vocabulary) + len(more))]
        values += [*what, *more]
        rows += [row] * (len(where) + len(more))
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(counts), len(vocabulary) + len(TOPICS)))


def _scores(model: dict[str, Any], counts: Sequence[Counter[str]]) -> Array:
    return _matrix(model, counts) @ np.concatenate([model["weights"], model["hints"]]) + model["bias"]


def _pruned(model: dict[str, Any]) -> dict[str, Any]:
    """The model with the grams of the largest weights only."""
    size = np.abs(model["weights"]).max(axis=1, initial=0.0) * model["idf"]
    kept = np.sort(np.argsort(-size, kind="stable")[:MOST_GRAMS])
    vocabulary = [model["vocabulary"][index] for index in kept]
    return model | {"vocabulary": vocabulary, "idf": model["idf"][kept], "weights": model["weights"][kept]}


def _calibrate(scores: Array, truth: Array) -> tuple[Array, Array]:
    """Slope and offset of each topic's probability, with Platt's smoothed targets."""
    found = []
    for k in range(len(TOPICS)):
        yes = truth[:, k].sum()
        no = len(truth) - yes
        target = np.where(truth[:, k] > 0, (yes + 1) / (yes + 2), 1 / (no + 2))
        score = scores[:, k]

        def loss(line: Array, score: Array = score, target: Array = target) -> tuple[float, Array]:
            margin = line[0] * score + line[1]
            gap = 1 / (1 + np.exp(-margin)) - target
            return float((np.logaddexp(0, margin) - target * margin).sum()), np.array([(gap * score).sum(), gap.sum()])

        found.append(minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x)
    lines = np.array(found)
    return lines[:, 0], lines[:, 1]


def _best_floor(scores: Array, labels: Sequence[Sequence[str]]) -> float:
    """The score above which a further topic is assigned: the one of the best micro F1."""
    floors = [round(-1.5 + 0.1 * step, 1) for step in range(26)]
    return max(floors, key=lambda floor: (_micro_f1(scores, labels, floor), floor))


def _micro_f1(scores: Array, labels: Sequence[Sequence[str]], floor: float) -> float:
    hit = given = wanted = 0
    for row, codes in zip(scores, labels, strict=True):
        predicted = topics.assigned(row, floor=floor)
        hit += len(set(predicted) & set(codes))
        given += len(predicted)
        wanted += len(set(codes))
    return 2 * hit / (given + wanted)


def _figures(scores: Array, labels: Sequence[Sequence[str]], floor: float) -> dict[str, Any]:
    predicted = [topics.assigned(row, floor=floor) for row in scores]
    mains = [codes[0] for codes in labels]
    right = sum(found[0] == main for found, main in zip(predicted, mains, strict=True))
    return {
        "texts": len(labels),
        "main_accuracy": round(right / len(labels), 3),
        "micro_f1": round(_micro_f1(scores, labels, floor), 3),
        "assigned": _rates([set(codes) for codes in labels], [set(found) for found in predicted]),
        "main": _rates([{main} for main in mains], [{found[0]} for found in predicted]),
    }


def _rates(truth: Sequence[set[str]], predicted: Sequence[set[str]]) -> dict[str, dict[str, float]]:
    """For each topic the share of its texts, and of the other texts, to which it was given."""
    found = {}
    for code in TOPICS:
        with_it = [code in given for wanted, given in zip(truth, predicted, strict=True) if code in wanted]
        without = [code in given for wanted, given in zip(truth, predicted, strict=True) if code not in wanted]
        found[code] = {
            "tpr": round(sum(with_it) / len(with_it), 4) if with_it else 0.0,
            "tpr_n": len(with_it),
            "fpr": round(sum(without) / len(without), 4) if without else 0.0,
            "fpr_n": len(without),
        }
    return found
