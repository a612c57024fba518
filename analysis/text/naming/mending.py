"""Rules over what the model found: where the language is regular and marked texts are few.

A title with its institution or country is one office when nobody is named beside it (``Bộ trưởng Quốc phòng Mỹ cho
biết``); the number of a document ends its name (``Thông tư 27/2025 hướng dẫn ...``), and so does a verb.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass

from analysis.text.script.letters import UPPER


@dataclass(frozen=True, slots=True)
class Name:
    """One name in the cleaned text."""

    type: str
    start: int
    end: int
    rule: str
    """``model``, ``code``, ``list``, ``office`` or ``same article``."""


TITLES = (
    "phó chủ tịch|chủ tịch|phó bí thư|bí thư|phó thủ tướng|thủ tướng|bộ trưởng|thứ trưởng|phó tổng thống|tổng thống|"
    "ngoại trưởng|quốc vương|nhà vua|tư lệnh|ceo|tổng giám đốc|phó cục trưởng|cục trưởng|đại sứ|tổng thư ký|thư ký|thống đốc"
)
FIELDS = (
    "Quốc phòng|Ngoại giao|Tư pháp|Tài chính|Thương mại|Nội vụ|Năng lượng|Công Thương|Chiến tranh|Y tế|Giáo dục|Quốc hội|"
    "quân đội|hải quân"
)
"""What a title may be about before its country is named."""
_TITLE_BEFORE = re.compile(rf"(?<!\w)(?:(?:cựu|nguyên|quyền) )?(?:{TITLES}) (?:(?:{FIELDS}) )?\Z", re.IGNORECASE)
_TITLE_REACH = 48
"""Signs before a name that are searched for a title."""
_NOT_ONE = re.compile(
    r"(?<!\w)(?:(?:hai|ba|các|những|nhiều|mọi|từng|chức|chức vụ|chức danh|chỉ định|bầu|bầu cử|đắc cử|làm|giữ|vị trí|ghế|"
    r"cương vị|nhiệm kỳ|lượng|ứng viên|ứng cử viên|người phát ngôn|phu nhân|tranh cử|cố|là|với tư cách|như|cấp|diễn đàn|"
    r"phó|tổng|ban|vụ|\d+) )\Z",
    re.IGNORECASE,
)
"""Before a title: it is a post, or one of several."""
_SIGNS = tuple(",(–—-")
_TITLES_REACH = 90
"""Signs that other titles between a person and a title may take."""
_OTHER_TITLE = re.compile(
    rf"(?:{TITLES}|phó|trưởng|ủy viên|giám đốc|viện trưởng|hiệu trưởng|đại biểu|nguyên|cựu|\d+ tuổi)(?!\w)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r" ?(?:[,(–—-] ?)?(?:[^\W\d_]+\.? ){0,4}")
_HEAD = re.compile(rf"(?:(?:cựu|nguyên|quyền) )?(?:{TITLES}) (?=[{UPPER}])", re.IGNORECASE)
_RIGHT_AFTER = re.compile(rf" (?:(?:tại|ở) (?:[{UPPER}]\w+ ){{1,3}}|[–—-] )?(?:(?:ông|bà) )?")
_TERM = re.compile(r" nhiệm kỳ(?!\w)")


def offices(text: str, found: Sequence[Name], *, places: Container[str] = frozenset()) -> list[Name]:
    """Names with a title and its institution or country as one office, where no person is named beside it.

    Args:
        text: the article.
        found: its names in order.
        places: what is a place and no institution.
    """
    kept: list[Name] = []
    people = [name.start for name in found if name.type == "PER"]
    ends = [name.end for name in found if name.type == "PER"]
    for name in found:
        if name.type not in ("ORG", "LOC", "ROLE"):
            kept.append(name)
            continue
        if name.type == "ROLE" and (inner := _beside(text, name, ends, people, places)):
            kept.append(inner)
            continue
        start = name.start
        title = _TITLE_BEFORE.search(text, max(start - _TITLE_REACH, 0), start)
        if title is None or (kept and kept[-1].end > title.start()):
            kept.append(name)
            continue
        before = _NOT_ONE.search(text, max(title.start() - 20, 0), title.start())
        named = _named_before(text, title.start(), ends) or _named_after(text, name.end, people)
        if before or named or _TERM.match(text, name.end):
            kept.append(name)
            continue
        kept.append(Name("ROLE", title.start(), name.end, "office"))
    return kept


def _beside(text: str, name: Name, ends: Sequence[int], people: Sequence[int], places: Container[str]) -> Name | None:
    """The institution in an office of the model beside which its holder is named; None where nobody is."""
    head = _HEAD.match(text, name.start, name.end)
    if name.rule != "model" or head is None or not text[head.end()].isupper():
        return None
    at = bisect_left(people, name.end)
    after = at < len(people) and _RIGHT_AFTER.fullmatch(text, name.end, people[at]) is not None
    if not after and not _named_before(text, name.start, ends):
        return None
    kind = "LOC" if text[head.end() : name.end] in places else "ORG"
    return Name(kind, head.end(), name.end, name.rule)


def _named_before(text: str, start: int, ends: Sequence[int]) -> bool:
    """Whether a person is named right before, with no more between than a sign and other titles: ``bà X, 54 tuổi, Bí thư``."""
    at = bisect_right(ends, start) - 1
    if at < 0 or start - ends[at] > _TITLES_REACH:
        return False
    between = text[ends[at] : start].strip()
    return between[:1] in _SIGNS and all(
        not part or _OTHER_TITLE.match(part) for part in map(str.strip, between[1:].split(","))
    )


def _named_after(text: str, end: int, people: Sequence[int]) -> bool:
    """Whether a person is named right after, with no more than a title or a sign between."""
    at = bisect_left(people, end)
    if at == len(people):
        return False
    return _BESIDE.fullmatch(text, end, people[at]) is not None
