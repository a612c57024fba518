"""What the recogniser of names sees of each token of a text: the word, its form, its neighbours, known lists, the article.

A feature is a short string. Features that always go together (those of a surface, say) make a bundle, and a token's
features are handed out as numbers of bundles: with a trained model, only features it has learned a weight for count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from operator import itemgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from analysis.text.naming import enclosed, surroundings
from analysis.text.naming.chain import Bundles, Numbers
from analysis.text.naming.document import GAP, Document
from analysis.text.naming.gazetteers import Gazetteers
from analysis.text.naming.surroundings import Marks, Word
from analysis.text.naming.tokens import is_name_like, is_vietnamese, shape

VERSION = 5
"""Raised whenever the features change: a model made with other features is refused."""

KEPT_SURFACES = 50_000
"""Surfaces remembered by one process; then it starts afresh."""

_FORMS = (
    "",
    "^",
    "?",
    "U",
    "U1",
    "X",
    "X1",
    "C",
    "C1",
    "M",
    "M1",
    "l",
    "l1",
    "1",
    "code",
    *".,;:!?…-–—()[]\"'“”‘’/&%+=*|",
)
"""Forms that a triple of neighbours tells apart; ``?`` stands for every other sign."""
_CAPITAL, _NAME_LIKE, _RUN, _LOUD, _NAME, _HEAD, _QUOTE = (1 << bit for bit in range(7))
_OWN, _AFTER2, _AFTER1, _BEFORE1, _BEFORE2, _FORM, _LOW, _FLAGS = range(8)
"""Columns of the table of surfaces: bundles of the word itself and for its neighbours, and what else is known of it."""
_Found = TypeVar("_Found", int, tuple[int, str])


@dataclass(frozen=True, slots=True)
class Sheet:
    """The features of articles: a row of bundles for every token, and more bundles of single tokens."""

    gaps: Numbers
    """Places of the gaps between lines; the first and the last token are gaps."""
    rows: NDArray[np.intp]
    marks: Marks


class Features:
    """Makes the features of texts.

    Args:
        lists: known names and head words.
        bundles: where features get their numbers; those of a model, or new ones for learning.
    """

    def __init__(self, lists: Gazetteers, bundles: Bundles) -> None:
        self._lists = lists
        self._bundles = bundles
        self._names, self._heads = surroundings.matches(lists.names), surroundings.matches(lists.heads)
        self._forms = {form: number for number, form in enumerate(_FORMS)}
        self._shapes = np.full((len(_FORMS),) * 3, -1, dtype=np.intp)
        self._pairs = _Pairs(bundles)
        self.forget()

    @property
    def crowded(self) -> bool:
        """Whether it is time to forget."""
        return len(self._seen) > KEPT_SURFACES

    def forget(self) -> None:
        """Drop the remembered surfaces; the bundles are to be dropped with them."""
        one = self._bundles.one
        gap = (0, one("-2^", 0), one("-1^", 0), one("+1$", 0), one("+2$", 0), 1, 0, 0)
        self._places = {GAP: 0}
        self._seen = [Word(GAP, "^", False, False, False)]
        self._table = np.array([gap], dtype=np.intp)

    def sheet(self, articles: Sequence[Sequence[str]]) -> Sheet:
        """Bundles of every token of the articles, one behind the other; each is given with a gap at both ends and between
        its lines.
        """
        words = articles[0] if len(articles) == 1 else list(chain.from_iterable(articles))
        table = self._known(words)
        ids = np.fromiter(map(self._places.__getitem__, words), dtype=np.intp, count=len(words))
        gaps = (ids == 0).nonzero()[0]
        found = table[ids]
        flags = found[:, _FLAGS]
        seen = list(map(self._seen.__getitem__, ids.tolist()))
        lows = [word.low for word in seen]
        rows = np.zeros((len(words), 8), dtype=np.intp)
        rows[:, 0] = found[:, _OWN]
        rows[2:, 1] = found[:-2, _AFTER2]
        rows[gaps[:-1] + 1, 1] = found[0, _AFTER2]
        rows[1:, 2] = found[:-1, _AFTER1]
        rows[:-1, 3] = found[1:, _BEFORE1]
        rows[:-2, 4] = found[2:, _BEFORE2]
        rows[gaps[1:] - 1, 4] = found[0, _BEFORE2]
        self._shape(found[:, _FORM], rows[:, 5])
        self._pairs.mark(found[:, _LOW], lows, rows[:, 6], rows[:, 7])
        rows[gaps] = 0
        ends = list(accumulate(map(len, articles)))
        return Sheet(gaps, rows, self._marks(words, seen, lows, flags, gaps, ends))

    def _marks(
        self,
        words: Sequence[str],
        seen: Sequence[Word],
        lows: Sequence[str],
        flags: Numbers,
        gaps: Numbers,
        ends: Sequence[int],
    ) -> Marks:
        marks, one = Marks(), self._bundles.one
        loud = np.concatenate([[0], (flags & _LOUD).astype(bool).cumsum()])[gaps]
        sizes = np.diff(gaps) - 1
        for line in ((2 * np.diff(loud) > sizes) & (sizes > 3)).nonzero()[0].tolist():
            marks.spread(int(gaps[line]) + 1, int(gaps[line + 1]), one("shout", 0))
        runs = (flags & _RUN).astype(bool).tolist()
        surroundings.mark_names(marks, words, _places(flags, _NAME), self._names, one)
        heads = surroundings.mark_heads(marks, lows, _places(flags, _HEAD), self._heads, one)
        start = 0
        for end, capital, like, quotes, after in zip(
            ends,
            _parts(_places(flags, _CAPITAL), ends),
            _parts(_places(flags, _NAME_LIKE), ends),
            _parts(_places(flags, _QUOTE), ends),
            _parts(heads, ends, key=itemgetter(0)),
            strict=True,
        ):
            classes = dict(after)
            enclosed.mark_brackets(marks, lows, capital, after, one)
            enclosed.mark_quoted(marks, lows, quotes, classes, one)
            surroundings.mark_runs(marks, words, seen, lows, like, runs, classes, one)
            article = Document(words, capital, start, end)
            surroundings.mark_article(marks, words, seen, capital, article, one)
            start = end
        return marks

    def _known(self, words: Sequence[str]) -> NDArray[np.intp]:
        """The table of surfaces, with all of ``words`` in it."""
        new = list(dict.fromkeys(word for word in words if word not in self._places))
        if new:
            rows = []
            for word in new:
                self._places[word] = len(self._seen)
                rows.append(self._word(word))
            if len(self._seen) > len(self._table):
                self._table = np.concatenate([self._table, np.zeros_like(self._table), np.zeros_like(rows)])
            self._table[len(self._seen) - len(new) : len(self._seen)] = rows
        return self._table

    def _word(self, word: str) -> tuple[int, ...]:
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
        year = form == "1" and len(word) == 4 and word[:2] in ("19", "20")
        if year:
            own.append("year")
        shown = "year" if year else "0" if form == "1" else low
        clusters = self._lists.clusters.get(word, ())
        own += [f"{size}={cluster}" for size, cluster in zip(("k", "K"), clusters, strict=False)]
        broad = [f"k={cluster}" for cluster in clusters[:1]]
        many = self._bundles.many
        near = [
            many([f"{at}{seen}" for seen in (f"w={shown}", f"s={form}", *broad)]) for at in ("-2", "-1", "+1", "+2")
        ]
        flags = _CAPITAL * word[0].isupper() | _NAME_LIKE * name_like | _LOUD * (len(word) > 1 and word.isupper())
        flags |= _RUN * (name_like or form in ("1", "l1", "code"))
        flags |= _NAME * (word in self._names) | _HEAD * (low in self._heads) | _QUOTE * (low in enclosed.QUOTES)
        self._seen.append(Word(low, form, native, family, given))
        form_number = self._forms.get(form, self._forms["?"])
        return many(own), *near, form_number, self._pairs.word(low), flags

    def _shape(self, forms: Numbers, found: Numbers) -> None:
        """Put the bundle of each token's form with those of its neighbours into ``found``."""
        before, here, after = forms[:-2], forms[1:-1], forms[2:]
        kept = self._shapes[before, here, after]
        for i in (kept < 0).nonzero()[0].tolist():
            a, b, c = int(before[i]), int(here[i]), int(after[i])
            number = self._bundles.one(f"-+s={_FORMS[a]}{_FORMS[b]}{_FORMS[c]}", 0)
            self._shapes[a, b, c] = kept[i] = number
        found[1:-1] = kept


