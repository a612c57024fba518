"""Corrections as lines of a list, like those of ``data/lexicon``: written out of one store and read into another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analysis.errors import AnalysisError, InputError
from analysis.store.corrections import Correction, formed
from analysis.store.state import kept_time
from analysis.text.lexicons import lists
from analysis.text.lexicons.lists import Problem

HEADER = """\
# Corrections of who is who, in the order in which they were made, with who made each and when.
# Why: what the recogniser of names and the shipped lists got wrong in this corpus.
# Columns, tab-separated: action (merge, rename, split, retype, hide), name, written form (of a split), what it becomes
#   (name or type; empty for hide), who, when (UTC)
"""
MOST = 10_000
"""Lines of one file."""


def written(corrections: Iterable[Correction]) -> str:
    """The list, with its header.

    >>> written([Correction(7, "2026-11-02", "An", "merge", "EC", "", "EU")]).splitlines()[-1].split("\\t")
    ['merge', 'EC', '', 'EU', 'An', '2026-11-02']
    """
    rows = ("\t".join((c.action, c.name, c.surface, c.becomes, c.who, c.at)) for c in corrections)
    return HEADER + "".join(f"{row}\n" for row in rows)


def read(path: Path) -> tuple[list[Correction], list[Problem]]:
    """The corrections of a file in their order, numbered 0, and what is wrong with its other lines.

    Raises:
        InputError: the file is missing, is no text, or has too many lines.
    """
    if not path.is_file():
        raise InputError(f"no such file: {path}; write one with: nhiptin lexicon export > corrections.tsv")
    try:
        rows, problems = lists.read(path, columns=6)
    except AnalysisError as error:
        raise InputError(f"{path.name} cannot be read: got {error.__cause__}; save it as UTF-8") from error
    if len(rows) > MOST:
        raise InputError(f"{path.name} is too long: got {len(rows):,} corrections, allowed {MOST:,}")
    made = []
    for number, (action, name, surface, becomes, who, at) in rows:
        try:
            made.append(formed(Correction(0, kept_time(at), who[:120], action, name, surface, becomes)))
        except ValueError as error:
            problems.append(Problem(path.name, number, str(error)))
    return made, sorted(problems)
