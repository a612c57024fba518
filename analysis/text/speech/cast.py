"""The names of one article that can speak, in order, and what stands before each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.text.identity.offices import UNKNOWN
from analysis.text.naming import gazetteers
from analysis.text.naming.mending import Name

SPEAKING = ("PER", "ROLE", "ORG", "LOC")
"""Types of names that can speak."""
HONORIFICS = frozenset(
    ["ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "cậu", "cụ", "bé", "cháu", "mr", "ms", "mrs", "ngài"]
)
DATE = r"(?: (?:ngày )?\d{1,2}(?: ?[/.-] ?\d{1,2}(?: ?[/.-] ?\d{4})?)?| (?:nay|qua|kia|trước|này|sau đó|cùng ngày|thứ \w+))*"
"""What may follow ``ngày``, ``hôm``, ``sáng``."""
_MOST = 200
"""Names looked back at: nobody is meant who was named so long ago."""
_FAR = 120
"""Characters looked at before a name."""
_EDGE = re.compile(r"[,;:()“”\"«»]| [-–—] ")
_EDGE_OF_BODY = re.compile(r"[,;:()“”\"«»]")
NOT_SUBJECT = re.compile(
    r"(?<!\w)(?:với|gặp|tiếp|cùng|cho|đến|tới|về|bởi|thay|mời|chúc|thăm|đón|của|do|từ|là|bị|được|tặng|gửi|nhắc|như|và|hoặc|"
    r"dẫn lời|sang|tại|ở|trong|gồm|giữa|để|có|mà|vụ|rời|gọi|trước|cảm ơn|ủng hộ|chỉ trích|yêu cầu|đề nghị)(?!\w)",
    re.IGNORECASE,
)
_NOT_IN_OFFICE = re.compile(
    r"(?<!\w)(?:với|gặp|tiếp|cùng|bởi|thay|mời|chúc|thăm|đón|bị|được|tặng|gửi|nhắc|dẫn lời|giữa|để|mà|rời|gọi|cảm ơn|"
    r"ủng hộ|chỉ trích|yêu cầu|đề nghị|trước|như|đến|tới)(?!\w)",
    re.IGNORECASE,
)
"""Words that no office holds: behind ``Thủ tướng gặp`` another person follows."""
_OPENERS = re.compile(
    r"\A[\s\"“]*(?:(?:trong khi đó|trong khi|mới đây|trước đó|sau đó|cũng|đồng thời|tuy nhiên|ngoài ra|bên cạnh đó|đáp lại|"
    r"đặc biệt|hiện|hiện nay|tương tự|riêng|còn|về phía|nhưng|song|theo đó|cụ thể|do đó|vì vậy|và|khi|sau khi|mà|"
    rf"(?:vào |cuối |đầu )?(?:ngày|hôm|sáng|chiều|tối|trưa|đêm|rạng sáng|tuần|tháng){DATE})(?:,| |\Z))*",
    re.IGNORECASE,
)
_FOR_BODY = re.compile(
    r"(?<!\w)(?:lãnh đạo|đại diện|phía|người phát ngôn|phát ngôn viên|ban lãnh đạo|cơ quan|hãng tin|hãng thông tấn|hãng|"
    r"tờ báo|tờ|báo|đài|kênh|trang tin|trang|tạp chí|văn phòng|chính quyền|chính phủ|giới chức|quan chức|nước|thông cáo của|"
    r"tuyên bố của|nhóm nghiên cứu|các nhà nghiên cứu|nguồn tin từ|thông tin từ|công ty|tập đoàn|đoàn|đội ngũ)"
    r"(?: của| từ| tại| thuộc| nhà nước| quản lý| cấp cao)* *\Z",
    re.IGNORECASE,
)
"""Words before an institution that speak for it."""
_STAFF = re.compile(
    r"(?:(?:một|các|nhiều|những|nhóm|đội|hội đồng|ban) )*(?:chuyên gia|nhà phân tích|nhà nghiên cứu|nhà khoa học|nhà kinh tế|"
    r"báo cáo|nghiên cứu|thông cáo|thông báo|tuyên bố|khảo sát|kết quả|số liệu|bài viết|bác sĩ|kỹ sư|cán bộ|nhân viên|thành viên|"
    r"luật sư|giảng viên|quan chức|nguồn tin|người|bộ phận|trưởng nhóm|hội đồng|phòng|khoa|văn bản|kết luận|cáo trạng|công văn)"
    r"(?: (?!của |tại |từ |thuộc |ở |trong |đến từ |do )\w+){0,6}(?: (?:của|tại|từ|thuộc|ở|trong|đến từ|do))?",
    re.IGNORECASE,
)
"""People and papers of an institution that is named right behind them: what they say is its word."""
_FOR_COUNTRY = re.compile(r"(?<!\w)(?:phía|chính quyền|chính phủ|nước|giới chức) *\Z", re.IGNORECASE)
"""Words before a country that speak for it."""


@dataclass(frozen=True, slots=True)
class Known:
    """One mention of somebody who can speak."""

    type: str
    start: int
    end: int
    name: str
    """Canonical name; ``?`` for an office whose holder is not known."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, and how that is written at the quotation."""

    known: Known
    """The mention that gives the name: here, or before where a pronoun stands here."""
    start: int
    end: int

    @classmethod
    def named(cls, known: Known) -> Speaker:
        return cls(known, known.start, known.end)