class _Pairs:
    """Features of two words side by side; with a trained model only the pairs it knows."""

    def __init__(self, bundles: Bundles) -> None:
        self._bundles = bundles
        known = {*bundles.known("0|+1="), *bundles.known("-1|0=")}
        # A sign "|" is a word too: the first word has at least one letter.
        words = sorted({word for pair in known for word in _split(pair)})
        self._words = {word: number for number, word in enumerate(words, start=1)}
        self._size = len(words) + 1
        found = {self._key(*map(self._words.__getitem__, _split(pair))): self._numbers(pair) for pair in known}
        self._keys = np.array([*sorted(found), np.iinfo(np.intp).max], dtype=np.intp)
        self._found = np.array([*(found[key] for key in sorted(found)), (0, 0)], dtype=np.intp)

    def word(self, low: str) -> int:
        """The number of a word; 0 for one that is in no known pair."""
        return self._words.setdefault(low, len(self._words) + 1) if self._bundles.learning else self._words.get(low, 0)

    def mark(self, numbers: Numbers, lows: Sequence[str], here: Numbers, there: Numbers) -> None:
        """Put each token's bundles of its pair with the next and with the one before; gaps pair with nothing."""
        both = (numbers[:-1] > 0) & (numbers[1:] > 0)
        if self._bundles.learning:
            found = np.array([self._numbers(f"{a}|{b}") for a, b in pairwise(lows)], dtype=np.intp)
        else:
            keys = numbers[:-1] * self._size + numbers[1:]
            places = self._keys.searchsorted(keys)
            both &= self._keys[places] == keys
            found = self._found[places]
        here[:-1], there[1:] = (found * both[:, None]).T

    def _key(self, a: int, b: int) -> int:
        return a * self._size + b

    def _numbers(self, pair: str) -> tuple[int, int]:
        return self._bundles.one("0|+1=" + pair, 0), self._bundles.one("-1|0=" + pair, 0)


def _places(flags: Numbers, flag: int) -> list[int]:
    """The tokens that bear a flag."""
    found: list[int] = (flags & flag).nonzero()[0].tolist()
    return found


def _parts(
    found: list[_Found], ends: Sequence[int], *, key: Callable[[_Found], int] | None = None
) -> Iterator[list[_Found]]:
    """What is found in each article: places in order, cut at the articles' ends."""
    first = 0
    for end in ends:
        last = bisect_left(found, end, lo=first, key=key)
        yield found[first:last]
        first = last


def _split(pair: str) -> tuple[str, str]:
    at = pair.index("|", 1)
    return pair[:at], pair[at + 1 :]
