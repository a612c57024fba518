"""What a token learns from its surroundings: known names, head nouns before it, the run of capitals it is in, the article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.text.document import BREAKS, Document
from analysis.text.gazetteers import Words, longest

OPEN_HEAD_REACH = 8
"""Tokens after a head noun within which a lower-case word may still belong to its name."""
OPEN_HEADS = frozenset(("org", "document", "event", "place"))

Found = list[list[int]]
"""Numbers of the features of every token of a line; the functions here add to them."""
One = Callable[[str], int]
"""The number of a feature."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a surface shows wherever it stands, and its bundles: its own, and those it gives its neighbours."""

    text: str
    low: str
    form: str
    name_like: bool
    capital: bool
    loud: bool
    """All in capitals, and more than one letter."""
    native: bool
    family: bool
    given: bool
    own: int
    after2: int
    after1: int
    before1: int
    before2: int


def mark_names(found: Found, words: Sequence[str], table: dict[str, list[tuple[Words, str]]], one: One) -> None:
    """Names of the lists, and their neighbours."""
    size, i = len(words), 0
    while i < size:
        length, tag = longest(table, words, i) if words[i] in table else (0, "")
        if not length:
            i += 1
            continue
        broad = tag.split(":", 1)[0]
        for k in range(i, i + length):
            where = "I" if k > i else "B"
            found[k] += (one(f"g={where}{tag}"), one(f"g={where}{broad}"))
        if i:
            found[i - 1].append(one("+g=" + tag))
        i += length
        if i < size:
            found[i].append(one("-g=" + tag))


def mark_heads(found: Found, seen: Sequence[Word], table: dict[str, list[tuple[Words, str]]], one: One) -> None:
    """Head nouns (``Bộ``, ``Luật``, ``ông``), what stands after them, and how far their names may reach."""
    lows = [word.low for word in seen]
    size, i = len(seen), 0
    reach, opened = 0, (0, 0)
    while i < size:
        length, tag = longest(table, lows, i) if lows[i] in table else (0, "")
        if length:
            for k in range(i, i + length):
                found[k].append(one(f"h={'I' if k > i else 'B'}{tag}"))
            if i + length < size:
                found[i + length].append(one("-h=" + tag))
            if tag in OPEN_HEADS:
                reach, opened = i + length + OPEN_HEAD_REACH, (one("open=" + lows[i]), one("open=" + tag))
            i += length
            continue
        if i < reach:
            if lows[i] in BREAKS:
                reach = 0
            else:
                found[i] += opened
        i += 1


def mark_runs(found: Found, seen: Sequence[Word], one: One) -> None:
    """A run is a stretch of tokens written like a name; its neighbours and its head speak for all of its tokens."""
    size, i = len(seen), 0
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
            one("rl=" + before),
            one("rl2=" + before2),
            one("rr=" + after),
            one("rr2=" + after2),
            one("rh=" + seen[i].low),
            one("rt=" + seen[end - 1].low),
            one("rs=" + "".join([word.form for word in seen[i : min(end, i + 4)]])),
            one(f"rn={length}"),
        ]
        if seen[i].family and length in (2, 3, 4):
            mine.append(one(f"rfam{length}"))
        for k in range(i, end):
            found[k] += mine
            found[k].append(one(f"rp={min(k - i, 4)}/{length}"))
            if k > i and end - k <= 4:
                native = "v" if all(word.native for word in seen[k:end]) else "f"
                person = "F" if seen[k].family else "G" if seen[k].given else ""
                found[k].append(one(f"tail={end - k}{native}{person}"))
        i = end


def mark_article(found: Found, seen: Sequence[Word], document: Document, one: One) -> None:
    """What the rest of the article shows of a capitalised word."""
    last = len(seen) - 1
    for i, word in enumerate(seen):
        if not word.capital:
            continue
        inner = i > 0 and seen[i - 1].capital
        pair = (word.text, seen[i + 1].text) if i < last else ("", "")
        if inner and document.starts.get(pair):
            found[i].append(one("starts"))
        elif not inner and document.inside.get(pair):
            found[i].append(one("inside"))
        if i and seen[i - 1].text not in BREAKS:
            found[i].append(one("mid"))
            if document.capital.get(word.text, 0) > 1:
                found[i].append(one("again"))
        else:
            lower = "l" if word.low in document.lower else ""
            found[i].append(one(f"first:{'C' if word.text in document.capital else ''}{lower}"))
            if document.pairs.get(pair, 0) > 1:
                found[i].append(one("first:pair"))
