"""Words of one sentence: names, document codes and lexicon phrases whole, everything between them segmented.

A word segmenter never yields ``chuyển đổi số`` as one word and glues neighbours to names, so both are found on the raw
syllables first and only the stretches between them are segmented.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from analysis.text.lexicons.lexicon import Lexicon
from analysis.text.script.fold import plain
from analysis.text.wording.segment import LONGEST, Span, segment_all

Word = tuple[str, int, int]
_Part = tuple[int, int, bool]
"""Start, end, and whether it is a word as it stands."""

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
    return all_words([(text, [span], fixed)], lexicon)[0][0]


def all_words(
    articles: Iterable[tuple[str, Iterable[Span], Iterable[Span]]], lexicon: Lexicon
) -> list[list[list[Word]]]:
    """``words`` of each sentence of several articles.

    Args:
        articles: the text of each, the spans of its sentences, and those of its names and document codes.
        lexicon: phrases to keep whole.
    """
    read = [(text, [_parts(text, span, names, lexicon) for span in spans]) for text, spans, names in _sorted(articles)]
    stretches = (text[first:last] for text, rows in read for row in rows for first, last, whole in row if not whole)
    segments = iter(segment_all(stretches))
    return [[_words(text, row, segments, lexicon) for row in rows] for text, rows in read]


def _sorted(
    articles: Iterable[tuple[str, Iterable[Span], Iterable[Span]]],
) -> Iterator[tuple[str, Iterable[Span], list[Span]]]:
    for text, spans, fixed in articles:
        yield text, spans, sorted(fixed, key=lambda pair: (pair[0], -pair[1]))


def _parts(text: str, span: Span, names: Sequence[Span], lexicon: Lexicon) -> list[_Part]:
    """Names and phrases of one sentence, and the stretches between them, in order."""
    parts: list[_Part] = []
    start, end = span
    for index in range(bisect_left(names, start, key=itemgetter(0)), bisect_left(names, end, key=itemgetter(0))):
        first, last = names[index]
        if start <= first < last <= end:
            _between(parts, text, start, first, lexicon)
            parts.append((first, last, True))
            start = last
    _between(parts, text, start, end, lexicon)
    return parts


def _between(parts: list[_Part], text: str, start: int, end: int, lexicon: Lexicon) -> None:
    """Phrases of the lexicon in a part without names, and the stretches around them."""
    for first, last in lexicon.matcher.spans(text, start, end):
        if first > start:
            parts.append((start, first, False))
        parts.append((first, last, True))
        start = last
    if end > start:
        parts.append((start, end, False))


def _words(text: str, parts: Iterable[_Part], segments: Iterator[list[Span]], lexicon: Lexicon) -> list[Word]:
    found: list[Word] = []
    homographs = lexicon.homographs
    for start, end, whole in parts:
        if whole:
            found.append((term_of(text[start:end]), start, end))
            continue
        for first, last in next(segments):
            surface = text[start + first : start + last]
            if term := homographs.get(surface) or _word(surface):
                found.append((term, start + first, start + last))
    return found


@lru_cache(maxsize=1 << 16)
def term_of(surface: str) -> str:
    """The key a surface is counted under.

    >>> term_of("Uỷ  ban")
    'ủy ban'
    """
    return " ".join(plain(surface).split())


@lru_cache(maxsize=1 << 16)
def _word(surface: str) -> str:
    """The term of a segment; empty for punctuation, bare numbers and what is too long to be a word."""
    return term_of(surface) if len(surface) <= LONGEST and _LETTER.search(surface) else ""
