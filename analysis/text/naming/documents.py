"""Policy documents by rule: the language writes them so regularly that a pattern finds what a model may miss.

Found are a kind of document with a number (``Nghị quyết số 57-NQ/TW``, ``Nghị định 168/2024``), numbers in the form of a
code that stand alone (``57-NQ/TW``, ``13/2023/NĐ-CP``), and laws by what they are about (``laws.txt``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from analysis.paths import LEXICON
from analysis.text.lexicons import lists
from analysis.text.script.letters import LOWER, UPPER

KINDS = (
    "Nghị quyết liên tịch|Nghị quyết|Nghị định|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị|Kết luận|Công điện|Công văn|"
    "Quy định|Thông báo|Kế hoạch|Hướng dẫn|Pháp lệnh|Đề án|Tờ trình|Chương trình|Sắc lệnh"
)
_LETTERS = rf"[{UPPER}][{UPPER}{LOWER}]*\d*"
_CODED = rf"\d+(?:\.\d+)?(?:/\d{{4}})?[/-]{_LETTERS}(?:[-/–]{_LETTERS})*"
_BARE_CODE = rf"\d+(?:\.\d+)?(?:/\d{{4}}/(?:NĐ|TT|QĐ|NQ|QH|CT|TTLT|UBTVQH)[{UPPER}\d]*(?:-{_LETTERS})*|-(?:NQ|CT|KL|QĐ|TB|HD)/TW)"
_NUMBERED = re.compile(
    rf"(?<!\w)(?:{KINDS})(?:\s+số)?\s+(?:{_CODED}|\d+(?:\.\d+)?(?:/\d{{4}})?)(?![\w/%]|[.,]\d|[-–]\d)", re.IGNORECASE
)
_CODE = re.compile(rf"(?<![\w/.-]){_BARE_CODE}(?![{LOWER}\d])")
_WEAK = re.compile(
    r"(?:quy định|thông báo|kế hoạch|hướng dẫn|chương trình|đề án|quyết định|kết luận)\s+(?:số\s+)?\d+\Z", re.IGNORECASE
)
"""Kinds that are ordinary words too need more than a bare number, unless they are capitalised or a day follows."""
AMOUNT = re.compile(
    r" (?:trang|tỷ|tỉ|triệu|nghìn|ngàn|người|điểm|đồng|km|ha|tuổi|giờ|lần|điều|việc|bước|tháng|năm(?! (?:19|20)\d\d))(?!\w)"
)
"""What counts after a number: the number is no document's."""
_PROGRAMME = re.compile(r"chương trình \d+", re.IGNORECASE)
"""Satellites and televised series are numbered so."""
_DAY = re.compile(r",? (?:ngày )?\d{1,2}[/.-]\d")
LAWS = "laws.txt"
_TREATIES = ("Hiệp ước ", "Công ước ", "Hiệp định ")
"""Lines of ``laws.txt`` that begin so are full names."""
_NUMBER_WORD = re.compile(r"\s+số(?=\s+\d)|(?<=\s)số\s+(?=\d)", re.IGNORECASE)
_YEAR_WORD = re.compile(r"\s+năm(?=\s+\d{4}\Z)")


def find(text: str) -> Iterator[tuple[int, int]]:
    """Spans of documents named by kind and number, or by a full code, in order and apart.

    >>> text = "Theo Nghị quyết số 57-NQ/TW và Nghị định 13/2023/NĐ-CP; 36-NQ/TW; quyết định 3 việc"
    >>> [text[start:end] for start, end in find(text)]
    ['Nghị quyết số 57-NQ/TW', 'Nghị định 13/2023/NĐ-CP', '36-NQ/TW']
    """
    last = 0
    found = sorted(
        (match.span() for pattern in (_NUMBERED, _CODE, _laws()) for match in pattern.finditer(text)),
        key=lambda span: (span[0], -span[1]),
    )
    for start, end in found:
        weak = _WEAK.match(text, start, end)
        programme = _PROGRAMME.fullmatch(text, start, end)
        ordinary = programme or (
            weak and ((text[start].islower() and not _DAY.match(text, end)) or AMOUNT.match(text, end))
        )
        if start < last or ordinary:
            continue
        yield start, end
        last = end


@cache
def _laws() -> re.Pattern[str]:
    """Laws by their subjects; the longest subject counts. ``luật`` needs a capital, its own or its subject's."""
    rows, _ = lists.read(LEXICON / LAWS, columns=1)
    lines = sorted((cells[0] for _, cells in rows), key=len, reverse=True)
    subjects = [line for line in lines if not line.startswith(_TREATIES)]
    treaties = "|".join(
        f"{re.escape(line[0])}(?i:{re.escape(line[1:])})" for line in lines if line.startswith(_TREATIES)
    )
    names = "|".join(
        f"(?:{re.escape(name[0])}|(?<=Luật ){re.escape(name[0].lower())})(?i:{re.escape(name[1:])})"
        for name in subjects
    )
    law = rf"(?:[Bb]ộ )?[Ll]uật (?:[Vv]ề )?(?:{names})"
    amending = r"(?:Luật [Ss]|luật S)ửa đổi, bổ sung một số điều của "
    many = r"(?:các luật|\d+ luật)(?: trong lĩnh vực(?: [^\W\d_]+)+)?"
    year = r"(?: sửa đổi(?! ?,))?(?: (?:năm )?(?:19|20)\d\d(?![\d/]))?"
    return re.compile(
        rf"(?<!\w)(?:{amending}(?:{law}|{many})|{law}{year}|(?:{treaties})(?: (?:năm )?(?:19|20)\d\d)?)(?!\w)"
    )


def canonical(surface: str) -> str:
    """The name a document is counted under: capitalised, without "số" before the number and "năm" before the year.

    >>> canonical("nghị quyết số 57-NQ/TW"), canonical("Luật Đất đai năm 2024"), canonical("luật Đất đai")
    ('Nghị quyết 57-NQ/TW', 'Luật Đất đai 2024', 'Luật Đất đai')
    """
    name = _YEAR_WORD.sub("", _NUMBER_WORD.sub("", " ".join(surface.split())))
    return name[:1].upper() + name[1:]
