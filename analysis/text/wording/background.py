"""How common a term is in general Vietnamese news: what every article says is no keyphrase of any."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from analysis.errors import ModelError
from analysis.paths import LEXICON

_UNSEEN = 20
"""Articles a term is taken to be in at least: rarer ones are not told apart."""


class Background:
    """Counts of a background corpus.

    >>> Background(1000, {"nước": 980}).rarity("nước")
    0.0
    """

    def __init__(self, articles: int, counts: Mapping[str, int]) -> None:
        """``counts``: term to the number of articles it is in; terms in few articles are not listed."""
        self._rarities = {term: math.log(articles / (count + _UNSEEN)) for term, count in counts.items()}
        self._most = math.log(articles / _UNSEEN)

    def rarity(self, term: str) -> float:
        """Natural logarithm of articles per article with the term: 0 for a term of every article."""
        return self._rarities.get(term, self._most)


@cache
def load(*, folder: Path = LEXICON) -> Background:
    """The shipped counts, ``background.tsv``: term and articles; the term ``*`` holds the size of the corpus.

    Raises:
        ModelError: the file is missing or a line is malformed; the sentence names file and line.
    """
    path = folder / "background.tsv"
    if not path.is_file():
        raise ModelError(f"no counts at {path}; get the shipped ones back with: git checkout data/lexicon")
    counts: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        term, _, count = line.partition("\t")
        if not term or not count.isdecimal():
            raise ModelError(f"{path.name}:{number}: got {line[:60]!r}, allowed a term, a tab and a whole number")
        counts[term] = int(count)
    if "*" not in counts:
        raise ModelError(f"{path.name}: the size of the corpus is missing, a line with * and a whole number")
    return Background(counts.pop("*"), counts)
