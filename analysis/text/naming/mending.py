"""Rules over what the model found: where the language is regular and marked texts are few.

A title with its institution or country is one office when nobody is named beside it (``Bộ trưởng Quốc phòng Mỹ cho
biết``); the number of a document ends its name (``Thông tư 27/2025 hướng dẫn ...``), and so does a verb.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.text.naming import documents
from analysis.text.script.letters import UPPER


@dataclass(frozen=True, slots=True)
class Name:
    """One name in the cleaned text."""

    type: str
    start: int
    end: int
    rule: str
    """``model``, ``code``, ``list``, ``office`` or ``same article``."""


_TITLES = (
    "phó chủ tịch|chủ tịch|phó bí thư|bí thư|phó thủ tướng|thủ tướng|bộ trưởng|thứ trưởng|phó tổng thống|tổng thống|"
    "ngoại trưởng|quốc vương|nhà vua|tư lệnh|ceo|tổng giám đốc|phó cục trưởng|cục trưởng|đại sứ|tổng thư ký|thư ký|thống đốc"
)
_FIELDS = (
    "Quốc phòng|Ngoại giao|Tư pháp|Tài chính|Thương mại|Nội vụ|Năng lượng|Công Thương|Chiến tranh|Y tế|Giáo dục|Quốc hội|"
    "quân đội|hải quân"
)
"""What a title may be about before its country is named."""
_TITLE_BEFORE = re.compile(rf"(?<!\w)(?:(?:cựu|nguyên|quyền) )?(?:{_TITLES}) (?:(?:{_FIELDS}) )?\Z", re.IGNORECASE)
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
    rf"(?:{_TITLES}|phó|trưởng|ủy viên|giám đốc|viện trưởng|hiệu trưởng|đại biểu|nguyên|cựu|\d+ tuổi)(?!\w)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r" ?(?:[,(–—-] ?)?(?:[^\W\d_]+\.? ){0,4}")
_TERM = re.compile(r" nhiệm kỳ(?!\w)")
_CUT = re.compile(
    r"(?:(?:(?<![Tt]ự) do|[ ,]+(?:được|đang|đã|sẽ|gồm|bỏ|không|mới|hướng dẫn|quy định chi tiết|có hiệu lực|cho|nhằm|để|tại|này|đó|"
    r"nói trên|kí|ký|và (?:[Ll]uật|[Bb]ộ luật|[Nn]ghị định|[Nn]ghị quyết|[Tt]hông tư)))(?!\w)|\. ).*",
    re.DOTALL,
)
_DRAFT = re.compile(r"(?:dự thảo|dự án) (?=\w)", re.IGNORECASE)
_DANGLING = re.compile(r"(?:[ ,]+(?:về|của|và|cho|với|trong|theo|các|số))+\Z")
_YEARS = re.compile(r" ?[-–] ?(?:20)\d\d(?!\d)")
"""What goes on with a year at the end of a name (``đến 2026-2030``)."""
_NO_NAME = re.compile(
    rf"(?:{documents.KINDS}|luật|bộ luật|đạo luật|hiến chương|hiệp ước|hiệp định|công ước|tuyên bố|thỏa thuận|chiến lược|"
    r"quy hoạch)(?: số| sửa đổi| năm \d{4}| \d{4} ?[-–] ?\d{4})?",
    re.IGNORECASE,
)
_NO_DOCUMENT = re.compile(
    r"(?:luật|nghị quyết|nghị định|thông tư|quyết định|kế hoạch|chỉ thị) "
    r"(?!về |của |số |sửa đổi|quy định|hướng dẫn|liên tịch|phiên họp|bổ sung)\w",
    re.IGNORECASE,
)
"""A kind with a lower-case word after it: an ordinary noun (``luật chơi``, ``quyết định mua``)."""
_GENERIC = re.compile(
    rf"(?i:{documents.KINDS}|luật|quy hoạch|chiến lược),.*|[Nn]ghị quyết của (?:Đảng|Chính phủ|Quốc hội)|(?:[Đđ]ạo )?luật của .*|[Ll]uật [‘'“\"].*|luật (?:về .*|\w+(?: \w+)?)|"
    r"(?:Quyết định|Công điện|Công văn|Kế hoạch)(?! (?:[“\"']|về |của ))\D*"
)
"""A list of nouns, all documents of a body, laws in a field, or a kind that is nothing without its number."""
_KIND = re.compile(
    rf"(?i:{documents.KINDS}|bộ luật|đạo luật|luật|nghị định thư|hiến pháp|hiến chương|hiệp ước|hiệp định|công ước|tuyên bố|"
    r"tuyên ngôn|thỏa thuận|chiến lược|quy hoạch|văn kiện|cương lĩnh|điều lệ|danh mục|sáng kiến|khung|tầm nhìn|lộ trình|"
    r"sách trắng|bản ghi nhớ|biên bản|tiêu chuẩn|quy chuẩn|bộ quy tắc|quy chế|cam kết|mục|phụ lục)(?!\w)|"
    rf"[{UPPER}\d-]+\b|\d"
)
"""How a document begins: its kind, an acronym, or a number."""
_PLAN = re.compile(r"[Kk]ế hoạch \d{1,2}")
_BETWEEN = re.compile(rf" ?[-–] ?[{UPPER}]\w+(?: [{UPPER}]\w+)?")
_AND = re.compile(rf"(?: ?[-–] ?| và )[{UPPER}]\w+(?: [{UPPER}]\w+)?")
"""The second party of a treaty; after "chung" and "giữa" also behind "và"."""
_QUOTED = re.compile(r"[^“”\n]{1,200}”")
_TREATIES = ("Hiệp ", "Tuyên bố ", "Thỏa thuận ")
_OTHERS = {"Đại hội ": "EVENT", "Hội nghị ": "EVENT", "Hội đồng ": "ORG", "Ban ": "ORG"}
"""Beginnings that no document has."""


def offices(text: str, found: Sequence[Name]) -> list[Name]:
    """Names with a title and its institution or country as one office, where no person is named beside it."""
    kept: list[Name] = []
    people = [name.start for name in found if name.type == "PER"]
    ends = [name.end for name in found if name.type == "PER"]
    for name in found:
        if name.type not in ("ORG", "LOC", "ROLE"):
            kept.append(name)
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


def whole_documents(text: str, found: Sequence[Name]) -> list[Name]:
    """Names with documents cut where their name ends; what is left of them must name one."""
    kept = []
    for name in found:
        if name.type != "DOC" or name.rule != "model":
            kept.append(name)
            continue
        other = next((kind for head, kind in _OTHERS.items() if text.startswith(head, name.start)), None)
        start, end = _trimmed(text, name.start, name.end)
        if other is not None:
            kept.append(Name(other, name.start, name.end, name.rule))
        elif not _NO_NAME.fullmatch(text, start, end) and not _ordinary(text, start, end):
            kept.append(Name("DOC", start, end, name.rule))
    return kept


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A document's span without "dự thảo" before and what does not belong to its name after it."""
    draft = _DRAFT.match(text, start, end)
    start = draft.end() if draft else start
    for ending in (_CUT, _DANGLING):
        cut = ending.search(text, start, end)
        end = cut.start() if cut else end
    opened, closed = text.count("“", start, end), text.count("”", start, end)
    if opened < closed and text[end - 1] == "”":
        end -= 1
    elif opened > closed:
        quoted = _QUOTED.match(text, end)
        end = quoted.end() if quoted else end
    if text.startswith(" do", end) and text.endswith((" tự", " Tự"), start, end):
        end += len(" do")
    if text.startswith(_TREATIES, start):
        mutual = "chung" in text[start:end] or "giữa" in text[start:end]
        second = (_AND if mutual else _BETWEEN).match(text, end)
        end = second.end() if second else end
    years = _YEARS.match(text, end) if text[max(end - 4, start) : end].isdigit() else None
    return start, years.end() if years else end


def _ordinary(text: str, start: int, end: int) -> bool:
    """Whether the kind is used as an ordinary noun, or its number counts something."""
    match = _NO_DOCUMENT.match(text, start, end)
    if not _KIND.match(text, start, end) or _PLAN.fullmatch(text, start, end):
        return True
    if _GENERIC.fullmatch(text, start, end) or text.endswith(("kỷ ", "pháp "), 0, start):
        return True
    counted = text[end - 1].isdigit() and documents.AMOUNT.match(text, end) is not None
    return counted or (match is not None and match[0][-1].islower())
