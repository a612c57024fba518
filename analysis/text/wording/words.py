"""Words of one sentence: names, document codes and lexicon phrases whole, everything between them segmented.

A word segmenter never yields ``chuyển đổi số`` as one word and glues neighbours to names, so both are found on the raw
syllables first and only the stretches between them are segmented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from analysis.text.lexicons.lexicon import Lexicon
from analysis.text.script.fold import plain
from analysis.text.wording.segment import LONGEST, segment

Word = tuple[str, int, int]

_LETTER = re.compile(r"[^\W\d_]")


def words(text: str, span: tuple[int, int], fixed: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[Word]:
    """Every word and phrase of one sentence, in order.

    Args:
        text: the cleaned article.
        span: start and end of the sentence.
        fixed: spans of names and document codes in ``text``, in any order; those that leave the sentence or overlap
            an earlier (or, from one start, a longer) one are passed over.
        lexicon: phrases to keep whole.

    Returns:
        ``(term, start, end)`` with exact offsets into ``text``; terms are ``plain`` with syllables joined by single
        blanks, except that a homograph of an acronym ("ai" beside "AI") has a term of its own. Punctuation and bare numbers are left out; stop words are kept. Empty for an empty sentence.

    >>> from analysis.text.lexicons.lexicon import load
    >>> [term for term, _, _ in words("Bộ Sao Mai lo chuyển đổi số năm 2025.", (0, 37), [(0, 10)], load())]
    ['bộ sao mai', 'lo', 'chuyển đổi số', 'năm']
    """
    found: list[Word] = []
    start, end = span
    for first, last in _apart(fixed, start, end):
        _between(found, text, start, first, lexicon)
        found.append((term_of(text[first:last]), first, last))
        start = last
    _between(found, text, start, end, lexicon)
    return found


@lru_cache(maxsize=1 << 16)
def term_of(surface: str) -> str:
    """The key a surface is counted under.

    >>> term_of("Uỷ  ban")
    'ủy ban'
    """
    return " ".join(plain(surface).split())


def _apart(fixed: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in sorted(fixed, key=lambda pair: (pair[0], -pair[1])):
        if start <= first < last <= end:
            yield first, last
            start = last


def _between(found: list[Word], text: str, start: int, end: int, lexicon: Lexicon) -> None:
    """Phrases of the lexicon in a part without names, and the segmented stretches around them."""
    for first, last in lexicon.matcher.spans(text, start, end):
        _stretch(found, text, start, first, lexicon)
        found.append((term_of(text[first:last]), first, last))
        start = last
    _stretch(found, text, start, end, lexicon)


def _stretch(found: list[Word], text: str, start: int, end: int, lexicon: Lexicon) -> None:
    stretch = text[start:end]
    for first, last in segment(stretch):
        surface = stretch[first:last]
        if term := lexicon.homographs.get(surface) or _word(surface):
            found.append((term, start + first, start + last))


@lru_cache(maxsize=1 << 16)
def _word(surface: str) -> str:
    """The term of a segment; empty for punctuation, bare numbers and what is too long to be a word."""
    return term_of(surface) if len(surface) <= LONGEST and _LETTER.search(surface) else ""
