"""Where the tone mark sits: ``hoà``, ``khoẻ``, ``uỷ`` become ``hòa``, ``khỏe``, ``ủy``, as the press writes today.

Both styles stand in the same newspaper; counting words needs one. Only open syllables in ``oa``, ``oe`` and ``uy``
differ between the styles (``hoàn`` and ``quý`` are the same in both), and only what can be a Vietnamese syllable is
touched, so ``Chloé`` and ``Noé`` stay as they are. Every replacement keeps the length of the text.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = "\u0300\u0309\u0303\u0301\u0323"
"""Grave, hook, tilde, acute, dot below: the five written tones."""

_SHIFTS: dict[str, str] = {}
for _pair in ("oa", "oe", "uy"):
    for _first in (_pair[0], _pair[0].upper()):
        for _second in (_pair[1], _pair[1].upper()):
            for _mark in _MARKS:
                _old = unicodedata.normalize("NFC", _first + _second + _mark)
                _SHIFTS[_old] = unicodedata.normalize("NFC", _first + _mark + _second)

_ONSET_A = "b|c|ch|d|đ|g|h|k|kh|l|m|n|ng|nh|p|ph|r|s|t|th|tr|v|x"
_ONSET_E = "b|ch|đ|h|kh|l|ng|nh|s|t|x"


def _either(first: str, second: str) -> str:
    return "|".join(
        old for old in _SHIFTS if old[0].lower() == first and unicodedata.normalize("NFD", old)[1].lower() == second
    )


_SECOND = {first: "".join(sorted({old[1] for old in _SHIFTS if old[0] == first})) for first in "ou"}
_OLD = re.compile(
    rf"(?<![^\W\d_])((?i:{_ONSET_A})?)({_either('o', 'a')}|{_either('u', 'y')})(?![^\W\d_]|[\u0300-\u036f])"
    rf"|(?<![^\W\d_])((?i:{_ONSET_E}))({_either('o', 'e')})(?![^\W\d_]|[\u0300-\u036f])"
)
_SUSPECT = re.compile(rf"(?:[oO][{_SECOND['o']}]|(?<![qQ])[uU][{_SECOND['u']}])(?![^\W\d_])")
"""Quick and almost exact: most texts have no match and are done."""


def _shift(match: re.Match[str]) -> str:
    if match[2]:
        return match[1] + _SHIFTS[match[2]]
    return match[3] + _SHIFTS[match[4]]


def unify_tones(text: str) -> str:
    """The text with old-style tone placement rewritten; expects NFC, keeps the length.

    >>> unify_tones("Uỷ ban hoà giải HOÀ BÌNH, quý, hoàn, Chloé")
    'Ủy ban hòa giải HÒA BÌNH, quý, hoàn, Chloé'
    """
    return _OLD.sub(_shift, text) if _SUSPECT.search(text) else text
