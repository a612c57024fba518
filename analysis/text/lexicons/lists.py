"""Reading a list of ``data/lexicon``: good lines are handed on, each bad one is told with file and line.

A user may edit the lists, so that one slip must not stop a build: the rest loads, and ``nhiptin lexicon check``
(``analysis.text.check``) names every line that was left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.errors import ModelError

LONGEST_LINE = 20_000
"""Signs; a longer line is no entry."""

Row = tuple[int, list[str]]
"""Line number and cells."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One line that cannot be used, or that contradicts another."""

    file: str
    line: int
    """1-based."""
    what: str
    """What is wrong, what was got, what is allowed."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def read(path: Path, *, columns: int) -> tuple[list[Row], list[Problem]]:
    """Entries of a tab-separated list and what is wrong with the other lines; ``#`` begins a comment line.

    Args:
        path: the list.
        columns: cells of every entry; the first must hold something.

    Raises:
        ModelError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise ModelError(
            f"cannot read the list {path.name}: {error}; get it back with: git checkout data/lexicon"
        ) from error
    entries: list[Row] = []
    problems = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line[:LONGEST_LINE].split("\t")]
        if len(line) > LONGEST_LINE:
            problems.append(Problem(path.name, number, f"got a line of {len(line)} signs, allowed {LONGEST_LINE}"))
        elif len(cells) != columns:
            problems.append(Problem(path.name, number, f"got {len(cells)} columns, allowed is {columns}"))
        elif not cells[0]:
            problems.append(Problem(path.name, number, "got an empty first column, allowed is a name"))
        else:
            entries.append((number, cells))
    return entries, problems
