"""Two ways to make texts comparable, light enough for a page to import.

``plain`` unifies what carries no meaning (composition, tone style, case); ``fold`` also forgets the marks, for
readers who type without them.
"""

from __future__ import annotations

import re
import unicodedata

from analysis.text.script.tones import unify_tones

_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_LETTERS = str.maketrans("đð", "dd")


def plain(text: str) -> str:
    """NFC, new-style tones, case folded, marks kept: the key under which terms are counted and searched.

    >>> plain("Hoà Bình") == plain("hòa bình") == "hòa bình"
    True
    """
    if not text.isascii():
        text = unify_tones(unicodedata.normalize("NFC", text))
        return unicodedata.normalize("NFC", text.casefold())
    return text.lower()


def fold(text: str) -> str:
    """Lower case without any mark, ``đ`` as ``d``; equal for both tone styles and both compositions.

    >>> fold("Đà Nẵng"), fold("hoà") == fold("hòa")
    ('da nang', True)
    """
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return unicodedata.normalize("NFC", bare.translate(_LETTERS))
