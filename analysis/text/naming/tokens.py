"""Tokens of the recogniser of names: syllables, numbers, codes and single signs, with offsets.

Finer than blank-separated syllables where a name may begin or end inside one (``Nga-Ukraine``, ``TTXVN)``), whole where
a name never does (``57-NQ/TW``, ``TP.HCM``, ``KH&CN``, ``Jae-yong``, ``VnExpress.net``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.text.naming.document import GAP
from analysis.text.script.letters import LOWER, UPPER

_CODE = rf"\d+(?:\.\d+)?(?:/\d{{4}})?(?:/|-)[{UPPER}][{UPPER}{LOWER}]*\d*(?:[-/][{UPPER}][{UPPER}{LOWER}]*\d*)*(?![{LOWER}])"
_NUMBER = r"\d+(?:[.,/:]\d+)+"
_INITIALS = rf"[{UPPER}][{UPPER}\d]*(?:[.&-][{UPPER}\d]+)+(?![{LOWER}])"
_WORD = rf"\w+(?:&\w+|[-.+'’][{LOWER}\d]+)*"
TOKEN = re.compile(rf"{_CODE}|{_NUMBER}|{_INITIALS}|{_WORD}|[^\w\s]")

_TOKEN_OR_GAP = re.compile(rf"{TOKEN.pattern}|{GAP}")

Span = tuple[int, int]


def spans(text: str) -> list[Span]:
    """Offsets of the tokens of ``text`` in order; blanks are left out.

    >>> text = "Bộ KH&CN: Nghị quyết 57-NQ/TW, TP.HCM"
    >>> [text[start:end] for start, end in spans(text)]
    ['Bộ', 'KH&CN', ':', 'Nghị', 'quyết', '57-NQ/TW', ',', 'TP.HCM']
    """
    return [match.span() for match in TOKEN.finditer(text)]


def lines(text: str) -> tuple[list[Span], list[str]]:
    """Offsets and words of all tokens of a text, with a gap (a line end) at both ends and between its lines.

    >>> lines("Hà Nội\\nnay")[1]
    ['\\n', 'Hà', 'Nội', '\\n', 'nay', '\\n']
    """
    inside = [match.span() for match in _TOKEN_OR_GAP.finditer(text)]
    return [(0, 0), *inside, (len(text), len(text))], [GAP, *[text[start:end] for start, end in inside], GAP]


_VIETNAMESE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    "[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{1,3}(?:ng|nh|ch|[cmnpt])?"
)


@lru_cache(maxsize=65536)
def is_vietnamese(word: str) -> bool:
    """Whether a word could be a syllable of Vietnamese by its letters (``Huy`` could, ``Trump`` could not)."""
    return _VIETNAMESE.fullmatch(word.lower()) is not None


@lru_cache(maxsize=65536)
def shape(word: str) -> str:
    """Form of a token in a few letters: U one capital, X capitals, C capitalised, M mixed, l lower, 1 number, code, or the sign itself.

    >>> [shape(word) for word in ("A", "TP.HCM", "Nam", "iPhone", "nam", "3.500", "57-NQ/TW", "F-16", ",")]
    ['U', 'X', 'C', 'M', 'l', '1', 'code', 'U1', ',']
    """
    letters = [sign for sign in word if sign.isalpha()]
    digits = any(sign.isdigit() for sign in word)
    if not letters:
        return "1" if digits else word
    upper = sum(sign.isupper() for sign in letters)
    if word[0].isdigit() and upper and ("/" in word or "-" in word):
        return "code"
    mark = "1" if digits else ""
    if upper == len(letters):
        return ("U" if len(letters) == 1 else "X") + mark
    if upper == 0:
        return "l" + mark
    return ("C" if upper == 1 and letters[0].isupper() else "M") + mark


def is_name_like(form: str) -> bool:
    """Whether a token of this shape may stand inside a run of capitals."""
    return form[0] in "UXCM"
