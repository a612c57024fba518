"""What brackets and quotation marks tell of a name: acronyms in brackets after the long form, titles in quotation marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from analysis.text.naming.surroundings import Marks, One

REACH = 14
"""Tokens before a bracket that are searched for a head noun."""
LONGEST_TITLE = 14
"""Tokens that quotation marks may hold around a title."""
_CLOSING = {"“": "”", "‘": "’", '"': '"', "'": "'"}
QUOTES = frozenset([*_CLOSING, *_CLOSING.values()])


def mark_brackets(
    marks: Marks, lows: Sequence[str], capital: Sequence[int], heads: Sequence[tuple[int, str]], one: One
) -> None:
    """The class of the last head noun for a name that opens a bracket: ``Ủy ban châu Âu (EC)``."""
    ends = [end for end, tag in heads if tag != "title"]
    tags = [tag for _, tag in heads if tag != "title"]
    for i in capital:
        if lows[i - 1] == "(":
            last = bisect_right(ends, i - 1) - 1
            near = last >= 0 and i - ends[last] <= REACH
            marks.add(i, one("br=" + (tags[last] if near else ""), 0))


def mark_quoted(marks: Marks, lows: Sequence[str], quotes: Sequence[int], heads: Mapping[int, str], one: One) -> None:
    """What stands in quotation marks, if it is short, with the head noun before: ``cuộc thi "Mã xanh"``.

    ``quotes`` are the places of the article's quotation marks.
    """
    opened: dict[str, int] = {}
    for i in quotes:
        low = lows[i]
        for sign, closing in _CLOSING.items():
            if low == closing and sign in opened:
                start = opened.pop(sign)
                if 1 < i - start <= LONGEST_TITLE:
                    tag = heads.get(start, "")
                    marks.add(start + 1, one("q=B" + tag, 0))
                    marks.spread(start + 2, i, one("q=I" + tag, 0))
                break
            if low == sign:
                opened[sign] = i
                break
