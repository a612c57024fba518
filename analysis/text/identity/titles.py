"""Titles beside names: which person an article calls by which office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.text.identity.offices import HEAD, Office, Offices
from analysis.text.naming import gazetteers
from analysis.text.naming.mending import Name
from analysis.text.naming.tokens import is_vietnamese
from analysis.text.script.fold import plain

REACH = 110
"""Signs before or behind a name within which its title stands."""
APART = 45
"""Signs between an office and the name of its holder in one title, at most."""
_BREAK = re.compile(r"[.;:!?…](?=\s)|[\n()]|,\s+(?=(?:và|cùng|trong|khi|tại|theo|sau|với)\b)")
_POLITE = re.compile(
    r"(?:\s+(?:ông|bà|đồng chí|gs|pgs|ts|tiến sĩ|đại tướng|thượng tướng|trung tướng|thiếu tướng)\.?)+\s*\Z"
)
_GOES_ON = re.compile(
    r"\s*\Z|\s+(?:[A-ZĐÀ-ÝĂÂÊÔƠƯ]|(?:bộ|tỉnh|thành phố|nước|của|thường trực|kiêm|quốc|ủy ban|ban|hội|chính|tài|khoa|"
    r"ngoại|công|y|giáo|an|điều hành|thứ nhất|liên|cấp cao|phụ trách)\b)"
)
"""What may follow the first word of a title; a verb may not."""
_VERB = re.compile(
    r"(?<!\w)(?:vừa|đã|đang|sẽ|sắp|cho|nói|gặp|tiếp|hội đàm|hội kiến|bổ nhiệm|yêu cầu|giao|ký|trao|chúc|mời|khen|thăm|đến|"
    r"sang|là|cùng|về|với|trong|khi|rằng|bị|được|do|từ|để|mà|ban hành|cảm ơn|bắt|điện đàm|chủ trì|xin|mong|muốn|tặng|phê|chỉ|"
    r"gửi|gọi|đáp|bày tỏ|ra lệnh|thừa nhận|đồng ý|đe dọa|cảnh báo|phản|bênh|so sánh|tiết lộ|ủng hộ|công bố|kêu|hỏi|trả|tin|"
    r"nhắc|khẳng định|nhấn|nêu|thông báo|tuyên bố|bác bỏ|xác nhận|họp|dự|tham dự|thay|kế nhiệm|không|chưa|nhận|thấy)(?!\w)"
)
"""Words that no title holds: what stands before them is the title of somebody else."""
_COMPANY = frozenset(
    ("ceo", "chủ tịch", "phó chủ tịch", "giám đốc", "tổng giám đốc", "phó tổng giám đốc", "cto", "cfo")
)
"""Offices that a foreign word right behind them may be the company of."""
NAMESAKE = "Hồ Chí Minh"
"""The person whose name ends that of a city, a union and an academy."""
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_BEHIND = re.compile(r"\s*(?:,|\(|-|–|là)\s*")
_CLOSED = re.compile(r"(?:\s+(?:tại|của|ở)\s+[^,.;\n]{1,30})?\s*(?:[,.;)\n]|\Z)")
"""What ends an apposition; a verb begins a sentence of its own."""
_AFTER = re.compile(
    r"[,.;:()\n]|\s[-–]\s|\s(?:cho|nói|nhấn|khẳng|đã|sẽ|đang|phát biểu|chủ trì|đề nghị|đánh giá|bày tỏ|là|và)\s"
)


@dataclass(frozen=True, slots=True)
class Titled:
    """A person with a title, where the article gives it."""

    start: int
    person: str
    office: Office


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """Vietnamese family names, and the names of places and organisations."""
    lists = gazetteers.load()
    known = (form for entry in lists.entries if entry.type in ("LOC", "ORG") for form in (entry.name, *entry.aliases))
    return lists.family, frozenset(known)


def without_titles(text: str, found: Sequence[Name]) -> list[Name]:
    """Names without the offices that stand beside the name of their holder: those are titles and no mentions.

    Where the recogniser took a full name into the office, only the name is left.

    >>> text = "Thủ tướng Anh Lê An đến. Thủ tướng nói với Bộ trưởng Lê Thị An."
    >>> names = [Name("ROLE", 0, 9, ""), Name("LOC", 10, 13, ""), Name("PER", 14, 19, ""), Name("ROLE", 25, 34, "")]
    >>> names.append(Name("ROLE", 43, 62, ""))
    >>> [(name.type, text[name.start : name.end]) for name in without_titles(text, names)]
    [('LOC', 'Anh'), ('PER', 'Lê An'), ('ROLE', 'Thủ tướng'), ('PER', 'Lê Thị An')]
    """
    kept = []
    for index, name in enumerate(found):
        if name.type == "ROLE":
            at = _person(text[name.start : name.end])
            if at:
                kept.append(Name("PER", name.start + at, name.end, name.rule))
                continue
            person = next((other for other in found[index + 1 : index + 4] if other.type == "PER"), None)
            if person is not None and person.start - name.end <= APART:
                title = _before(text, name.start, person.start)
                if title.startswith(text[name.start : name.end]):
                    continue
            before = found[index - 1] if index else None
            behind = before is not None and before.type == "PER" and _BEHIND.fullmatch(text, before.end, name.start)
            if behind and _CLOSED.match(text, name.end):
                continue
        kept.append(name)
    return kept


def _person(surface: str) -> int:
    """Where a full name begins that ends an office (``Bộ trưởng Lê Thị An``); 0 where none does."""
    family, known = _lists()
    words = [(match.start(), match[0]) for match in _WORD.finditer(surface)]
    tail = len(words)
    while tail > 1 and words[tail - 1][1][0].isupper() and not words[tail - 1][1].isupper():
        tail -= 1
    for size in (3, 4):
        first = len(words) - size
        if first >= tail and words[first][1] in family and all(is_vietnamese(word) for _, word in words[first:]):
            name = surface[words[first][0] :]
            return 0 if name in known or name == NAMESAKE else words[first][0]
    ends = [start + len(word) for start, word in words]
    for size in (3, 2, 1):
        if tail + size < len(words) and surface[words[tail][0] : ends[tail + size - 1]] in known:
            tail += size
            break
    head = HEAD.match(plain(surface))
    company = head is not None and head["head"] in _COMPANY and tail < len(words) and words[tail][0] == head.end() + 1
    if company or len(words) - tail not in (2, 3) or surface[words[tail][0] :] in known or words[-1][1] == "Nam":
        return 0
    return 0 if any(is_vietnamese(word) for _, word in words[tail : tail + 2]) else words[tail][0]


def titled(text: str, found: Sequence[Name], names: Sequence[str], offices: Offices) -> list[Titled]:
    """Every person whom the article gives a title, in order of the text."""
    given = []
    for index, name in enumerate(found):
        if name.type != "PER":
            continue
        since = found[index - 1].end if index and found[index - 1].type == "PER" else 0
        for words in (_before(text, since, name.start), *_behind(text, name.end)):
            if words:
                given.append(Titled(name.start, names[index], offices.read(words)))
    return given


def _before(text: str, since: int, start: int) -> str:
    """The title right before a name; empty when there is none."""
    window = text[max(start - REACH, since, 0) : start].rstrip(" \"”'’") + " "
    window = _BREAK.split(window)[-1]
    low = plain(window)
    if len(low) != len(window):
        window = low
    heads = list(HEAD.finditer(low))
    if not heads:
        return ""
    words = window[heads[-1].start() :]
    polite = _POLITE.search(low, heads[-1].end())
    if polite:
        words = words[: polite.start() - heads[-1].start()]
        if re.search(r"(?<!\w)(?:ông|bà)(?!\w)", polite[0]) and not words.rstrip().endswith(("-", "–", ",", ":")):
            return ""
        words = words.rstrip(" -–,:") + " "
    rest = words[heads[-1].end() - heads[-1].start() :]
    return words if _GOES_ON.match(rest) and not _VERB.search(rest) else ""


def _behind(text: str, end: int) -> Iterator[str]:
    """The titles in apposition behind a name (``Lê An, Phó Bí thư Tỉnh ủy, Bộ trưởng Tài chính,``)."""
    opening = _BEHIND.match(text, end)
    while opening is not None and HEAD.match(plain(text[opening.end() : opening.end() + 40])):
        window = text[opening.end() : opening.end() + REACH]
        stop = _AFTER.search(window)
        yield window[: stop.start()] if stop else window
        opening = _BEHIND.match(text, opening.end() + stop.start()) if stop else None
