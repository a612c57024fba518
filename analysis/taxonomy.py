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


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line of the file that cannot be used."""

    line: int
    """1-based."""
    what: str


@cache
def topics(path: Path = LEXICON / "topics.tsv") -> tuple[Topic, ...]:
    """All topics in the order of ``schema.TOPICS``; lines that cannot be used are left out (``read`` names them).

    Raises:
        ModelError: the file is missing, or the codes that are left are not those of the schema.

    >>> len(topics()), topics()[0].name_vi, topics()[-1].name_en
    (13, 'Trí tuệ nhân tạo', 'Other')
    """
    found, wrong = read(path)
    if set(found) != set(TOPICS):
        missing = ", ".join(sorted(set(found) ^ set(TOPICS)))
        told = "".join(f"; line {one.line}: {one.what}" for one in wrong)
        raise ModelError(f"{path.name} and analysis/schema.py do not agree on these topics: {missing}{told}")
    return tuple(found[code] for code in TOPICS)


def read(path: Path) -> tuple[dict[str, Topic], list[Wrong]]:
    """Topics of a file by code, and what is wrong with its other lines: columns, a code given twice, no seed term.

    Raises:
        ModelError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise ModelError(f"cannot read the list of topics {path.name}: {error}; restore data/lexicon") from error
    found: dict[str, Topic] = {}
    first: dict[str, int] = {}
    wrong = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != COLUMNS:
            wrong.append(Wrong(number, f"got {len(cells)} columns, allowed is {COLUMNS}"))
            continue
        seeds = tuple(seed.strip() for seed in cells[5].split(";") if seed.strip())
        if cells[0] in found:
            wrong.append(
                Wrong(number, f"got the code {cells[0]!r} of line {first[cells[0]]} again, allowed is another")
            )
        elif not seeds:
            wrong.append(Wrong(number, f"got no seed term for {cells[0]!r}, allowed are terms separated by ;"))
        else:
            found[cells[0]] = Topic(cells[0], cells[1], cells[2], cells[3], cells[4], seeds)
            first[cells[0]] = number
    return found, wrong
