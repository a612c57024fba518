"""Headlines whose topics we marked ourselves, kept without their texts.

``data/marked/topics.tsv`` holds ids of headlines, the sample they were drawn in and our marks. ``topics.npz`` beside
it holds what the classifier sees of them: numbers of grams with counts (``analysis.text.grams``), of those grams only
that stand in many headlines, and in how many. ``python tools/topic_marks.py CORPUS`` makes it from the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis.errors import ModelError
from analysis.paths import DATA
from analysis.schema import TOPICS
from analysis.text.grams import Grams, Numbers

FOLDER = DATA / "marked"
MARKS, GRAMS = "topics.tsv", "topics.npz"
SAMPLES = ("test", "uniform", "assigned", "near")
"""``test`` and ``uniform``: drawn from all headlines alike, the first never learned from; ``assigned``: drawn from those
that an earlier classifier gave a topic other than ``other``; ``near``: those of which the next one was least sure, more of
the rare topics."""
LEAST_HEADLINES = 30
"""Headlines that must hold a gram for it to be kept."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One headline with its lead."""

    id: str
    sample: str
    topics: tuple[str, ...]
    """One to three, main first."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of grams from many headlines without a mark."""

    keys: Numbers
    """Numbers of the kept grams, rising."""
    idf: np.ndarray[Any, np.dtype[np.float64]]
    """Inverse document frequency, ln((1 + headlines) / (1 + headlines with it)) + 1."""

    def of(self, keys: Numbers) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The inverse document frequency of any grams; those not kept count as just too rare, or as 1 when nothing is known."""
        rare = float(self.idf.max()) if len(self.idf) else 1.0
        where = np.searchsorted(self.keys, keys)
        where[where == len(self.keys)] = 0
        there = self.keys[where] == keys if len(self.keys) else np.zeros(len(keys), bool)
        return np.where(there, self.idf[where] if len(self.idf) else rare, rare)


NOTHING = Known(np.zeros(0, np.uint32), np.zeros(0))


def marks(folder: Path = FOLDER) -> list[Mark]:
    """All marks, in the order of the file.

    Raises:
        ModelError: the file cannot be read, or a line is not a mark.
    """
    found = []
    try:
        lines = (folder / MARKS).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ModelError(f"cannot read {MARKS}: {error}; restore data/marked") from error
    for number, line in enumerate(lines, start=1):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        topics = tuple(cells[-1].split(" "))
        if len(cells) != 3 or cells[1] not in SAMPLES or not 1 <= len(topics) <= 3 or set(topics) - set(TOPICS):
            raise ModelError(
                f"{MARKS} line {number}: got {line[:80]!r}, allowed is an id, one of {', '.join(SAMPLES)}, and one to "
                f"three topics, separated by tabs"
            )
        found.append(Mark(cells[0], cells[1], topics))
    return found


def write(folder: Path, texts: Sequence[Grams], known: Known, *, headlines: int, counts: Numbers) -> None:
    """Keep what the classifier sees of the marked texts.

    Args:
        folder: where ``topics.tsv`` lies.
        texts: the grams of each mark, same order.
        known: grams to keep.
        headlines: how many headlines ``counts`` is over.
        counts: in how many headlines each of ``known.keys`` is.
    """
    kept = [np.isin(keys, known.keys) for keys, _ in texts]
    np.savez_compressed(
        folder / GRAMS,
        keys=known.keys,
        headlines=np.array(headlines),
        counts=counts.astype("uint32"),
        sizes=np.array([where.sum() for where in kept], "uint16"),
        grams=np.concatenate(
            [np.searchsorted(known.keys, keys[where]) for (keys, _), where in zip(texts, kept, strict=True)]
        ).astype("uint16"),
        times=np.concatenate([times[where] for (_, times), where in zip(texts, kept, strict=True)]).astype("uint8"),
    )


def read(folder: Path = FOLDER) -> tuple[list[tuple[Mark, Grams]], Known]:
    """The marks with the grams of their texts, and what is known of the grams.

    Raises:
        ModelError: a file is missing, cannot be read, or does not fit the other.
    """
    rows = marks(folder)
    try:
        with np.load(folder / GRAMS, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except (OSError, ValueError) as error:
        raise ModelError(
            f"cannot read {GRAMS}: {error}; restore data/marked, or make it with: python tools/topic_marks.py CORPUS"
        ) from error
    if len(rows) != len(arrays["sizes"]):
        raise ModelError(
            f"{GRAMS} holds {len(arrays['sizes'])} texts and {MARKS} {len(rows)} marks; make it anew with: "
            f"python tools/topic_marks.py CORPUS"
        )
    keys, ends = arrays["keys"], np.cumsum(arrays["sizes"].astype(int))[:-1]
    texts = zip(np.split(keys[arrays["grams"]], ends), np.split(arrays["times"].astype(int), ends), strict=True)
    idf = np.log((1 + int(arrays["headlines"])) / (1.0 + arrays["counts"])) + 1
    return [(mark, found) for mark, found in zip(rows, texts, strict=True)], Known(keys, idf)
