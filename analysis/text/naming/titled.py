"""Persons whom the model took into their office or institution: ``Bộ trưởng Quốc phòng Bỉ`` Francken, ``Bí thư Tỉnh ủy`` Lê Văn An.

A person is a run of capitals that begins with a family name of Vietnamese, or foreign words behind a listed country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.text.naming import mending, tokens
from analysis.text.naming.gazetteers import Gazetteers
from analysis.text.naming.mending import Name

_TITLE = re.compile(
    rf"(?:(?:cựu|nguyên|quyền|đại|trung|thượng|thiếu) )?(?:{mending.TITLES}|người phát ngôn|tỉnh trưởng|thị trưởng|tướng|"
    rf"giám đốc|phó giám đốc|chánh văn phòng|trưởng ban|tá|úy)(?: (?:{mending.FIELDS}|Giao thông|Nội các))*(?= |\Z)",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"(?:bộ trưởng|thứ trưởng|thủ tướng|tổng thống|ngoại trưởng|đại tướng|trung tướng|thượng tướng|thiếu tướng|tướng|"
    r"tỉnh trưởng|thị trưởng|người phát ngôn|đại sứ)",
    re.IGNORECASE,
)
"""Titles after which a foreign word is a country or a person, not a firm."""
_MINISTERS = ("bộ", "thứ", "trung", "thượng", "thiếu", "tướng", "tỉnh", "thị")
"""First words of titles behind which a single foreign word is a person; behind others it may be a country not listed."""
_LEVELS = ("phường", "xã", "quận", "huyện", "đường", "phố", "trường")
"""Before a place named after a person."""
_WIDE = ("tỉnh", "thành phố", "thị xã")
LONG_NAME = 3
"""Syllables from which a name behind a province's level is a person's."""
_REACH = 60
_AFTER_TITLE = re.compile(
    rf"(?<!\w)(?:{mending.TITLES}|người phát ngôn|giám đốc|chánh văn phòng|trưởng ban) \Z", re.IGNORECASE
)
_AUTHORITY = re.compile(
    r"(?:Bộ|Sở|Ủy ban|UBND|HĐND|Đảng ủy|Tỉnh ủy|Thành ủy|Công an|Chi cục|Cục|Vụ|Ban|Phòng|Văn phòng)(?= )"
)
"""Institutions that are not named after persons."""


class Titled:
    """Takes persons out of offices and institutions."""

    def __init__(self, lists: Gazetteers) -> None:
        self._family, self._given, self._names = lists.family, lists.given, lists.names

    def apart(self, text: str, found: Sequence[Name]) -> list[Name]:
        """Names in order, each person a name of its own."""
        kept: list[Name] = []
        for name in found:
            kept.extend(self._parts(text, name) if name.rule == "model" else [name])
        return kept

    def _parts(self, text: str, name: Name) -> Iterator[Name]:
        spans = [(name.start + start, name.start + end) for start, end in tokens.spans(text[name.start : name.end])]
        words = [text[start:end] for start, end in spans]
        first, state = _opened(text, name, spans)
        minister = words[0].lower() in _MINISTERS
        at = self._person(words, first, state, minister) if first else None
        if at is None:
            yield name
            return
        begin = 0 if name.type == "ORG" else first
        if at > begin and any(word[0].isupper() for word in words[begin:at]):
            kind = "LOC" if self._listed(words[begin:at]) == "LOC" else "ORG"
            yield Name(kind, spans[begin][0], spans[at - 1][1], name.rule)
        yield Name("PER", spans[at][0], name.end, name.rule)

    def _person(self, words: Sequence[str], first: int, state: bool, minister: bool) -> int | None:
        """Where a person's name begins that goes to the end; None where none is seen."""
        if self._listed(words[first:]):
            return None
        for at in range(max(first, 1), len(words)):
            size = len(words) - at
            rest = words[at:]
            if size > 5 or not all(word[0].isupper() for word in rest) or self._listed(rest):
                continue
            if any(self._listed(rest[:n]) for n in range(1, size)):
                continue
            if words[at - 1].lower() in _LEVELS or (size < LONG_NAME and words[at - 1].lower() in _WIDE):
                continue
            native = all(map(tokens.is_vietnamese, rest))
            if native and rest[0] in self._family and 2 <= size <= 4 and (size > 2 or words[at - 1].islower()):
                return at
            behind = (
                (at == first and (size > 1 or minister))
                or self._listed(words[first:at]) == "LOC"
                or self._ends_in_country(words[first:at])
            )
            foreign = not any(map(tokens.is_vietnamese, rest[:1])) and not rest[0].isupper()
            if foreign and ((rest[0] in self._given and size > 1) or (state and behind)):
                return at
        return None

    def _ends_in_country(self, words: Sequence[str]) -> bool:
        return any(self._listed(words[at:]) == "LOC" for at in range(max(len(words) - 3, 0), len(words)))

    def _listed(self, words: Sequence[str]) -> str:
        """The type of these words together in the lists; empty where they are none."""
        for listed, tag in self._names.get(words[0], ()) if words else ():
            if listed == tuple(words):
                return tag.split(":", 1)[0]
        return ""


def _opened(text: str, name: Name, spans: Sequence[tuple[int, int]]) -> tuple[int, bool]:
    """How many words a title or the head of an authority takes, none where there is neither, and whether it is one of state."""
    if name.type == "ORG":
        before = max(name.start - _REACH, 0)
        headed = _AUTHORITY.match(text, name.start, name.end) and _AFTER_TITLE.search(text, before, name.start)
        return int(headed is not None), False
    title = _TITLE.match(text, name.start, name.end) if name.type in ("ROLE", "LOC", "PER") else None
    if title is None:
        return 0, False
    return sum(start < title.end() for start, _ in spans), _STATE.match(text, name.start) is not None
