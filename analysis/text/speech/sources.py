"""``theo``: whom a sentence names as its source, and what it has from there."""

from __future__ import annotations

import re

from analysis.text.identity.offices import UNKNOWN
from analysis.text.speech.cast import Speaker
from analysis.text.speech.cues import Cue
from analysis.text.speech.heard import CLOSERS, Heard
from analysis.text.speech.speakers import joined, subject

_THEO = re.compile(
    r"(?<!\w)[Tt]heo(?P<what> (?:đề xuất|kiến nghị|đề nghị|cảnh báo|khuyến cáo|nhận định|đánh giá|thông tin|thông báo|"
    r"thông cáo|báo cáo|số liệu|thống kê|dữ liệu|nghiên cứu|khảo sát|tuyên bố|lời|ý kiến|quan điểm|chia sẻ|tính toán|ước tính|"
    r"dự báo|phân tích|giải thích|lý giải|phản ánh|kết quả (?:khảo sát|nghiên cứu|điều tra)|ghi nhận|tin|nguồn tin|bài viết|công bố)"
    r"(?: (?:sơ bộ|mới nhất|chính thức|ban đầu|mới công bố|mới|của|từ|trên|tại|do))*)? (?=\S)"
)
_KINDS = {
    "đề xuất": "proposes",
    "kiến nghị": "proposes",
    "đề nghị": "proposes",
    "cảnh báo": "warns",
    "khuyến cáo": "warns",
}
_PAPER = re.compile(
    r"(?:(?:lãnh đạo|đại diện|phía|người phát ngôn|hãng|hãng tin|hãng thông tấn|tờ|báo|đài|kênh|trang|trang tin|tạp chí|thông tin từ|"
    r"nguồn tin|cơ quan|chính quyền|công ty|tập đoàn|ban|văn phòng|một|của|từ|trên|website|trang web|tờ báo|bài viết|nhà chức trách|"
    r"giới chức|quan chức|kết quả|chuyên gia|các chuyên gia|thông báo|công bố|mới nhất|tài chính|truyền thông|nhà nước)\s*)+",
    re.IGNORECASE,
)
"""What may stand between ``theo`` and the name of an institution or paper."""
_OFFICE_NEXT = re.compile(
    r"(?:(?:Phó|phó|nguyên|cựu|hiện là) )*(?:Giám đốc|giám đốc|Tổng|tổng|Chủ tịch|chủ tịch|Trưởng|trưởng|Viện trưởng|Cục trưởng|"
    r"Vụ trưởng|Thứ trưởng|Bộ trưởng|đại diện|chuyên gia|CEO|Ủy viên|Bí thư|Hiệu trưởng|hiệu trưởng|người|nhà sáng lập|nhà nghiên cứu|"
    r"tác giả|giảng viên|luật sư|trưởng|Đại học|Trường|Viện|Bệnh viện|thành viên|Chủ nhiệm)(?!\w)"
)
_REPORTER = re.compile(r"(?:các )?(?:phóng viên|PV|nhà báo)(?!\w)")
"""Whose own paper is no source."""
_FAR = 110
"""Characters of offices before a person's name."""


def attributed(heard: Heard, start: int, end: int, cues: list[Cue]) -> Speaker | None:
    """Add what a sentence has by ``theo``, unless somebody else is heard in it.

    Args:
        heard: what was found so far.
        start, end: the sentence.
        cues: its cues.

    Returns:
        The source when the sentence opens with it, so that a later cue without a subject is theirs too.
    """
    text = heard.text
    for theo in _THEO.finditer(text, start, end):
        if heard.inside(theo.start()) or (speaker := source_at(heard, theo.end(), end)) is None:
            continue
        cue = (theo.start(), theo.end() - 1)
        reach = _reach(text, speaker, end)
        opens = not text[start : theo.start()].strip(' "“-–')
        if text[reach : reach + 1] == "," and (opens or text[theo.start() - 2 : theo.start()] in (", ", "; ")):
            stop = end
            for other in cues:
                if other.start < reach:
                    continue
                if _own(heard, reach + 1, other):
                    return None
                if (
                    other.free
                    and (joint := joined(heard.text, reach + 1, other.start)) is not None
                    and text[joint] in ",;"
                ):
                    stop = joint
                    break
            heard.add(reach + 1, stop, "indirect", cue, _kind(theo), speaker)
            return speaker
    return None


def trailing(heard: Heard, start: int, end: int) -> bool:
    """Add a sentence that ends with its source: ``…, theo Báo Sông.``"""
    text = heard.text
    for theo in _THEO.finditer(text, max(start, end - 120), end):
        speaker = source_at(heard, theo.end(), end) if text[: theo.start()].endswith(", ") else None
        if speaker is not None and not text[_reach(text, speaker, end) : end].strip(CLOSERS + ")"):
            cue = (theo.start(), theo.end() - 1)
            return heard.add(start, theo.start() - 2, "indirect", cue, _kind(theo), speaker)
    return False


def _kind(theo: re.Match[str]) -> str:
    return _KINDS.get(" ".join((theo["what"] or "").split()[:2]), "states")


def _own(heard: Heard, start: int, cue: Cue) -> bool:
    """Whether a cue right behind the source's comma has a subject of its own: the source only handed it on."""
    own = subject(heard.cast, start, cue.start, last=None, sure=False)
    return own is not None and own.start - start < 90


def source_at(heard: Heard, at: int, end: int) -> Speaker | None:
    """Whom ``theo`` names: a name behind offices or the kind of a paper, with no comma before it; None for laws and plans."""
    text, cast = heard.text, heard.cast
    if _REPORTER.match(text, at):
        return None
    comma = text.find(",", at, end)
    stop = end if comma < 0 else comma
    names = [name for name in cast.between(at, stop) if name.name != UNKNOWN]
    for known in names:
        before = text[at : known.start].strip()
        if known.type in ("PER", "ROLE") and len(before) <= _FAR and (not before or cast.only_offices(at, known)):
            return Speaker.named(known)
    for known in names:
        before = text[at : known.start].strip()
        if known.type == "ORG" and (not before or _PAPER.fullmatch(before) or cast.only_offices(at, known)):
            return Speaker.named(known)
    return subject(cast, at, stop, last=heard.last, sure=False) if stop - at < 60 and not names else None


def _reach(text: str, speaker: Speaker, end: int) -> int:
    """The comma before what was said, behind the speaker's offices and brackets; ``end`` when there is none."""
    stop = text.find(",", speaker.end, end)
    if stop < 0:
        return speaker.end if not text[speaker.end : end].strip(CLOSERS + ")") else end
    while _OFFICE_NEXT.match(text[stop + 1 : stop + 60].lstrip()):
        following = text.find(",", stop + 1, end)
        if following < 0:
            break
        stop = following
    return stop
