"""What the recogniser of names sees of each token of a line: the word, its form, its neighbours, known lists, the article.

A feature is a short string. Features that always go together (those of a surface, say) make a bundle, and a token's
features are handed out as numbers of bundles: with a trained model, only features it has learned a weight for count.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.text import surroundings
from analysis.text.chain import Bundles
from analysis.text.document import Document
from analysis.text.gazetteers import Gazetteers
from analysis.text.surroundings import Found, Word
from analysis.text.tokens import is_name_like, is_vietnamese, shape

VERSION = 3
"""Raised whenever the features change: a model made with other features is refused."""

KEPT_SURFACES = 50_000
"""Surfaces remembered by one process; then it starts afresh."""


class Features:
    """Makes the features of lines.

    Args:
        lists: known names and head words.
        bundles: where features get their numbers; those of a model, or new ones for learning.
    """

    def __init__(self, lists: Gazetteers, bundles: Bundles) -> None:
        self._lists = lists
        self._bundles = bundles
        self._words: dict[str, Word] = {}
        self._pairs = {pair: self._pair(pair) for pair in {*bundles.known("0|+1="), *bundles.known("-1|0=")}}
        self._edges = [bundles.one(feature) for feature in ("-2^", "-1^", "+1$", "+2$")]

    @property
    def crowded(self) -> bool:
        """Whether it is time to forget."""
        return len(self._words) > KEPT_SURFACES

    def forget(self) -> None:
        """Drop the remembered surfaces; the bundles are to be dropped with them."""
        self._words.clear()

    def lines(self, rows: Sequence[Sequence[str]]) -> list[Found]:
        """Bundles of every token of every line of one article."""
        document = Document(rows)
        return [self._line(row, document) for row in rows]

    def _word(self, word: str) -> Word:
        form, low = shape(word), word.lower()
        name_like, native = is_name_like(form), is_vietnamese(word)
        own = ["w=" + low, "s=" + form]
        if name_like:
            own.append("W=" + word)
            if not native:
                own += ("foreign", "p3=" + low[:3], "x3=" + low[-3:], "x2=" + low[-2:])
        family, given = word in self._lists.family, word in self._lists.given
        if family:
            own.append("family")
        if name_like and given:
            own.append("given")
        shown = "0" if form == "1" else low
        many = self._bundles.many
        near = [many([f"{at}w={shown}", f"{at}s={form}"]) for at in ("-2", "-1", "+1", "+2")]
        loud = len(word) > 1 and word.isupper()
        made = Word(word, low, form, name_like, word[0].isupper(), loud, native, family, given, many(own), *near)
        self._words[word] = made
        return made

    def _pair(self, pair: str) -> tuple[int, int]:
        return self._bundles.one("0|+1=" + pair), self._bundles.one("-1|0=" + pair)

    def _line(self, words: Sequence[str], document: Document) -> Found:
        kept, one = self._words, self._bundles.one
        seen = [kept.get(word) or self._word(word) for word in words]
        size = len(words)
        first2, first1, last1, last2 = self._edges
        after2 = [first2, first2, *[word.after2 for word in seen]]
        after1 = [first1, *[word.after1 for word in seen]]
        before1 = [*[word.before1 for word in seen[1:]], last1]
        before2 = [*[word.before2 for word in seen[2:]], last2, last2]
        forms = ["^", *[word.form for word in seen], ""]
        shapes = [one(f"-+s={a}{b}{c}") for a, b, c in zip(forms, forms[1:], forms[2:], strict=False)]
        shapes[-1] = 0
        own = [word.own for word in seen]
        found = list(map(list, zip(own, after2, after1, before1, before2, shapes, strict=False)))
        if sum([word.loud for word in seen]) * 2 > size > 3:
            for token in found:
                token.append(one("shout"))
        self._mark_pairs(found, seen)
        surroundings.mark_names(found, words, self._lists.names, one)
        surroundings.mark_heads(found, seen, self._lists.heads, one)
        surroundings.mark_runs(found, seen, one)
        surroundings.mark_article(found, seen, document, one)
        return found

    def _mark_pairs(self, found: Found, seen: Sequence[Word]) -> None:
        table, learning = self._pairs, self._bundles.learning
        for i in range(len(seen) - 1):
            pair = f"{seen[i].low}|{seen[i + 1].low}"
            numbers = self._pair(pair) if learning else table.get(pair)
            if numbers:
                found[i].append(numbers[0])
                found[i + 1].append(numbers[1])
