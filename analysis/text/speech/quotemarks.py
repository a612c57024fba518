"""Stretches of a text between quotation marks. Any text has some or none; an odd mark never fails and loses nothing.

``“ ”``, ``« »``, ``" "``, ``' '`` and ``‘ ’`` are read; a mark left open holds to the end of its paragraph where that
opens a speech, and a speech may go on in the next paragraph when this opens with a mark of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_SIGN = re.compile("[“”«»„\"‘’']|''")
_PAIRS = {"“": "”", "«": "»", "„": "”", "‘": "’"}
_LEAST_OPEN = 20
"""Characters behind a mark that is never closed, for it to open a speech."""
_MOST_INSIDE = 60
"""Signs looked at for the partner of one."""
_LONGEST = 4_000
"""Characters of a speech."""


def quoted(text: str) -> list[Span]:
    """Spans between quotation marks, marks left out, in order and apart; the outermost where they are nested.

    >>> text = "Bà nói: “Đây là 'bước đầu' thôi”. Ông đáp: \\"Vâng\\"."
    >>> [text[start:end] for start, end in quoted(text)]
    ["Đây là 'bước đầu' thôi", 'Vâng']
    """
    found: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if not line.isascii() or '"' in line or "'" in line:
            found += ((at + start, at + end) for start, end in _in_line(line))
        at += len(line) + 1
    return found


def _in_line(line: str) -> Iterator[Span]:
    signs = [match.start() for match in _SIGN.finditer(line)]
    index = 0
    while index < len(signs):
        start = signs[index]
        if not _opens(line, start):
            index += 1
            continue
        closing = _closing(line, signs, index)
        if closing:
            if signs[closing] > start + 1:
                yield start + 1, signs[closing]
            index = closing + 1
            continue
        if line[start] in '“«"' and _speech(line, start):
            yield start + 1, min(len(line), start + _LONGEST)
            return
        index += 1


def _closing(line: str, signs: list[int], index: int) -> int:
    """Index of the sign that closes the one at ``index``; 0 when none does."""
    start, other = signs[index], 0
    for i in range(index + 1, min(len(signs), index + _MOST_INSIDE)):
        if signs[i] - start > _LONGEST:
            break
        if closes := _closes(line, start, signs[i]):
            if closes == 2:
                return i
            other = other or i
    return other


def _opens(line: str, at: int) -> bool:
    sign = line[at]
    if sign in "“«„‘":
        return True
    if sign == "»":
        return False
    before = line[at - 1] if at else " "
    after = line[at + 1] if at + 1 < len(line) else " "
    if sign in "”’":
        return sign == "”" and not before.isalnum() and after.isalnum() and before in " (:"
    return (not before.isalnum() and not after.isspace()) or (before == " " and after == " ")


def _closes(line: str, start: int, at: int) -> int:
    """2 when the sign at ``at`` is the partner of the opening one, 1 when it stands in for it, 0 when it closes nothing."""
    opening, sign = line[start], line[at]
    before = line[at - 1]
    after = line[at + 1] if at + 1 < len(line) else " "
    own = sign == _PAIRS.get(opening, opening)
    if not own and not (opening in '“„”"' and sign in '“”"'):
        return 0
    if sign in "'’" and (before.isspace() or after.isalnum()):
        return 0
    if sign in '"“' and after.isalnum() and not before.isspace():
        return 0
    return 2 if own else 1


def _speech(line: str, start: int) -> bool:
    """Whether an open mark begins a speech: behind a colon or at the beginning of the paragraph, and long enough."""
    before = line[:start].rstrip()
    return len(line) - start >= _LEAST_OPEN and (not before or before[-1] == ":")
