"""Finding the phrases of a list in running text, as many as there may be, in one pass.

The search itself is the Aho-Corasick automaton of ``ahocorasick_rs``; here are the two things it does not know: where a
word begins and ends, and which of several phrases that overlap is meant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation

Span = tuple[int, int]
_Match = tuple[int, int, int]
"""Start, end, syllables."""


class Matcher:
    """The phrases of a list, ready to be found.

    >>> text = "Đầu tư công nghệ cao trong Chuyển Đổi Số"
    >>> found = Matcher(["đầu tư", "đầu tư công", "công nghệ cao", "chuyển đổi số"]).spans(text)
    >>> [text[start:end] for start, end in found]
    ['Đầu tư', 'công nghệ cao', 'Chuyển Đổi Số']
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        """``phrases``: in lower case, syllables joined by single blanks."""
        listed = sorted(set(phrases))
        self._syllables = [phrase.count(" ") + 1 for phrase in listed]
        self._automaton = (
            AhoCorasick(listed, store_patterns=False, implementation=Implementation.DFA) if listed else None
        )

    def spans(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """Phrases in ``text[start:end]``, in order and apart; whole words only, whatever their case.

        Of phrases that overlap, those are taken that cover most syllables; then the fewest; then the later ones,
        since in "đầu tư công nghệ cao" the head "đầu tư" stands first.

        Args:
            text: cleaned: composed, one tone style, single blanks within a phrase.
            start: where to begin; must not stand inside a word.
            end: where to end; the end of the text by default.
        """
        if self._automaton is None:
            return []
        part = text[start:end]
        low = part.casefold()
        if len(low) != len(part):
            low = "".join(sign if len(sign.casefold()) > 1 else sign.casefold() for sign in part)
        last = len(low)
        whole = [
            (first, stop, self._syllables[index])
            for index, first, stop in self._automaton.find_matches_as_indexes(low, overlapping=True)
            if (first == 0 or not _inside(low[first - 1])) and (stop == last or not _inside(low[stop]))
        ]
        return [(start + first, start + stop) for first, stop in _cover(whole)]


def _inside(sign: str) -> bool:
    """Whether a word may go on with this sign (``\\w``)."""
    return sign.isalnum() or sign == "_"


def _cover(matches: list[_Match]) -> list[Span]:
    """Matches that do not overlap and cover most syllables; then the fewest; then the later ones."""
    if len(matches) < 2:
        return [(first, stop) for first, stop, _ in matches]
    matches.sort()
    starts = [first for first, _, _ in matches]
    count = len(matches)
    best = [(0, 0)] * (count + 1)
    """From each match on: syllables covered, and minus how many phrases do it."""
    taken = [False] * count
    after = [bisect_left(starts, stop) for _, stop, _ in matches]
    for at in range(count - 1, -1, -1):
        covered, phrases = best[after[at]]
        mine = (covered + matches[at][2], phrases - 1)
        # On a tie the phrase that begins later stays; of two that begin together the shorter.
        level = mine == best[at + 1] and starts[at : at + 2] == [starts[at]] * 2 and taken[at + 1]
        taken[at] = level or mine > best[at + 1]
        best[at] = max(mine, best[at + 1])
    found: list[Span] = []
    at = 0
    while at < count:
        if taken[at]:
            found.append(matches[at][:2])
            at = after[at]
        else:
            at += 1
    return found
