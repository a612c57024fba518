"""Policy documents as objects: kind, number, year and issuer from the name; short forms to the document they mean.

A short form (``Nghị quyết 57``) is the document of that kind and number that the article names in full; else the one
that a dated list knows; else it stays as it is. Different documents with one number stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.schema import Citation
from analysis.text import documents, lists
from analysis.text.lists import Problem
from analysis.text.names import Name

FILE = "citations.tsv"
ISSUERS = "issuers.tsv"
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
PARTY = frozenset(
    (
        *("Bộ Chính trị", "Ban Bí thư Trung ương Đảng", "Đảng Cộng sản Việt Nam"),
        "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam",
    )
)
"""Issuers that newspapers name one for another."""
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


@dataclass(frozen=True, slots=True)
class Known:
    """One line of the dated list: a document and the short forms that mean it from the day of issue on."""

    name: str
    issuer: str
    issued: date
    until: date
    line: int


class Citations:
    """The dated list and the letters of issuers."""

    def __init__(self, short: Mapping[str, Sequence[Known]], letters: Mapping[str, str]) -> None:
        self._short = dict(short)
        self.facts = {known.name: known for terms in short.values() for known in terms}
        """Document to what the list knows of it."""
        self._issuers = dict(letters)
        self._letters = {issuer: code for code, issuer in reversed(list(letters.items()))}

    def issuer(self, name: str) -> str:
        """Who issued a document, by its letters, else by the list; empty when neither tells.

        >>> load().issuer("Nghị quyết 57-NQ/TW"), load().issuer("Nghị định 13/2023/NĐ-CP")
        ('Bộ Chính trị', 'Chính phủ Việt Nam')
        """
        if name in self.facts:
            return self.facts[name].issuer
        known = parts(name)
        if known is None or not known.letters:
            return ""
        tail = re.split(r"[-/]", known.letters)[-1]
        return self._issuers.get(known.letters, self._issuers.get(tail, ""))

    def fact(self, name: str, issuer: str, issued: date | None) -> Citation:
        """What is known of a document: by the list, else by its text, else by the letters of its number.

        Args:
            name: canonical name.
            issuer, issued: as its article has them; empty and None when it does not say.
        """
        listed, known = self.facts.get(name), parts(name)
        if listed is not None:
            issuer, issued = listed.issuer, listed.issued
        number = f"{known.number}/{known.year}".removesuffix("/") if known else ""
        kind = known.kind if known else _kind(name)
        return Citation(name, kind, number, issuer or self.issuer(name), issued)

    def meant(self, name: str, day: date | None) -> tuple[str, str] | None:
        """What a short form means by the dated list, and the rule; None when it means nothing known on that day.

        >>> load().meant("Nghị quyết 57", date(2025, 6, 3))[0], load().meant("Nghị quyết 57", date(2024, 6, 3))
        ('Nghị quyết 57-NQ/TW', None)
        """
        found = parts(name)
        if found is not None and found.letters and not found.complete:
            name = f"{found.kind} {found.number}"
        known = [k for k in self._short.get(name.casefold(), ()) if day is None or k.issued <= day <= k.until]
        return (known[0].name, f"document:{FILE}:{known[0].line}") if len(known) == 1 else None

    def agree(self, name: str, told: str) -> bool:
        """Whether an issuer that the text names may be that of a listed document; an empty one always may.

        >>> load().agree("Nghị quyết 57-NQ/TW", "Đảng Cộng sản Việt Nam"), load().agree("Nghị quyết 57-NQ/TW", "Bộ Y tế")
        (True, False)
        """
        return (
            not told
            or name not in self.facts
            or self.facts[name].issuer == told
            or {self.facts[name].issuer, told} <= PARTY
        )

    def completed(self, name: str, issuers: Iterable[str]) -> str | None:
        """A short form with the letters that its kind or its issuer gives it.

        >>> load().completed("Nghị định 232/2025", ()), load().completed("Thông tư 8/2026", ["Bộ Tài chính"])
        ('Nghị định 232/2025/NĐ-CP', 'Thông tư 8/2026/TT-BTC')
        """
        short = parts(name)
        if short is None or short.letters:
            return None
        if short.kind == "Nghị định":
            return f"{name}/NĐ-CP" if short.year else None
        for issuer in issuers:
            letters = self._letters.get(issuer)
            if letters is None:
                continue
            if short.kind == "Thông tư" and short.year:
                return f"{name}/TT-{letters}"
            if short.kind in ("Quyết định", "Chỉ thị", "Công điện") and letters == "TTg" and not short.year:
                return f"{name}/{ {'Quyết định': 'QĐ', 'Chỉ thị': 'CT', 'Công điện': 'CĐ'}[short.kind] }-TTg"
        return None


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


def _kind(name: str) -> str:
    """The kind of a document without a number; its first word where the kinds do not hold it.

    >>> _kind("Luật Dữ liệu"), _kind("Bộ luật Lao động 2019"), _kind("Khung Sao Mai")
    ('Luật', 'Bộ luật', 'Khung')
    """
    match = _KINDS.match(name)
    return match[0] if match else name.split(" ", 1)[0]


@lru_cache(maxsize=2)
def load(folder: Path = LEXICON) -> Citations:
    """The lists of a folder (the shipped ones by default); lines that cannot be read are left out.

    Raises:
        ModelError: a file is missing.
    """
    letters = {cells[0]: cells[1] for _, cells in lists.read(folder / ISSUERS, columns=2)[0]}
    return Citations(read(folder)[0], letters)


def read(folder: Path) -> tuple[dict[str, list[Known]], list[Problem]]:
    """Documents by short form (case folded), and what is wrong with the other lines.

    Raises:
        ModelError: the file is missing.
    """
    entries, problems = lists.read(folder / FILE, columns=6)
    short: dict[str, list[Known]] = {}
    for line, (name, issuer, issued, until, forms, source) in entries:
        try:
            known = Known(
                name, issuer, date.fromisoformat(issued), date.fromisoformat(until) if until else date.max, line
            )
        except ValueError as error:
            problems.append(Problem(FILE, line, f"{error}; allowed are days such as 2024-12-22"))
            continue
        if not issuer or not source or known.name != documents.canonical(name):
            problems.append(Problem(FILE, line, "needs a canonical name, an issuer and a source (or `unverified`)"))
            continue
        for form in (name, *(form.strip() for form in forms.split(";") if form.strip())):
            held = short.setdefault(form.casefold(), [])
            clash = [k for k in held if k.issued <= known.until and known.issued <= k.until]
            if clash:
                what = f"{form!r} means {clash[0].name!r} of line {clash[0].line} in the same days"
                problems.append(Problem(FILE, line, what))
            else:
                held.append(known)
    return short, problems