@lru_cache(maxsize=1)
def titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of office: wherever they stand, and at the very beginning with or without ``nguyên``, ``ông`` …"""
    heads = gazetteers.load().heads.values()
    offices = {" ".join(words) for found in heads for words, label in found if label == "title"} - HONORIFICS
    ways = "|".join(map(re.escape, sorted(offices, key=lambda office: (-len(office), office))))
    calls = "|".join(sorted(HONORIFICS))
    front = rf"(?:(?:nguyên|cựu|tân|quyền|phó|nữ) )*(?:{ways}|{calls})(?!\w)"
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)", re.IGNORECASE), re.compile(front, re.IGNORECASE)


class Cast:
    """Who can speak in one article."""

    def __init__(self, text: str, names: Sequence[Name], canonical: Sequence[str]) -> None:
        self.text = text
        self.known = [
            Known(name.type, name.start, name.end, who)
            for name, who in zip(names, canonical, strict=True)
            if name.type in SPEAKING
        ]
        self._starts = [known.start for known in self.known]
        self._by_end = {known.end: known for known in self.known}
        self.said: list[tuple[int, int]] = []
        """What was said so far: who is named in it is spoken of, and does not speak next."""
        self.women: set[str] = set()
        """Names that ``bà`` stands before."""
        self.men: set[str] = set()
        for known in self.known:
            if known.type == "PER":
                before = text[max(known.start - 4, 0) : known.start].casefold()
                if before.endswith(("bà ", "chị ", "cô ")):
                    self.women.add(known.name)
                elif before.endswith(("ông ", "anh ")):
                    self.men.add(known.name)

    def between(self, start: int, end: int) -> list[Known]:
        """Names that begin in ``text[start:end]``."""
        return self.known[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, at: int) -> list[Known]:
        """Known names that begin before ``at``, nearest first; at most ``_MOST`` of a very long text."""
        end = bisect_left(self._starts, at)
        return [known for known in reversed(self.known[max(end - _MOST, 0) : end]) if known.name != UNKNOWN]

    def ending(self, end: int) -> Known | None:
        """The name that ends just here."""
        return self._by_end.get(end)

    def initial(self, start: int, known: Known) -> bool:
        """Whether a name may be a subject by what stands before it: offices and openers, no preposition or verb."""
        left = self._left(start, known, _EDGE)
        opener = _OPENERS.match(left)
        first = opener.end() if opener else 0
        for name in self.between(known.start - len(left), known.start):
            at = name.start - known.start + len(left)
            left = left[:at] + "_" * min(name.end - name.start, len(left) - at) + left[at + name.end - name.start :]
        office = titles()[0].search(left, first)
        if office is None:
            return not NOT_SUBJECT.search(left, first)
        return not NOT_SUBJECT.search(left, first, office.start()) and not _NOT_IN_OFFICE.search(left, office.end())

    def bare(self, start: int, known: Known) -> bool:
        """Whether an institution or country stands for itself, not as part of a longer subject."""
        left = self._left(start, known, _EDGE_OF_BODY)
        if (_FOR_COUNTRY if known.type == "LOC" else _FOR_BODY).search(left):
            return True
        opener = _OPENERS.match(left)
        rest = left[opener.end() if opener else 0 :].strip()
        return not rest or (known.type == "ORG" and bool(_STAFF.fullmatch(rest)))

    def only_offices(self, start: int, known: Known) -> bool:
        """Whether nothing but offices, ``ông`` and institutions stands between ``start`` and a name."""
        left = self.text[start : known.start].strip(" \"“'‘-–")
        if len(left) >= _FAR or not titles()[1].match(left):
            return False
        return not re.search(r"[,;:]|(?<!\w)(?:của|và|về|vụ)(?!\w)", left)

    def office_before(self, start: int, known: Known) -> int | None:
        """Where an office begins that an institution or country closes: ``Bộ trưởng`` in ``Bộ trưởng Bộ Y tế``."""
        left = self._left(max(start, known.start - 80), known, _EDGE)
        office = titles()[0].search(left)
        if office is None or NOT_SUBJECT.search(left[office.end() :].replace("của", "")):
            return None
        return known.start - len(left) + office.start()

    def phrase(self, start: int, end: int) -> int:
        """Where the phrase begins that ends at ``end``: behind the last sign and words such as ``Sáng nay``."""
        left = self.text[max(start, end - _FAR) : end]
        left = left[max((found.end() for found in _EDGE.finditer(left)), default=0) :].lstrip()
        opener = _OPENERS.match(left)
        return end - len(left) + (opener.end() if opener else 0)

    def _left(self, start: int, known: Known, edge: re.Pattern[str]) -> str:
        left = self.text[max(start, known.start - _FAR) : known.start]
        return left[max((found.end() for found in edge.finditer(left)), default=0) :]
