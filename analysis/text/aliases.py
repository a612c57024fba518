"""Canonical names: every mention of one thing under one name, whatever the newspaper wrote.

First what a name is by itself: the lists (``Bộ KH&CN``), then one spelling for all (``analysis.text.spelling``). Then what
its article says of it: acronyms and long forms (``within``), places of agencies (``agencies``), documents (``citations``)
and holders of offices (``titles``). Every name comes with the rule that gave it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.schema import Citation
from analysis.text import citations, documents, gazetteers, offices, within
from analysis.text.agencies import CITIES, Places
from analysis.text.citations import Citations
from analysis.text.gazetteers import Entry
from analysis.text.names import Name
from analysis.text.offices import UNKNOWN, Offices
from analysis.text.spelling import Speller, key
from analysis.text.titles import SAME, Titles, titled
from analysis.text.within import Key

REMEMBERED = 100_000
"""Written forms whose name is kept in one process; then it starts afresh."""
SPELLED = "spelling"
"""Rule of a name that is only written otherwise: abbreviations written out, one kind of dash."""
COUNTRY_IN_NAMES = {"Hoa Kỳ": "Mỹ"}
"""Countries that go by another name inside the names of their institutions."""
_AMENDED = re.compile(r"\s+sửa đổi\Z")
_VIETNAMESE = ("gov", "party")


class NameLists:
    """The lists, keyed by type and written form."""

    def __init__(self, entries: Sequence[Entry], speller: Speller, provinces: dict[str, str]) -> None:
        self._exact: dict[Key, tuple[str, str]] = {}
        self._loose: dict[Key, tuple[str, str]] = {}
        for entry in entries:
            rule = f"alias:{entry.file}:{entry.line}"
            for surface in entry.aliases:
                self._exact.setdefault((entry.type, surface), (entry.name, rule))
        for entry in entries:
            rule = f"alias:{entry.file}:{entry.line}"
            self._exact[entry.type, entry.name] = (entry.name, "")
            for surface in (entry.name, *entry.aliases):
                self._loose.setdefault((entry.type, key(surface)), (entry.name, rule))
        self.listed = {(entry.type, entry.name) for entry in entries}
        self.home = {entry.name for entry in entries if entry.kind in (*_VIETNAMESE, "province")} | {"Việt Nam"}
        """Names that show an article to be about Vietnam."""
        self.provinces = provinces
        self._speller = speller
        self._memo: dict[Key, tuple[str, str]] = {}

    def alone(self, kind: str, surface: str) -> tuple[str, str]:
        """Name and rule of a written form, whatever the article; the rule is empty when nothing was changed.

        >>> load().lists.alone("ORG", "Bộ khoa học & công nghệ")[0]
        'Bộ Khoa học và Công nghệ'
        """
        found = self._memo.get((kind, surface))
        if found is None:
            if len(self._memo) > REMEMBERED:
                self._memo.clear()
            found = self._memo[kind, surface] = self._alone(kind, surface)
        return found

    def _alone(self, kind: str, surface: str) -> tuple[str, str]:
        if known := self._exact.get((kind, surface)) or self._loose.get((kind, key(surface))):
            return known
        written = self._speller.tidy(surface) if kind != "PER" else surface
        if kind == "DOC":
            written = _AMENDED.sub(" (sửa đổi)", documents.canonical(written))
        elif kind in ("ORG", "EVENT", "LOC"):
            written = self._speller.written_out(written) if kind != "LOC" else self._speller.place(written)
        if kind == "ORG":
            written = self._speller.of_country(self._speller.levelled(written))
        for form in dict.fromkeys((written, self._speller.brand(kind, written), self._at_home(kind, written))):
            if form != surface and (known := self._loose.get((kind, key(form)))):
                return known
        written = self._speller.brand(kind, written)
        return written, "" if written == surface else SPELLED

    def _at_home(self, kind: str, name: str) -> str:
        """A ministry without the country: ``Bộ Công Thương Việt Nam``."""
        short = name.removesuffix(" Việt Nam")
        return short if kind == "ORG" and short in self.home else name


class Aliases:
    """The lists with offices and documents: what gives each name of an article its canonical name."""

    def __init__(self, lists: NameLists, holders: Offices, cited: Citations, countries: frozenset[str]) -> None:
        self.lists = lists
        self.offices = holders
        self.citations = cited
        self._countries = countries

    def resolve(
        self, text: str, found: Sequence[Name], day: date | None = None, surfaces: Sequence[str] | None = None
    ) -> list[tuple[str, str]]:
        """Canonical name and rule of each name, in the same order.

        Args:
            text: the cleaned article.
            found: its names, in order.
            day: day of publication, which decides who held an office; None when unknown.
            surfaces: their written forms with single blanks; made here when not given.
        """
        if surfaces is None:
            surfaces = [" ".join(text[name.start : name.end].split()) for name in found]
        keys = [(name.type, surface) for name, surface in zip(found, surfaces, strict=True)]
        alone = {one: self.lists.alone(*one) for one in dict.fromkeys(keys) if one[0] != "ROLE"}
        here = self._here(text, found, surfaces, alone)
        resolved = [
            here.get(one) or (alone[one][0], alone[one][1] or name.rule) if one in alone else ("", "")
            for one, name in zip(keys, found, strict=True)
        ]
        self._place(text, found, resolved)
        self._cite(text, found, resolved, day)
        self._hold(text, found, surfaces, resolved, day)
        return resolved

    def _here(
        self, text: str, found: Sequence[Name], surfaces: Sequence[str], alone: dict[Key, tuple[str, str]]
    ) -> dict[Key, tuple[str, str]]:
        """What the article itself says of its written forms."""
        names = {one: name for one, (name, _) in alone.items()}
        here: dict[Key, tuple[str, str]] = {}
        for one, name in within.introduced(text, found, surfaces, names):
            here[one] = (name, SAME)
            names[one] = name
        people = within.full_names(surface for kind, surface in names if kind == "PER")
        for short, full in people.items():
            here["PER", short] = (names["PER", full], SAME)
        for (kind, surface), name in names.items():
            if kind == "PER" and surface not in people and name not in names.values():
                names[kind, surface] = name
        longer = within.longer(((kind, name) for (kind, _), name in names.items()), self.lists.listed)
        for one, name in names.items():
            if (long := longer.get((one[0], name))) is not None:
                here[one] = (long, SAME)
        return here

    def _place(self, text: str, found: Sequence[Name], resolved: list[tuple[str, str]]) -> None:
        """Give agencies the place they lack."""
        places: Places | None = None
        for index, name in enumerate(found):
            written, rule = resolved[index]
            if name.type != "ORG" or rule == SAME or ("ORG", written) in self.lists.listed:
                continue
            if Places.lacks(written):
                places = places or Places(text, found, [one for one, _ in resolved], self.lists.provinces)
                if full := places.complete(written, name.start):
                    resolved[index] = (full, SAME)

    def _cite(self, text: str, found: Sequence[Name], resolved: list[tuple[str, str]], day: date | None) -> None:
        """Say which document a short form means."""
        cited = [index for index, name in enumerate(found) if name.type == "DOC"]
        meant = citations.resolve(resolved[index][0] for index in cited) if len(cited) > 1 else {}
        for index in cited:
            name = resolved[index][0]
            if name in meant:
                resolved[index] = (meant[name], SAME)
            elif (known := self.citations.meant(name, day)) is not None:
                resolved[index] = known if known[0] != name else resolved[index]
            elif (full := self.citations.completed(name, self._issuers(text, found, resolved, index))) is not None:
                resolved[index] = (full, "document:number")

    @staticmethod
    def _issuers(text: str, found: Sequence[Name], resolved: list[tuple[str, str]], index: int) -> list[str]:
        """Who could have issued a document: the names next to it in its line, nearest behind first."""
        line = text.rfind("\n", 0, found[index].start) + 1, text.find("\n", found[index].end)
        last = line[1] if line[1] >= 0 else len(text)
        near = [*range(index + 1, min(index + 3, len(found))), *range(index - 1, max(index - 4, -1), -1)]
        issuers = [resolved[i][0] for i in near if found[i].type == "ORG" and line[0] <= found[i].start < last]
        everywhere = {one for (one, _), name in zip(resolved, found, strict=True) if name.type == "ORG"}
        issuing = [one for one in everywhere if one.startswith(("Bộ ", "Ngân hàng Nhà nước"))]
        issuers += issuing if len(issuing) == 1 else []
        before = text[max(line[0], found[index].start - 120) : found[index].start]
        return [*issuers, "Thủ tướng Chính phủ"] if "Thủ tướng" in before else issuers

    def documents(self, text: str, found: Sequence[Name], resolved: Sequence[tuple[str, str]]) -> list[Citation]:
        """Every document of an article once, in order, with what its text and the lists tell of it.

        Args:
            text, found: as for ``resolve``.
            resolved: what ``resolve`` gave.
        """
        cited: dict[str, tuple[str, date | None]] = {}
        for index, name in enumerate(found):
            if name.type == "DOC":
                day, at = citations.told(text, name.end)
                after = index + 1 if index + 1 < len(found) else index
                of = resolved[after][0] if citations.issued_by(text, at, found[after]) else ""
                issuer, issued = cited.get(resolved[index][0], ("", None))
                cited[resolved[index][0]] = (issuer or of, issued or day)
        return [self.citations.fact(name, issuer, issued) for name, (issuer, issued) in cited.items()]

    def _hold(
        self,
        text: str,
        found: Sequence[Name],
        surfaces: Sequence[str],
        resolved: list[tuple[str, str]],
        day: date | None,
    ) -> None:
        """Say who holds each office that stands alone."""
        if all(name.type != "ROLE" for name in found):
            return
        names = [one for one, _ in resolved]
        titles = Titles(
            titled(text, found, names, self.offices),
            [(name.start, who) for name, who in zip(found, names, strict=True) if name.type == "PER"],
            [who for name, who in zip(found, names, strict=True) if name.type == "ORG" and who.startswith("Bộ ")],
            self.offices,
            day,
            self._countries,
        )
        for index, name in enumerate(found):
            if name.type == "ROLE":
                resolved[index] = titles.holder(surfaces[index], name.start)
        known = [(index, resolved[index][0]) for index, name in enumerate(found) if name.type == "ROLE"]
        for index, who in known:
            if who == UNKNOWN and (one := titles.shared(surfaces[index], [(surfaces[i], w) for i, w in known])):
                resolved[index] = (one, SAME)


@lru_cache(maxsize=2)
def load(folder: Path = LEXICON) -> Aliases:
    """The lists with the lists of a folder (the shipped ones by default); lines that cannot be read are left out.

    Raises:
        ModelError: a list is missing.
    """
    entries = gazetteers.load(folder).entries
    provinces: dict[str, str] = {}
    countries: dict[str, str] = {}
    for entry in entries:
        if entry.kind == "province":
            level = "" if entry.name.startswith("Thành phố") else "thành phố " if entry.name in CITIES else "tỉnh "
            provinces |= dict.fromkeys((entry.name, *entry.aliases), level + entry.name)
        elif entry.kind == "country":
            inside = COUNTRY_IN_NAMES.get(entry.name, entry.name)
            countries |= {form: inside for form in (entry.name, *entry.aliases) if len(form) > 2 or form == "Mỹ"}
    long = [(cells[0], cells[1]) for _, cells in gazetteers.rows(folder / "expansions.tsv", columns=2)]
    known = {form: entry.name for entry in entries if entry.type == "LOC" for form in (entry.name, *entry.aliases)}
    speller = Speller(dict(long), provinces, countries, known)
    foreign = frozenset(key(name) for name in countries.values() if name != "Việt Nam")
    return Aliases(
        NameLists(entries, speller, provinces), offices.load(folder, speller.office), citations.load(folder), foreign
    )
