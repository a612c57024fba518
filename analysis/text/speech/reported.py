"""Indirect quotations: the clauses that cues report, one after the other in a sentence."""

from __future__ import annotations

import re

from analysis.text.script.syllables import count_syllables
from analysis.text.speech.cast import Speaker
from analysis.text.speech.cues import Cue
from analysis.text.speech.heard import CLOSERS, LEAST_INDIRECT, SIGN, Heard
from analysis.text.speech.sources import source_at
from analysis.text.speech.speakers import first, joined, subject
from analysis.text.speech.spoken import heads

_MORE = re.compile(r" (?:thêm|lại|rõ)(?!\w)")
_SAID = re.compile(
    r"(?: (?:thêm|rõ|lại|tiếp|trước|với|tại|trên|trong|khi|vào|hôm|ngày|sáng|chiều|sau|như vậy|vậy)(?!\w)[^,:;“\"\n]{0,90})?[,.;!?…]*"
)
"""What may follow a cue whose words stand before it."""
_NO_CLAUSE = re.compile(
    r",? ?(?:còn|nhưng|song|trong khi|về|gì|điều|ra sao|thế nào|sao|của|này|chung|trên|chuyện|riêng|lên|dối|lý do|rất ít|cách|khẩn(?! trương)|"
    r"thông tin (?:này|trên|vào))(?!\w)"
)
"""Words after which nothing is reported: ``nói về``, ``tuyên bố của``, ``tiết lộ lý do``."""
_TAIL = re.compile(r", theo (?=[^,;]{2,60}\Z)")
_ADVERBIAL = re.compile(
    r"(?:tại|trong|theo|ngày|hôm|sáng|chiều|tối|trưa|phát biểu|trao đổi|trả lời|chia sẻ|khi|sau|trước|để|nhằm|về|với|từ|nói|"
    r"tham dự|dự|kết luận|đáp lại|liên quan|bên lề|ngoài|tuy|do đó|đặc biệt|cụ thể|cùng)(?!\w)",
    re.IGNORECASE,
)
_STEP = re.compile(r" (?:tại|ở|trong|trước|với|trên|khi|hôm|ngày|sáng|chiều|và)(?!\w)[^,:;.“\"]{0,70} ?| và ")
"""What stands between two cues of which only the second reports: ``nói tại Nhà Trắng hôm 22/10 cho biết``."""
_CONTRASTS = ("; ", ", còn ", ", trong khi ", ", nhưng ", ", song ")
LEAST_ASIDE = 6
"""Syllables of what is said before the subject."""
_SINCE = 300
"""Characters after which a sentence without a subject is no longer the last speaker's."""
_LISTED = frozenset(["proposes", "promises"])
"""Kinds that behind a comma or "và" may also be among what was said."""
_ACTS = frozenset(
    ["đe dọa", "dọa", "đòi", "phản đối", "mong", "khai", "lo lắng", "chỉ trích", "lên án", "bày tỏ", "ghi nhận"]
)
"""Cues that are as often something done: ``quân ta tiến vào và đe dọa bao vây``."""


def reported(heard: Heard, start: int, end: int, cues: list[Cue], *, title: bool, opened: Speaker | None) -> None:
    """Add the clauses of one sentence; a clause ends where the next cue of the same rank begins.

    Args:
        heard: what was found so far.
        start, end: the sentence.
        cues: its cues outside quotation marks.
        title: whether it is a title, where a country's name is no speaker.
        opened: who speaks already in this sentence, by ``theo``.
    """
    now: tuple[Cue, Speaker, int] | None = None
    given: Speaker | None = None
    for index, cue in enumerate(cues):
        if cue.start in heard.used:
            opened = heard.last
            if now is not None and (joint := _joint(heard, now[0], cue)) is not None:
                _clause(heard, now[0], now[1], joint)
            now = None
            continue
        if heard.inside(cue.start) and opened is None:
            continue
        if now is None:
            speaker = _subject(heard, start, cue, opened) or given
            given = None
            opening = not heard.text[start : cue.start].strip(' "“-–')
            if speaker is None or (title and speaker.known.type == "LOC"):
                continue
            following = cues[index + 1] if index + 1 < len(cues) else None
            if following is not None and _gives_way(heard, cue, following):
                given = speaker
                continue
            later = _later(heard, cue, cues[index + 1 :]) if opening else None
            if later is not None:
                _aside(heard, cue, later)
                continue
            now = (cue, speaker, start)
            continue
        before, speaker, _ = now
        if (joint := _joint(heard, before, cue)) is not None:
            _clause(heard, before, speaker, joint)
            now = (cue, subject(heard.cast, joint, cue.start, last=heard.last, sure=False) or speaker, joint)
    if now is not None and not _clause(heard, now[0], now[1], end):
        _before(heard, now[2], now[0], now[1], end)


def titled(heard: Heard, start: int, end: int) -> bool:
    """Add what follows a name and a colon in a title: ``Thủ tướng: Đẩy nhanh tiến độ``."""
    colon = heard.text.find(": ", start, end)
    speaker = heads(heard, start, colon) if colon > 0 else None
    return speaker is not None and heard.add(colon + 1, end, "indirect", (colon, colon), "states", speaker)


