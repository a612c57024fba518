"""The topic classifier beside plain TF-IDF + linear SVM, LDA (tomotopy) and NMF, on the same texts in the same run.

``python -m benchmarks.topics CORPORA [--only sections,labels,speed]``; LDA needs ``pip install -r benchmarks/requirements.txt``.

sections   sections-2024.parquet, 9 sections: half learns, half is asked. Accuracy, and the mean error of shares over
           100 samples of 500 texts whose shares are shifted (Dirichlet), by counting and by adjusted counting.
labels     topics-gold-danes.jsonl, several of 23 topics a text: micro F1 in five-fold cross-validation.
speed      articles a second on one core, headlines and whole articles, beside tomotopy's inference.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from scipy import sparse
from scipy.optimize import linear_sum_assignment, nnls

from analysis.learn_topics import solve
from analysis.measure_topics import micro_f1
from analysis.text import topics
from analysis.text.grams import grams
from analysis.text.prose.clean import clean

SAMPLES, SIZE = 100, 500
LONG = 1_000
"""Syllables read of the texts with sections: the texts learned from are whole articles there."""
OFTEN = 20
"""Texts that must hold a gram: keeps the matrices of whole articles small."""
Array = np.ndarray[Any, np.dtype[Any]]


def matrix(texts: Sequence[Any], rows: Array, *, least: int, singles: bool = False) -> Any:
    """Features of all texts, damped counts times inverse document frequency of length 1; what is known is from ``rows``."""
    keys, held = np.unique(np.concatenate([texts[row][0] for row in rows]), return_counts=True)
    keys, held = keys[held >= least], held[held >= least]
    idf = np.log((1 + len(rows)) / (1 + held)) + 1
    found = [topics.gram_features(text, keys, idf) for text in texts]
    ends = np.cumsum([0, *(len(columns) for columns, _ in found)])
    values, columns = np.concatenate([v for _, v in found]), np.concatenate([c for c, _ in found])
    return sparse.csr_matrix((values.astype("float32"), columns, ends), shape=(len(texts), len(keys)))


def learn(features: Any, rows: Array, truth: Array, *, balance: float, strength: float) -> Array:
    """Scores of all texts by machines learned from ``rows``."""
    often = np.maximum(truth[rows].sum(axis=0), 1)
    weight = (len(rows) / truth.shape[1] / often) @ truth[rows].T / np.maximum(truth[rows].sum(axis=1), 1)
    weights = solve(features[rows], 2 * truth[rows] - 1, (weight**balance)[:, None], strength=strength)
    return np.asarray(features @ weights[:-1] + weights[-1])


def singles(text: str) -> Any:
    """Single syllables alone, the plain baseline."""
    words, counts = np.unique(list(map(_word, text.lower().split())) or [0], return_counts=True)
    return words.astype("uint32"), counts


def _word(word: str) -> int:
    import zlib

    return zlib.crc32(word.strip(".,:;!?\"'()“”…").encode())


def shifted(main: Array, predicted: Array, confusion: Array, asked: Array, dice: np.random.Generator) -> Array:
    """Mean absolute error of shares in percentage points over shifted samples: by counting, and adjusted."""
    kinds = confusion.shape[0]
    errors = []
    for _ in range(SAMPLES):
        wanted = dice.dirichlet(np.ones(kinds))
        rows = np.concatenate(
            [
                dice.choice(asked[main[asked] == kind], number)
                for kind, number in enumerate(dice.multinomial(SIZE, wanted))
            ]
        )
        true, counted = (np.bincount(values[rows], minlength=kinds) / SIZE for values in (main, predicted))
        solved = nnls(np.vstack([confusion.T, 100 * np.ones(kinds)]), np.append(counted, 100.0))[0]
        errors.append([np.abs(counted - true).mean(), np.abs(solved - true).mean()])
    return np.asarray(100 * np.mean(errors, axis=0))


def told(main: Array, predicted: Array, kinds: int) -> Array:
    """Row a true kind, column a predicted one: share of the row's texts."""
    table = np.zeros((kinds, kinds))
    np.add.at(table, (main, predicted), 1)
    return np.asarray(table / table.sum(axis=1, keepdims=True))


