"""The subject of a reporting word: who says what follows it.

Looked for to its left: a name right before it, a name with its office between commas, a pronoun or an office alone,
or the subject of the whole sentence.
"""

from __future__ import annotations

import re

from analysis.text.identity.offices import UNKNOWN
from analysis.text.speech.anaphora import meant, office
from analysis.text.speech.cast import DATE, Cast, Known, Speaker

_FILLER = re.compile(
    r"(?:(?<=\s)|\A)(?:cũng|đã|vừa|còn|lại|thì|đều|từng|đang|luôn|liên tục|tiếp tục|thẳng thắn|công khai|chính thức|mới|"
    r"mới đây|sau đó|trước đó|một lần nữa|lần nữa|nhiều lần|bất ngờ|trân trọng|tha thiết|rất|thẳng thừng|mạnh mẽ|"
    r"nhanh chóng|thường|chỉ|vừa qua|gần đây|lần đầu|cùng ngày|cuối cùng|đặc biệt|kịp thời|kiên quyết|dứt khoát|"
    r"hài hước|vui mừng|cụ thể|lên tiếng|phát biểu|bày tỏ|có bài|ra thông báo|ra tuyên bố|ra thông cáo|phát thông báo|"
    r"có văn bản|gửi văn bản|họp báo|quyết liệt|trực tiếp|khẩn trương|nghiêm túc|thông tin|trả lời|"
    rf"(?:(?:vào|trong|từ|hồi|cuối|đầu) )?(?:ngày|hôm|sáng|chiều|tối|trưa|đêm|rạng sáng|tuần|tháng){DATE}) *\Z",
    re.IGNORECASE,
)
"""Words between a subject and its cue that say nothing about who it is."""
_BRACKET = re.compile(r"\([^()]{0,120}\) *\Z")
_JOINED = re.compile(r"(?:[,;]|(?<!\w)(?:và|đồng thời|nhưng|song|mà|rồi|cũng như|bên cạnh đó)) *\Z", re.IGNORECASE)
_APPOSED = re.compile(r" ?[,(]| [-–—] | (?:của|từ|thuộc|tại|ở) ")
_LONG_APPOSITION = 200
_FAR_PERSON, _FAR_BODY, _FAR_FIRST = 130, 70, 200
"""Characters from a name to a cue that it may still be the subject of."""


def subject(cast: Cast, start: int, at: int, *, last: Speaker | None, sure: bool) -> Speaker | None:
    """Who is the subject of the cue at ``at``; None where that cannot be told.

    Args:
        cast: the names of the article.
        start: where the sentence begins.
        at: where the cue begins.
        last: the speaker before.
        sure: whether a name farther off in the sentence may be taken too.
    """
    end = _without_filler(cast.text, start, at)
    for _ in range(3):
        known = cast.ending(end)
        found = _head(cast, start, known, last) if known and known.start >= start else meant(cast, start, end, last)
        if found is not None:
            return found
        left = cast.text[max(start, end - 130) : end]
        if bracket := _BRACKET.search(left):
            end = _without_filler(cast.text, start, end - len(bracket[0]))
        elif left.endswith((",", " -", " –", " —")):
            if (person := _apposed(cast, start, end)) is not None:
                return Speaker.named(person)
            end = _without_filler(cast.text, start, end - 1)
        else:
            break
    return _farther(cast, start, at) if sure else None


def joined(text: str, start: int, at: int) -> int | None:
    """Where the words begin that join the cue at ``at`` to what stands before it; None when nothing does.

    >>> text = "cho biết mọi việc đã xong, đồng thời cũng nhấn mạnh"
    >>> text[joined(text, 0, text.index("nhấn")) :]
    ', đồng thời cũng nhấn mạnh'
    """
    end = _without_filler(text, start, at)
    found = _JOINED.search(text, max(start, end - 16), end)
    first = None
    while found is not None:
        first = found.start()
        found = _JOINED.search(text, max(start, first - 16), first)
    return first


def first(cast: Cast, start: int, at: int) -> Speaker | None:
    """The first name of a sentence that can be its subject, not too far before ``at``."""
    for known in cast.between(max(start, at - _FAR_FIRST), at):
        if known.type == "LOC" or known.name == UNKNOWN or not cast.initial(start, known):
            continue
        if known.type != "ORG" or cast.bare(start, known):
            return Speaker.named(known)
    return None


def _without_filler(text: str, start: int, end: int) -> int:
    while True:
        while end > start and text[end - 1].isspace():
            end -= 1
        filler = _FILLER.search(text, max(start, end - 40), end)
        if filler is None or filler.start() == end:
            return end
        end = filler.start()


def _head(cast: Cast, start: int, known: Known, last: Speaker | None) -> Speaker | None:
    """Who is meant where a name ends right before the cue: itself, or the person or office it belongs to."""
    text = cast.text
    if known.type in ("PER", "ROLE"):
        if re.search(r"(?<!\w)của (?:ông |bà |anh |chị )?\Z", text[max(start, known.start - 9) : known.start]):
            return None
        if not cast.initial(start, known) and (person := _apposed(cast, start, known.start)) is not None:
            return Speaker.named(person)
        return Speaker.named(known) if known.name != UNKNOWN else office(cast, known.start, known.end, last)
    for whole in reversed(cast.between(max(start, known.start - 90), known.start)):
        if whole.type == "ORG" and text[whole.end : known.start] in (" thuộc ", " của ", " trực thuộc "):
            return _head(cast, start, whole, last)
    for person in reversed(cast.between(max(start, known.start - _LONG_APPOSITION), known.start)):
        apposed = person.type == "PER" and person.name != UNKNOWN and _APPOSED.match(text, person.end, known.start)
        if apposed and cast.initial(start, person):
            return Speaker.named(person)
    if cast.bare(start, known):
        return Speaker.named(known)
    if (begins := cast.office_before(start, known)) is None:
        return None
    holder = office(cast, begins, known.end, None)
    return holder if holder is not None or known.type == "LOC" else Speaker.named(known)


def _apposed(cast: Cast, start: int, end: int) -> Known | None:
    """The person whose office stands between commas before ``end``: ``ông A, Giám đốc Sở B,``."""
    for person in reversed(cast.between(max(start, end - _LONG_APPOSITION), end - 1)):
        gap = cast.text[person.end : end - 1].lstrip()
        apposed = person.type == "PER" and person.name != UNKNOWN and gap[:1] in (",", "-", "–", "—", "(")
        if apposed and cast.initial(start, person):
            return person
    return None


def _farther(cast: Cast, start: int, at: int) -> Speaker | None:
    """The nearest person, office or institution that is subject of a clause reaching the cue."""
    for known in reversed(cast.between(max(start, at - _FAR_PERSON - 60), at)):
        gap = at - known.end
        if gap > _FAR_PERSON or known.name == UNKNOWN or known.type == "LOC" or not cast.initial(start, known):
            continue
        if known.type != "ORG" or (gap < _FAR_BODY and cast.bare(start, known)):
            return Speaker.named(known)
    return None
