"""Canonical names: every mention of one thing under one name, whatever the newspaper wrote.

First what a name is by itself: the lists (``Bộ KH&CN``), then one spelling for all (``analysis.text.identity.spelling``). Then what
its article says of it: acronyms and long forms (``within``), places of agencies (``agencies``), documents (``citations``)
and holders of offices (``holders``). Every name comes with the rule that gave it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.schema import Citation
from analysis.text.identity import abroad, citations, listed_documents, namelists, offices, within
from analysis.text.identity.agencies import Places
from analysis.text.identity.holders import SAME, Holders
from analysis.text.identity.listed_documents import ListedDocuments
from analysis.text.identity.namelists import NameLists
from analysis.text.identity.offices import UNKNOWN, Offices
from analysis.text.identity.spelling import key
from analysis.text.identity.titles import titled
from analysis.text.identity.within import Key
from analysis.text.naming.mending import Name

NEAR = 120
"""Signs around a document within which its issuer stands."""


class Aliases:
    """The lists of names, offices and documents: what gives each name of an article its canonical name."""

    def __init__(self, lists: NameLists, holders: Offices, cited: ListedDocuments) -> None:
        self.lists = lists
        self.offices = holders
        self.known = cited
        self._countries = tuple(sorted({key(inside) for inside in lists.abroad.values()}))
        at_home = (held for held in holders.terms if not held.of.endswith(self._countries))
        self._home = lists.home | {term.holder for held in at_home for term in holders.terms[held]}

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
        names = [one for one, _ in resolved]
        for index, country in abroad.countries(text, found, names, self._home, self.lists.abroad).items():
            resolved[index] = (abroad.named(names[index], country), SAME)
        for index, name in within.last_named(found, [one for one, _ in resolved]).items():
            resolved[index] = (name, SAME)
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
        for one, name in within.introduced(text, found, surfaces, self.lists.alone, self.lists.listed):
            here[one] = (name, SAME)
            names[one] = name
        people = within.full_names(surface for kind, surface in names if kind == "PER")
        for short, full in people.items():
            here["PER", short] = (names["PER", full], SAME)
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
        ministries = {one for (one, _), name in zip(resolved, found, strict=True) if name.type == "ORG"}
        issuing = [one for one in ministries if one.startswith(("Bộ ", "Ngân hàng Nhà nước"))] if cited else []
        only = issuing if len(issuing) == 1 else []
        for index in cited:
            name = resolved[index][0]
            if name in meant:
                resolved[index] = (meant[name], SAME)
            elif (known := self.known.meant(name, day)) is not None:
                if known[0] != name and self.known.agree(known[0], self._told_issuer(text, found, resolved, index)):
                    resolved[index] = known
            elif (
                full := self.known.completed(name, [*self._issuers(text, found, resolved, index), *only])
            ) is not None:
                resolved[index] = (full, "document:number")

    @staticmethod
    def _told_issuer(text: str, found: Sequence[Name], resolved: Sequence[tuple[str, str]], index: int) -> str:
        """The issuer written right behind a document (``của Bộ Chính trị``); empty where none is."""
        _, at = citations.told(text, found[index].end)
        after = index + 1
        told = after < len(found) and citations.issued_by(text, at, found[after])
        return resolved[after][0] if told else ""

    @staticmethod
    def _issuers(text: str, found: Sequence[Name], resolved: list[tuple[str, str]], index: int) -> list[str]:
        """Who could have issued a document: the organisations next to it in its line, those behind it first."""
        name = found[index]
        since, until = (
            text.rfind("\n", max(name.start - NEAR, 0), name.start),
            text.find("\n", name.end, name.end + NEAR),
        )
        first, last = max(since, name.start - NEAR), until if until >= 0 else name.end + NEAR
        near = [*range(index + 1, min(index + 3, len(found))), *range(index - 1, max(index - 4, -1), -1)]
        issuers = [resolved[i][0] for i in near if found[i].type == "ORG" and first <= found[i].start < last]
        before = text[max(first, 0) : name.start]
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
                day, _ = citations.told(text, name.end)
                of = self._told_issuer(text, found, resolved, index)
                issuer, issued = cited.get(resolved[index][0], ("", None))
                cited[resolved[index][0]] = (issuer or of, issued or day)
        return [self.known.fact(name, issuer, issued) for name, (issuer, issued) in cited.items()]

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
        holders = Holders(
            titled(text, found, names, self.offices),
            [(form, who) for name, form, who in zip(found, surfaces, names, strict=True) if name.type == "PER"],
            [who for name, who in zip(found, names, strict=True) if name.type == "ORG" and who.startswith("Bộ ")],
            self.offices,
            day,
            self._countries,
        )
        for index, name in enumerate(found):
            if name.type == "ROLE":
                resolved[index] = holders.holder(surfaces[index], name.start)
        known = [(index, resolved[index][0]) for index, name in enumerate(found) if name.type == "ROLE"]
        others = list(dict.fromkeys((surfaces[index], who) for index, who in known))
        for index, who in known:
            if who == UNKNOWN and (one := holders.shared(surfaces[index], others)):
                resolved[index] = (one, SAME)


@lru_cache(maxsize=2)
def load(folder: Path = LEXICON) -> Aliases:
    """What a folder of lists knows (the shipped one by default); lines that cannot be read are left out.

    Raises:
        ModelError: a list is missing.
    """
    lists = namelists.load(folder)
    return Aliases(lists, offices.load(folder, lists.office), listed_documents.load(folder))
