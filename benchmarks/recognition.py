"""Names on texts the model has not seen: five-fold cross-validation, figures per type, and what more texts would bring.

Every fold is learned from the other four with the settings of ``analysis.train`` and scored as ``nhiptin evaluate``
scores; the figures of all folds are one count. Texts with the same first line stay in one fold.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from analysis import evaluate, marked, train
from analysis.marked import Marked
from analysis.text.identity import aliases
from analysis.text.naming import chain, gazetteers, mending, names
from analysis.text.prose.clean import Cleaned, clean
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
        train.train_names([*learn, *train.own_texts()], path)
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


class Underthesea:
    """``underthesea.ner`` behind the interface of the recogniser: persons, organisations and places of a cleaned text."""

    def all_names(self, texts: Sequence[str]) -> list[list[mending.Name]]:
        """The names of each text."""
        return list(map(self._names, texts))

    def _names(self, text: str) -> list[mending.Name]:
        """Names in order; labels are read as ours are, words are looked for from left to right."""
        from underthesea import ner

        found: list[mending.Name] = []
        at = 0
        for line in filter(None, map(str.strip, text.split("\n"))):
            spans, labels = [], []
            for word, _, _, label in ner(line):
                start = text.find(word, at)
                if start >= 0:
                    at = start + len(word)
                    spans.append((start, at))
                    labels.append(label if label[2:] in ("PER", "ORG", "LOC") else "O")
            found += [mending.Name(kind, start, end, "underthesea") for kind, start, end in names.decode(spans, labels)]
        return found


def compare(rows: Sequence[Marked]) -> list[dict[str, Any]]:
    """The shipped recogniser with linking and ``underthesea.ner`` on the same texts, in the same run.

    The shipped model has seen the training texts: give texts that it has not.
    """
    known, day = aliases.load(), date(2025, 11, 1)
    ours, theirs = names.load(), Underthesea()
    texts = [(row, clean(row["text"])) for row in rows]
    count = sum(len(cleaned.text.split()) for _, cleaned in texts)
    found = []
    for what, model, linked in (("ours, with linking", ours, True), ("underthesea.ner", theirs, False)):
        model.all_names([texts[0][1].text])
        predicted = []
        began = time.process_time()
        named = model.all_names([cleaned.text for _, cleaned in texts])
        for (row, cleaned), here in zip(texts, named, strict=True):
            if linked:
                known.resolve(cleaned.text, here, day)
            predicted.append((row["id"], cleaned, here))
        rate = count / (time.process_time() - began)
        figures = evaluate.score(list(rows), [_as_row(*one) for one in predicted])["entities"]
        news, orgs = figures[evaluate.NEWS_TYPES], figures["ORG"]
        found.append(
            {
                "what": what,
                "syll/s/core": rate,
                "F1 PER+ORG+LOC": news["exact"]["f1"],
                "overlap": news["overlap"]["f1"],
                "F1 ORG": orgs["exact"]["f1"],
            }
        )
    show(f"Names beside underthesea, {len(rows)} texts of {count:,} syllables", found)
    return found


def _as_row(identity: str, cleaned: Cleaned, found: Sequence[mending.Name]) -> dict[str, Any]:
    entities = []
    for name in found:
        start, end = cleaned.raw_span(name.start, name.end)
        entities.append({"start": start, "end": end, "type": name.type})
    return {"id": identity, "entities": entities}


def memory() -> float:
    """Resident memory in MB of a process that holds the recogniser and nothing else of the product."""
    program = (
        "from analysis.text.naming import names\n"
        "r = names.load(); r.names('Bộ Y tế họp tại Hà Nội.')\n"
        "print(next(l.split()[1] for l in open('/proc/self/status') if l.startswith('VmRSS')))"
    )
    return int(subprocess.run([sys.executable, "-c", program], check=True, capture_output=True).stdout) / 1024


def run(gold: Sequence[Path], *, curve: bool = True) -> dict[str, Any]:
    """Cross-validate on all marked texts of the files and draw the learning curve; then, on the last file alone, which the
    shipped model must not have seen, compare with underthesea.
    """
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
    beside = compare(marked.read(gold[-1]))
    resident = memory()
    print(f"The recogniser alone holds {resident:.0f} MB.")
    return {
        "beside": beside,
        "resident_mb": resident,
        "texts": len(rows),
        "curve": {step: one["entities"] for step, one in figures.items()},
    }


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
