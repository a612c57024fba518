"""Names of places, institutions and documents as each language writes them; ``named(name, language)`` reads them.

A name is kept and asked for in its canonical Vietnamese form everywhere. Only where a reader sees it, or types it, does
it have another one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dashboard.strings import FOLDER

COLUMNS = ("name", "a", "b", "speaker")
"""Columns of answers that hold names."""
ANY, NUMBER = "*", "#"
"""What stands for the rest of a name in the list: any words, or one that begins with a digit."""


@cache
def _listed() -> dict[str, str]:
    """Canonical name, or the beginning of a family of them, → English."""
    lines = (FOLDER / "names.en.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


@cache
def _beginnings() -> re.Pattern[str]:
    """The families of names, the longest beginning first."""
    heads = sorted((name for name in _listed() if name[-1] in ANY + NUMBER), key=len, reverse=True)
    return re.compile(
        "|".join(f"({re.escape(head[:-1])}(?={r'.' if head[-1] == ANY else r'[0-9]'}))" for head in heads)
    )


@lru_cache(4096)
def named(name: str, language: str) -> str:
    """A name as a reader of this language knows it; as it is where the list has no other form.

    >>> named("Hoa Kỳ", "en"), named("Hoa Kỳ", "vi"), named("Lê Văn Tám", "en")
    ('United States', 'Hoa Kỳ', 'Lê Văn Tám')
    >>> named("Nghị quyết 57-NQ/TW", "en"), named("Ủy ban nhân dân Thành phố Hồ Chí Minh", "en")
    ('Resolution 57-NQ/TW', 'Ho Chi Minh City People’s Committee')
    """
    if language != "en":
        return name
    if name in _listed():
        return _listed()[name]
    if not (found := _beginnings().match(name)):
        return name
    rest = named(name[found.end() :], language)
    head = found[0]
    return (
        _listed()[head + ANY].replace(ANY, rest)
        if head + ANY in _listed()
        else _listed()[head + NUMBER].replace(NUMBER, rest)
    )


def both(name: str, language: str) -> str:
    """A name with its canonical form beside it, where that is another.

    >>> both("Hoa Kỳ", "en"), both("Hoa Kỳ", "vi")
    ('United States (Hoa Kỳ)', 'Hoa Kỳ')
    """
    said = named(name, language)
    return said if name in said else f"{said} ({name})"


@cache
def _meant() -> dict[str, str]:
    return {said.casefold(): name for name, said in _listed().items() if name[-1] not in ANY + NUMBER}


def meant(typed: str) -> str:
    """The canonical name that somebody means who types a name, in whichever language; what was typed where it is unknown.

    >>> meant("united states"), meant("Hoa Kỳ"), meant("resolution 57-NQ/TW")
    ('Hoa Kỳ', 'Hoa Kỳ', 'Nghị quyết 57-NQ/TW')
    """
    for name, said in _listed().items():
        head = said.removesuffix(NUMBER)
        if head != said and typed[len(head) :][:1].isdigit() and typed.casefold().startswith(head.casefold()):
            return name.removesuffix(NUMBER) + typed[len(head) :]
    return _meant().get(typed.casefold(), typed)
