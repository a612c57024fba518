"""What the recogniser of names sees of each token of a line: the word, its form, its neighbours, known lists, the article.

All features of a token are short strings. What depends on the surface alone is computed once per surface and kept; with
a trained model only those features are made that it has learned a weight for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from analysis.text.document import BREAKS, Document
from analysis.text.gazetteers import Gazetteers, longest
from analysis.text.tokens import is_name_like, is_vietnamese, shape

VERSION = 3
"""Raised whenever the features change: a model made with other features is refused."""

OPEN_HEAD_REACH = 8
"""Tokens after a head noun within which a lower-case word may still belong to its name."""
OPEN_HEADS = frozenset(("org", "document", "event", "place"))
KEPT_SURFACES = 200_000
"""Surfaces remembered by one process; then it starts afresh."""

Pick = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Word:
    """What a surface shows wherever it stands: features of itself and of its neighbours (two before … two after)."""

    low: str
    form: str
    name_like: bool
    capital: bool
    loud: bool
    """All in capitals, and more than one letter."""
    native: bool
    family: bool
    given: bool
    own: list[str]
    after2: list[str]
    after1: list[str]
    before1: list[str]
    before2: list[str]


class Features:
    """Makes the features of lines.

    Args:
        lists: known names and head words.
        known: features the model has weights for; None to make all (for training).
    """

    def __init__(self, lists: Gazetteers, known: AbstractSet[str] | None = None) -> None:
        self._lists = lists
        self._known = known
        self._words: dict[str, Word] = {}
        self._forms: dict[tuple[str, str, str], list[str]] = {}
        self._edges = [self._pick([feature]) for feature in ("-2^", "-1^", "+1$", "+2$")]

    def lines(self, rows: Sequence[Sequence[str]]) -> list[list[list[str]]]:
        """Features of every token of every line of one article."""
        if len(self._words) > KEPT_SURFACES:
            self._words.clear()
        document = Document(rows)
        return [self._line(row, document) for row in rows]

    def _pick(self, features: list[str]) -> list[str]:
        known = self._known
        return features if known is None else [feature for feature in features if feature in known]

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
        near = [self._pick([f"{at}w={shown}", f"{at}s={form}"]) for at in ("-2", "-1", "+1", "+2")]
        loud = len(word) > 1 and word.isupper()
        made = Word(low, form, name_like, word[0].isupper(), loud, native, family, given, self._pick(own), *near)
        self._words[word] = made
        return made

    def _line(self, words: Sequence[str], document: Document) -> list[list[str]]:
        kept, known = self._words, self._known
        seen = [kept.get(word) or self._word(word) for word in words]
        size = len(words)
        last = size - 1
        loud = ["shout"] if sum([word.loud for word in seen]) * 2 > size > 3 else []
        first2, first1, last1, last2 = self._edges
        after2 = [first2, first2, *[word.after2 for word in seen]]
        after1 = [first1, *[word.after1 for word in seen]]
        before1 = [*[word.before1 for word in seen[1:]], last1]
        before2 = [*[word.before2 for word in seen[2:]], last2, last2]
        forms = ["^", *[word.form for word in seen]]
        around = zip(forms, forms[1:], forms[2:], strict=False)
        shapes = [*[self._forms[key] if key in self._forms else self._shapes(key) for key in around], []]
        found = [
            [*word.own, *b, *a, *c, *d, *e, *loud]
            for word, a, b, c, d, e in zip(seen, after2, after1, before1, before2, shapes, strict=False)
        ]
        for i in range(last):
            pair = f"{seen[i].low}|{seen[i + 1].low}"
            here, there = "0|+1=" + pair, "-1|0=" + pair
            if known is None or here in known:
                found[i].append(here)
            if known is None or there in known:
                found[i + 1].append(there)
        self._mark_names(found, words)
        self._mark_heads(found, words, seen)
        self._mark_runs(found, words, seen)
        _mark_article(found, words, seen, document)
        return found

    def _shapes(self, forms: tuple[str, str, str]) -> list[str]:
        made = self._pick(["-+s=" + "".join(forms)])
        self._forms[forms] = made
        return made

    def _mark_names(self, found: list[list[str]], words: Sequence[str]) -> None:
        table = self._lists.names
        size, i = len(words), 0
        while i < size:
            length, tag = longest(table, words, i) if words[i] in table else (0, "")
            if not length:
                i += 1
                continue
            broad = tag.split(":", 1)[0]
            for k in range(i, i + length):
                where = "I" if k > i else "B"
                found[k] += (f"g={where}{tag}", f"g={where}{broad}")
            if i:
                found[i - 1].append("+g=" + tag)
            i += length
            if i < size:
                found[i].append("-g=" + tag)

    def _mark_heads(self, found: list[list[str]], words: Sequence[str], seen: Sequence[Word]) -> None:
        table = self._lists.heads
        lows = [word.low for word in seen]
        size, i = len(words), 0
        reach, head, label = 0, "", ""
        while i < size:
            length, tag = longest(table, lows, i) if lows[i] in table else (0, "")
            if length:
                for k in range(i, i + length):
                    found[k].append(f"h={'I' if k > i else 'B'}{tag}")
                if i + length < size:
                    found[i + length].append("-h=" + tag)
                if tag in OPEN_HEADS:
                    reach, head, label = i + length + OPEN_HEAD_REACH, "open=" + lows[i], "open=" + tag
                i += length
                continue
            if i < reach:
                if words[i] in BREAKS:
                    reach = 0
                else:
                    found[i] += (head, label)
            i += 1

    def _mark_runs(self, found: list[list[str]], words: Sequence[str], seen: Sequence[Word]) -> None:
        """A run is a stretch of tokens written like a name; its neighbours and its head speak for all of its tokens."""
        size, i = len(words), 0
        while i < size:
            if not seen[i].name_like:
                i += 1
                continue
            end = i + 1
            while end < size and (seen[end].name_like or seen[end].form in ("1", "l1", "code")):
                end += 1
            before = seen[i - 1].low if i else "^"
            before2 = f"{seen[i - 2].low}_{before}" if i > 1 else before
            after = seen[end].low if end < size else "$"
            after2 = f"{after}_{seen[end + 1].low}" if end + 1 < size else after
            length = min(end - i, 5)
            mine = [
                "rl=" + before,
                "rl2=" + before2,
                "rr=" + after,
                "rr2=" + after2,
                "rh=" + seen[i].low,
                "rt=" + seen[end - 1].low,
                "rs=" + "".join(word.form for word in seen[i : min(end, i + 4)]),
                f"rn={length}",
            ]
            if seen[i].family and length in (2, 3, 4):
                mine.append(f"rfam{length}")
            mine = self._pick(mine)
            for k in range(i, end):
                found[k] += mine
                found[k].append(f"rp={min(k - i, 4)}/{length}")
                if k > i and end - k <= 4:
                    native = "v" if all(word.native for word in seen[k:end]) else "f"
                    person = "F" if seen[k].family else "G" if seen[k].given else ""
                    found[k].append(f"tail={end - k}{native}{person}")
            i = end


def _mark_article(found: list[list[str]], words: Sequence[str], seen: Sequence[Word], document: Document) -> None:
    last = len(words) - 1
    for i, word in enumerate(words):
        if not seen[i].capital:
            continue
        inner = i > 0 and seen[i - 1].capital
        pair = (word, words[i + 1]) if i < last else ("", "")
        if inner and document.starts.get(pair):
            found[i].append("starts")
        elif not inner and document.inside.get(pair):
            found[i].append("inside")
        if i and words[i - 1] not in BREAKS:
            found[i].append("mid")
            if document.capital.get(word, 0) > 1:
                found[i].append("again")
        else:
            lower = "l" if seen[i].low in document.lower else ""
            found[i].append(f"first:{'C' if word in document.capital else ''}{lower}")
            if document.pairs.get(pair, 0) > 1:
                found[i].append("first:pair")
