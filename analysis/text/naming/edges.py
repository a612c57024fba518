"""Where names of the model end: a verb, a second institution, or a bracket begins something else; half a word ends none.

The model sees two words to either side; what it joins beyond that is parted here, by words that stand inside no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from analysis.paths import LEXICON
from analysis.text.lexicons import lists
from analysis.text.naming.gazetteers import Gazetteers
from analysis.text.naming.mending import TITLES, Name
from analysis.text.script.letters import LOWER, UPPER

_VERBS = (
    "cho biết|cho hay|là|gồm|vừa|đã|sẽ|đang|làm|giúp|trên|ở|tới|ra mắt|vượt|hợp tác với|xác minh|cảnh báo|công bố|khởi tố|bắt|"
    "đề xuất|yêu cầu|nói|được|muốn|bắt tay|thuộc|cũng|trao|đưa|tăng|giảm|phạt|kiện|mua|gặp|thắng|thua|sắp|chưa|cần|phải|nên|"
    "nhận|trả|gửi|thăm|họp|hay|hoặc|nhưng|trước|sau|khi|như|đến|có|phê duyệt|ký kết|bổ nhiệm|khai trương|tham gia"
)
_CUT = re.compile(rf"(?<!,) (?P<verb>{_VERBS})(?= |,|\Z)")
"""Words that stand in no name; none of them is in one of the 4,381 marked for training."""
_HEADS = (
    "Bộ|Sở|Cục|Tổng cục|Vụ|Ủy ban|UBND|HĐND|TAND|VKSND|Viện|Học viện|Đại học|ĐH|[Tt]rường|[Cc]ông ty|[Tt]ập đoàn|[Nn]gân hàng|"
    "Hiệp hội|Liên đoàn|Công đoàn|Công an|[Bb]ệnh viện|Hệ thống|Phân ban|Hội đồng|Trung tâm|Tổng [Cc]ông ty|Quỹ|CLB|Đảng ủy|"
    "Tỉnh ủy|Thành ủy"
)
_AND = re.compile(rf"(?:,| và| cùng(?: với)?| kết hợp(?: với)?| với) (?=(?:{_HEADS})(?!\w))")
"""Between two institutions."""
_LATER = re.compile(rf"(?:{_HEADS}) (?=[{UPPER}])")
_EXAMPLE = re.compile(rf" như (?=[{UPPER}])")
"""Before the first of several places."""
_INSTITUTION = re.compile(rf"(?:{_HEADS}|Ban|Phòng|Trung đoàn|Sư đoàn|Hội|Chi cục|Văn phòng|Khoa|Đảng)(?!\w)")
_BARE = re.compile(rf"(?:{_HEADS})(?: [{LOWER}]+)*")
"""No more than a head noun."""
_NEXT = re.compile(rf" ([{LOWER}]+)(?!\w)")
_DASH = re.compile(r" ?[-–] ?")
_SUBJECT = re.compile(rf" và (?!{_HEADS}|Chính phủ|Quốc hội|Nhà nước)([{UPPER}][{LOWER}]+) ([{LOWER}]+)(?!\w)")
"""A second subject of an institution (``Viện Chiến lược Thông tin`` và Truyền thông)."""
_OPEN = re.compile(r" ?\(")
_TITLE = re.compile(
    rf"(?:phó )?(?:{TITLES}|vụ trưởng|giám đốc|chính ủy|chánh văn phòng|chánh án|viện trưởng|hiệu trưởng)(?: (?!quán |nước )|\Z)",
    re.IGNORECASE,
)
"""A title that the model took into the institution behind it."""
_TYPES = ("ORG", "PER", "LOC", "PROD")
LONGEST_PLACE = 4
"""Words of a place at the end of a name that are looked up."""


class Edges:
    """Mends beginnings and ends of the model's names."""

    def __init__(self, known: Gazetteers) -> None:
        places = (entry for entry in known.entries if entry.type == "LOC")
        self.places = frozenset(form for entry in places for form in (entry.name, *entry.aliases))
        """Names of listed places, aliases included."""
        self.known = frozenset(form.lower() for entry in known.entries for form in (entry.name, *entry.aliases))
        """Every listed name in lower case."""
        parties = (entry for entry in known.entries if entry.kind in ("country", "intl"))
        self._parties = frozenset(form for entry in parties for form in (entry.name, *entry.aliases))
        """Countries and unions of countries."""

    def mended(self, text: str, found: Sequence[Name]) -> list[Name]:
        """Names without what is no part of them, and with the second half of their last word, in order."""
        kept: list[Name] = []
        for name in found:
            if name.rule == "model" and name.type in _TYPES:
                kept.extend(self._whole(text, part) for one in _untitled(text, name) for part in _parts(text, one))
            else:
                kept.append(name)
        return self._with_parties(text, kept)

    def _with_parties(self, text: str, found: Sequence[Name]) -> list[Name]:
        """Names of events and institutions between two parties with both of them (``Diễn đàn … EU`` - Việt Nam)."""
        kept: list[Name] = []
        for name in found:
            before = kept[-1] if kept else None
            if (
                before is not None
                and before.type in ("EVENT", "ORG")
                and text[name.start : name.end] in self._parties
                and _DASH.fullmatch(text, before.end, name.start)
                and before.start < before.end - len(self._party(text[before.start : before.end])) < before.end
            ):
                kept[-1] = Name(before.type, before.start, name.end, before.rule)
            else:
                kept.append(name)
        return kept

    def _party(self, words: str) -> str:
        """The party at the end of a name, with nothing behind it; empty where there is none."""
        parts = words.split(" ")
        tails = (" ".join(parts[-size:]) for size in range(min(LONGEST_PLACE, len(parts)), 0, -1))
        return next((tail for tail in tails if tail in self._parties), "")

    def _whole(self, text: str, name: Name) -> Name:
        """An institution that ends inside a word of two syllables (``Vụ Quy`` hoạch) with all of that word."""
        head = _INSTITUTION.match(text, name.start, name.end)
        if name.type not in ("ORG", "PER") or not head or head.end() == name.end:
            return name
        if name.type == "ORG" and (more := _SUBJECT.match(text, name.end)):
            pairs = [(text[name.start : name.end].lower().split(" ")[-2:]), [more[1].lower(), more[2]]]
            if all(tuple(pair) in compounds() for pair in pairs):
                return Name("ORG", name.start, more.end(), name.rule)
        after = _NEXT.match(text, name.end)
        words = text[name.start : name.end].split(" ")
        last = words[-1].lower()
        if not after or not words[-1][1:].islower() or (last, after[1]) not in compounds():
            return name
        beyond = _NEXT.match(text, after.end())
        if beyond and (after[1], beyond[1]) in compounds():
            return name
        tails = (" ".join(words[-size:]) for size in range(1, LONGEST_PLACE + 1))
        if (words[-2].lower(), last) in compounds() or any(tail in self.places for tail in tails):
            return name
        return Name("ORG", name.start, after.end(), name.rule)


