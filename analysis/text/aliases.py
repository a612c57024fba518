"""Canonical names: every mention of one thing under one name, whatever the newspaper wrote.

In order: the lists of names (``Bộ KH&CN``), long forms of an acronym introduced in the same article
(``Ủy ban châu Âu (EC)``), the full name of a person named before by a part of it, documents, abbreviations written out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.text import documents, gazetteers, offices
from analysis.text.names import Name
from analysis.text.offices import Offices

_INTRODUCED = re.compile(r"\s*\(\s*(?:gọi tắt là|viết tắt là|viết tắt|tên tiếng Anh là)?\s*\Z")
_BLANKS = re.compile(r"\s+")


class Aliases:
    """The lists, keyed by type and surface."""

    def __init__(
        self, known: dict[tuple[str, str], tuple[str, str]], expansions: Sequence[tuple[str, str]], holders: Offices
    ) -> None:
        self._known = known
        self._offices = holders
        self._long = dict(expansions)
        shorts = sorted(self._long, key=len, reverse=True)
        ends = (re.escape(short) + (r"\s*" if short.endswith(".") else r"(?!\w)") for short in shorts)
        self._short = re.compile(r"(?<!\w)(?:" + "|".join(ends) + ")")

    def resolve(self, text: str, found: Sequence[Name], day: date | None = None) -> list[tuple[str, str]]:
        """Canonical name and rule of each name, in the same order.

        Args:
            text: the cleaned article.
            found: its names, in order.
            day: day of publication, which decides who held an office; None when unknown.
        """
        surfaces = [_BLANKS.sub(" ", text[name.start : name.end]) for name in found]
        introduced = dict(self._introduced(text, found, surfaces))
        people = _full_names(s for s, name in zip(surfaces, found, strict=True) if name.type == "PER")
        resolved = [self._one(name, surface, introduced, people) for name, surface in zip(found, surfaces, strict=True)]
        for index, name in enumerate(found):
            if name.type == "ROLE":
                named = [
                    who
                    for (who, _), other in zip(resolved, found, strict=True)
                    if _titled(text, other, surfaces[index])
                ]
                here = (named[0], "same article") if len(set(named)) == 1 else None
                resolved[index] = here or self._offices.holder(surfaces[index], day)
        return resolved

    def _one(self, name: Name, surface: str, introduced: dict[str, str], people: dict[str, str]) -> tuple[str, str]:
        if name.type == "PER" and surface in people:
            surface = people[surface]
            known = self._known.get((name.type, surface))
            return known[0] if known else surface, "same article"
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
        """Names with an acronym in brackets right after them, of the same type: both are one, under the name the lists know."""
        for before, after, long, short in zip(found, found[1:], surfaces, surfaces[1:], strict=False):
            gap = text[before.end : after.start]
            if before.type != after.type or not _INTRODUCED.fullmatch(gap):
                continue
            if text[after.end : after.end + 1] in (")", ",", ";") and " " not in short and len(short) * 2 < len(long):
                known = self._known.get((before.type, long)) or self._known.get((before.type, short))
                one = known[0] if known else self._spelled(before.type, long)
                yield long, one
                yield short, one


def _titled(text: str, name: Name, office: str) -> bool:
    """Whether a person is named right after this office (``Thủ tướng`` in ``Thủ tướng Lê An``)."""
    if name.type != "PER":
        return False
    before = text[max(name.start - len(office) - 1, 0) : name.start]
    return before.casefold() == office.casefold() + " "


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
    return Aliases(
        known, [(c[0], c[1]) for _, c in gazetteers.rows(folder / "expansions.tsv", columns=2)], offices.load(folder)
    )
