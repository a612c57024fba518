"""How one article writes its words where a capital means something: not at the beginning of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

BREAKS = frozenset(".!?…:;()[]“”\"'‘’")
"""Signs after which a capital may mean no more than a beginning."""


class Document:
    """Counts over the lines of one article.

    >>> seen = Document([["Ông", "Lê", "An"], ["gặp", "Lê", "An"]])
    >>> seen.capital, seen.lower, seen.inside
    ({'Lê': 2, 'An': 2}, {'gặp'}, {('Lê', 'An'): 1})
    """

    __slots__ = ("capital", "inside", "lower", "pairs", "starts")

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        self.capital: dict[str, int] = {}
        """Capitalised words in the middle of a sentence."""
        self.lower: set[str] = set()
        """Words seen in lower case."""
        self.pairs: dict[tuple[str, str], int] = {}
        """A word and the capitalised word after it."""
        self.starts: dict[tuple[str, str], int] = {}
        """Two capitalised words with none before them."""
        self.inside: dict[tuple[str, str], int] = {}
        """Two capitalised words with another before them."""
        for words in lines:
            self._read(words)

    def _read(self, words: Sequence[str]) -> None:
        capital, pairs = self.capital, self.pairs
        before, is_capital, was_capital = ".", False, False
        for word in words:
            sign = word[0]
            if sign.isupper():
                if before not in BREAKS:
                    capital[word] = capital.get(word, 0) + 1
                pair = (before, word)
                pairs[pair] = pairs.get(pair, 0) + 1
                if is_capital:
                    table = self.inside if was_capital else self.starts
                    table[pair] = table.get(pair, 0) + 1
                was_capital, is_capital = is_capital, True
            else:
                if sign.islower():
                    self.lower.add(word)
                was_capital, is_capital = is_capital, False
            before = word
