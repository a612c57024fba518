"""Whom "ông", "vị này", "Bộ trưởng" or "công ty" alone mean: the last fitting mention before."""

from __future__ import annotations

import re

from analysis.text.speech.cast import NOT_SUBJECT, Cast, Known, Speaker, titles

_WINDOW = 60
"""Characters looked at before the place where the words end."""
_PRONOUN = re.compile(
    r"(?<!\w)(?P<who>(?P<man>ông|anh|cậu|chàng trai)|(?P<woman>bà|chị|cô|nữ \w+ \w+)|người này|nhân vật này|"
    r"vị(?: \w+){1,4}?(?: này)?|nhà lãnh đạo(?: \w+){0,2}|(?:\w+ ){1,3}này)(?: ấy| này)?\Z",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?<!\w)(?P<who>(?P<head>bộ|cơ quan|hãng|công ty|tập đoàn|ngân hàng|tổ chức|sở|cục|trường|bệnh viện|hiệp hội|nước|"
    r"quốc gia|tờ báo|tờ|doanh nghiệp|đơn vị|ủy ban|viện|trung tâm|nhà trường|nhà mạng|startup|liên minh|tạp chí|phía) (?:này|trên|nói trên)|"
    r"(?P<alone>hãng|công ty|tập đoàn|nhà trường|Bộ|Sở|Cục|Ủy ban|Ngân hàng|Tập đoàn|Công ty|Hiệp hội|Viện|[Tt]ạp chí|[Tt]ờ báo))\Z"
)
_OFFICE = re.compile(r"(?:vị|nữ|cựu|phó|tân) |(?: (?:này|thường trực|chính phủ))\Z", re.IGNORECASE)
_SEVERAL = re.compile(r"(?<!\w)(?:các|những|nhiều|một số|một|hai|ba|mọi|giới|mỗi|cho) \Z", re.IGNORECASE)
"""Words before an office that then means nobody in particular."""
_STOP = re.compile(r"[.;:\n]")
_AHEAD = 2_000
"""Characters in which the person is named whose office a title tells first."""
_NEAR = 90
"""Characters around a name in which its office is written."""


def meant(cast: Cast, start: int, end: int, last: Speaker | None) -> Speaker | None:
    """Whom the words right before ``end`` mean; None when they are no pronoun, office or institution, or fit nobody.

    Args:
        cast: the names of the article.
        start: where the sentence begins.
        end: where the words end.
        last: the speaker before.
    """
    window = cast.text[max(start, end - _WINDOW) : end]
    if body := _BODY.search(window):
        return _body(cast, body, end, last)
    if (length := _office_at_end(window)) > 0:
        return office(cast, end - length, end, last)
    if pronoun := _PRONOUN.search(window):
        return _pronoun(cast, pronoun, end, last)
    begins = cast.phrase(start, end)
    if titles()[0].match(cast.text, begins, end):
        return office(cast, begins, end, None, exact=True)
    return None


def office(cast: Cast, start: int, end: int, last: Speaker | None, *, exact: bool = False) -> Speaker | None:
    """The last person before, or else the first behind, who is named with the office ``text[start:end]``.

    Args:
        exact: whether the office must be written alike; else its first word is enough, or who spoke last.
    """
    if _SEVERAL.search(cast.text, max(start - 12, 0), start):
        return None
    title = cast.text[start:end].casefold().strip()
    found = titles()[0].match(_OFFICE.sub("", title))
    short = found[0] if found else title
    people = cast.before(start)
    for wanted in dict.fromkeys((title,) if exact else (title, short)):
        for known in people:
            if known.type == "PER" and _holds(cast, known, wanted):
                return Speaker(known, start, end)
    for known in people:
        if known.type == "ROLE" and cast.text[known.start : known.end].casefold().startswith(title):
            return Speaker(known, start, end)
    if last is not None and last.known.type in ("PER", "ROLE") and short == title:
        return Speaker(last.known, start, end)
    for known in cast.between(end, end + _AHEAD):
        if known.type == "PER" and " " in title and _holds(cast, known, title):
            return Speaker(known, start, end)
    return None


def _office_at_end(window: str) -> int:
    """Length of the office alone at the end of a text; 0 when there is none."""
    core = re.sub(r" (?:này|thường trực|chính phủ)\Z", "", window, flags=re.IGNORECASE)
    for found in titles()[0].finditer(core):
        if found.end() == len(core):
            before = re.search(r"(?<!\w)(?:vị|nữ|cựu|phó|tân) \Z", core[: found.start()], re.IGNORECASE)
            return len(window) - (before.start() if before else found.start())
    return 0


def _holds(cast: Cast, known: Known, title: str) -> bool:
    """Whether an office is written before a name, or behind it between commas."""
    before = _STOP.split(cast.text[max(known.start - _NEAR, 0) : known.start].casefold())[-1]
    before = before[max((found.end() for found in NOT_SUBJECT.finditer(before)), default=0) :]
    after = _STOP.split(cast.text[known.end : known.end + _NEAR].casefold())[0]
    wanted = rf"(?<!\w)(?<!phó ){re.escape(title)}(?!\w)"
    if re.search(wanted, before):
        return True
    return after.startswith((", ", " (", " -", " –")) and bool(re.search(wanted, after))


def _pronoun(cast: Cast, pronoun: re.Match[str], end: int, last: Speaker | None) -> Speaker | None:
    """The subject of the nearest sentence with a person who fits, or who spoke there; for "vị này" whoever spoke last."""
    start = end - len(pronoun["who"])
    woman, man = bool(pronoun["woman"]), bool(pronoun["man"])
    if last is not None and not (woman or man):
        return Speaker(last.known, start, end)
    fits = [
        known
        for known in cast.before(start)
        if known.type in ("PER", "ROLE")
        and not (woman and known.name in cast.men)
        and not (man and known.name in cast.women)
    ]
    fits = [known for known in fits if not any(a <= known.start < b for a, b in cast.said[-6:])] or fits
    if not fits:
        return None
    line = cast.text.rfind("\n", 0, fits[0].start) + 1
    stop = max(cast.text.rfind(". ", line, fits[0].start), line)
    near = [known for known in fits if known.start >= stop]
    chosen = near[-1]
    if last is not None and last.known.name in {known.name for known in near}:
        chosen = next(known for known in near if known.name == last.known.name)
    return Speaker(chosen, start, end)


def _body(cast: Cast, body: re.Match[str], end: int, last: Speaker | None) -> Speaker | None:
    """The last institution (or country) of this kind; else the last one that spoke or was named."""
    start = end - len(body["who"])
    head = (body["head"] or body["alone"]).casefold()
    kind = "LOC" if head in ("nước", "quốc gia") else "ORG"
    fits = [known for known in cast.before(start) if known.type == kind]
    for known in fits:
        if known.name.casefold().startswith(head):
            return Speaker(known, start, end)
    if last is not None and last.known.type == kind:
        return Speaker(last.known, start, end)
    return Speaker(fits[0], start, end) if fits else None
