"""Canonical names: every mention of one thing under one name, whatever the newspaper wrote.

In order: the lists of names (``Bộ KH&CN``), long forms of an acronym introduced in the same article
(``Ủy ban châu Âu (EC)``), the full name of a person named before by a part of it, documents, abbreviations written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.text import documents, gazetteers
from analysis.text.names import Name

UNKNOWN = "?"
"""Name of an office whose holder is not known."""

_INTRODUCED = re.compile(r"\s*\(\s*(?:gọi tắt là|viết tắt là|viết tắt|tên tiếng Anh là)?\s*\Z")
_BLANKS = re.compile(r"\s+")


class Aliases:
    """The lists, keyed by type and surface."""

    def __init__(self, known: dict[tuple[str, str], tuple[str, str]], expansions: Sequence[tuple[str, str]]) -> None:
        self._known = known
        self._long = dict(expansions)
        shorts = sorted(self._long, key=len, reverse=True)
        ends = (re.escape(short) + (r"\s*" if short.endswith(".") else r"(?!\w)") for short in shorts)
        self._short = re.compile(r"(?<!\w)(?:" + "|".join(ends) + ")")

    def resolve(self, text: str, found: Sequence[Name]) -> list[tuple[str, str]]:
        """Canonical name and rule of each name, in the same order.

        Args:
            text: the cleaned article.
            found: its names, in order.
        """
        surfaces = [_BLANKS.sub(" ", text[name.start : name.end]) for name in found]
        introduced = dict(self._introduced(text, found, surfaces))
        people = _full_names(s for s, name in zip(surfaces, found, strict=True) if name.type == "PER")
        return [self._one(name, surface, introduced, people) for name, surface in zip(found, surfaces, strict=True)]

    def _one(self, name: Name, surface: str, introduced: dict[str, str], people: dict[str, str]) -> tuple[str, str]:
        if name.type == "ROLE":
            return UNKNOWN, name.rule
        if name.type == "PER" and surface in people:
            return people[surface], "same article"
        if (long := introduced.get(surface)) is not None:
            return long, "same article"
        if known := self._known.get((name.type, surface)):
            return known[0], known[1] or name.rule
        return self._spelled(name.type, surface), name.rule

    def _spelled(self, kind: str, surface: str) -> str:
        if kind == "DOC":
            written = documents.canonical(surface)
            known = self._known.get((kind, written))
            return known[0] if known else written
        if kind in ("ORG", "EVENT"):
            written = self._short.sub(self._written_out, surface).strip()
            written = written[:1].upper() + written[1:]
            known = self._known.get((kind, written))
            return known[0] if known else written
        return surface

    def _written_out(self, match: re.Match[str]) -> str:
        short = match[0].rstrip()
        return self._long[short] + (" " if short.endswith(".") else "")

    def _introduced(self, text: str, found: Sequence[Name], surfaces: Sequence[str]) -> Iterable[tuple[str, str]]:
        """Acronyms that stand in brackets right after a longer name of the same type."""
        for before, after, long, short in zip(found, found[1:], surfaces, surfaces[1:], strict=False):
            gap = text[before.end : after.start]
            if before.type != after.type or not _INTRODUCED.fullmatch(gap):
                continue
            if text[after.end : after.end + 1] in (")", ",", ";") and " " not in short and len(short) * 2 < len(long):
                known = self._known.get((before.type, long))
                yield short, known[0] if known else self._spelled(before.type, long)


def _full_names(surfaces: Iterable[str]) -> dict[str, str]:
    """Parts of a person's name to the full name, when the article has just one full name that ends or begins so.

    >>> _full_names(["Donald Trump", "Trump", "Trần Thị Hoa", "Hoa", "Lê Hoa"])
    {'Trump': 'Donald Trump'}
    """
    every = list(dict.fromkeys(surfaces))
    found = {}
    for short in every:
        full = [
            name for name in every if name != short and (name.endswith(" " + short) or name.startswith(short + " "))
        ]
        if len(full) == 1:
            found[short] = full[0]
    return found


@lru_cache(maxsize=2)
def load(folder: Path = LEXICON) -> Aliases:
    """The lists of a folder (the shipped one by default).

    Raises:
        ModelError: a list is missing or malformed.
    """
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for entry in gazetteers.load(folder).entries:
        for alias in entry.aliases:
            known.setdefault((entry.type, alias), (entry.name, f"alias:{entry.file}:{entry.line}"))
    for entry in gazetteers.load(folder).entries:
        known[entry.type, entry.name] = (entry.name, "")
    return Aliases(known, [(c[0], c[1]) for _, c in gazetteers.rows(folder / "expansions.tsv", columns=2)])
