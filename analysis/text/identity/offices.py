"""Offices: what the words of an office mean, and who held it on the day of the article."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from analysis.paths import LEXICON
from analysis.text.identity.spelling import key
from analysis.text.lexicons import lists
from analysis.text.lexicons.lists import Problem
from analysis.text.script.fold import plain

FILE = "offices.tsv"
UNKNOWN = "?"
"""Name of an office whose holder is not known."""
DOUBTFUL = "office:doubtful"
"""Rule of an office alone of which neither the article nor the list tells one holder: it counts for nobody."""

HEADS = (
    *("tổng bí thư", "chủ tịch nước", "thủ tướng", "phó thủ tướng", "chủ tịch quốc hội", "phó chủ tịch quốc hội"),
    *("phó chủ tịch nước", "bộ trưởng", "thứ trưởng", "chủ tịch", "phó chủ tịch", "bí thư", "phó bí thư"),
    *("tổng thống", "phó tổng thống", "ngoại trưởng", "quốc vương", "nhà vua", "thống đốc", "phó thống đốc"),
    *("thị trưởng", "đại sứ", "tổng lãnh sự", "tổng thư ký", "thư ký", "giám đốc", "phó giám đốc", "tổng giám đốc"),
    *("phó tổng giám đốc", "cục trưởng", "phó cục trưởng", "vụ trưởng", "viện trưởng", "phó viện trưởng"),
    *("hiệu trưởng", "phó hiệu trưởng", "trưởng ban", "phó trưởng ban", "chủ nhiệm", "tổng thanh tra", "chánh án"),
    *("chánh văn phòng", "tư lệnh", "phó tư lệnh", "tổng tham mưu trưởng", "tham mưu trưởng", "ceo", "cto", "cfo"),
    *("người phát ngôn", "phát ngôn viên", "đặc phái viên", "thường trực ban bí thư", "tổng kiểm toán", "giáo hoàng"),
    *("lãnh tụ tối cao", "nhà lãnh đạo", "nhà sáng lập", "tổng tư lệnh", "thủ hiến", "toàn quyền", "tổng biên tập"),
    *("huấn luyện viên", "hlv", "đại biện", "cao ủy", "ủy viên", "tổng trưởng", "thủ lĩnh", "trưởng đoàn"),
)
"""Words that open an office; the rest of its name says of what."""
HEAD = re.compile(
    r"(?<!\w)(?P<former>(?:cựu|nguyên)\s+)?(?P<head>" + "|".join(sorted(HEADS, key=len, reverse=True)) + r")(?!\w)"
)
"""On text in ``plain`` form."""
_POLITE = re.compile(r"\A(?:(?:ngài|đồng chí|tân|nữ|vị|ông|bà)\s+)+")
_BODY = re.compile(r"ủy ban nhân dân|hội đồng nhân dân")
_IDLE = re.compile(
    r"(?<!\w)(?:bộ(?!\s+chính trị)|của|nước|chính phủ|việt nam|ủy ban nhân dân|tỉnh|thành phố|cộng hòa|liên bang|"
    r"trung ương|đảng cộng sản|đảng)(?!\w)"
)
"""Words of an office that some newspapers leave out and others do not."""


@dataclass(frozen=True, slots=True)
class Office:
    """The words of an office."""

    head: str
    of: str
    """What it is the office of, as ``spelling.key``; empty for an office alone (``Thủ tướng``)."""
    former: bool = False
    body: str = field(default="", compare=False)
    """``ủy ban nhân dân`` or ``hội đồng nhân dân`` where the words name one: the two have chairmen of one place."""


def office(words: str, written_out: Callable[[str], str] = str) -> Office:
    """The office that these words name.

    Args:
        words: as written.
        written_out: writes abbreviations out and calls every country by one name.

    >>> office("Bộ trưởng Bộ Tài chính") == office("bộ trưởng Tài chính") == Office("bộ trưởng", "tàichính")
    True
    >>> office("cựu Thủ tướng Chính phủ") == Office("thủ tướng", "", former=True)
    True
    """
    low = _POLITE.sub("", plain(written_out(" ".join(words.split()))))
    match = HEAD.match(low)
    if match is None:
        return Office(low, "")
    rest = low[match.end() :]
    body = _BODY.search(rest)
    of = key(_IDLE.sub(" ", rest))
    return Office(match["head"], of, match["former"] is not None, body[0] if body else "")


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in an office."""

    holder: str
    first: date
    last: date
    """``date.max`` while in office, or while the end is not known."""
    line: int
    words: str = ""
    """The office as the list writes it first."""
    source: str = ""


