"""Institutions and places that became another: families of names, and dated marks for a timeline.

Whoever goes whole into a successor (merge, union, rename) is of its family; a part that goes elsewhere (split) is only
a mark, or half the Government would be one family.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.text.lexicons import lists
from analysis.text.lexicons.lists import Problem

FILE = "institutions.tsv"
KINDS = ("merge", "union", "rename", "split")
WHOLE = frozenset(("merge", "union", "rename"))
"""Kinds after which the predecessor is no more."""
_TEXTS = {
    "merge": ("{before} sáp nhập vào {after}", "{before} merged into {after}"),
    "union": ("{before} hợp nhất thành {after}", "{before} united to form {after}"),
    "rename": ("{before} trở thành {after}", "{before} became {after}"),
    "split": ("{after} nhận một phần nhiệm vụ của {before}", "{after} took over part of the tasks of {before}"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the list."""

    before: str
    after: str
    day: date
    kind: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One day on which a name changed its meaning."""

    day: date
    vi: str
    """What happened, in Vietnamese: a clause without a full stop."""
    en: str
    rule: str
    """``institution:FILE:LINE`` of the first line that tells it."""
    source: str


class Institutions:
    """The changes, by name."""

    def __init__(self, changes: list[Change]) -> None:
        self.changes = tuple(sorted(changes, key=lambda change: (change.day, change.line)))
        """Oldest first."""
        self._next = {change.before: change.after for change in self.changes if change.kind in WHOLE}
        self._by_name: defaultdict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            for name in dict.fromkeys((change.before, change.after)):
                self._by_name[name].append(change)
        members: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._by_name:
            members[self.root(name)].append(name)
        self._members = {root: (root, *sorted(n for n in names if n != root)) for root, names in members.items()}

    def root(self, name: str) -> str:
        """The name under which an institution goes on today: itself when nothing became of it.

        >>> load().root("Bộ Thông tin và Truyền thông"), load().root("Quỹ Sao Mai")
        ('Bộ Khoa học và Công nghệ', 'Quỹ Sao Mai')
        """
        seen = {name}
        while (after := self._next.get(name)) is not None and after not in seen:
            name = after
            seen.add(name)
        return name

    def family(self, name: str) -> tuple[str, ...]:
        """All names that are one institution today: today's name first, then the others; a name alone when it has none.

        >>> load().family("Bộ Khoa học và Công nghệ")
        ('Bộ Khoa học và Công nghệ', 'Bộ Thông tin và Truyền thông')
        >>> load().family("Hà Nội")
        ('Hà Nội',)
        """
        return self._members.get(self.root(name), (name,))

    def roots(self) -> dict[str, str]:
        """Every name that goes on under another one, and that one: what a question joins by when it counts families."""
        return {name: root for name in sorted(self._by_name) if (root := self.root(name)) != name}

    def marks(self, *names: str) -> list[Mark]:
        """The days on which one of these names changed its meaning, oldest first; empty when none did.

        Predecessors that went into one successor on one day are told as one mark.

        >>> [(mark.day.isoformat(), mark.en) for mark in load().marks("Cần Thơ")]
        [('2025-07-01', 'Hậu Giang and Sóc Trăng merged into Cần Thơ')]
        """
        told: dict[tuple[date, str, str], None] = {}
        for name in names:
            for change in self._by_name.get(name, ()):
                told[change.day, change.after, change.kind] = None
        return [self._mark(*event) for event in sorted(told)]

    def _mark(self, day: date, after: str, kind: str) -> Mark:
        together = [c for c in self._by_name[after] if (c.day, c.after, c.kind) == (day, after, kind)]
        before = [change.before for change in together]
        vi, en = _TEXTS[kind]
        return Mark(
            day,
            vi.format(before=_listed(before, "cùng"), after=after),
            en.format(before=_listed(before, "and"), after=after),
            f"institution:{FILE}:{together[0].line}",
            together[0].source,
        )


def _listed(names: list[str], last: str) -> str:
    """``A, B and C``; "cùng" in Vietnamese, since many a name holds "và"."""
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


@lru_cache(maxsize=2)
def load(folder: Path = LEXICON) -> Institutions:
    """The institutions of a folder (the shipped ones by default); a line that cannot be read is left out.

    Raises:
        ModelError: the file is missing.
    """
    return Institutions(read(folder)[0])


def read(folder: Path) -> tuple[list[Change], list[Problem]]:
    """Changes, and what is wrong with the other lines: days, kinds, a name that becomes two or goes in a circle.

    Raises:
        ModelError: the file is missing.
    """
    entries, problems = lists.read(folder / FILE, columns=5)
    changes: list[Change] = []
    following: dict[str, Change] = {}
    for line, (before, after, written, kind, source) in entries:
        try:
            change = Change(before, after, date.fromisoformat(written), kind, source, line)
        except ValueError as error:
            problems.append(Problem(FILE, line, f"{error}; allowed are days such as 2025-03-01"))
            continue
        if kind not in KINDS:
            problems.append(Problem(FILE, line, f"unknown kind: got {kind!r}, allowed {', '.join(KINDS)}"))
        elif not after or not source:
            problems.append(Problem(FILE, line, "no successor or no source; a source not opened is `unverified`"))
        elif kind in WHOLE and before in following:
            first = following[before]
            problems.append(Problem(FILE, line, f"{before!r} already went into {first.after!r} in line {first.line}"))
        elif kind in WHOLE and _circle(before, after, following):
            problems.append(Problem(FILE, line, f"{before!r} and {after!r} go into each other"))
        else:
            if kind in WHOLE:
                following[before] = change
            changes.append(change)
    return changes, problems


def _circle(before: str, after: str, following: dict[str, Change]) -> bool:
    while after != before and after in following:
        after = following[after].after
    return after == before
