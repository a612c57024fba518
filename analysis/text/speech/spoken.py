"""Direct quotations: words between quotation marks whose speaker stands before, behind, or spoke just now."""

from __future__ import annotations

import re

from analysis.text.identity.offices import UNKNOWN
from analysis.text.script.syllables import count_syllables
from analysis.text.speech.cast import Speaker
from analysis.text.speech.cues import Cue, Cues
from analysis.text.speech.heard import LEAST_DIRECT, SIGN, Heard, Span
from analysis.text.speech.speakers import first, subject

_LEAD = re.compile(r" ?[,.;]? ?(?P<dash>[-–—] ?)?")
_BODIES = re.compile(
    r"(?:Bộ|Sở|Ủy ban|UBND|Cục|Tổng cục|Công an|Chính phủ|Quốc hội|Văn phòng|Ngân hàng|Hiệp hội|Liên [Hh]ợp|Liên minh|WHO|EU|"
    r"NATO|Nhà Trắng|Điện Kremlin|Lầu Năm Góc|Hội đồng|Thanh tra|Viện kiểm sát|Tòa)"
)
_THING = re.compile(
    r"[ ,.\n”\"'’]*(?:(?:đó|đây) )?(?:cũng )?là (?:\w+ ){0,2}?(?:nhấn mạnh|khẳng định|chia sẻ|nhận định|phát biểu|ý kiến|lời|"
    r"yêu cầu|quan điểm|chỉ đạo|thông điệp|tâm sự|đánh giá|cam kết|tuyên bố|cảnh báo)(?: \w+){0,3}? của ",
    re.IGNORECASE,
)
LEAST_ANSWER = 12
"""Syllables of an answer in an interview; less behind a name and a colon is a list."""
_FAR = 160
"""Characters between a speech and the cue behind it."""
_NEXT = 400
"""Characters between the last words heard and a speech that goes on."""


def spoken(heard: Heard, sentence: Span, mark: Span, cues: list[Cue], known: Cues) -> None:
    """Add the speech between two quotation marks.

    Args:
        heard: what was found so far.
        sentence: the sentence in which the speech begins.
        mark: the span between the marks.
        cues: cues of that sentence outside quotation marks.
        known: the reporting words, to look behind the speech.
    """
    text, start, (first, last) = heard.text, sentence[0], mark
    if count_syllables(text[first:last]) < LEAST_DIRECT:
        return
    close = last + 1 if text[last : last + 1] not in ("", "\n") else last
    stop = heard.sentence_end(close)
    before, after = text[start : first - 1], text[close:stop]
    for cue in reversed(cues):
        if cue.end >= first:
            continue
        gap = text[cue.end : first - 1]
        if gap.strip() and not SIGN.fullmatch(gap.rstrip()):
            continue
        goes_on = len(after.strip(" .,;!?…")) > 0.4 * (last - first)
        whole = gap.strip().endswith(":") or text[last - 1] in ".!?…" or text[first].isupper()
        if not goes_on and whole:
            speaker = subject(heard.cast, start, cue.start, last=heard.last, sure=True)
            _by_cue(heard, mark, cue, speaker)
        return
    if before.rstrip().endswith(":"):
        _announced(heard, (start, start + len(before.rstrip()) - 1), mark, cues)
    elif (thing := _THING.match(text, close)) is not None:
        _told_of(heard, mark, thing.end())
    elif not before.strip(" -–—"):
        _behind(heard, mark, close, stop, known)
        if not heard.inside(first):
            _goes_on(heard, mark, after)


def answered(heard: Heard, start: int, cues: list[Cue]) -> bool:
    """Add an answer of an interview: a paragraph that opens with a person, perhaps an office, and a colon."""
    text, cast = heard.text, heard.cast
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    colon = text.find(": ", start, min(stop, start + _FAR))
    if colon < 0 or text[start - 1 : start] != "\n" or any(cue.start < colon for cue in cues):
        return False
    known = next((name for name in cast.between(start, colon) if name.type == "PER" and name.name != UNKNOWN), None)
    if known is None or text[known.end : colon].lstrip()[:1] not in ("", ",", "(", "-", "–"):
        return False
    if text[start : known.start].strip(" -–•") and not cast.only_offices(start, known):
        return False
    if count_syllables(text[colon:stop]) < LEAST_ANSWER or text[colon + 2 : colon + 3] in "“\"'«‘":
        return False
    return heard.add(colon + 1, stop, "direct", (colon, colon), "states", Speaker.named(known))


def _by_cue(heard: Heard, mark: Span, cue: Cue, speaker: Speaker | None) -> bool:
    if speaker is None or not heard.add(*mark, "direct", (cue.start, cue.end), cue.kind, speaker):
        return False
    heard.used.add(cue.start)
    return True


def _announced(heard: Heard, sentence: Span, mark: Span, cues: list[Cue]) -> None:
    """A speech behind a colon: of whom a cue of the sentence tells, who stands alone there, or the sentence's subject."""
    start, colon = sentence
    for cue in reversed([cue for cue in cues if cue.end <= colon]):
        speaker = subject(heard.cast, start, cue.start, last=heard.last, sure=True)
        if speaker is not None:
            _by_cue(heard, mark, cue, speaker)
            return
    speaker = heads(heard, start, colon) or first(heard.cast, start, colon)
    if speaker is not None:
        heard.add(*mark, "direct", (colon, colon), "states", speaker)


def _told_of(heard: Heard, mark: Span, at: int) -> None:
    """A speech whose speaker the words behind it name: ``“…” là khẳng định của bà A``."""
    for name in heard.cast.between(at, at + _FAR):
        if name.type in ("PER", "ROLE") and name.name != UNKNOWN:
            heard.add(*mark, "direct", (at, at), "states", Speaker.named(name))
            return


def _behind(heard: Heard, mark: Span, close: int, stop: int, known: Cues) -> None:
    """``“…”, ông A nói`` and ``“…” - bà B``."""
    text = heard.text
    lead = _LEAD.match(text, close)
    begin = lead.end() if lead else close
    for cue in known.find(text, begin, min(stop, begin + _FAR)):
        speaker = subject(heard.cast, begin, cue.start, last=heard.last, sure=True)
        if speaker is not None:
            _by_cue(heard, mark, cue, speaker)
            return
    if lead and lead["dash"]:
        for name in heard.cast.between(begin, min(stop, begin + 60)):
            if name.type in ("PER", "ROLE") and name.name != UNKNOWN:
                heard.add(*mark, "direct", (name.end, name.end), "states", Speaker.named(name))
                return


def _goes_on(heard: Heard, mark: Span, after: str) -> None:
    """A speech in sentences of its own, soon after its speaker was heard."""
    if heard.last is None or after.strip(' .,!?…"”') or mark[0] - heard.last_end > _NEXT:
        return
    if heard.text.count("\n", heard.last_end, mark[0]) <= 1:
        heard.add(*mark, "direct", (mark[0], mark[0]), "states", heard.last)


def heads(heard: Heard, start: int, colon: int) -> Speaker | None:
    """Whoever stands alone before a colon: a person with offices, an office, or a public body at the very beginning."""
    text, cast = heard.text, heard.cast
    known = next((name for name in reversed(cast.between(start, colon)) if name.end <= colon), None)
    if known is None or text[known.end : colon].strip(" )") or known.type == "LOC" or known.name == UNKNOWN:
        return None
    before = text[start : known.start].strip(" \"“'‘-–")
    if known.type == "ORG" and (before or not _BODIES.match(text, known.start)):
        return None
    if before and not cast.only_offices(start, known):
        return None
    return Speaker.named(known)
