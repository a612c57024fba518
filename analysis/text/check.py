"""What is wrong with the lists of names: lines that cannot be read, and lines that contradict each other.

The recogniser and the linking of names load what is good and leave the rest out; here every line left out is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from analysis import taxonomy
from analysis.paths import LEXICON
from analysis.text.identity import institutions, listed_documents, offices
from analysis.text.identity.spelling import key
from analysis.text.lexicons import concepts
from analysis.text.lexicons.lists import Problem, Row, read
from analysis.text.naming import documents, gazetteers
from analysis.text.speech import cues

TOPICS = "topics.tsv"
COLUMNS = {
    **dict.fromkeys(gazetteers.NAME_FILES, 3),
    "heads.tsv": 2,
    "expansions.tsv": 2,
    "family_names.txt": 1,
    "given_names.txt": 1,
    "common_acronyms.txt": 1,
    documents.LAWS: 1,
    gazetteers.CLUSTERS: 3,
    offices.FILE: 5,
    institutions.FILE: 5,
    listed_documents.FILE: 6,
    listed_documents.ISSUERS: 2,
    concepts.FILE: 2,
    cues.FILE: 3,
}
"""Lists of names and how many columns each has."""


def problems(folder: Path = LEXICON) -> list[Problem]:
    """Everything wrong with the lists of a folder (the shipped ones by default), by file and line; empty when all is well.

    Raises:
        ModelError: a list is missing or no UTF-8.
    """
    found: list[Problem] = []
    rows: dict[str, list[Row]] = {}
    for file, columns in COLUMNS.items():
        rows[file], wrong = read(folder / file, columns=columns)
        found += wrong
    found += _heads(rows["heads.tsv"])
    for file, kind in gazetteers.NAME_FILES.items():
        found += _names(file, kind, rows[file])
    found += _shared({file: rows[file] for file in gazetteers.NAME_FILES})
    found += offices.read(folder)[1]
    found += cues.read(folder)[1]
    found += _periods(folder)
    found += institutions.read(folder)[1] + listed_documents.read(folder)[1]
    found += concepts.read(folder)[1]
    found += [Problem(TOPICS, one.line, one.what) for one in taxonomy.read(folder / TOPICS)[1]]
    found += _unlisted(folder, {row[1][0] for file in gazetteers.NAME_FILES for row in rows[file]})
    return sorted(set(found))


def _heads(rows: list[Row]) -> Iterator[Problem]:
    for line, (_, label) in rows:
        if label not in gazetteers.HEAD_CLASSES:
            allowed = ", ".join(gazetteers.HEAD_CLASSES)
            yield Problem("heads.tsv", line, f"unknown class: got {label!r}, allowed {allowed}")


def _names(file: str, kind: str, rows: list[Row]) -> Iterator[Problem]:
    """Unknown kinds, and written forms that two entities of one type claim."""
    owners: dict[str, tuple[str, int]] = {}
    for line, (name, label, aliases) in rows:
        if label not in gazetteers.KINDS[kind]:
            yield Problem(file, line, f"unknown kind: got {label!r}, allowed {', '.join(gazetteers.KINDS[kind])}")
        for surface in (name, *gazetteers.split(aliases)):
            owner, first = owners.setdefault(key(surface), (name, line))
            if owner != name or (surface == name and first != line):
                yield Problem(file, line, f"{surface!r} of {name!r} is already claimed by {owner!r} in line {first}")


def _shared(rows: dict[str, list[Row]]) -> Iterator[Problem]:
    """One name for things of two types: they would be counted as one."""
    owners: dict[str, tuple[str, int]] = {}
    for file, entries in rows.items():
        for line, (name, *_) in entries:
            other, first = owners.setdefault(name, (file, line))
            if other != file:
                yield Problem(file, line, f"{name!r} is already the name of something else in {other}:{first}")


def _periods(folder: Path) -> Iterator[Problem]:
    """An office with two holders on one day, but for deputies: there may be several."""
    for office, terms in offices.load(folder).terms.items():
        if office.head.startswith("phó"):
            continue
        for before, after in pairwise(sorted(terms, key=lambda term: term.first)):
            if after.first <= before.last:
                until = before.last if before.last.year < 9999 else "now"
                what = f"{after.words!r} is held by {after.holder!r} from {after.first}, by {before.holder!r} until "
                yield Problem(offices.FILE, after.line, f"{what}{until} in line {before.line}")


def _unlisted(folder: Path, names: set[str]) -> Iterator[Problem]:
    """A family of a name under which nothing is counted."""
    for change in institutions.load(folder).changes:
        for name in (change.before, change.after):
            if name not in names:
                yield Problem(institutions.FILE, change.line, f"{name!r} is no canonical name of the lists of names")