def _subject(heard: Heard, start: int, cue: Cue, opened: Speaker | None) -> Speaker | None:
    text, cast = heard.text, heard.cast
    sign = SIGN.match(text, cue.end)
    if not cue.free and (sign is None or sign["sign"].strip(" ,") == "là" or (sign["far"] and sign["sign"] == ",")):
        return None
    if (speaker := subject(cast, start, cue.start, last=heard.last, sure=sign is not None)) is not None:
        return speaker
    if not cue.free:
        return None
    if joined(text, start, cue.start) is not None:
        if sign is not None and sign["sign"] == ",":
            return None  # one of several verbs: "kiểm tra, đánh giá, làm rõ"
        return opened or first(cast, start, cue.start) or _still(heard, start)
    return _still(heard, start) if not text[start : cue.start].strip(' "“-–') else None


def _still(heard: Heard, start: int) -> Speaker | None:
    """The last speaker, where nobody was named since, in this paragraph: ``Nhấn mạnh …`` without a subject."""
    if heard.last is None or not 0 <= start - heard.last_end <= _SINCE:
        return None
    since = heard.cast.between(heard.last_end, start)
    if "\n" in heard.text[heard.last_end : start] or any(known.type in ("PER", "ROLE") for known in since):
        return None
    return heard.last


def _later(heard: Heard, cue: Cue, others: list[Cue]) -> Speaker | None:
    """The subject of a later cue, where the sentence begins with one: ``Nói với báo giới, ông A cho biết``."""
    found = (subject(heard.cast, cue.end, other.start, last=heard.last, sure=False) for other in others)
    return next((speaker for speaker in found if speaker is not None), None)


def _aside(heard: Heard, cue: Cue, speaker: Speaker) -> bool:
    """Add what a sentence says before its subject: ``Đánh giá cao …, ông A đề nghị``."""
    text = heard.text
    comma = text.rfind(",", cue.end, speaker.start)
    if (
        comma < 0
        or not cue.free
        or _ADVERBIAL.match(text[cue.start : cue.end])
        or _NO_CLAUSE.match(text, cue.end, comma)
    ):
        return False
    if _STEP.match(text, cue.end, comma) or count_syllables(text[cue.end : comma]) < LEAST_ASIDE:
        return False
    return heard.add(cue.end, comma, "indirect", (cue.start, cue.end), cue.kind, speaker)


def _gives_way(heard: Heard, cue: Cue, following: Cue) -> bool:
    """Whether the next cue is the one that reports: ``nói tại X cho biết``, ``đại biểu nêu, bà B cho rằng``."""
    text = heard.text
    if _STEP.fullmatch(text, cue.end, following.start):
        return True
    sign = SIGN.match(text, cue.end)
    if sign is None or sign["sign"] != "," or cue.free:
        return False
    own = subject(heard.cast, sign.end(), following.start, last=None, sure=False)
    return own is not None and own.start - sign.end() < 60 and own.start >= sign.end()


def _joint(heard: Heard, before: Cue, cue: Cue) -> int | None:
    """Where a later cue of the sentence begins its own clause; None when it belongs to what was said."""
    text = heard.text
    sign = SIGN.match(text, cue.end)
    if not cue.free and sign is None:
        return None
    joint = joined(text, before.end, cue.start)
    if joint is not None:
        words = text[joint : cue.start].strip().casefold()
        listed = (cue.kind in _LISTED and words.strip(", ") in ("", "và")) or (
            words == "và" and text[cue.start : cue.end].casefold() in _ACTS
        )
        return joint if not listed and count_syllables(text[before.end : joint]) >= 2 else None
    edge = max(text.rfind(words, before.end, cue.start) for words in _CONTRASTS)
    if edge > 0 and subject(heard.cast, edge + 1, cue.start, last=None, sure=False) is not None:
        return edge
    return None


def _clause(heard: Heard, cue: Cue, speaker: Speaker, end: int) -> bool:
    """Add what follows a cue up to ``end``; False when nothing is said there."""
    text, start = heard.text, cue.end
    sign = SIGN.match(text, start, end)
    told_to = sign is not None and bool(sign["far"]) and ("rằng" in sign["sign"] or ":" in sign["sign"])
    if (not cue.free and sign is None) or (not told_to and _NO_CLAUSE.match(text, start, end)):
        return False
    if sign and (sign["far"] is None or told_to):
        start = sign.end()
    elif more := _MORE.match(text, start, end):
        start = more.end()
    if not text[start:end].strip(CLOSERS + ":"):
        heard.speaks(speaker, end)
        return False
    tail = _TAIL.search(text[:end], max(start, end - 80))
    if tail is not None and source_at(heard, tail.end(), end) is not None:
        end = tail.start()
    return heard.add(start, end, "indirect", (cue.start, cue.end), cue.kind, speaker)


def _before(heard: Heard, first: int, cue: Cue, speaker: Speaker, end: int) -> bool:
    """Add what stands before: ``…, ông A cho biết.``"""
    text = heard.text
    if not _SAID.fullmatch(text, cue.end, end):
        return False
    comma = max(text.rfind(sign, first, speaker.start) for sign in (",", " - ", " – "))
    if comma < 0 or _ADVERBIAL.match(text[first:comma].lstrip(' "“')):
        return False
    if count_syllables(text[first:comma]) < LEAST_INDIRECT + 2:
        return False
    return heard.add(first, comma, "indirect", (cue.start, cue.end), cue.kind, speaker)
