"""Photo captions and credits inside the running text: ``… tại hội nghị - Ảnh: TTXVN``, ``(Ảnh: NVCC)``, ``Đồ họa: …``.

Scrapers leave them in, mostly on lines of their own, sometimes with the body running on behind the credit. They are
shown to the reader but are not the writer's running text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.text.script.letters import LOWER, UPPER

_KIND = r"(?:Bài và ảnh|Ảnh, clip|Ảnh, video|Clip, ảnh|Nguồn ảnh|Ảnh|Video|Clip|Đồ họa|Infographic|Minh họa)"
_MORE = r"(?: (?:minh họa|tư liệu|đồ họa|chụp màn hình|cắt từ clip|cắt từ video|internet|và video))?"
_MARK = re.compile(rf"(?<!\w){_KIND}{_MORE} ?: ?|\((?:[Ảả]nh|[Nn]guồn|[Vv]ideo|Đồ họa|Minh họa)[^():\n]{{0,25}}: ?")
_CLOSE = re.compile(r"[^()\n]{0,120}\)\.?")
_ACRONYM = rf"[{UPPER}]{{2,}}(?: ?/ ?[{UPPER}][\w.]*(?: [{UPPER}][{LOWER}]+(?= [{UPPER}]|[.,]|$))*)?"
_NAMES = rf"[{UPPER}][\w.&]*(?:(?: |/| / | - |, )[{UPPER}][\w.&]*){{0,15}}"
_CREDIT = re.compile(rf"(?:(?P<acronym>{_ACRONYM})|(?P<names>{_NAMES}))(?![\w/])\.?")
_SENTENCE_END = re.compile(r"[.!?…] ")
_BEFORE = '-–—.…!?”"’)]|/,'
_SHORT_CREDIT = 60
"""Characters: what follows the mark up to the line end is a name, not a paragraph."""
_LONG_LINE = 500
"""Characters: a line that ends in a credit and is no longer than this is a caption as a whole."""


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit in a line."""

    start: int
    """Where the mark (``Ảnh:``, with a dash or bracket before it) starts."""
    end: int
    whole: bool
    """Whether everything from the line's start is the caption; else only the sentence before the mark is."""


def find_credit(text: str, start: int, end: int) -> Credit | None:
    """The first credit in ``text[start:end]``, which lies within one line; None without one.

    >>> line = "Phiên khai mạc - Ảnh: TTXVN Sự kiện thu hút nhiều người theo dõi qua mạng ở khắp ba miền đất nước."
    >>> credit = find_credit(line, 0, len(line))
    >>> line[credit.start : credit.end], credit.whole
    ('- Ảnh: TTXVN', False)
    """
    for mark in _MARK.finditer(text, start, end):
        bracket = text[mark.start()] == "("
        first = mark.start()
        while first > start and text[first - 1] in " -–—|":
            first -= 1
        punctuated = bracket or first == start or first < mark.start() - 1 or text[first - 1] in _BEFORE
        last = (
            _end_in_brackets(text, mark.end(), end) if bracket else _end_of_name(text, mark.end(), end, first == start)
        )
        if last is None or not (punctuated or last == end):
            continue
        while first < mark.start() and text[first] == " ":
            first += 1
        return Credit(first, last, last == end and end - start <= _LONG_LINE)
    return None


def _end_in_brackets(text: str, at: int, end: int) -> int | None:
    close = _CLOSE.match(text, at, end)
    return close.end() if close else None


def _end_of_name(text: str, at: int, end: int, opens_line: bool) -> int | None:
    rest = end - at
    inner = _SENTENCE_END.search(text, at, min(end, at + _LONG_LINE))
    if rest <= _SHORT_CREDIT and not inner:
        return end
    name = _CREDIT.match(text, at, end)
    if name is None:
        return None if not opens_line else (inner.start() + 1 if inner else end)
    last = name.end()
    if name["names"] and text[last : last + 1] == " " and text[last + 1 : last + 2] in LOWER and " " in name["names"]:
        last = text.rindex(" ", at, last)  # the last capital opens the next sentence: "Quang Huy | Sáng nay"
    elif name["names"] and text[last : last + 1] == " " and text[last + 1 : last + 2] in LOWER and opens_line:
        return inner.start() + 1 if inner else end
    return last
