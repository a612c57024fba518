"""What the words of an article say of its policy documents: kind, number, year, day of issue, short forms.

A short form (``Nghị quyết 57``) is the document of that kind and number that the article names in full. Different
documents with one number stay apart. What the lists know stands in ``analysis.text.identity.listed_documents``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analysis.text.naming.mending import Name

_NUMBERED = (
    "Nghị quyết liên tịch|Nghị quyết|Nghị định|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị|Kết luận|Công điện khẩn|"
    "Công điện|Công văn|Quy định|Thông báo|Kế hoạch|Hướng dẫn|Pháp lệnh|Đề án|Tờ trình|Chương trình|Sắc lệnh|Luật|Bộ luật"
)
_PARTS = re.compile(
    rf"(?P<kind>{_NUMBERED})\s+(?:số\s+)?(?P<number>\d+(?:\.\d+)?)(?:/(?P<year>\d{{4}}))?(?:[/-](?P<letters>[^\W\d_].*))?"
)
_KINDS = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp|Hiệp định|Công ước|Nghị định thư|Nghị quyết|Nghị định|Chiến lược|Chương trình|Đề án|"
    r"Kế hoạch|Quy hoạch|Quyết định|Chỉ thị|Thông tư|Thỏa thuận|Tuyên bố|Hiệp ước|Kết luận|Đạo luật|Sắc lệnh)(?=\s|\Z)"
)
_DAY = re.compile(
    r"\s*,?\s*\(?(?:ban hành\s+|ký\s+)?(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*(?P<month>\d{1,2})\s*"
    r"(?:/|-|\.|\s+năm\s+|,\s*)\s*(?P<year>(?:19|20)\d{2})(?!\d)"
)
_OF = re.compile(r"\s*,?\s*\)?\s*(?:của|do)\s+(?:ban chấp hành\s+)?")
REACH = 60
"""Signs behind a document within which its date and issuer stand."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a document's name says: ``Nghị định 13/2023/NĐ-CP`` is decree 13 of 2023 with the letters NĐ-CP."""

    kind: str
    number: str
    year: str
    """Empty where the name has none."""
    letters: str
    """Issuer and kind in letters (``NQ/TW``); empty for a short form."""

    @property
    def complete(self) -> bool:
        """Whether this names one document for ever: decrees and circulars are numbered anew every year."""
        return bool(self.letters) and (bool(self.year) or self.kind not in ("Nghị định", "Thông tư"))


def parts(name: str) -> Parts | None:
    """The parts of a numbered document's canonical name; None for one without a number.

    >>> parts("Nghị quyết 57-NQ/TW"), parts("Luật Biển 1982")
    (Parts(kind='Nghị quyết', number='57', year='', letters='NQ/TW'), None)
    """
    match = _PARTS.fullmatch(name)
    return Parts(match["kind"], match["number"], match["year"] or "", match["letters"] or "") if match else None


def kind(name: str) -> str:
    """The kind of a document without a number; its first word where the kinds do not hold it.

    >>> kind("Luật Dữ liệu"), kind("Bộ luật Lao động 2019"), kind("Khung Sao Mai")
    ('Luật', 'Bộ luật', 'Khung')
    """
    match = _KINDS.match(name)
    return match[0] if match else name.split(" ", 1)[0]


def resolve(names: Iterable[str]) -> dict[str, str]:
    """Short forms of one article to the document that the article names in full; those that could be two are left out.

    >>> resolve(["Nghị quyết 57-NQ/TW", "Nghị quyết 57", "Nghị quyết 6-NQ/TW", "Nghị quyết 6/NQ-CP", "Nghị quyết 6"])
    {'Nghị quyết 57': 'Nghị quyết 57-NQ/TW'}
    """
    told = {name: found for name in dict.fromkeys(names) if (found := parts(name)) is not None}
    full: dict[tuple[str, str], list[tuple[str, Parts]]] = {}
    for name, found in told.items():
        full.setdefault((found.kind.casefold(), found.number), []).append((name, found))
    meant = {}
    for name, short in told.items():
        longer = [
            other
            for other, found in full[short.kind.casefold(), short.number]
            if other != name
            and (found.complete, bool(found.year)) > (short.complete, bool(short.year))
            and (not short.year or found.year == short.year)
            and (not short.letters or found.letters == short.letters)
        ]
        best = [other for other in longer if told[other].complete] or longer
        if len(best) == 1:
            meant[name] = best[0]
    return meant


def told(text: str, end: int) -> tuple[date | None, int]:
    """The day of issue written right behind a document, and where what follows it begins.

    >>> told("Nghị quyết 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", 19)
    (datetime.date(2024, 12, 22), 35)
    """
    match = _DAY.match(text, end, end + REACH)
    if match is None:
        return None, end
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])), match.end()
    except ValueError:
        return None, end


def issued_by(text: str, at: int, after: Name | None) -> bool:
    """Whether the organisation ``after`` is named as the issuer of the document whose name or date ends at ``at``."""
    return after is not None and after.type in ("ORG", "ROLE") and _OF.fullmatch(text, at, after.start) is not None
