"""Abbreviations that articles introduce themselves: «trí tuệ nhân tạo (AI)» makes AI a form of what stands before."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

from analysis.text.lexicons.concepts import form
from analysis.text.script.fold import fold

_BRACKET = re.compile(r" \(([A-ZĐ][A-Za-zĐđ0-9&-]{1,9})\)")
_BEFORE = re.compile(r"(?:[^\W\d_]+(?: |\Z)){1,12}\Z")
SHARE = 0.6
"""Part of the articles with an abbreviation that must agree on its long form."""
LONGEST = 12
"""Syllables of a long form."""

Span = tuple[int, int]
Introduced = tuple[str, tuple[str, ...]]
"""An abbreviation and the syllables before its bracket, all as terms are counted."""


def introduced(text: str, names: Iterable[Span]) -> Iterator[Introduced]:
    """Every abbreviation in brackets with the syllables before it, back to the last sign that is no letter.

    Args:
        text: of the article.
        names: spans of its names. What a name is short for is a matter of names.

    >>> list(introduced("Dùng trí tuệ nhân tạo (AI).", []))
    [('ai', ('dùng', 'trí', 'tuệ', 'nhân', 'tạo'))]
    """
    named = {end for _, end in names}
    for match in _BRACKET.finditer(text):
        at = match.start()
        before = None if at in named else _BEFORE.search(text, max(0, at - 120), at)
        if before and sum(sign.isupper() for sign in match[1]) > 1:
            yield form(match[1]), tuple(form(before[0]).split(" "))


def agreed(found: Iterable[Introduced], *, fewest: int, stop: Collection[str] = ()) -> list[tuple[str, str, int]]:
    """(long form, abbreviation, articles) of the abbreviations on which articles agree, most articles first.

    The long form is the syllables whose first letters the abbreviation gives, else the longest run that enough articles
    share.

    Args:
        found: every pair once an article.
        fewest: articles that must give it.
        stop: words with which no long form begins.

    >>> found = [("ai", ("dùng", "trí", "tuệ", "nhân", "tạo")), ("ai", ("của", "trí", "tuệ", "nhân", "tạo"))]
    >>> agreed([*found, ("ttdl", ("các", "trung", "tâm", "dữ", "liệu"))], fewest=1, stop=["các"])
    [('trí tuệ nhân tạo', 'ai', 2), ('trung tâm dữ liệu', 'ttdl', 1)]
    """
    seen: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for short, before in found:
        seen[short].append(before)
    rows = []
    for short, all_ in seen.items():
        enough = max(fewest, SHARE * len(all_))
        letters = fold("".join(sign for sign in short if sign.isalpha()))
        spelled = Counter(before[-len(letters) :] for before in all_ if _spells(before, letters))
        long, times = max(spelled.items(), key=lambda item: (item[1], item[0]), default=((), 0))
        if times < enough:
            long, times = _shared(all_, enough)
        while long and long[0] in stop:
            long = long[1:]
        if times >= enough and len(long) > 1:
            rows.append((" ".join(long), short, times))
    return sorted(rows, key=lambda row: (-row[2], row[1]))


def _spells(before: tuple[str, ...], letters: str) -> bool:
    initials = "".join(fold(syllable[0]) for syllable in before)
    return len(letters) > 1 and initials.endswith(letters)


def _shared(all_: list[tuple[str, ...]], enough: float) -> tuple[tuple[str, ...], int]:
    """The longest run of last syllables that enough of them share, and how many do; nothing where none does."""
    for size in range(LONGEST, 1, -1):
        runs = Counter(before[-size:] for before in all_ if len(before) >= size)
        run, times = max(runs.items(), key=lambda item: (item[1], item[0]), default=((), 0))
        if times >= enough:
            return run, times
    return (), 0