def _untitled(text: str, name: Name) -> Iterator[Name]:
    """A name without the title before it; none where it is no more than a title or the first half of one (``Phó Chủ`` tịch)."""
    after = _NEXT.match(text, name.end)
    if after and _TITLE.fullmatch(text, name.start, after.end()):
        return
    title = _TITLE.match(text, name.start, name.end) if name.type in ("ORG", "LOC") else None
    if title is None:
        yield name
    elif title.end() < name.end and text[title.end()].isupper():
        yield Name(name.type, title.end(), name.end, name.rule)


def _parts(text: str, name: Name) -> Iterator[Name]:
    """The names that one span of the model holds."""
    start, end = name.start, name.end
    opened = _OPEN.search(text, start, end)
    if opened and opened.start() > start and ")" not in text[start:end]:
        yield from _parts(text, Name(name.type, start, opened.start(), name.rule))
        if opened.end() < end:
            yield Name(name.type, opened.end(), end, name.rule)
        return
    stop = _verb(text, start, end)
    two = _AND.search(text, start, stop) if name.type in ("ORG", "LOC") else None
    first = two.start() if two else stop
    if first == end or not (_BARE.fullmatch(text, start, first) or text[start:first].islower()):
        yield Name(name.type, start, first, name.rule)
    if two:
        yield from _parts(text, Name("ORG", two.end(), stop, name.rule))
    if name.type == "LOC" and (example := _EXAMPLE.match(text, stop, end)):
        yield Name("LOC", example.end(), end, name.rule)
    elif stop < end and (later := _LATER.search(text, stop, end)):
        yield from _parts(text, Name("ORG", later.start(), end, name.rule))


def _verb(text: str, start: int, end: int) -> int:
    """Where a verb begins that is not the second half of a word (``việc`` làm); the end where none does."""
    for cut in _CUT.finditer(text, start, end):
        before = text[start : cut.start()].rsplit(" ", 1)[-1].lower()
        if (before, cut["verb"]) not in compounds():
            return cut.start()
    return end


@cache
def compounds() -> frozenset[tuple[str, str]]:
    """Words of two syllables of the general press, as pairs."""
    rows, _ = lists.read(LEXICON / "background.tsv", columns=2)
    pairs = (cells[0].split(" ") for _, cells in rows)
    return frozenset((pair[0], pair[1]) for pair in pairs if len(pair) == 2)
