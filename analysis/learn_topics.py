"""Learning the topic classifier: thirteen linear machines in one weight matrix, calibrated.

Needs scipy; nothing a page imports imports this. The loss is the squared hinge with a squared penalty (Fan et al.
2008, "LIBLINEAR", L2-loss), but a further topic of a text is wanted at ``SECOND`` exactly: taking it for as
good as the main topic cost .01 of main topics in cross-validation, the log loss .03.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from analysis.measure_topics import Held, figures, micro_f1
from analysis.schema import TOPICS
from analysis.text import topics
from analysis.text.grams import Grams
from analysis.topic_marks import Known

FOLDS = 5
STRENGTH = 5.0
"""Inverse weight of the penalty on squared weights."""
BALANCE = 0.4
"""0: every text counts alike; 1: every main topic counts alike."""
SECOND = 0.3
"""Score wanted of a topic that is not the main one, where that has 1 and the others -1."""
COMPANY_WEIGHT = 0.1
"""Mean squared length of what the company of a text's words says (``analysis.topic_company``); its grams have 1."""
LEAST_TEXTS = 2
"""Texts that must hold a gram that is not known from many headlines."""
MOST_GRAMS = 60_000
"""Grams kept, those of the largest weights: keeps the model small."""
STEPS = 100

Array = np.ndarray[Any, np.dtype[Any]]


def learn(
    texts: Sequence[Grams], labels: Sequence[Sequence[str]], samples: Sequence[str], known: Known
) -> tuple[dict[str, Array], dict[str, Any]]:
    """Weights of the classifier, and its cross-validated figures.

    Args:
        texts: ``grams`` of each text.
        labels: topics of each text, main first.
        samples: what each text was drawn from: ``gold``, or a sample of ``analysis.topic_marks``.
        known: how common grams are in general.

    Returns:
        The arrays of ``topics.npz``, and ``measure_topics.figures`` of every text by models that had not seen it.
    """
    truth, _ = _truth(labels)
    scores = _held_out(texts, labels, known)
    floor = _floor(scores, labels, samples)
    slope, offset = _calibrate(scores, truth)
    model = _pruned(fit(texts, labels, known))
    weights = model["weights"]
    scale = np.abs(weights).max(axis=0, initial=0.0) / 127
    scale[scale == 0] = 1.0
    hints = topics.shipped_hints()
    arrays = {
        "version": np.array(topics.VERSION),
        "topics": np.array("\n".join(TOPICS)),
        "keys": model["keys"],
        "idf": model["idf"].astype("float16"),
        "weights": np.rint(weights / scale).astype("int8"),
        "scale": scale.astype("float32"),
        "hint_keys": hints.keys,
        "hint_topics": hints.topics,
        "hint_weights": model["hints"].astype("float32"),
        "bias": model["bias"].astype("float32"),
        "slope": slope.astype("float32"),
        "offset": offset.astype("float32"),
        "floor": np.array(floor, "float32"),
    }
    return arrays, figures(_decided(scores, floor, labels, samples))


def cross_validate(
    texts: Sequence[Grams], labels: Sequence[Sequence[str]], samples: Sequence[str], known: Known
) -> list[Held]:
    """What models that had not seen it say of each text; arguments as of ``learn``."""
    scores = _held_out(texts, labels, known)
    return _decided(scores, _floor(scores, labels, samples), labels, samples)


def _decided(scores: Array, floor: float, labels: Sequence[Sequence[str]], samples: Sequence[str]) -> list[Held]:
    return [
        Held(sample, tuple(codes), topics.assigned(row.tolist(), floor=floor))
        for sample, codes, row in zip(samples, labels, scores, strict=True)
    ]


def _held_out(texts: Sequence[Grams], labels: Sequence[Sequence[str]], known: Known) -> Array:
    scores = np.zeros((len(texts), len(TOPICS)))
    for fold in range(FOLDS):
        chosen = list(range(fold, len(texts), FOLDS))
        rest = sorted({*range(len(texts))} - {*chosen})
        model = fit([texts[row] for row in rest], [labels[row] for row in rest], known)
        scores[chosen] = _scores(model, [texts[row] for row in chosen])
    return scores


def _floor(scores: Array, labels: Sequence[Sequence[str]], samples: Sequence[str]) -> float:
    """The score above which a further topic is assigned: the one of the best micro F1 on the sample ``gold``."""
    gold = [row for row, sample in enumerate(samples) if sample == "gold"]
    marked, rows = [labels[row] for row in gold], [scores[row].tolist() for row in gold]
    floors = [round(-1.5 + 0.05 * step, 2) for step in range(41)]
    return max(floors, key=lambda floor: (micro_f1([topics.assigned(row, floor=floor) for row in rows], marked), floor))


def _truth(labels: Sequence[Sequence[str]]) -> tuple[Array, Array]:
    """A column a topic, 1 where a text has it; and the position of its main topic."""
    found = np.zeros((len(labels), len(TOPICS)))
    for row, codes in enumerate(labels):
        for code in codes:
            found[row, TOPICS.index(code)] = 1
    return found, np.array([TOPICS.index(codes[0]) for codes in labels])


