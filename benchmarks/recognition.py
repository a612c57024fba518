"""Names on texts the model has not seen: five-fold cross-validation, figures per type, and what more texts would bring.

Every fold is learned from the other four with the settings of ``analysis.train`` and scored as ``nhiptin evaluate``
scores; the figures of all folds are one count. Texts with the same first line stay in one fold.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from analysis import evaluate, marked, train
from analysis.marked import Marked
from analysis.text import aliases, chain, gazetteers, names
from analysis.text.clean import clean
from benchmarks.measure import show

CURVE = (100, 250, 500)


def folds(rows: Sequence[Marked], *, count: int = 5, seed: int = 1) -> list[list[Marked]]:
    """The texts dealt into ``count`` lists; the same texts and seed give the same lists."""
    titles = sorted({_title(row) for row in rows})
    random.Random(seed).shuffle(titles)
    place = {title: number % count for number, title in enumerate(titles)}
    return [[row for row in rows if place[_title(row)] == number] for number in range(count)]


def _title(row: Marked) -> str:
    first: str = row["text"].partition("\n")[0]
    return first.casefold()


def cross_validate(rows: Sequence[Marked], *, count: int = 5, texts: int | None = None) -> dict[str, Any]:
    """Figures of ``analysis.evaluate.score`` over all texts, each annotated by a model that has not seen it.

    Args:
        rows: marked texts.
        count: folds.
        texts: how many of the other folds' texts to learn from; all by default.
    """
    dealt = folds(rows, count=count)
    found: list[dict[str, Any]] = []
    for number, held in enumerate(dealt):
        others = [row for other, part in enumerate(dealt) if other != number for row in part]
        random.Random(number).shuffle(others)
        found += _annotate(others[:texts], held)
    return evaluate.score(list(rows), found)


def _annotate(learn: Sequence[Marked], held: Sequence[Marked]) -> Iterator[dict[str, Any]]:
    known = aliases.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / names.MODEL
        train.train_names(learn, path)
        recogniser = names.Recogniser(chain.load(path), gazetteers.load())
        for row in held:
            yield {"id": row["id"], "entities": list(_entities(row, recogniser, known))}


def _entities(row: Marked, recogniser: names.Recogniser, known: aliases.Aliases) -> Iterator[dict[str, Any]]:
    cleaned = clean(row["text"])
    found = recogniser.names(cleaned.text)
    day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
    for name, (canonical, _) in zip(found, known.resolve(cleaned.text, found, day), strict=True):
        start, end = cleaned.raw_span(name.start, name.end)
        yield {"start": start, "end": end, "type": name.type, "name": canonical}


def run(gold: Sequence[Path], *, curve: bool = True) -> dict[str, Any]:
    """Cross-validate on all marked texts of the files, and draw the learning curve."""
    rows = [row for path in gold for row in marked.read(path)]
    steps = [*(step for step in CURVE if curve and step < len(rows)), None]
    figures = {str(step or len(rows)): cross_validate(rows, texts=step) for step in steps}
    whole = figures[str(len(rows))]
    show(f"Names, five folds of {len(rows)} texts", [_row(kind, one) for kind, one in whole["entities"].items()])
    show(
        "What more texts bring",
        [
            {"texts": step, **_f1(one["entities"]), "names right": one["name_accuracy_on_exact"]}
            for step, one in figures.items()
        ],
    )
    return {"texts": len(rows), "curve": {step: one["entities"] for step, one in figures.items()}}


def _row(kind: str, one: dict[str, Any]) -> dict[str, Any]:
    exact = one["exact"]
    return {
        "type": kind,
        "marked": exact["gold"],
        "P": exact["p"],
        "R": exact["r"],
        "F1": exact["f1"],
        "overlap F1": one["overlap"]["f1"],
    }


def _f1(entities: dict[str, Any]) -> dict[str, float]:
    return {kind: one["exact"]["f1"] for kind, one in entities.items()}
