"""Sentences glued together in scraped text: where a blank is missing after a full stop.

``năm nay.Các`` and ``USD.Dẫn dắt`` are two sentences; ``VnExpress.net``, ``JD.com``, ``3.500``, ``TP.HCM``, ``T.Ư``,
``U.S.``, addresses of the web and of mail are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.lexicons.lexicon import abbreviations
from analysis.text.script.letters import LOWER, UPPER

_CANDIDATE = re.compile(rf"[.!?…](?<=[\w)\]”’»%].)[.!?…]*+[”’»)\]]*+(?=([{UPPER}]\w*))")
_TOKEN_END = re.compile(r"\s|\Z")
_WORD_BEFORE = re.compile(r"\w+\Z")
_WEB = re.compile(r"://|www\.|@|\.(?:vn|com|net|org)/", re.IGNORECASE)
_DOMAINS = frozenset(["com", "vn", "net", "org", "edu", "gov", "info", "io", "js", "biz", "tv", "asia"])
_LONGEST = 12
"""Longer words are not abbreviations."""


def glued(text: str) -> Iterator[int]:
    """Positions of the characters after which a blank is missing, ascending.

    >>> [text[at - 2 : at + 2] for text in ("năm nay.Các bộ ở TP.HCM",) for at in glued(text)]
    ['ay.C']
    """
    token_end, web = -1, False
    known = abbreviations()
    for match in _CANDIDATE.finditer(text):
        if match.start() >= token_end:
            seen = max(token_end, 0)
            token_start = max(text.rfind(" ", seen, match.start()), text.rfind("\n", seen, match.start()), seen - 1) + 1
            end = _TOKEN_END.search(text, match.end())
            token_end = end.start() if end else len(text)
            web = bool(_WEB.search(text, token_start, token_end))
        if not web and _apart(text, match, known):
            yield match.end() - 1


def _apart(text: str, match: re.Match[str], known: frozenset[str]) -> bool:
    before = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST), match.start())
    word = before[0] if before else ""
    after = match[1]
    if len(word) == 1 and not word.isdigit():
        return False
    if match[0] == "." and (word.casefold() in known or after.casefold() in _DOMAINS):
        return False
    if len(after) > 1 and after[1] not in LOWER:
        return not (word.isupper() or word.isdigit())
    return len(after) > 1 or not word.isdigit()
