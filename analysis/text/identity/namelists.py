"""What a name is by itself, whatever its article: the lists first, then one spelling for all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.text.identity import abroad
from analysis.text.identity.agencies import CITIES
from analysis.text.identity.spelling import Speller, key, trimmed
from analysis.text.identity.within import Key
from analysis.text.naming import documents, gazetteers
from analysis.text.naming.gazetteers import Entry

REMEMBERED = 100_000
"""Written forms whose name is kept in one process; then it starts afresh."""
ROUNDS = 4
"""Steps after which a name is spelled as far as it goes."""
SPELLED = "spelling"
"""Rule of a name that is only written otherwise: abbreviations written out, one kind of dash."""
COUNTRY_IN_NAMES = {"Hoa Kỳ": "Mỹ"}
"""Countries that go by another name inside the names of their institutions."""
NOT_AT_THE_END = frozenset(("Trung", "Việt", "Thái"))
"""Short forms of countries that end many other names."""
_AMENDED = re.compile(r"\s+sửa đổi\Z")
_LAWS = ("Luật ", "Bộ luật ", "Pháp lệnh ")
"""Documents whose names are words, which newspapers abbreviate."""
_INSTITUTIONS = ("gov", "institution")
_VIETNAMESE = ("gov", "party", "province", "city")


class NameLists:
    """The lists, keyed by type and written form."""

    def __init__(
        self, entries: Sequence[Entry], speller: Speller, provinces: dict[str, str], countries: dict[str, str]
    ) -> None:
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
        self._seats = {
            surface: (entry.name, f"alias:{entry.file}:{entry.line}")
            for entry in entries
            if entry.type == "ORG" and entry.kind in _INSTITUTIONS
            for surface in entry.aliases
        }
        """Institutions that are also named by the place they sit in (``Lầu Năm Góc``)."""
        self.listed = {(entry.type, entry.name) for entry in entries}
        self.home = {entry.name for entry in entries if entry.kind in _VIETNAMESE} | {abroad.HOME}
        """Names that show an article to be about Vietnam."""
        self.provinces = provinces
        """Every written form of a province to its name with the level."""
        self.abroad = {form: inside for form, inside in countries.items() if inside != abroad.HOME}
        """Every written form of a foreign country to its name inside the names of institutions."""
        self.speller = speller
        self._memo: dict[Key, tuple[str, str]] = {}

    def alone(self, kind: str, surface: str) -> tuple[str, str]:
        """Name and rule of a written form, whatever the article; the rule is empty when nothing was changed.

        >>> load().alone("ORG", "Bộ khoa học & công nghệ")[0]
        'Bộ Khoa học và Công nghệ'
        """
        found = self._memo.get((kind, surface))
        if found is None:
            if len(self._memo) > REMEMBERED:
                self._memo.clear()
            found = self._memo[kind, surface] = self._alone(kind, surface)
        return found

    def office(self, words: str) -> str:
        """The words of an office in one spelling, its institution by the name that the lists have for it.

        >>> load().office("Tổng thư ký Tổ chức Hiệp ước Bắc Đại Tây Dương")
        'Tổng thư ký NATO'
        """
        written = self.speller.office(words)
        parts = written.split(" ")
        for size in range(2, min(5, len(parts))):
            if parts[size][:1].isupper():
                name, rule = self.alone("ORG", " ".join(parts[size:]))
                return " ".join([*parts[:size], name]) if rule.startswith("alias:") else written
        return written

    def _alone(self, kind: str, surface: str) -> tuple[str, str]:
        written = surface
        for _ in range(ROUNDS):
            if known := self._exact.get((kind, written)) or self._loose.get((kind, key(written))):
                return known
            if known := self._loose.get((kind, key(self._at_home(kind, written)))):
                return known
            if kind == "LOC" and written in self._seats:
                return self._seats[written]
            before, written = written, self._spelled(kind, written)
            if written == before:
                break
        return written, "" if written == surface else SPELLED

    def _spelled(self, kind: str, surface: str) -> str:
        """One step towards the one spelling of a name; a name that loses all its letters stays as it is."""
        if kind == "PER":
            return trimmed(surface)
        written = self.speller.tidy(surface)
        if kind == "DOC":
            written = _AMENDED.sub(" (sửa đổi)", documents.canonical(written))
            written = self.speller.written_out(written) if written.startswith(_LAWS) else written
        elif kind == "LOC":
            written = self.speller.place(written)
        elif kind in ("ORG", "EVENT"):
            written = self.speller.written_out(written)
        if kind == "ORG":
            written = self.speller.of_country(self.speller.levelled(written))
        return (written if self._known(kind, written) else self.speller.brand(kind, written)) or surface

    def _known(self, kind: str, name: str) -> bool:
        return (kind, key(name)) in self._loose

    def _at_home(self, kind: str, name: str) -> str:
        """A ministry without the country: ``Bộ Công Thương Việt Nam``."""
        short = name.removesuffix(" Việt Nam")
        return short if kind == "ORG" and short in self.home else name


@lru_cache(maxsize=2)
def load(folder: Path = LEXICON) -> NameLists:
    """The lists of a folder (the shipped ones by default); lines that cannot be read are left out.

    Raises:
        ModelError: a list is missing.
    """
    entries = gazetteers.load(folder).entries
    provinces: dict[str, str] = {}
    countries: dict[str, str] = {}
    for entry in entries:
        forms = (entry.name, *entry.aliases)
        if entry.kind == "province":
            level = "" if entry.name.startswith("Thành phố") else "thành phố " if entry.name in CITIES else "tỉnh "
            provinces |= dict.fromkeys(forms, level + entry.name)
        elif entry.kind == "country":
            inside = COUNTRY_IN_NAMES.get(entry.name, entry.name)
            countries |= {form: inside for form in forms if form not in NOT_AT_THE_END}
    long = {cells[0]: cells[1] for _, cells in gazetteers.rows(folder / "expansions.tsv", columns=2)}
    places = {form: entry.name for entry in entries if entry.type == "LOC" for form in (entry.name, *entry.aliases)}
    return NameLists(entries, Speller(long, provinces, countries, places), provinces, countries)
