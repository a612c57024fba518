"""Policy documents that the lists know: who issued which one when, and which short forms mean it from that day on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.schema import Citation
from analysis.text.identity.citations import kind, parts
from analysis.text.lexicons import lists
from analysis.text.lexicons.lists import Problem
from analysis.text.naming import documents

FILE = "citations.tsv"
ISSUERS = "issuers.tsv"
PARTY = frozenset(
    (
        *("Bộ Chính trị", "Ban Bí thư Trung ương Đảng", "Đảng Cộng sản Việt Nam"),
        "Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam",
    )
)
"""Issuers that newspapers name one for another."""


@dataclass(frozen=True, slots=True)
class Known:
    """One line of the dated list: a document and the short forms that mean it from the day of issue on."""

    name: str
    issuer: str
    issued: date
    until: date
    line: int


class ListedDocuments:
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
        called = known.kind if known else kind(name)
        return Citation(name, called, number, issuer or self.issuer(name), issued)

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


@lru_cache(maxsize=2)
def load(folder: Path = LEXICON) -> ListedDocuments:
    """The lists of a folder (the shipped ones by default); lines that cannot be read are left out.

    Raises:
        ModelError: a file is missing.
    """
    letters = {cells[0]: cells[1] for _, cells in lists.read(folder / ISSUERS, columns=2)[0]}
    return ListedDocuments(read(folder)[0], letters)


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
