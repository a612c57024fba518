"""Agencies named without their place: ``Sở Y tế``, ``UBND tỉnh``, ``Tỉnh ủy`` are those of the province an article is about.

The place is the last one of the right level named before, else the first one named after; none gives no name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from analysis.text.naming.mending import Name

CITIES = frozenset(("Hà Nội", "Thành phố Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"))
"""Provinces that are cities."""
_SMALL = ("quận", "huyện", "phường", "xã", "thị xã", "thị trấn", "đặc khu")
_OPEN = re.compile(
    r"(?:(?P<body>.*?\b(?:Ủy ban nhân dân|Hội đồng nhân dân|Công an|Đảng ủy|Bộ Chỉ huy Quân sự|Đoàn đại biểu Quốc hội|"
    r"Ủy ban Mặt trận Tổ quốc(?: Việt Nam)?|Hội Nông dân|Tòa án nhân dân|Viện kiểm sát nhân dân|.+))\s+)?"
    r"(?P<level>tỉnh|thành phố|quận|huyện|phường|xã|thị xã|thị trấn|đặc khu)\Z",
    re.IGNORECASE,
)
_PARTY = re.compile(r"(?:.*\b)?(?P<level>Tỉnh|Thành|Quận|Huyện) (?:ủy|đoàn)\Z")
_ENDS = ("tỉnh", "thành phố", "quận", "huyện", "phường", "xã", "thị xã", "thị trấn", "khu", "ủy", "đoàn", "Tỉnh")
_DEPARTMENT = re.compile(r"Sở\s\w")
_PARTY_LEVELS = {"Tỉnh": "tỉnh", "Thành": "thành phố", "Quận": "quận", "Huyện": "huyện"}


class Places:
    """The places of one article by level and position.

    Args:
        text: the article.
        found: its names in order.
        canonical: their names.
        provinces: name of a province to the name with its level.
    """

    def __init__(
        self, text: str, found: Sequence[Name], canonical: Sequence[str], provinces: Mapping[str, str]
    ) -> None:
        self._provinces = provinces
        self._at: dict[str, tuple[list[int], list[str]]] = {}
        for name, written in zip(found, canonical, strict=True):
            if name.type == "LOC":
                self._place(text, name, written)
            elif name.type == "ORG":
                self._agency(name.start, written)

    def _add(self, level: str, start: int, place: str) -> None:
        starts, places = self._at.setdefault(level, ([], []))
        starts.append(start)
        places.append(place)

    def _place(self, text: str, name: Name, written: str) -> None:
        if written in self._provinces:
            self._add("thành phố" if written in CITIES else "tỉnh", name.start, written)
            return
        low = written.casefold()
        for level in _SMALL:
            if low.startswith(level + " "):
                self._add(level, name.start, written[len(level) + 1 :])
            elif text[max(name.start - len(level) - 1, 0) : name.start].casefold() == level + " ":
                self._add(level, name.start, written)

    def _agency(self, start: int, written: str) -> None:
        words = written.split(" ")
        for size in range(min(5, len(words) - 1), 0, -1):
            place = " ".join(words[-size:])
            if place in self._provinces:
                self._add("thành phố" if place in CITIES else "tỉnh", start, place)
                return
            if words[-size - 1].casefold() in _SMALL and place[:1].isupper():
                self._add(words[-size - 1].casefold(), start, place)
                return

    @staticmethod
    def lacks(name: str) -> bool:
        """Whether an agency's name may lack its place: a quick look before the places of an article are gathered."""
        return name.startswith("Sở ") or name.endswith(_ENDS)

    def near(self, start: int, *levels: str) -> str | None:
        """The place of one of these levels named last before ``start``, else the first after it."""
        before: tuple[int, str] | None = None
        after: tuple[int, str] | None = None
        for level in levels:
            starts, places = self._at.get(level, ([], []))
            at = bisect_right(starts, start)
            if at and (before is None or starts[at - 1] > before[0]):
                before = (starts[at - 1], places[at - 1])
            if at < len(starts) and (after is None or starts[at] < after[0]):
                after = (starts[at], places[at])
        chosen = before or after
        return chosen[1] if chosen else None

    def complete(self, name: str, start: int) -> str | None:
        """The agency's name with the place it lacks; None when it lacks none, or the article names no place."""
        if (match := _PARTY.fullmatch(name)) is not None:
            place = self.near(start, _PARTY_LEVELS[match["level"]])
            return f"{name} {place}" if place else None
        if (match := _OPEN.fullmatch(name)) is not None and match["body"]:
            level = match["level"].casefold()
            place = self.near(start, level)
            if place is None:
                return None
            full = self._provinces.get(place, f"{level} {place}")
            return f"{match['body']} {full}"
        if _DEPARTMENT.match(name) and not self._has_place(name):
            place = self.near(start, "tỉnh", "thành phố")
            return f"{name} {self._provinces[place]}" if place else None
        return None

    def _has_place(self, name: str) -> bool:
        words = name.split(" ")
        return any(" ".join(words[-size:]) in self._provinces for size in range(1, min(6, len(words))))
