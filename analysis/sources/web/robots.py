"""robots.txt: which pages of a host may be visited, and how often (RFC 9309)."""

from __future__ import annotations

from protego import Protego

from analysis.sources.web.client import Answer
from analysis.sources.web.limits import Unfetched

NAME = "NhipTin"
_LONGEST = 512 * 1024
"""Bytes that are read; RFC 9309 asks for 500 KiB at least."""


class Rules:
    """What one host allows.

    >>> rules = Rules("User-agent: *\\nDisallow: /tim-kiem\\nCrawl-delay: 4")
    >>> rules.allows("https://bao.example/tim-kiem?q=ai"), rules.allows("https://bao.example/ai.htm"), rules.delay
    (False, True, 4.0)
    """

    def __init__(self, text: str) -> None:
        self._parsed = Protego.parse(text)
        self.delay = float(self._parsed.crawl_delay(NAME) or 0.0)

    def allows(self, address: str) -> bool:
        return bool(self._parsed.can_fetch(address, NAME))


def rules(answer: Answer) -> Rules:
    """The rules in a host's answer for ``/robots.txt``: none where it has no such file.

    Raises:
        Unfetched: the host failed, so that nobody knows what it allows.
    """
    if answer.status >= 500 or answer.status == 429:
        raise Unfetched(f"its robots.txt cannot be read: got HTTP {answer.status}", passing=True)
    if answer.status != 200:
        return Rules("")
    return Rules(answer.body[:_LONGEST].decode("utf-8", "replace"))