def fit(texts: Sequence[Grams], labels: Sequence[Sequence[str]], known: Known) -> dict[str, Array]:
    """One model: keys (numbers of its grams, rising), idf, weights (a row a gram), hints and bias.

    Args:
        texts: ``grams`` of each text.
        labels: topics of each text, main first.
        known: how common grams are in general, and their company.
    """
    truth, main = _truth(labels)
    keys, held = np.unique(np.concatenate([found[0] for found in texts]), return_counts=True)
    keys = np.union1d(keys[held >= LEAST_TEXTS], known.keys)
    model = {"keys": keys, "idf": known.of(keys)}
    matrix, company = _matrix(model, texts), known.company_of(keys)
    said = matrix[:, : len(keys)] @ company
    spread = said.std(axis=0)
    company = company * np.sqrt(COMPANY_WEIGHT / len(TOPICS)) / np.where(spread > 0, spread, 1)
    per_topic = np.maximum(np.bincount(main, minlength=len(TOPICS)), 1)
    balance = (len(texts) / len(TOPICS) / per_topic[main]) ** BALANCE
    wanted = np.where(truth > 0, SECOND, -1.0)
    wanted[np.arange(len(texts)), main] = 1.0
    more = sparse.csr_matrix(matrix[:, : len(keys)] @ company)
    solved = solve(sparse.hstack([matrix, more]).tocsr(), wanted, balance[:, None])
    own, hints, by_company = np.split(solved[:-1], [len(keys), matrix.shape[1]])
    return model | {"weights": own + company @ by_company, "hints": hints, "bias": solved[-1]}


def solve(matrix: Any, wanted: Array, balance: Array, *, strength: float = STRENGTH) -> Array:
    """Weights and, last, bias that minimise a weighted squared loss with a squared penalty (L-BFGS).

    Args:
        matrix: a row a text, a column a feature.
        wanted: a column a class: 1 where the text is of it, -1 where not, and a score beyond that is as good;
            a figure between is wanted exactly.
        balance: weight of each text, as a column.
        strength: inverse weight of the penalty.
    """
    shape = (matrix.shape[1] + 1, wanted.shape[1])
    above, below = np.where(wanted >= 1, 0.0, np.inf), np.where(wanted <= -1, 0.0, -np.inf)

    def loss(flat: Array) -> tuple[float, Array]:
        weights = flat.reshape(shape)
        scores = matrix @ weights[:-1] + weights[-1]
        short = np.clip(scores - wanted, below, above)
        pull = 2 * balance * short
        slope = np.concatenate([matrix.T @ pull + weights[:-1] / strength, pull.sum(axis=0)[None, :]])
        return float((balance * short**2).sum() + (weights[:-1] ** 2).sum() / (2 * strength)), slope.ravel()

    found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x.reshape(shape))


def _matrix(model: dict[str, Array], texts: Sequence[Grams]) -> Any:
    hints = topics.shipped_hints()
    width = len(model["keys"])
    columns, values = [], []
    for found in texts:
        where, what = topics.gram_features(found, model["keys"], model["idf"])
        columns.append(np.concatenate([where, np.arange(width, width + len(TOPICS))]))
        values.append(np.concatenate([what, hints.features(found)]))
    ends = np.cumsum([0, *(len(row) for row in columns)])
    return sparse.csr_matrix(
        (np.concatenate(values), np.concatenate(columns), ends), shape=(len(texts), width + len(TOPICS))
    )


def _scores(model: dict[str, Array], texts: Sequence[Grams]) -> Array:
    return np.asarray(_matrix(model, texts) @ np.concatenate([model["weights"], model["hints"]]) + model["bias"])


def _pruned(model: dict[str, Array]) -> dict[str, Array]:
    """The model with the grams of the largest weights only."""
    size = np.abs(model["weights"]).max(axis=1, initial=0.0) * model["idf"]
    kept = np.sort(np.argsort(-size, kind="stable")[:MOST_GRAMS])
    return model | {name: model[name][kept] for name in ("keys", "idf", "weights")}


def _calibrate(scores: Array, truth: Array) -> tuple[Array, Array]:
    """Slope and offset of each topic's probability, with Platt's smoothed targets."""
    found = []
    for k in range(len(TOPICS)):
        yes = truth[:, k].sum()
        target = np.where(truth[:, k] > 0, (yes + 1) / (yes + 2), 1 / (len(truth) - yes + 2))
        score = scores[:, k]

        def loss(line: Array, score: Array = score, target: Array = target) -> tuple[float, Array]:
            margin = line[0] * score + line[1]
            gap = 1 / (1 + np.exp(-margin)) - target
            return float((np.logaddexp(0, margin) - target * margin).sum()), np.array([(gap * score).sum(), gap.sum()])

        found.append(minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x)
    lines = np.array(found)
    return lines[:, 0], lines[:, 1]
