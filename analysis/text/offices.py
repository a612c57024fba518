"""Offices named alone: who held one on the day of the article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.text import lists
from analysis.text.fold import plain
from analysis.text.gazetteers import split
from analysis.text.lists import Problem

FILE = "offices.tsv"
UNKNOWN = "?"
"""Name of an office whose holder is not known."""


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in an office."""

    holder: str
    first: date
    last: date
    line: int


class Offices:
    """Holders by office."""

    def __init__(self, terms: dict[str, list[Term]]) -> None:
        self.terms = terms
        """Office (in ``plain`` form) to the terms of its holders."""

    def holder(self, office: str, day: date | None) -> tuple[str, str]:
        """Name and rule: the holder on ``day``; without a day the only holder known; else ``?`` and no rule.

        >>> load().holder("Tổng bí thư", date(2025, 6, 3))[0], load().holder("Chủ tịch nước", None)
        ('Tô Lâm', ('?', ''))
        """
        terms = self.terms.get(plain(office), [])
        if day is not None:
            terms = [term for term in terms if term.first <= day <= term.last]
        if len({term.holder for term in terms}) != 1:
            return UNKNOWN, ""
        return terms[-1].holder, f"office:{FILE}:{terms[-1].line}"


@lru_cache(maxsize=2)
def load(folder: Path = LEXICON) -> Offices:
    """The offices of a folder (the shipped ones by default); a line that cannot be read is left out.

    Raises:
        ModelError: the file is missing.
    """
    return Offices(read(folder)[0])


def read(folder: Path) -> tuple[dict[str, list[Term]], list[Problem]]:
    """Terms by office, and what is wrong with the other lines.

    Raises:
        ModelError: the file is missing.
    """
    entries, problems = lists.read(folder / FILE, columns=4)
    terms: dict[str, list[Term]] = {}
    for number, (written, holder, first, last) in entries:
        try:
            term = Term(holder, date.fromisoformat(first), date.fromisoformat(last) if last else date.max, number)
        except ValueError as error:
            problems.append(Problem(FILE, number, f"{error}; allowed are days such as 2025-06-03"))
            continue
        if term.last < term.first:
            problems.append(Problem(FILE, number, f"ends before it begins: got {first} to {last}"))
            continue
        for office in {plain(office) for office in split(written)}:
            terms.setdefault(office, []).append(term)
    return terms, problems
