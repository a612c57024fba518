"""The thirteen topics with their names in both languages, as pages, reports and the classifier read them.

Light on purpose: pages import it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.errors import ModelError
from analysis.paths import LEXICON
from analysis.schema import TOPICS

COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of ``analysis.schema.TOPICS``."""

    code: str
    name_vi: str
    name_en: str
    definition_vi: str
    definition_en: str
    seeds: tuple[str, ...]
    """Terms that speak for the topic, lower case but for acronyms: hints to the classifier."""


@cache
def topics(path: Path = LEXICON / "topics.tsv") -> tuple[Topic, ...]:
    """All topics in the order of ``schema.TOPICS``.

    Raises:
        ModelError: the file is missing, a line has not six columns, or the codes are not those of the schema.

    >>> len(topics()), topics()[0].name_vi, topics()[-1].name_en
    (13, 'Trí tuệ nhân tạo', 'Other')
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ModelError(f"cannot read the list of topics {path.name}: {error}; restore data/lexicon") from error
    found: dict[str, Topic] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != COLUMNS:
            raise ModelError(f"{path.name} line {number}: got {len(cells)} columns, allowed is {COLUMNS}")
        seeds = tuple(seed.strip() for seed in cells[5].split(";") if seed.strip())
        found[cells[0]] = Topic(cells[0], cells[1], cells[2], cells[3], cells[4], seeds)
    if set(found) != set(TOPICS):
        wrong = ", ".join(sorted(set(found) ^ set(TOPICS)))
        raise ModelError(f"{path.name} and analysis/schema.py do not agree on these topics: {wrong}")
    return tuple(found[code] for code in TOPICS)