def sections(corpora: Path) -> dict[str, Any]:
    rows = pq.read_table(corpora / "sections-2024.parquet").to_pylist()
    names = sorted({row["label"] for row in rows})
    main = np.array([names.index(row["label"]) for row in rows])
    dice = np.random.default_rng(5)
    order = dice.permutation(len(rows))
    half, asked = order[: len(rows) // 2], order[len(rows) // 2 :]
    cleaned = [clean(f"{row['title']}\n{row['text']}").text for row in rows]
    features = matrix([grams(text, most=LONG) for text in cleaned], half, least=OFTEN)
    truth = np.eye(len(names))[main]
    first, second = half[::2], half[1::2]
    held = np.zeros(len(rows), int)
    for seen, unseen in ((first, second), (second, first)):
        held[unseen] = learn(features, seen, truth, balance=0.5, strength=5.0)[unseen].argmax(axis=1)
    predicted = learn(features, half, truth, balance=0.5, strength=5.0).argmax(axis=1)
    results: dict[str, Any] = {}
    guess: dict[str, Callable[[], Array]] = {
        "lda": lambda: lda(cleaned, len(names)),
        "nmf": lambda: nmf(features, len(names)),
    }
    counted = shifted(main, predicted, told(main[half], held[half], len(names)), asked, np.random.default_rng(6))
    results["ours"] = {
        "accuracy": round(float((predicted[asked] == main[asked]).mean()), 3),
        "share_error_points": {"counted": round(float(counted[0]), 2), "adjusted": round(float(counted[1]), 2)},
    }
    for name, make in guess.items():
        weights = make()
        place = best_names(weights[half], main[half], len(names))
        results[name] = {
            "accuracy": round(float((place[weights[asked].argmax(axis=1)] == main[asked]).mean()), 3),
            "share_error_points": {"mean weight": round(mixed(weights, place, main, asked), 2)},
        }
    return results


def best_names(weights: Array, main: Array, kinds: int) -> Array:
    """Which section each found topic is nearest to, one to one (Hungarian)."""
    table = np.array([[weights[main == kind, topic].sum() for kind in range(kinds)] for topic in range(kinds)])
    return np.asarray(linear_sum_assignment(-table)[1])


def mixed(weights: Array, place: Array, main: Array, asked: Array) -> float:
    """Error of mean topic weights taken for shares, over the same kind of shifted samples."""
    dice, errors = np.random.default_rng(6), []
    kinds = weights.shape[1]
    for _ in range(SAMPLES):
        wanted = dice.dirichlet(np.ones(kinds))
        rows = np.concatenate(
            [
                dice.choice(asked[main[asked] == kind], number)
                for kind, number in enumerate(dice.multinomial(SIZE, wanted))
            ]
        )
        share = np.zeros(kinds)
        share[place] = weights[rows].mean(axis=0)
        errors.append(np.abs(share - np.bincount(main[rows], minlength=kinds) / SIZE).mean())
    return float(100 * np.mean(errors))


def lda(texts: Sequence[str], kinds: int, *, steps: int = 100, words: int = 150) -> Array:
    """Topic weights of every text by LDA over its first words."""
    import tomotopy

    model = tomotopy.LDAModel(k=kinds, min_df=OFTEN, rm_top=50, seed=3)
    for text in texts:
        model.add_doc(text.lower().split()[:words] or ["-"])
    model.train(steps, workers=1)
    return np.array([document.get_topic_dist() for document in model.docs])


def nmf(features: Any, kinds: int, *, steps: int = 40) -> Array:
    """Topic weights of every text by non-negative factors (multiplicative updates, Lee & Seung 2001)."""
    dice = np.random.default_rng(3)
    left, right = dice.random((features.shape[0], kinds)), dice.random((kinds, features.shape[1]))
    for _ in range(steps):
        right *= (features.T @ left).T / (left.T @ left @ right + 1e-9)
        left *= (features @ right.T) / (left @ (right @ right.T) + 1e-9)
    scaled = left * np.linalg.norm(right, axis=1)
    return np.asarray(scaled / np.maximum(scaled.sum(axis=1, keepdims=True), 1e-9))


def labels(corpora: Path) -> dict[str, Any]:
    rows = [json.loads(line) for line in (corpora / "topics-gold-danes.jsonl").read_text("utf-8").splitlines()]
    rows = [row for row in rows if row["topics"]]
    names = sorted({code for row in rows for code in row["topics"]})
    truth = np.array([[float(code in row["topics"]) for code in names] for row in rows])
    cleaned = [clean(f"{row['title']}\n{row['text']}").text for row in rows]
    marked = [row["topics"] for row in rows]
    results = {}
    for name, seen, least, balance, strength in (
        ("ours", grams, 2, 0.4, 5.0),
        ("plain TF-IDF + linear SVM", singles, 1, 0.0, 1.0),
    ):
        found = [seen(text) for text in cleaned]
        scores = np.zeros(truth.shape)
        floors = []
        for fold in range(5):
            unseen = np.arange(fold, len(rows), 5)
            rest = np.setdiff1d(np.arange(len(rows)), unseen)
            features = matrix(found, rest, least=least)
            inner = rest[::4]
            tuned = learn(features, np.setdiff1d(rest, inner), truth, balance=balance, strength=strength)[inner]
            floor = 0.0 if name != "ours" else best_floor(tuned, [marked[row] for row in inner], names)
            floors.append(floor)
            scores[unseen] = learn(features, rest, truth, balance=balance, strength=strength)[unseen] - floor
        results[name] = {"micro_f1": round(micro_f1(given(scores, names, least_one=name == "ours"), marked), 3)}
    return results | {"texts": {"n": len(rows)}}


def given(scores: Array, names: Sequence[str], *, least_one: bool) -> list[list[str]]:
    return [[names[at] for at in np.flatnonzero((row > 0) | (least_one & (row == row.max())))] for row in scores]


def best_floor(scores: Array, marked: Sequence[Sequence[str]], names: Sequence[str]) -> float:
    floors = np.arange(-1, 0.51, 0.05)
    return float(max(floors, key=lambda floor: micro_f1(given(scores - floor, names, least_one=True), marked)))


def speed(corpora: Path) -> dict[str, Any]:
    headlines = pq.read_table(corpora / "headlines-2025-08_2026-04.parquet", columns=["title", "summary"]).to_pylist()
    articles = pq.read_table(corpora / "articles-2025-10.parquet", columns=["title", "summary", "text"]).to_pylist()
    sets = {
        "headlines": [clean(f"{row['title']}\n{row['summary'] or ''}").text for row in headlines[:9000]],
        "articles": [clean("\n".join(str(part) for part in row.values() if part)).text for row in articles[:1500]],
    }
    import tomotopy

    classifier, results = topics.load(), {}
    for name, every in sets.items():
        texts, learned = every[len(every) // 3 :], every[: len(every) // 3]
        start = time.process_time()
        for text in texts:
            classifier.decide(text)
        ours = len(texts) / (time.process_time() - start)
        model = tomotopy.LDAModel(k=13, min_df=5, seed=3)
        for text in learned:
            model.add_doc(text.lower().split() or ["-"])
        model.train(50, workers=1)
        start = time.process_time()
        model.infer([model.make_doc(text.lower().split() or ["-"]) for text in texts], workers=1)
        theirs = len(texts) / (time.process_time() - start)
        results[name] = {"ours_per_s": round(ours), "tomotopy_infer_per_s": round(theirs)}
    return results


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpora", type=Path)
    ask.add_argument("--only", default="sections,labels,speed")
    a = ask.parse_args()
    for name, run in (("sections", sections), ("labels", labels), ("speed", speed)):
        if name in a.only.split(","):
            print(json.dumps({name: run(a.corpora)}, ensure_ascii=False, indent=1), flush=True)


if __name__ == "__main__":
    main()
