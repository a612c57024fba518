"""Titles beside names: which person an article calls by which office."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.text.fold import plain
from analysis.text.names import Name
from analysis.text.offices import HEAD, Office, Offices

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
_BEHIND = re.compile(r"\s*(?:,|\(|-|–|là)\s*")
_AFTER = re.compile(
    r"[,.;:()\n]|\s[-–]\s|\s(?:cho|nói|nhấn|khẳng|đã|sẽ|đang|phát biểu|chủ trì|đề nghị|đánh giá|bày tỏ|là|và)\s"
)


@dataclass(frozen=True, slots=True)
class Titled:
    """A person with a title, where the article gives it."""

    start: int
    person: str
    office: Office


def without_titles(text: str, found: Sequence[Name]) -> list[Name]:
    """Names without the offices that stand beside the name of their holder: those are titles and no mentions.

    >>> text = "Thủ tướng Anh Lê An đến. Thủ tướng nói."
    >>> names = [Name("ROLE", 0, 9, ""), Name("LOC", 10, 13, ""), Name("PER", 14, 19, ""), Name("ROLE", 25, 34, "")]
    >>> [text[name.start : name.end] for name in without_titles(text, names)]
    ['Anh', 'Lê An', 'Thủ tướng']
    """
    kept = []
    for index, name in enumerate(found):
        if name.type == "ROLE":
            person = next((other for other in found[index + 1 : index + 4] if other.type == "PER"), None)
            if person is not None and person.start - name.end <= APART:
                title = _before(text, name.start, person.start)
                if title.startswith(text[name.start : name.end]):
                    continue
        kept.append(name)
    return kept


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
