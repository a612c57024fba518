"""The shipped word lists under ``data/lexicon`` and the layer a user may put over them.

Every file starts with comment lines (``#``) that say who compiled it, when, why, from what, and its columns. Names and
meanings of the columns are in ``data/README.md``. Entries are kept in the form of ``analysis.text.script.fold.plain``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from analysis.errors import ModelError
from analysis.paths import LEXICON
from analysis.text.lexicons.matching import Matcher
from analysis.text.script.fold import plain

FIELDS = (
    "ai",
    "semiconductors",
    "data",
    "infrastructure",
    "digital-government",
    "digital-economy",
    "digital-society",
    "cybersecurity",
    "innovation",
    "cooperation",
    "green",
    "industry",
    "policy",
)
"""What the ``field`` column of ``phrases.tsv`` may hold: the topics, and ``policy`` for the words of government."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Stop words and phrases, ready for finding."""

    stopwords: frozenset[str]
    phrases: dict[str, str]
    """Phrase (syllables joined by single blanks) to field; ``user`` for a user's own terms."""
    matcher: Matcher = field(repr=False)
    """Finds the phrases in a text."""
    version: str
    weak: frozenset[str] = frozenset()
    """Terms that neither begin nor end a keyphrase."""
    homographs: dict[str, str] = field(default_factory=dict)
    """A lower-case word that shares its letters with an acronym, and the term it is counted under."""

    def is_stop(self, term: str) -> bool:
        """Whether a term is hidden from rankings by default: a stop word, or a single letter."""
        return term in self.stopwords or (len(term) == 1 and term.isalpha())


@lru_cache(maxsize=8)
def load(*, user_terms: tuple[str, ...] = (), without: tuple[str, ...] = (), folder: Path = LEXICON) -> Lexicon:
    """The lexicons of a folder (the shipped ones by default) with a user's own phrases on top.

    Args:
        user_terms: phrases to be counted whole, any case and composition; single syllables are allowed.
        without: shipped phrases not to be counted whole.
        folder: where ``stopwords.txt``, ``phrases.tsv``, ``weak.txt`` and ``homographs.tsv`` lie.

    Raises:
        ModelError: a file is missing or a line is malformed; the sentence names file and line.
    """
    stopwords = frozenset(entry for _, (entry,) in _rows(folder / "stopwords.txt", 1))
    phrases: dict[str, str] = {}
    for where, (phrase, label) in _rows(folder / "phrases.tsv", 2):
        if " " not in phrase:
            raise ModelError(f"{where}: a phrase needs two syllables or more, got {phrase!r}")
        if label not in FIELDS:
            raise ModelError(f"{where}: unknown field {label!r}, allowed {', '.join(FIELDS)}")
        if phrase in phrases:
            raise ModelError(f"{where}: {phrase!r} is listed twice")
        phrases[phrase] = label
    for term in without:
        phrases.pop(" ".join(plain(term).split()), None)
    for term in user_terms:
        if key := " ".join(plain(term).split()):
            phrases[key] = "user"
    weak = frozenset(entry for _, (entry,) in _rows(folder / "weak.txt", 1))
    homographs: dict[str, str] = {}
    for _, (word, term) in _rows(folder / "homographs.tsv", 2):
        homographs |= {word: term, word.capitalize(): term}
    return Lexicon(
        stopwords,
        phrases,
        Matcher(phrases),
        version(user_terms=user_terms, without=without, folder=folder),
        weak,
        homographs,
    )


@cache
def abbreviations(*, folder: Path = LEXICON) -> frozenset[str]:
    """Case-folded words that keep their full stop inside a sentence (``tp``, ``ths``)."""
    return frozenset(entry for _, (entry,) in _rows(folder / "abbreviations.txt", 1))


@lru_cache(maxsize=8)
def version(*, user_terms: tuple[str, ...] = (), without: tuple[str, ...] = (), folder: Path = LEXICON) -> str:
    """Twelve hex digits over every shipped lexicon file and the user's layer; changes when a count could change."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.glob("*") if p.suffix in (".txt", ".tsv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update("\n".join([*sorted(user_terms), *(f"-{term}" for term in sorted(without))]).encode())
    return digest.hexdigest()[:12]


def _rows(path: Path, columns: int) -> Iterator[tuple[str, list[str]]]:
    """(``file:line``, cells) of every entry; cells are in ``plain`` form."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise ModelError(f"no lexicon at {path}; get the shipped one back with: git checkout data/lexicon") from None
    except UnicodeDecodeError as error:
        raise ModelError(f"{path.name}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [" ".join(plain(cell).split()) for cell in line.split("\t")]
        if len(cells) != columns or not all(cells):
            raise ModelError(
                f"{path.name}:{number}: got {len(cells)} columns in {line[:60]!r}, allowed {columns}, none empty"
            )
        yield f"{path.name}:{number}", cells