class Offices:
    """Holders by office, and offices by holder."""

    def __init__(self, terms: dict[Office, list[Term]], written_out: Callable[[str], str] = str) -> None:
        self.terms = terms
        self.written_out = written_out
        self._held: dict[str, list[tuple[Office, Term]]] = {}
        for held, times in terms.items():
            for term in times:
                self._held.setdefault(term.holder, []).append((held, term))
        self._memo: dict[str, Office] = {}

    def read(self, words: str) -> Office:
        """``office``, remembered."""
        found = self._memo.get(words)
        if found is None:
            if len(self._memo) > 20_000:
                self._memo.clear()
            found = self._memo[words] = office(words, self.written_out)
        return found

    def title(self, words: str) -> str:
        """The name of an office whose holder is not known: as written, abbreviations written out."""
        written = self.written_out(" ".join(words.split()))
        return written[:1].upper() + written[1:]

    def holder(self, words: str | Office, day: date | None) -> tuple[str, str]:
        """Name and rule: the holder on ``day``; without a day the only holder known; else ``?`` and no rule.

        >>> load().holder("Tổng bí thư", date(2025, 6, 3))[0], load().holder("Chủ tịch nước", None)
        ('Tô Lâm', ('?', ''))
        """
        held = self.read(words) if isinstance(words, str) else words
        terms = [] if held.former else self.terms.get(held, [])
        if day is not None:
            terms = [term for term in terms if term.first <= day <= term.last]
        if len({term.holder for term in terms}) != 1:
            return UNKNOWN, ""
        return terms[-1].holder, f"office:{FILE}:{terms[-1].line}"

    def holding(self, person: str, day: date | None) -> list[tuple[Office, Term]]:
        """The offices of the list that a person holds on ``day``; none without a day."""
        if day is None:
            return []
        return [(held, term) for held, term in self._held.get(person, ()) if term.first <= day <= term.last]

    def knows(self, person: str) -> bool:
        """Whether the list has any office of this person."""
        return person in self._held

    def held(self, person: str) -> list[Term]:
        """The terms of one person in every office of the list, oldest first; empty for somebody without one.

        >>> [(term.words, term.first.isoformat()) for term in load().held("Nguyễn Phú Trọng")]
        [('Tổng Bí thư', '2011-01-19')]
        """
        return sorted((term for _, term in self._held.get(person, ())), key=lambda term: (term.first, term.line))


@lru_cache(maxsize=2)
def load(folder: Path = LEXICON, written_out: Callable[[str], str] = str) -> Offices:
    """The offices of a folder (the shipped ones by default); a line that cannot be read is left out.

    Raises:
        ModelError: the file is missing.
    """
    return Offices(read(folder, written_out)[0], written_out)


def read(folder: Path, written_out: Callable[[str], str] = str) -> tuple[dict[Office, list[Term]], list[Problem]]:
    """Terms by office, and what is wrong with the other lines.

    Raises:
        ModelError: the file is missing.
    """
    entries, problems = lists.read(folder / FILE, columns=5)
    terms: dict[Office, list[Term]] = {}
    for line, (written, holder, first, last, source) in entries:
        try:
            days = date.fromisoformat(first), date.fromisoformat(last) if last else date.max
        except ValueError as error:
            problems.append(Problem(FILE, line, f"{error}; allowed are days such as 2025-06-03"))
            continue
        forms = [words.strip() for words in written.split(";") if words.strip()]
        term = Term(holder, *days, line, forms[0], source)
        if term.last < term.first:
            problems.append(Problem(FILE, line, f"ends before it begins: got {first} to {last}"))
        elif not holder or not source:
            problems.append(Problem(FILE, line, "no holder or no source; a source not opened is `unverified`"))
        else:
            for one in dict.fromkeys(office(words, written_out) for words in forms):
                terms.setdefault(one, []).append(term)
    return terms, problems
