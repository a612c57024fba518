"""Splitting a cleaned text into sentences, with photo captions and credits marked off.

Written for the Vietnamese press: ``TP. HCM``, ``GS.TS. Trần``, ``Donald J. Trump`` and ``1. Mục tiêu`` do not end a
sentence; a line end always does, with or without a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.lexicons.lexicon import abbreviations
from analysis.text.prose.captions import find_credit
from analysis.text.script.letters import CLOSING, OPENING, UPPER

Span = tuple[int, int, str]

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(rf"(?<![.!?…])[.!?…]++[{re.escape(CLOSING)}]*+ ++(?=[{re.escape(OPENING)}•\-–]* ?[{UPPER}\d])")
_WORD_BEFORE = re.compile(r"[\w&-]+\Z")
_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,4}|[A-ZĐa-zđ])(?:\.\d{1,2})*\.\s*")
_NUMBERED = frozenset(
    [
        "điều",
        "khoản",
        "mục",
        "điểm",
        "số",
        "trang",
        "tr",
        "no",
        "q",
        "p",
        "quận",
        "phường",
        "hình",
        "bảng",
        "chương",
        "phần",
    ]
)
"""Words whose number follows after a stop: ``tr. 35``."""
_LONGEST = 12
"""Longer words are not abbreviations."""


def sentences(text: str, title_end: int = 0, lead_end: int = 0) -> list[Span]:
    """Sentences of one cleaned article, in order and apart.

    Args:
        text: cleaned text; lines are title, lead and paragraphs.
        title_end: where the title ends (0 = no title); its lines stay whole.
        lead_end: where the lead ends; at most ``title_end`` when there is none.

    Returns:
        ``(start, end, kind)`` with kind ``title``, ``lead``, ``body`` or ``caption``; no blanks at the edges of a
        span, nothing but blanks between two. Empty for an empty text.

    >>> text = "Tin mới\\nHọp ở TP. Huế. Bế mạc hôm qua.\\nPhiên họp. Ảnh: Báo Sông"
    >>> [(text[a:b], kind) for a, b, kind in sentences(text, title_end=7)]
    [('Tin mới', 'title'), ('Họp ở TP. Huế.', 'body'), ('Bế mạc hôm qua.', 'body'), ('Phiên họp. Ảnh: Báo Sông', 'caption')]
    """
    found: list[Span] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if start < title_end:
            _add(found, text, start, end, "title")
            continue
        kind = "lead" if start < lead_end else "body"
        while start < end and (credit := find_credit(text, start, end)):
            parts = [] if credit.whole else list(_split(text, start, credit.start))
            caption = start if credit.whole else (parts.pop()[0] if parts else credit.start)
            for first, last in parts:
                _add(found, text, first, last, kind)
            _add(found, text, caption, credit.end, "caption")
            start = credit.end
        for first, last in _split(text, start, end):
            _add(found, text, first, last, kind)
    return found


def _add(found: list[Span], text: str, start: int, end: int, kind: str) -> None:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    if start < end:
        found.append((start, end, kind))


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, first, stop):
            yield first, stop.end()
            first = stop.end()
    if first < end:
        yield first, end


def _ends(text: str, first: int, stop: re.Match[str]) -> bool:
    """Whether a stop followed by a capital or digit ends the sentence that began at ``first``."""
    if text[stop.start()] != "." or stop[0].startswith(".."):
        return True
    if _NUMBER.fullmatch(text, first, stop.end()):
        return False
    before = _WORD_BEFORE.search(text, max(first, stop.start() - _LONGEST), stop.start())
    word = before[0] if before else ""
    if len(word) == 1 and word.isupper() and stop[0].rstrip() == ".":
        return text.endswith(("độ ", "°"), first, stop.start() - 1)  # "23 độ C." ends a sentence, "J. Sample" does not
    if word.casefold() in abbreviations() and stop[0].rstrip() == ".":
        return False
    return not (word.casefold() in _NUMBERED and text[stop.end()].isdigit())
