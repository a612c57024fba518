"""Headlines and articles whose topics we marked ourselves, kept without their texts.

``data/marked/topics.tsv`` holds ids, the sample they were drawn in and our marks. ``topics.npz`` beside it holds what
the classifier sees of them: numbers of grams with counts (``analysis.text.grams``), of those grams only that stand in
many headlines; in how many each stands; and how much it speaks for each topic (``analysis.topic_company``).
``python tools/topic_marks.py HEADLINES ARTICLES`` makes it from the corpora.
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
SAMPLES = ("test", "uniform", "assigned", "near", "articles", "policy")
"""``test`` and ``uniform``: drawn from all headlines alike, the first never learned from; ``assigned``: drawn from those
that an earlier classifier gave a topic other than ``other``; ``near``: those of which the next one was least sure, more of
the rare topics; ``articles``: full articles, half of them drawn alike and half from those taken for technology; ``policy``: headlines, and some
full articles under ``articles``, of two or three topics of which no one is clearly the main, and of technology policy that was
hardly taken for it."""
LEAST_HEADLINES = 30
"""Headlines that must hold a gram for it to be kept …"""
LEAST_MARKED = 2
"""… or marked texts: what full articles on technology share stands in few headlines (.03 of main topics where two compete)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One headline with its lead, or one article."""

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
    company: np.ndarray[Any, np.dtype[np.float32]]
    """A row a gram, a column a topic: ``topic_company.company``."""

    def of(self, keys: Numbers) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The inverse document frequency of any grams; those not kept count as just too rare, or as 1 when nothing is known."""
        rare = float(self.idf.max()) if len(self.idf) else 1.0
        where, there = self._places(keys)
        return np.where(there, self.idf[where] if len(self.idf) else rare, rare)

    def company_of(self, keys: Numbers) -> np.ndarray[Any, np.dtype[np.float32]]:
        """The company of any grams, 0 for those not kept; a row a gram."""
        where, there = self._places(keys)
        found = np.zeros((len(keys), len(TOPICS)), np.float32)
        found[there] = self.company[where[there]]
        return found

    def _places(self, keys: Numbers) -> tuple[np.ndarray[Any, np.dtype[np.int64]], np.ndarray[Any, np.dtype[np.bool_]]]:
        where = np.searchsorted(self.keys, keys)
        where[where == len(self.keys)] = 0
        return where, (self.keys[where] == keys if len(self.keys) else np.zeros(len(keys), bool))


NOTHING = Known(np.zeros(0, np.uint32), np.zeros(0), np.zeros((0, len(TOPICS)), np.float32))


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
        known: grams to keep, with their company.
        headlines: how many headlines ``counts`` is over.
        counts: in how many headlines each of ``known.keys`` is.
    """
    kept = [np.isin(keys, known.keys) for keys, _ in texts]
    scale = np.maximum(np.abs(known.company).max(axis=0, initial=0.0), np.finfo("float32").tiny) / 127
    np.savez_compressed(
        folder / GRAMS,
        company=np.rint(known.company / scale).astype("int8"),
        company_scale=scale.astype("float32"),
        keys=known.keys,
        headlines=np.array(headlines),
        counts=counts.astype("uint32"),
        sizes=np.array([where.sum() for where in kept], "uint16"),
        grams=np.concatenate(
            [np.searchsorted(known.keys, keys[where]) for (keys, _), where in zip(texts, kept, strict=True)]
        ).astype("uint32"),
        times=np.minimum(
            np.concatenate([times[where] for (_, times), where in zip(texts, kept, strict=True)]), 255
        ).astype("uint8"),
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
            f"cannot read {GRAMS}: {error}; restore data/marked, or make it with: python tools/topic_marks.py HEADLINES ARTICLES"
        ) from error
    if len(rows) != len(arrays["sizes"]):
        raise ModelError(
            f"{GRAMS} holds {len(arrays['sizes'])} texts and {MARKS} {len(rows)} marks; make it anew with: "
            f"python tools/topic_marks.py HEADLINES ARTICLES"
        )
    keys, ends = arrays["keys"], np.cumsum(arrays["sizes"].astype(int))[:-1]
    texts = zip(np.split(keys[arrays["grams"]], ends), np.split(arrays["times"].astype(int), ends), strict=True)
    idf = np.log((1 + int(arrays["headlines"])) / (1.0 + arrays["counts"])) + 1
    company = arrays["company"] * arrays["company_scale"]
    return [(mark, found) for mark, found in zip(rows, texts, strict=True)], Known(keys, idf, company)
