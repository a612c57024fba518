"""One spelling for the many ways to write one name: what can be said of a name without its article.

``key`` makes variants of case, blanks, hyphens and "và" equal; ``Speller`` writes abbreviations out, puts the level of
a province where an agency's name leaves it out, and takes a general word off a brand (``Tập đoàn Rosatom``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from analysis.text.naming.tokens import is_vietnamese
from analysis.text.script.fold import plain
from analysis.text.script.letters import LOWER, UPPER

_AND = re.compile(r"\b(?:và|and)\b|[^\w+]|_")
_DASH = re.compile(r"\s*[–—]\s*|\s+-\s+")
_QUOTES = re.compile("[\"“”„«»]|(?<!\\w)['‘](?=[^'‘’]+['’](?!\\w))|(?<=\\w)['’](?!\\w)")
_ACRONYM_IN_BRACKETS = re.compile(rf"\s*\([{UPPER}][{UPPER}&-]+\)(?=\s|\Z)")
_LEVELLED = re.compile(
    r"(?:Sở|Công an|Ủy ban nhân dân|Hội đồng nhân dân|Bộ Chỉ huy Quân sự|Đoàn đại biểu Quốc hội|Tòa án nhân dân|"
    r"Viện kiểm sát nhân dân|Thanh tra|Ủy ban Mặt trận Tổ quốc(?: Việt Nam)?)\b"
)
"""Agencies of which every province has one: their names hold "tỉnh" or "thành phố"."""
_LEVELS = ("tỉnh", "thành phố", "thủ đô")
_SCHOOL = re.compile(rf"\A(?=(?:THCS|THPT|Tiểu học|Mầm non)\s[{UPPER}])")
_NUMBER_WORD = re.compile(r"(?<=Nghị quyết )số (?=\d)|(?<=Quyết định )số (?=\d)|(?<=Nghị định )số (?=\d)")
_AGE = re.compile(r"\bU[. ]{1,2}(?=\d\d\b)")
"""Teams by age: ``U.23`` and ``U 23`` are U23."""
_LEVEL = re.compile(r"(?:tỉnh|thành phố|TP\.?|thủ đô|bang|nước)\s*(?=\w)", re.IGNORECASE)
_STATE = re.compile(
    r"(?:Bộ|Chính phủ|Quốc hội|Cục|Ủy ban|Hải quân|Không quân|Lục quân|Quân đội|Hạ viện|Thượng viện|Tòa án|Cơ quan|"
    r"Lực lượng|Đại sứ quán|Ngân hàng Trung ương|Hội đồng|Viện)\b"
)
_KIND = rf"(?:\s+[{LOWER}]+){{0,4}}\s+(?!TNHH|TMCP|CP|MTV)(?=[{UPPER}\d])"
_HEADED = {
    "ORG": re.compile(
        r"(?:[Cc]ông ty|[Tt]ập đoàn|[Hh]ãng|[Tt]ổng công ty|[Nn]gân hàng|[Nn]hà mạng|[Bb]áo|[Tt]ạp chí|[Tt]rang|[Tt]ờ|[Đđ]ài|"
        rf"[Kk]ênh|[Nn]ền tảng|[Tt]rung tâm vũ trụ|[Cc]ơ quan vũ trụ|[Ss]tartup){_KIND}"
    ),
    "EVENT": re.compile(
        rf"(?:[Hh]ội thảo|[Hh]ội nghị|[Tt]riển lãm|[Dd]iễn đàn|[Ss]ự kiện|[Gg]iải thưởng|[Cc]uộc thi){_KIND}"
    ),
}
"""A general word, with words in lower case that say of what kind, before a brand."""


def key(surface: str) -> str:
    """What stays of a name when case, blanks, signs and "và" are set aside.

    >>> key("Bộ KH&CN") == key("bộ KH-CN") == key("Bộ KHCN"), key("Bộ Khoa học & Công nghệ")
    (True, 'bộkhoahọccôngnghệ')
    """
    return _AND.sub("", plain(html.unescape(surface)))


def trimmed(surface: str) -> str:
    """A name without brackets that only its text has.

    >>> trimmed("[Lê An]"), trimmed("Lê An)"), trimmed("Quỹ Sao (Mai)")
    ('Lê An', 'Lê An', 'Quỹ Sao (Mai)')
    """
    bare = surface.strip(" []{}…")
    bare = bare.strip(" ()") if bare.count("(") != bare.count(")") else bare
    return bare if any(sign.isalnum() for sign in bare) else surface


def foreign(words: str) -> bool:
    """Whether every word is foreign, an acronym or a number: a brand that stands for itself.

    >>> foreign("G-Group"), foreign("Blue Origin 2"), foreign("Sao Mai")
    (True, True, False)
    """
    parts = words.split()
    numbers = [part for part in parts if part[0].isdigit()]
    return len(parts) > len(numbers) and all(
        part[0].isdigit() or part.isupper() or not is_vietnamese(part) for part in parts
    )


class Speller:
    """Spelling by lists.

    Args:
        long: abbreviations inside names and their long forms.
        provinces: every written form of a province to its name with the level (``tỉnh Lâm Đồng``, ``thành phố Huế``).
        countries: every written form of a country to the form used in names of its institutions.
        places: every written form of a listed place to its name.
    """

    def __init__(
        self,
        long: Mapping[str, str],
        provinces: Mapping[str, str],
        countries: Mapping[str, str],
        places: Mapping[str, str] | None = None,
    ) -> None:
        self._long = dict(long)
        shorts = sorted(self._long, key=len, reverse=True)
        ends = (re.escape(short) + (r"\s*" if short.endswith(".") else r"(?![\w-])") for short in shorts)
        self._short = re.compile(r"(?<![\w.-])(?:" + "|".join(ends) + ")")
        self._provinces = dict(provinces)
        self._countries = dict(countries)
        self._places = dict(places or {})

    def tidy(self, surface: str) -> str:
        """Quotation marks off, one kind of dash, no acronym in brackets inside the name.

        >>> Speller({}, {}, {}).tidy('Giải “Sao Mai” – Đại học (ĐH) Quốc gia')
        'Giải Sao Mai - Đại học Quốc gia'
        >>> Speller({}, {}, {}).tidy("U.23 Việt Nam")
        'U23 Việt Nam'
        """
        bare = _ACRONYM_IN_BRACKETS.sub("", _QUOTES.sub("", trimmed(html.unescape(surface))))
        bare = _AGE.sub("U", " ".join(_DASH.sub(" - ", bare).split()))
        return bare if any(sign.isalnum() for sign in bare) else surface

    def written_out(self, surface: str) -> str:
        """Abbreviations written out (``UBND`` → ``Ủy ban nhân dân``), the first letter a capital."""
        written = _SCHOOL.sub("Trường ", _NUMBER_WORD.sub("", self._short.sub(self._out, surface))).strip()
        return written[:1].upper() + written[1:]

    def _out(self, match: re.Match[str]) -> str:
        short = match[0].rstrip()
        return self._long[short] + (" " if short.endswith(".") else "")

    def levelled(self, name: str) -> str:
        """The province of an agency with its level: ``Sở Y tế Lâm Đồng`` → ``Sở Y tế tỉnh Lâm Đồng``."""
        if not _LEVELLED.match(name):
            return name
        words = name.split(" ")
        for size in range(min(5, len(words) - 1), 0, -1):
            place = self._provinces.get(" ".join(words[-size:]))
            if place is not None:
                head = " ".join(words[:-size])
                return name if head.casefold().endswith(_LEVELS) else f"{head} {place}"
        return name

    def of_country(self, name: str) -> str:
        """The country of an institution in one form: ``Bộ Ngoại giao Hoa Kỳ`` → ``Bộ Ngoại giao Mỹ``."""
        return self._with_country(name) if _STATE.match(name) else name

    def office(self, words: str) -> str:
        """The words of an office with abbreviations written out and its country in one form."""
        return self._with_country(self.written_out(words))

    def _with_country(self, name: str) -> str:
        words = name.split(" ")
        for size in (3, 2, 1):
            country = self._countries.get(" ".join(words[-size:])) if size < len(words) else None
            if country is not None:
                return " ".join([*words[:-size], country])
        return name

    def place(self, name: str) -> str:
        """A place without the level that newspapers put before it or not (``TP Vinh``), abbreviations written out.

        >>> speller = Speller({"P.": "phường"}, {}, {}, {"Vinh": "Vinh"})
        >>> speller.place("tỉnh Vinh"), speller.place("P.Bến Sông"), speller.place("TP El Sol")
        ('Vinh', 'phường Bến Sông', 'El Sol')
        """
        if (match := _LEVEL.match(name)) is not None:
            rest = name[match.end() :]
            if rest in self._places:
                return self._places[rest]
            if foreign(rest):
                return rest
        return self._short.sub(self._out, name).strip()

    def brand(self, kind: str, name: str) -> str:
        """The brand behind a general word, or the name itself when what follows is no brand.

        >>> speller = Speller({}, {}, {}, {"Malaysia": "Malaysia"})
        >>> [speller.brand("ORG", name) for name in ("Tập đoàn công nghệ G-Group", "Công ty Sao Mai", "Báo Malaysia")]
        ['G-Group', 'Công ty Sao Mai', 'Báo Malaysia']
        """
        match = _HEADED[kind].match(name) if kind in _HEADED else None
        rest = name[match.end() :] if match else ""
        if not foreign(rest) or rest in self._places or (kind == "EVENT" and not rest[-1].isdigit()):
            return name
        return rest
