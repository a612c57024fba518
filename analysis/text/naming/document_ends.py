"""Where the name of a document ends: what the model cut off a treaty belongs to it, a verb behind a law does not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.text.naming import ordinary
from analysis.text.naming.edges import compounds
from analysis.text.naming.mending import Name
from analysis.text.script.letters import LOWER, UPPER

_CUT = re.compile(
    r"(?:(?:(?<![Tt]ự) do|[ ,]+(?:được|đang|đã|sẽ|gồm|bỏ|không (?:được|cho|còn|phải|có|quy định|cấm|bắt buộc)|mới|hướng dẫn|quy định chi tiết|có|cho|nhằm|để|tại|này|đó|"
    r"nói trên|kí|ký|tiếp tục|cũng|nên|cần|là|ra đời|chính thức|nếu|thì|tạo (?:cơ sở|điều kiện|hành lang|ra)|trở thành|trao|"
    r"yêu cầu|đặt|mở (?:đường|ra)|giúp|mang|hay|hoặc|như|khi|khiến|buộc|gây|mất|đối với|nhưng|bởi|vì|sau|trước|vừa (?:được|có|ban|thông|qua)|"
    r"và (?:[Ll]uật|[Bb]ộ luật|[Nn]ghị định|[Nn]ghị quyết|[Tt]hông tư|cá nhân|các)))(?!\w)|\. |, pháp luật).*",
    re.DOTALL,
)
_STOP = (
    "và|của|với|để|được|đã|sẽ|bị|do|từ|tại|ở|trong|về|là|này|đó|năm|có|cũng|hồi|vào|sau|trước|khi|nhằm|cho|mà|đang|vừa|mới|"
    "hiện|lên|ra|vì|theo|như|nhưng|nếu|thì|ký|còn"
)
_DRAFT = re.compile(r"(?:dự thảo|dự án) (?=\w)", re.IGNORECASE)
_DANGLING = re.compile(r"(?:[ ,]+(?:về|của|và|cho|với|trong|theo|các|số))+\Z")
_YEARS = re.compile(r" ?[-–] ?(?:20)\d\d(?!\d)")
"""What goes on with a year at the end of a name (``đến 2026-2030``)."""
_VISION = re.compile(r"(?:,| và)? tầm nhìn(?: đến)?(?: năm)? 20\d\d(?!\d)")
_EXPLAINED = re.compile(rf"(?: [{LOWER}]+){{1,2}}(?= \([{UPPER}]{{2,8}}\))")
"""What stands between a name and its acronym in brackets (``Đạo luật Dịch vụ`` số (DSA))."""
_RUN = rf"[{UPPER}][\w'’&.-]*(?: [{UPPER}][\w'’&-]*)*"
_BETWEEN = re.compile(rf"(?: ?[-–] ?{_RUN})+")
_AND = re.compile(rf"(?: ?[-–] ?| và )[{UPPER}]\w+(?: [{UPPER}]\w+)?")
"""The second party of a treaty; after "chung" and "giữa" also behind "và"."""
_MORE = re.compile(rf" và ([{UPPER}][{LOWER}]+)((?: [{UPPER}]?[{LOWER}]+)?)")
"""A second subject (``Thân thiện`` và Hợp tác); the syllable behind it belongs to it when both are one word."""
_REGION = re.compile(rf" ở {_RUN}")
_PARTIES = re.compile(rf" {_RUN}(?: ?[-–] ?{_RUN})*")
_SECOND = re.compile(rf" ([{LOWER}]+)(?!\w)")
_ACTION = re.compile(r"(?:Hiệp ước|Hiệp định|Công ước) (?:Cấm|Chống|Không|Phòng|Hạn|Bảo|Kiểm|Dẫn|Tương|Hợp|Tránh)\Z")
_WORDS = re.compile(rf"(?: (?!(?:{_STOP})(?!\w))[{LOWER}]+){{1,8}}")
"""What a treaty does (``Cấm`` thử vũ khí hạt nhân toàn diện), to the next word that stands in no name."""
_OFFICE = re.compile(r" ?[–-] ?(?:TTg|UBND|HĐND|CP|TW|B[A-ZĐ]{1,6})(?!\w)")
"""The second half of a number that a blank breaks (``1959/QĐ`` – TTg)."""
_CONGRESS = re.compile(r" (?:Đảng bộ|đại biểu|Đảng|Công đoàn|Đoàn)[^,.;:\n]{0,60}? lần thứ (?:[IVX]+|\d+|nhất)(?!\w)")
"""Whose congress passed a resolution, and which."""
_QUOTED = re.compile(r"[^“”\n]{0,200}”")
_TREATIES = ("Hiệp ", "Tuyên bố ", "Thỏa thuận ", "Công ước ", "Nghị định thư ", "Tuyên ngôn ")
_ABOUT = ("Hiệp ước ", "Hiệp định ", "Công ước ", "Tuyên ngôn ", "Đạo luật ", "Luật ", "luật ")
"""Kinds whose subject is written with capitals."""
_OPENS = frozenset(
    ("Luật", "Bộ", "Nghị", "Thông", "Chính", "Quốc", "Ủy", "Tuyên", "Hiệp", "Công", "Quyết", "Chỉ", "Tổng", "Thủ")
)
"""First syllables of another document or of an authority."""
_OTHERS = {"Đại hội ": "EVENT", "Hội nghị ": "EVENT", "Hội đồng ": "ORG", "Ban ": "ORG"}
"""Beginnings that no document has."""
_ACRONYM = re.compile(rf" \([{UPPER}]{{2,8}}\)")
_BRACKET = re.compile(r" ?\(")
_HOLDER = re.compile(r"(?:Tổ chức|Ban [Tt]hư ký|Ủy ban|Ủy hội) \Z")
"""A body named after its treaty (``Tổ chức`` Hiệp ước Bắc Đại Tây Dương)."""


def whole_documents(text: str, found: Sequence[Name]) -> list[Name]:
    """Names with documents where their name begins and ends; what is left of them must name one."""
    kept: list[Name] = []
    starts = {name.start for name in found if name.type in ("PER", "ORG", "LOC", "ROLE", "EVENT")}
    for name in found:
        if kept and name.start < kept[-1].end:
            continue
        if name.type != "DOC" or name.rule != "model":
            kept.append(name)
            continue
        other = next((kind for head, kind in _OTHERS.items() if text.startswith(head, name.start)), None)
        if other is not None:
            kept.append(Name(other, name.start, name.end, name.rule))
            continue
        start, end = _ended(text, *_trimmed(text, name.start, name.end), starts)
        holder = _HOLDER.search(text, max(start - 12, 0), start)
        if holder is not None and (not kept or kept[-1].end <= holder.start()):
            kept.append(Name("ORG", holder.start(), end, name.rule))
        elif kept and kept[-1].type == "ORG" and _BRACKET.fullmatch(text, kept[-1].end, start):
            kept.append(Name("ORG", start, end, name.rule))
        elif not ordinary.is_none(text, start, end):
            kept.append(Name("DOC", start, end, name.rule))
    return _alike(text, kept)


def _alike(text: str, found: Sequence[Name]) -> list[Name]:
    """Documents that an acronym in brackets shows whole are whole elsewhere in the article too."""
    whole = {
        text[name.start : name.end]
        for name in found
        if name.type == "DOC" and _ACRONYM.match(text, name.end) is not None
    }
    kept: list[Name] = []
    for number, name in enumerate(found):
        after = found[number + 1].start if number + 1 < len(found) else len(text)
        longer = [
            one for one in whole if text.startswith(one, name.start) and name.end < name.start + len(one) <= after
        ]
        end = name.start + len(max(longer, key=len)) if name.type == "DOC" and longer else name.end
        kept.append(Name(name.type, name.start, end, name.rule))
    return kept


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A document's span without "dự thảo" before and what does not belong to its name after it."""
    draft = _DRAFT.match(text, start, end)
    start = draft.end() if draft else start
    for ending in (_CUT, _DANGLING):
        cut = ending.search(text, start, end)
        end = cut.start() if cut else end
    return start, end


