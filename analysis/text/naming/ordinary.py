"""What looks like a document and is none: ordinary nouns, laws of a faith, faculties of law, kinds without their number."""

from __future__ import annotations

import re

from analysis.text.naming import documents
from analysis.text.script.letters import LOWER, UPPER

_NO_NAME = re.compile(
    rf"(?:{documents.KINDS}|luật|bộ luật|đạo luật|hiến chương|hiệp ước|hiệp định|công ước|tuyên bố|thỏa thuận|chiến lược|"
    r"quy hoạch)(?: số| sửa đổi| năm \d{4}| \d{4} ?[-–] ?\d{4})?",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"(?:luật|nghị quyết|nghị định|thông tư|quyết định|kế hoạch|chỉ thị) "
    r"(?!về |của |số |sửa đổi|quy định|hướng dẫn|liên tịch|phiên họp|bổ sung)\w",
    re.IGNORECASE,
)
"""A kind with a lower-case word after it: an ordinary noun (``luật chơi``, ``quyết định mua``)."""
_GENERIC = re.compile(
    rf"(?i:{documents.KINDS}|luật|quy hoạch|chiến lược|hiệp ước|hiệp định|công ước|thỏa thuận|tuyên bố),.*|[Ll]uật [Ll]iên bang|[Nn]ghị quyết của (?!.* về )\D*|"
    r"(?:[Đđ]ạo )?luật của .*|[Ll]uật [‘'“\"].*|luật (?:về .*|\w+(?: \w+)?)|"
    r"(?:Quyết định|Công điện|Công văn|Kế hoạch|Sắc lệnh|[Tt]ờ trình)(?! (?:[“\"']|về |của ))\D*|"
    rf"(?i:đề án|chương trình|kế hoạch|quy định|hướng dẫn|thông báo|tờ trình) (?!về |số )[{LOWER}](?!.*quốc gia)[^\d“\"']*|"
    rf"(?i:đề án|chương trình|kế hoạch|chiến lược|quy hoạch) quốc gia|[Dd]anh mục (?:\d|[Qq]uốc gia|[Dd]i sản|[Dd]i tích).*|"
    rf"Quy hoạch [{LOWER}].* của .*"
)
"""A list of nouns, all documents of a body, laws in a field, a kind that is nothing without its number, or what a plan does."""
_FAITH = re.compile(
    r"(?:[Bb]ộ )?[Ll]uật (?:(?:Hồi|Do Thái|La Mã|Sharia|Moore|Murphy|hấp dẫn|bất thành văn)(?!\w)).*", re.DOTALL
)
_KIND = re.compile(
    rf"(?i:{documents.KINDS}|bộ luật|đạo luật|luật|nghị định thư|hiến pháp|hiến chương|hiệp ước|hiệp định|công ước|tuyên bố|"
    r"tuyên ngôn|thỏa thuận|chiến lược|quy hoạch|văn kiện|cương lĩnh|điều lệ|danh mục|sáng kiến|khung|tầm nhìn|lộ trình|"
    r"sách trắng|bản ghi nhớ|biên bản|tiêu chuẩn|quy chuẩn|bộ quy tắc|quy chế|cam kết|mục|phụ lục)(?!\w)|"
    rf"[{UPPER}\d-]+\b|\d"
)
"""How a document begins: its kind, an acronym, or a number."""
_BROKEN = re.compile(rf"(?!luật )[{LOWER}]+ [{UPPER}][{LOWER}]")
"""The second syllable of a kind has a capital and the first has none: the end of one word and a name (``tấn công Điện``)."""
_NAMED = re.compile(rf".*[{UPPER}\d“\"'‘]", re.DOTALL)
"""Something in it that is a name: a capital, a number, a quotation."""
_PLAN = re.compile(r"(?:[Kk]ế|[Qq]uy) hoạch \d{1,2}")
_WISHED = re.compile(rf"(?:hiệp ước|hiệp định|thỏa thuận|tuyên bố|công ước) [{LOWER}][^“\"'\d]*")
"""Without any capital of its own: a treaty that is spoken of, not named (``hiệp ước hòa bình với`` a country)."""
_SCHOOL = re.compile(
    r"(?:công ty|văn phòng|hãng|đại học|ĐH|khoa|trường|ngành|chuyên ngành|thạc sĩ|thạc sỹ|tiến sĩ|tiến sỹ|cử nhân|giảng viên|"
    r"bộ môn|viện|khối|môn|chỉ|định|kỷ|pháp|quy|kỹ|thiết quân|học) \Z",
    re.IGNORECASE,
)
"""Before "luật": a firm, a faculty, or the first half of another word."""
_BODY = re.compile(r"(?:Chính sách, |Chính sách và |Nghiên cứu |Viện |Ban |Vụ |Cục |Phòng |Học viện |Trung tâm )\Z")
"""Before "Chiến lược", "Quy hoạch", "Kế hoạch": a department for such."""


def is_none(text: str, start: int, end: int) -> bool:
    """Whether what was taken for a document is an ordinary noun, a part of another name, or its number counts something."""
    if elsewhere(text, start) or _NO_NAME.fullmatch(text, start, end) or _BROKEN.match(text, start, end):
        return True
    if not _KIND.match(text, start, end) or _PLAN.fullmatch(text, start, end) or _FAITH.fullmatch(text, start, end):
        return True
    if _WISHED.fullmatch(text, start, end):
        return True
    if _GENERIC.fullmatch(text, start, end) or not _NAMED.match(text, start, end):
        return True
    counted = text[end - 1].isdigit() and documents.AMOUNT.match(text, end) is not None
    noun = _NOUN.match(text, start, end)
    return counted or (noun is not None and noun[0][-1].islower())


def elsewhere(text: str, start: int) -> bool:
    """Whether a kind belongs to the words before it: a firm or faculty of law, a department for strategies.

    >>> text = "Khoa Luật Hình sự và Luật Hình sự"
    >>> elsewhere(text, 5), elsewhere(text, 21)
    (True, False)
    """
    before = max(start - 16, 0)
    if text[start : start + 5].lower() == "luật " and _SCHOOL.search(text, before, start):
        return True
    return text.startswith(("Chiến lược", "Quy hoạch", "Kế hoạch"), start) and bool(_BODY.search(text, before, start))
