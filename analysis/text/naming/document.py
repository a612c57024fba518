"""How one article writes its words where a capital means something: not at the beginning of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

GAP = "\n"
"""Stands between lines, where a token would stand."""
BREAKS = frozenset(".!?…:;()[]“”\"'‘’" + GAP)
"""Signs after which a capital may mean no more than a beginning."""


class Document:
    """Counts over the words of one article.

    Args:
        words: tokens, with a gap before the first line, after the last and between lines.
        capitals: places of the article's words that begin with a capital, in order.
        start: where the article begins in ``words`` ...
        end: ... and ends; after the last word by default.

    >>> seen = Document(["\\n", "Ông", "Lê", "An", "\\n", "gặp", "Lê", "An", "\\n"], [1, 2, 3, 6, 7])
    >>> seen.capital, "gặp" in seen.words, seen.inside
    ({'Lê': 2, 'An': 2}, True, {('Lê', 'An'): 1})
    """

    __slots__ = ("capital", "inside", "pairs", "starts", "words")

    def __init__(self, words: Sequence[str], capitals: Sequence[int], start: int = 0, end: int | None = None) -> None:
        self.words = frozenset(words[start:end])
        """All words, as written."""
        self.capital: dict[str, int] = {}
        """Capitalised words in the middle of a sentence."""
        self.pairs: dict[tuple[str, str], int] = {}
        """A word and the capitalised word after it."""
        self.starts: dict[tuple[str, str], int] = {}
        """Two capitalised words with none before them."""
        self.inside: dict[tuple[str, str], int] = {}
        """Two capitalised words with another before them."""
        capital, pairs = self.capital, self.pairs
        last, was_capital = -1, False
        for at in capitals:
            before, word = words[at - 1], words[at]
            if before not in BREAKS:
                capital[word] = capital.get(word, 0) + 1
            pair = (before, word)
            pairs[pair] = pairs.get(pair, 0) + 1
            is_capital = last == at - 1
            if is_capital:
                table = self.inside if was_capital else self.starts
                table[pair] = table.get(pair, 0) + 1
            last, was_capital = at, is_capital
