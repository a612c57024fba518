"""Cleaning a raw text, with a way back: every position of the cleaned text knows the original characters behind it.

In order: invisible characters go, the rest is composed (NFC), tone marks move to the modern place, blanks and line
ends become single ones, and sentences glued together (``năm nay.Các``) get a blank. Line ends stay: they are
paragraph breaks. Evidence on a page is always cut from the original with ``Cleaned.raw_span``.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.text.prose.glue import glued
from analysis.text.script.tones import unify_tones

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]+"
)
_COMPOSES = re.compile("[^\x00-\u02ff\u1e00-\u1eff\u2000-\u20cf]")
"""Characters that may join the one before them under NFC; all others start anew."""
_CHUNK = re.compile(f"(?s:.){_COMPOSES.pattern}*")
_BLANKS = re.compile(r"\s{2,}|[^\S \n]")
_EDGES = re.compile(r"\A\s+|\s+\Z")
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
_ETH = str.maketrans("ðÐ", "đĐ")
"""Icelandic eth typed for the Vietnamese letter: same look, other character."""

Edit = tuple[int, int, str]
"""Start and end in the text before, and what stands there after."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and the original characters behind each of its characters."""

    text: str
    raw: str
    starts: Sequence[int] | None = None
    """Original start of each character; None when nothing moved."""
    ends: Sequence[int] | None = None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The original span behind ``text[start:end]``; never empty when that is not empty.

        >>> cleaned = clean("năm\\u200b  nay.Các")
        >>> cleaned.text, cleaned.raw_span(4, 8)
        ('năm nay. Các', (6, 10))
        """
        if self.starts is None or self.ends is None:
            return start, end
        if start < end:
            return self.starts[start], self.ends[end - 1]
        here = self.starts[start] if start < len(self.starts) else len(self.raw)
        return here, here

    def clean_at(self, raw: int) -> int:
        """The position in ``text`` where the first ``raw`` original characters end."""
        return raw if self.ends is None else bisect_right(self.ends, raw)


def clean(raw: str) -> Cleaned:
    """Clean one text; ``clean(clean(x).text).text == clean(x).text`` for any ``x``."""
    now = Cleaned(raw, raw)
    now = _apply(now, ((m.start(), m.end(), "") for m in _INVISIBLE.finditer(now.text)))
    if not unicodedata.is_normalized("NFC", now.text):
        now = _apply(now, _composed(now.text))
    same_length = unify_tones(now.text.translate(_ETH) if "ð" in now.text or "Ð" in now.text else now.text)
    now = Cleaned(same_length, raw, now.starts, now.ends)
    if now.text != now.text.strip():
        now = _apply(now, ((m.start(), m.end(), "") for m in _EDGES.finditer(now.text)))
    now = _apply(now, ((m.start(), m.end(), _blank(m[0])) for m in _BLANKS.finditer(now.text)))
    return _apply(now, ((at, at + 1, now.text[at] + " ") for at in glued(now.text)))


def _composed(text: str) -> Iterable[Edit]:
    for match in _CHUNK.finditer(text):
        chunk = match[0]
        if not unicodedata.is_normalized("NFC", chunk):
            yield match.start(), match.end(), unicodedata.normalize("NFC", chunk)


def _blank(run: str) -> str:
    return "\n" if _LINE_ENDS.search(run) else " "


def _apply(now: Cleaned, edits: Iterable[Edit]) -> Cleaned:
    """One pass of edits, in order and apart; characters under an edit all lead back to all it replaced."""
    text = now.text
    pieces: list[str] = []
    last = 0
    old_starts: Sequence[int] = range(len(text)) if now.starts is None else now.starts
    old_ends: Sequence[int] = range(1, len(text) + 1) if now.ends is None else now.ends
    starts: list[int] = []
    ends: list[int] = []
    for start, end, new in edits:
        pieces += (text[last:start], new)
        starts += old_starts[last:start]
        ends += old_ends[last:start]
        starts += [old_starts[start]] * len(new)
        ends += [old_ends[end - 1]] * len(new)
        last = end
    if not pieces:
        return now
    starts += old_starts[last:]
    ends += old_ends[last:]
    return Cleaned("".join([*pieces, text[last:]]), now.raw, starts, ends)