def _ended(text: str, start: int, end: int, starts: set[int]) -> tuple[int, int]:
    """A document's span with all of its quotation, its parties and its years; ``starts`` are beginnings of other names."""
    opened, closed = text.count("“", start, end), text.count("”", start, end)
    if opened < closed:
        end = text.index("”", start)
    elif opened > closed:
        quoted = _QUOTED.match(text, end)
        end = quoted.end() if quoted else end
    if text.startswith(" do", end) and text.endswith((" tự", " Tự"), start, end):
        end += len(" do")
    if text[end - 1].isupper() and (office := _OFFICE.match(text, end)):
        return start, office.end()
    if _ACTION.fullmatch(text, start, end) and (words := _WORDS.match(text, end)):
        end = words.end()
    if text.endswith("Đại hội", start, end) and (congress := _CONGRESS.match(text, end)):
        return start, congress.end()
    end = _second_syllable(text, end)
    if text.startswith(_ABOUT, start) and (more := _MORE.match(text, end)) and text[end - 1].islower():
        first = more.start(1)
        if first not in starts and more[1] not in _OPENS:
            both = (more[1].lower(), more[2].strip().lower()) in compounds()
            end = more.end() if both else more.end(1)
    if text.startswith("Hiệp ước ", start) and (region := _REGION.match(text, end)):
        end = region.end()
    between_two = " giữa " in text[start:end]
    if between_two or text.startswith(_TREATIES, start):
        mutual = between_two or "chung" in text[start:end]
        parties = (_PARTIES.match(text, end) if text[end - 1].islower() else None) or (
            _AND.match(text, end) if mutual else None
        )
        end = parties.end() if parties else end
        between = _BETWEEN.match(text, end)
        end = between.end() if between else end
    if text.startswith(_ABOUT, start) and (explained := _EXPLAINED.match(text, end)):
        return start, explained.end()
    if text[max(end - 4, start) : end].isdigit() and (vision := _VISION.match(text, end)):
        return start, vision.end()
    years = _YEARS.match(text, end) if text[max(end - 4, start) : end].isdigit() else None
    return start, years.end() if years else end


def _second_syllable(text: str, end: int) -> int:
    """The end of a name that ends inside a word (``Thương`` mại)."""
    last, after = text[max(end - 12, 0) : end].rsplit(" ", 2)[-2:], _SECOND.match(text, end)
    if after is None or len(last) < 2 or not last[1][:1].isupper() or not last[1][1:].islower():
        return end
    inside = (last[1].lower(), after[1]) in compounds() and (last[0].lower(), last[1].lower()) not in compounds()
    return after.end() if inside else end
