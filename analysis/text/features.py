"""What the recogniser of names sees of each token of a line: the word, its form, its neighbours, known lists, the article.

All features of a token are short strings. What depends on the surface alone is computed once per surface and kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from analysis.text.gazetteers import Gazetteers, longest
from analysis.text.tokens import is_name_like, is_vietnamese, shape

VERSION = 2
"""Raised whenever the features change: a model made with other features is refused."""

OPEN_HEAD_REACH = 8
"""Tokens after a head noun within which a lower-case word may still belong to its name."""

_BREAKS = frozenset(".!?…:;()[]“”\"'‘’")


class Document:
    """How the words of one article are written where a capital means something: not at the beginning of a sentence."""

    __slots__ = ("capital", "inside", "lower", "pairs", "starts")

    def __init__(self, lines: Sequence[Sequence[str]]) -> None:
        self.capital: Counter[str] = Counter()
        self.lower: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.starts: Counter[tuple[str, str]] = Counter()
        self.inside: Counter[tuple[str, str]] = Counter()
        for words in lines:
            before, first = ".", "."
            for word in words:
                if word[0].isupper():
                    if before not in _BREAKS:
                        self.capital[word] += 1
                    self.pairs[before, word] += 1
                    if before[0].isupper():
                        (self.inside if first[0].isupper() else self.starts)[before, word] += 1
                elif word[0].islower():
                    self.lower[word] += 1
                first, before = before, word


@lru_cache(maxsize=65536)
def _own(word: str) -> tuple[str, ...]:
    form = shape(word)
    low = word.lower()
    found = ["w=" + low, "s=" + form]
    if is_name_like(form):
        found.append("W=" + word)
        if not is_vietnamese(word):
            found.append("foreign")
            found += ("p3=" + low[:3], "x3=" + low[-3:], "x2=" + low[-2:])
    return tuple(found)


@lru_cache(maxsize=65536)
def _near(word: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The word as seen from two after, one after, one before and two before it."""
    low, form = word.lower(), shape(word)
    if form == "1":
        low = "0"
    return tuple((f"{at}w={low}", f"{at}s={form}") for at in ("-2", "-1", "+1", "+2"))  # type: ignore[return-value]


_EDGE = ("-2^",), ("-1^",), ("+1$",), ("+2$",)


def line_features(words: Sequence[str], lists: Gazetteers, document: Document) -> list[list[str]]:
    """Features of every token of one line.

    Args:
        words: the tokens of the line.
        lists: known names and head words.
        document: the article's counts.
    """
    size = len(words)
    lows = [word.lower() for word in words]
    forms = [shape(word) for word in words]
    near = [_near(word) for word in words]
    shout = sum(len(w) > 1 and w.isupper() for w in words) * 2 > size > 3
    found: list[list[str]] = []
    for i, word in enumerate(words):
        own = list(_own(word))
        own += near[i - 1][1] if i else _EDGE[1]
        own += near[i - 2][0] if i > 1 else _EDGE[0]
        own += near[i + 1][2] if i + 1 < size else _EDGE[2]
        own += near[i + 2][3] if i + 2 < size else _EDGE[3]
        if i:
            own.append(f"-1|0={lows[i - 1]}|{lows[i]}")
        if i + 1 < size:
            own.append(f"0|+1={lows[i]}|{lows[i + 1]}")
            own.append(f"-+s={forms[i - 1] if i else '^'}{forms[i]}{forms[i + 1]}")
        if shout:
            own.append("shout")
        if word in lists.family:
            own.append("family")
        found.append(own)
    _mark_lists(found, words, lows, lists)
    _mark_runs(found, words, lows, forms, lists)
    _mark_article(found, words, document)
    return found


def _mark_lists(found: list[list[str]], words: Sequence[str], lows: Sequence[str], lists: Gazetteers) -> None:
    size = len(words)
    i = 0
    while i < size:
        length, tag = longest(lists.names, words, i)
        if length:
            broad = tag.split(":")[0]
            for k in range(i, i + length):
                where = "B" if k == i else "I"
                found[k] += (f"g={where}{tag}", f"g={where}{broad}")
            if i:
                found[i - 1].append("+g=" + tag)
            if i + length < size:
                found[i + length].append("-g=" + tag)
            i += length
        else:
            i += 1
    reach, head, label = 0, "", ""
    i = 0
    while i < size:
        length, tag = longest(lists.heads, lows, i)
        if length:
            for k in range(i, i + length):
                found[k].append(f"h={'B' if k == i else 'I'}{tag}")
            if i + length < size:
                found[i + length].append(f"-h={tag}")
            if tag in ("org", "document", "event", "place"):
                reach, head, label = i + length + OPEN_HEAD_REACH, lows[i], tag
            i += length
            continue
        if words[i] in _BREAKS:
            reach = 0
        elif i < reach:
            found[i] += ("open=" + head, "open=" + label)
        i += 1


def _mark_runs(
    found: list[list[str]], words: Sequence[str], lows: Sequence[str], forms: Sequence[str], lists: Gazetteers
) -> None:
    """A run is a stretch of tokens written like a name; its neighbours and its head speak for all of its tokens."""
    size = len(words)
    i = 0
    while i < size:
        if not is_name_like(forms[i]):
            i += 1
            continue
        end = i + 1
        while end < size and (is_name_like(forms[end]) or (forms[end] in ("1", "l1", "code"))):
            end += 1
        before = lows[i - 1] if i else "^"
        before2 = lows[i - 2] + "_" + before if i > 1 else before
        after = lows[end] if end < size else "$"
        after2 = after + "_" + lows[end + 1] if end + 1 < size else after
        length = min(end - i, 5)
        mine = [f"rl={before}", f"rl2={before2}", f"rr={after}", f"rr2={after2}", f"rh={lows[i]}", f"rn={length}"]
        if words[i] in lists.family and length in (2, 3, 4):
            mine.append(f"rfam{length}")
        mine.append("rs=" + "".join(forms[i:end][:4]))
        mine.append("rt=" + lows[end - 1])
        for k in range(i, end):
            found[k] += mine
            found[k].append(f"rp={min(k - i, 4)}/{length}")
            if words[k] in lists.given:
                found[k].append("given")
            if k > i and end - k <= 4:
                native = "v" if all(is_vietnamese(word) for word in words[k:end]) else "f"
                known = "F" if words[k] in lists.family else "G" if words[k] in lists.given else ""
                found[k].append(f"tail={end - k}{native}{known}")
        i = end


def _mark_article(found: list[list[str]], words: Sequence[str], document: Document) -> None:
    before = "."
    last = len(words) - 1
    for i, word in enumerate(words):
        if word[0].isupper():
            if i < last and before[0].isupper() and document.starts[word, words[i + 1]]:
                found[i].append("starts")
            if i < last and document.inside[word, words[i + 1]] and not before[0].isupper():
                found[i].append("inside")
            if before in _BREAKS:
                capital, lower = document.capital[word], document.lower[word.lower()]
                found[i].append(f"first:{'C' if capital else ''}{'l' if lower else ''}")
                if i + 1 < len(words) and document.pairs[word, words[i + 1]] > 1:
                    found[i].append("first:pair")
            else:
                found[i].append("mid")
                if document.capital[word] > 1:
                    found[i].append("again")
        before = word
