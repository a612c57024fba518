"""What was heard so far in one article: its quotations in order, and who spoke last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.text.script.syllables import count_syllables
from analysis.text.speech.cast import Cast, Speaker

LEAST_DIRECT = 5
LEAST_INDIRECT = 4
"""Syllables; shorter stretches are names and scare quotes."""
CLOSERS = " .!?…"
"""What does not belong to the end of a quotation."""

Span = tuple[int, int]

SIGN = re.compile(
    r"(?: thêm| rõ| lại| tiếp)?"
    r"(?P<far> (?:với|trước|tại|trên|trong|khi|vào|hôm|ngày|sáng|chiều|tối|trưa|qua|sau|về|như sau) ?[^,:;.“\"\n]{0,90}?)?"
    r"(?P<sign>,? (?:rằng|là)(?= |:|,)[,:]?|,? ?:|,)"
)
"""What may stand between a cue and what is said: to whom, where and when, then ``rằng``, a colon or a comma."""


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation in the cleaned text."""

    start: int
    end: int
    kind: str
    """``direct`` or ``indirect``."""
    cue: Span
    """The reporting words; empty where a speech goes on or a colon stands for them."""
    cue_kind: str
    speaker: Speaker


class Heard:
    """Quotations found so far; sentences are told to it in order."""

    def __init__(self, text: str, sentences: Sequence[tuple[int, int, str]], cast: Cast) -> None:
        self.text, self.sentences, self.cast = text, sentences, cast
        self._ends = [end for _, end, _ in sentences]
        self.found: list[Said] = []
        self.used: set[int] = set()
        """Where the cues of speeches begin; they open no clause of their own."""
        self.last: Speaker | None = None
        self.last_end = 0
        """Where the last speaker was heard."""

    def inside(self, at: int) -> bool:
        """Whether a place lies in a quotation already found."""
        return any(quotation.start <= at < quotation.end for quotation in self.found[-4:])

    def speaks(self, speaker: Speaker, at: int) -> None:
        """Remember who was said to speak, though nothing was quoted yet."""
        self.last, self.last_end = speaker, at

    def add(self, start: int, end: int, kind: str, cue: Span, cue_kind: str, speaker: Speaker) -> bool:
        """Keep a quotation without signs at its edges; refused when it is too short or overlaps another."""
        text = self.text
        while start < end and text[start] in " ,:;-–":
            start += 1
        while end > start and (text[end - 1] in CLOSERS or text[end - 1] in ",;:"):
            end -= 1
        least = LEAST_DIRECT if kind == "direct" else LEAST_INDIRECT
        if count_syllables(text[start:end]) < least or any(q.start < end and start < q.end for q in self.found[-6:]):
            return False
        self.found.append(Said(start, end, kind, cue, cue_kind, speaker))
        self.cast.said.append((start, end))
        self.found.sort(key=lambda quotation: quotation.start)
        self.speaks(speaker, max(end, cue[1]))
        return True

    def sentence_end(self, at: int) -> int:
        """Where the sentence ends in which ``at`` lies; ``at`` itself between two sentences."""
        index = bisect_right(self._ends, at)
        if index == len(self.sentences):
            return at
        start, end, _ = self.sentences[index]
        return end if start < at else at
