"""Lines written in capitals throughout, where a capital says nothing: ordinary words in them are taken for no name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.text.naming.edges import compounds
from analysis.text.naming.mending import Name

_LETTERS, _WORDS, _SHARE = 12, 4, 0.8
"""A line of fewer letters or words, or with a smaller share of capitals, is none of these."""
_LINE = re.compile(r"[^\n]+")
_HEADS = re.compile(
    r"(?:bộ|sở|cục|tổng cục|ủy ban|ubnd|hđnd|viện|học viện|đại học|trường|công ty|tập đoàn|ngân hàng|hiệp hội|công an|"
    r"bệnh viện|hội đồng|trung tâm|tổng công ty|quỹ|diễn đàn|hội nghị|chính phủ|quốc hội)(?!\w)"
)


def sober(text: str, found: Sequence[Name], known: frozenset[str]) -> list[Name]:
    """Names without those in lines of capitals that are ordinary words.

    There a name stays where the lists know it, where it stands elsewhere in the article too, where an institution's head
    noun begins it, or where no two of its words are one word of the general press (``ĐẨY MẠNH``).

    Args:
        known: names of the lists, in lower case.
    """
    loud = list(_loud(text))
    if not loud:
        return list(found)
    elsewhere = {text[n.start : n.end].lower() for n in found if not _inside(n, loud)}
    return [name for name in found if not _inside(name, loud) or _named(text, name, known | elsewhere)]


def _loud(text: str) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text):
        letters = [sign for sign in line[0] if sign.isalpha()]
        long = len(letters) >= _LETTERS and len(line[0].split()) >= _WORDS
        if long and sum(sign.isupper() for sign in letters) >= _SHARE * len(letters):
            yield line.span()


def _inside(name: Name, lines: Sequence[tuple[int, int]]) -> bool:
    return any(start <= name.start < end for start, end in lines)


def _named(text: str, name: Name, known: frozenset[str]) -> bool:
    if name.type in ("DOC", "ROLE"):
        return True
    words = text[name.start : name.end].lower()
    if words in known or _HEADS.match(words):
        return True
    return not any(pair in compounds() for pair in pairwise(re.findall(r"\w+", words)))
