"""The lists of known names and of words that announce a name, made ready for matching on tokens.

The files lie in ``data/lexicon``: names with their aliases in ``places``, ``organisations``, ``people``, ``products``,
``events`` and ``documents``; ``heads``, ``family_names`` and
``given_names`` hold the words that announce one, ``common_acronyms`` those that only look like one, ``clusters`` foreign words with the company they keep.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.text.lexicons import lists
from analysis.text.naming import tokens

NAME_FILES = {
    "places.tsv": "LOC",
    "organisations.tsv": "ORG",
    "people.tsv": "PER",
    "products.tsv": "PROD",
    "events.tsv": "EVENT",
    "documents.tsv": "DOC",
}
CLUSTERS = "clusters.tsv"
HEAD_CLASSES = ("org", "place", "document", "event", "product", "title")
KINDS = {
    "LOC": ("country", "province", "city", "world", "region"),
    "ORG": (
        *("gov", "party", "assoc", "institute", "institution", "university", "media", "intl", "company", "bank"),
        *("club", "sport", "group"),
    ),
    "PER": ("politics", "vietnam", "world", "business", "science", "culture", "sport", "history", "other"),
    "PROD": (
        *("product", "platform", "model", "device", "chip", "car", "coin", "game", "weapon", "rocket"),
        *("spacecraft", "satellite", "drone"),
    ),
    "EVENT": ("forum", "fair", "award", "sport", "ceremony", "congress", "campaign"),
    "DOC": (
        *("law", "resolution", "decree", "decision", "directive", "circular", "conclusion", "plan", "project"),
        *("strategy", "programme", "convention", "agreement"),
    ),
}
"""What the kind of an entity may be, by type."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a file of names."""

    type: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Gazetteers:
    """Word lists keyed by their first token, longest first."""

    entries: tuple[Entry, ...]
    names: dict[str, list[tuple[Words, str]]]
    """First token, as written, to (tokens, ``TYPE:kind``)."""
    heads: dict[str, list[tuple[Words, str]]]
    """First token, lower case, to (lower-case tokens, class)."""
    family: frozenset[str]
    """Vietnamese family names."""
    given: frozenset[str]
    """Foreign given names."""
    ordinary: frozenset[str]
    """Acronyms that alone are never a name."""
    clusters: dict[str, tuple[str, str]]
    """Foreign word, as written, to its classes: among 64, among 320."""


@lru_cache(maxsize=4)
def load(folder: Path = LEXICON) -> Gazetteers:
    """All lists of a folder.

    Raises:
        ModelError: a file is missing.
    """
    entries = tuple(
        Entry(kind, cells[0], cells[1], split(cells[2]), file, number)
        for file, kind in NAME_FILES.items()
        for number, cells in rows(folder / file, columns=3)
    )
    names: dict[str, list[tuple[Words, str]]] = {}
    for entry in entries:
        for surface in (entry.name, *entry.aliases):
            _add(names, _words(surface), f"{entry.type}:{entry.kind}")
    heads: dict[str, list[tuple[Words, str]]] = {}
    for _, (word, label) in rows(folder / "heads.tsv", columns=2):
        if label in HEAD_CLASSES:
            _add(heads, _words(word.lower()), label)
    for table in (names, heads):
        for found in table.values():
            found.sort(key=lambda item: -len(item[0]))
    family = frozenset(cells[0] for _, cells in rows(folder / "family_names.txt", columns=1))
    given = frozenset(cells[0] for _, cells in rows(folder / "given_names.txt", columns=1))
    ordinary = frozenset(cells[0] for _, cells in rows(folder / "common_acronyms.txt", columns=1))
    clusters = {word: (broad, fine) for _, (word, broad, fine) in rows(folder / CLUSTERS, columns=3)}
    return Gazetteers(entries, names, heads, family, given, ordinary, clusters)


def rows(path: Path, *, columns: int) -> Iterator[lists.Row]:
    """Line number and cells of every good entry of a list; ``analysis.text.check`` names the others.

    Raises:
        ModelError: the file cannot be read.
    """
    yield from lists.read(path, columns=columns)[0]


def split(cell: str) -> tuple[str, ...]:
    """Entries of a cell that holds several, separated by ``;``.

    >>> split("EU; Liên minh Châu Âu;")
    ('EU', 'Liên minh Châu Âu')
    """
    return tuple(entry.strip() for entry in cell.split(";") if entry.strip())


def _words(surface: str) -> Words:
    return tuple(surface[start:end] for start, end in tokens.spans(surface))


def _add(table: dict[str, list[tuple[Words, str]]], words: Words, tag: str) -> None:
    found = table.setdefault(words[0], [])
    if all(words != other for other, _ in found):
        found.append((words, tag))
