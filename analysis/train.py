"""Training: marked texts -> the two model files of ``data/models`` and their manifest.

The same marked texts, lists and library versions give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis import marked, topic_marks
from analysis.errors import InputError
from analysis.marked import Marked
from analysis.paths import MODELS, OWN, QUALITY
from analysis.text import topics
from analysis.text.grams import grams
from analysis.text.naming import gazetteers, names, tokens
from analysis.text.naming.chain import OUTSIDE, Bundles
from analysis.text.naming.document import GAP
from analysis.text.naming.features import VERSION, Features
from analysis.text.prose.clean import clean

LARGEST = 5_000_000
"""Bytes a model file may have."""
CRF = {
    "c1": 0.04,
    "c2": 0.02,
    "max_iterations": 80,
    "feature.possible_transitions": True,
}
"""Penalties (absolute, squared) and steps of the sequence model, chosen by cross-validation."""


def _silent(_step: str) -> None:
    return None


def train(
    gold: Path,
    out: Path = MODELS,
    *,
    progress: Callable[[str], None] = _silent,
    quality: Path | None = None,
    marks: Path | None = topic_marks.FOLDER,
) -> dict[str, Any]:
    """Make the models from marked texts.

    Args:
        gold: JSONL as read by ``analysis.marked``; entities for the names, topics for the classifier.
        out: folder of the model files; made when missing, and changed only when all of it has worked.
        progress: called with one sentence before each step.
        quality: where the classifier's cross-validated figures go; by default ``data/quality.json`` when ``out`` is
            the shipped folder, else ``quality.json`` in ``out``.
        marks: folder of the headlines without text that the classifier learns from as well; None for none.

    Returns:
        The manifest: what it was made from, and what it measured.

    Raises:
        InputError: the file cannot be used, or has fewer than ten texts with topics, or no entity.
        OSError: ``out`` cannot be written.
    """
    rows = marked.read(gold)
    with_topics = [row for row in rows if row.get("topics")]
    if len(with_topics) < 10 or not any(row.get("entities") for row in rows):
        raise InputError(
            f"{gold.name}: got {len(with_topics)} texts with topics, at least 10 and some entities are needed"
        )
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix="new-") as folder:
        made = Path(folder)
        progress(f"names: learning from {len(rows)} texts")
        train_names([*rows, *own_texts()], made / names.MODEL)
        progress(f"topics: learning from {len(with_topics)} texts")
        figures = train_topics(with_topics, made / topics.MODEL, marks=marks)
        manifest = _manifest(rows, made, figures)
        (made / names.MANIFEST).write_text(
            json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        for name in (names.MODEL, topics.MODEL, names.MANIFEST):
            shutil.move(made / name, out / name)
    names.load.cache_clear()
    topics.load.cache_clear()
    _record(quality or (QUALITY if out == MODELS else out / QUALITY.name), figures)
    progress("done")
    return manifest


def own_texts() -> list[Marked]:
    """The marked sentences that come with the product; every model of names learns them too."""
    return marked.read_inline(OWN)


def labels(row: Marked) -> tuple[list[str], list[str]]:
    """The tokens of one marked text, with gaps between its lines, and the label of each.

    A token that only partly belongs to a marked entity counts as belonging to it.
    """
    cleaned = clean(row["text"])
    marks = sorted(row.get("entities", []), key=lambda mark: (mark["start"], -mark["end"]))
    spans, words = tokens.lines(cleaned.text)
    found = []
    before: Any = None
    for (start, end), word in zip(spans, words, strict=True):
        raw_start, raw_end = cleaned.raw_span(start, end)
        over = (m for m in marks if raw_start < m["end"] and raw_end > m["start"])
        mark = None if word == GAP else next(over, None)
        found.append(OUTSIDE if mark is None else ("I-" if mark is before else "B-") + mark["type"])
        before = mark
    return words, found


def train_names(rows: Sequence[Marked], path: Path) -> None:
    """Learn the sequence model of names from marked texts and write it to ``path``.

    Raises:
        InputError: the model is larger than allowed.
    """
    import pycrfsuite

    bundles = Bundles()
    made = Features(gazetteers.load(), bundles)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=CRF, verbose=False)
    for row in rows:
        words, row_labels = labels(row)
        sheet = made.sheet([words])
        features = [[f for number in token for f in bundles.made[number]] for token in sheet.rows.tolist()]
        for token, number in zip(sheet.marks.at, sheet.marks.more, strict=True):
            features[token] += bundles.made[number]
        for before, after in pairwise(sheet.gaps.tolist()):
            if after > before + 1:
                trainer.append(features[before + 1 : after], row_labels[before + 1 : after])
    trainer.train(str(path))
    _check_size(path)


def train_topics(rows: Sequence[Marked], path: Path, *, marks: Path | None = topic_marks.FOLDER) -> dict[str, Any]:
    """Learn the topic classifier and write it to ``path``.

    Args:
        rows: marked texts with topics.
        path: the model file.
        marks: folder of the marked headlines that are learned from as well; None for none.

    Returns:
        Its cross-validated figures.

    Raises:
        InputError: the model is larger than allowed.
        ModelError: the marked headlines cannot be read.
    """
    import numpy as np

    from analysis import learn_topics

    more, known = topic_marks.read(marks) if marks else ([], topic_marks.NOTHING)
    more = [(mark, found) for mark, found in more if mark.sample != "test"]
    arrays, figures = learn_topics.learn(
        [*(grams(clean(row["text"]).text) for row in rows), *(found for _, found in more)],
        [*(row["topics"] for row in rows), *(mark.topics for mark, _ in more)],
        [*("gold" for _ in rows), *(mark.sample for mark, _ in more)],
        known,
    )
    np.savez_compressed(path, allow_pickle=False, **arrays)
    _check_size(path)
    return figures


def _check_size(path: Path) -> None:
    if path.stat().st_size > LARGEST:
        raise InputError(
            f"{path.name}: got {path.stat().st_size} bytes, allowed are {LARGEST}; raise the penalties in analysis/train.py"
        )


def _manifest(rows: list[Marked], made: Path, figures: dict[str, Any]) -> dict[str, Any]:
    text = "\n".join(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)
    return {
        "gold": {"texts": len(rows), "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()},
        "own": {"texts": len(own_texts()), "sha256": hashlib.sha256(OWN.read_bytes()).hexdigest()},
        "features": {"names": VERSION, "topics": topics.VERSION},
        "made_with": {
            "python": ".".join(platform.python_version_tuple()[:2]),
            "python-crfsuite": version("python-crfsuite"),
            "numpy": version("numpy"),
            "scipy": version("scipy"),
        },
        "files": {
            name: {
                "bytes": (made / name).stat().st_size,
                "sha256": hashlib.sha256((made / name).read_bytes()).hexdigest(),
            }
            for name in (names.MODEL, topics.MODEL)
        },
        "cross_validated": {name: figures[name] for name in ("main_accuracy", "micro_f1", "texts")},
    }


def _record(path: Path, figures: dict[str, Any]) -> None:
    """Put the classifier's figures beside what ``nhiptin evaluate --record`` wrote."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known["topics_cv"] = figures
    path.write_text(json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
